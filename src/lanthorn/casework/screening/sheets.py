"""What a reader sees of a screening, and of each indicator: within the group of fields that the tool names for it."""

from lanthorn.casework.access.field_groups import field_groups
from lanthorn.casework.access.sheets import Field, Sheet
from lanthorn.casework.cases.protocol import category_label
from lanthorn.casework.look.templatetags.look import day
from lanthorn.casework.screening.models import Screening, ScreeningIndicator
from lanthorn.casework.screening.tool import tool_named

SCREENING_SHEET: Sheet[Screening] = Sheet(
    "screening",
    [
        Field("made_on", "Screened on", "concern", lambda one: day(one.made_on)),
        Field("scorer", "By", "identity", lambda one: f"{one.scorer.name}, {one.scorer.agency.name}"),
        Field("category", "Category given", "concern", lambda one: category_label(one.category)),
        Field("answered", "The tool's answer", "concern", lambda one: category_label(one.answered)),
        Field("override_reason", "Why they differ", "concern", lambda one: one.override_reason or _as_answered(one)),
        Field("outcome", "What happens next", "concern", lambda one: one.get_outcome_display()),
        Field("protective", "What protects the child", "concern", lambda one: one.protective),
    ],
)

# For the page of one screening: also what it was made with.
WHOLE_SCREENING_SHEET: Sheet[Screening] = Sheet(
    "screening",
    [
        *SCREENING_SHEET.fields,
        Field("reason_told", "Reason told to the referrer", "concern", lambda one: one.reason_told),
        Field("tool", "Tool", "concern", lambda one: one.tool),
        Field("protocol", "Protocol", "concern", lambda one: one.protocol),
    ],
)

# For whoever made the referral: why there is no further action, and nothing else.
TOLD_SHEET: Sheet[Screening] = Sheet(
    "screening",
    [
        Field("outcome", "What was decided", "concern", lambda one: one.get_outcome_display()),
        Field("reason_told", "Why", "concern", lambda one: one.reason_told),
        Field("made_on", "When", "concern", lambda one: day(one.made_on)),
    ],
)


def _as_answered(screening: Screening) -> str:
    return "They are the same" if screening.category == screening.answered else ""


def _label(one: ScreeningIndicator) -> str:
    return tool_named(one.screening.tool).indicator(one.code).label


def group_of(one: ScreeningIndicator) -> str:
    """The group of fields whose readers may see what is known of this indicator."""
    return tool_named(one.screening.tool).indicator(one.code).group


INDICATOR_SHEETS: dict[str, Sheet[ScreeningIndicator]] = {
    group: Sheet(
        "screeningindicator",
        [
            Field("label", "Indicator", "concern", _label),
            Field("state", "What is known", group, lambda one: one.get_state_display()),
            Field("source", "Who knows it", group, lambda one: one.source),
            Field("known_on", "Of which day", group, lambda one: day(one.known_on) if one.known_on else ""),
        ],
    )
    for group in field_groups()
}
