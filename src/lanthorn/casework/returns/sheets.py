"""What a reader sees of a request and of an item. The text of an item is read by its own group of fields only."""

from lanthorn.casework.access.field_groups import field_groups
from lanthorn.casework.access.models import AgencyKind
from lanthorn.casework.access.sheets import Field, Sheet
from lanthorn.casework.look.templatetags.look import day
from lanthorn.casework.returns.models import InformationItem, ReturnRequest
from lanthorn.casework.returns.wording import label


def _state(asked: ReturnRequest) -> str:
    if asked.answered_at:
        return f"Sent on {day(asked.answered_at)}"
    return f"Asked again on {day(asked.chased_at)}" if asked.chased_at else "Not answered yet"


REQUEST_SHEET: Sheet[ReturnRequest] = Sheet(
    "returnrequest",
    [
        Field("agency", "Agency asked", "identity", lambda one: one.agency.name),
        Field("state", "Return", "identity", _state),
        Field("due", "Due", "identity", lambda one: day(one.due)),
        Field("question", "What is asked", "concern", lambda one: one.question),
    ],
)

ITEM_SHEETS: dict[str, Sheet[InformationItem]] = {
    group: Sheet(
        "informationitem",
        [
            Field("agency", "From", "identity", lambda one: f"{one.agency.name}, {day(one.given_at)}"),
            Field("kind", "What", "concern", lambda one: label("kind", one.kind)),
            Field("text", "What they tell", group, lambda one: one.text),
            Field("grade", "Source", group, lambda one: label("grade", one.grade)),
            Field("sensitivity", "Sensitivity", "identity", lambda one: label("sensitivity", one.sensitivity)),
            Field("lawful_basis", "Lawful basis", "identity", lambda one: label("basis", one.lawful_basis)),
            Field("shared_with", "May be shared with", "identity", lambda one: kinds_in_words(one.shared_with)),
            Field("expires_on", "May be read until", "identity", lambda one: day(one.expires_on)),
        ],
    )
    for group in field_groups()
}


def kinds_in_words(kept: str) -> str:
    """Kinds of agency as a reader knows them."""
    return ", ".join(str(AgencyKind(kind).label) for kind in kept.split())
