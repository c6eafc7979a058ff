"""Children reported missing, and how many of the victims had been."""

from lanthorn.profile import figures
from lanthorn.profile.content import Page
from lanthorn.profile.sentences import templates
from lanthorn.profile.told import Told, listed

_REPORTS = templates(
    "missing.reports", headline="total", headline_hidden="", mix="shares", areas="shares", by_from="",
    by_authority="", by_age="",
)  # fmt: skip
_CHILDREN = templates(
    "missing.children", headline="total share", headline_total="total", looked_after="share", by_times="", by_care="",
    by_authority="",
)  # fmt: skip
_HISTORY = templates(
    "missing.history", headline="share", headline_total="total", counted="total", by_history="", by_sex="", by_age=""
)
_REPEAT = templates(
    "missing.repeat", headline="share", headline_total="", counted="total", many="number", many_estimated="number",
    by_times="",
)  # fmt: skip
_CARE = templates("missing.care", headline="share", headline_total="total", counted="total", by_care="", by_sex="")
_LEAD = templates("lead_time", headline="share", headline_total="total", counted="number total", by_days="")
_UNFLAGGED = templates(
    "missing.unflagged",
    headline="share total",
    headline_total="total",
    often="",
    looked_after="share",
    by_flag="",
    by_care="",
)
MORE_THAN_ONCE = ["2", "3_5", "6_15", "over_15"]


def reports(told: Told) -> Page:
    """Missing reports: how many, from where, of whom."""
    places, areas, origin = told.by("authority"), told.by("area"), told.by("missing_from")
    return told.page(
        [_REPORTS.say("headline", total=origin.number()), _REPORTS.say("headline_hidden")],
        paragraphs=[
            _REPORTS.say("mix", shares=listed(origin, origin.known())),
            _REPORTS.say("areas", shares=listed(areas, areas.by_frequency()[: len(areas.known())])),
        ],
        figures=[
            figures.bars(origin, told.title(_REPORTS.text("by_from"))),
            figures.authority_map(
                places, told.title(_REPORTS.text("by_authority")), boundaries=told.setting.boundaries
            ),
            figures.pyramid(told.by("sex", "age"), told.title(_REPORTS.text("by_age"))),
        ],
        recorded=[origin],
    )


def children(told: Told) -> Page:
    """Children reported missing: how many, and how often each."""
    by, care = told.by("missing_times"), told.by("looked_after")
    order = [value for value in by.values() if value != "none"]
    total = by.how_many()
    return told.page(
        [
            _CHILDREN.say("headline", total=total, share=by.share_of(MORE_THAN_ONCE)),
            _CHILDREN.say("headline_total", total=total),
        ],
        paragraphs=[_CHILDREN.say("looked_after", share=care.share(looked_after="yes"))],
        figures=[
            figures.bars(by, told.title(_CHILDREN.text("by_times")), order=order),
            figures.bars(care, told.title(_CHILDREN.text("by_care"))),
            figures.authority_map(
                told.by("authority"), told.title(_CHILDREN.text("by_authority")), boundaries=told.setting.boundaries
            ),
        ],
    )


def history(told: Told) -> Page:
    """Victims who had been reported missing in the year before."""
    by = told.by("missing_before")
    return told.page(
        [
            _HISTORY.say("headline", share=by.share(missing_before="yes")),
            _HISTORY.say("headline_total", total=by.how_many()),
        ],
        paragraphs=[_HISTORY.say("counted", total=by.how_many())],
        figures=[
            figures.bars(by, told.title(_HISTORY.text("by_history")), emphasis=["yes"]),
            figures.shares_of(told.by("sex", "missing_before"), "yes", told.title(_HISTORY.text("by_sex"))),
            figures.shares_of(told.by("age", "missing_before"), "yes", told.title(_HISTORY.text("by_age"))),
        ],
    )


def repeat(told: Told) -> Page:
    """How often the victims who had been missing were."""
    by = told.by("missing_before", "missing_times").narrowed(missing_before="yes")
    order = [value for value in by.values() if value != "none"]
    corrected = any(measure == told.measure.id for measure, _, _ in told.setting.corrections)
    many = by.number(missing_times="over_15") if by.cell(missing_times="over_15").count else None
    return told.page(
        [
            _REPEAT.say("headline", share=by.share_of(MORE_THAN_ONCE)),
            _REPEAT.say("headline_total"),
        ],
        paragraphs=[
            _REPEAT.say("counted", total=by.how_many()),
            _REPEAT.say("many_estimated" if corrected else "many", number=many),
        ],
        figures=[figures.bars(by, told.title(_REPEAT.text("by_times")), order=order)] if by.cell().count != 0 else [],
    )


def care(told: Told) -> Page:
    """Victims who were looked after when first reported."""
    by = told.by("looked_after")
    return told.page(
        [
            _CARE.say("headline", share=by.share(looked_after="yes")),
            _CARE.say("headline_total", total=by.how_many()),
        ],
        paragraphs=[_CARE.say("counted", total=by.how_many())],
        figures=[
            figures.bars(by, told.title(_CARE.text("by_care")), emphasis=["yes"]),
            figures.shares_of(told.by("sex", "looked_after"), "yes", told.title(_CARE.text("by_sex"))),
        ],
    )


def lead_time(told: Told) -> Page:
    """How long children had been reported missing before they were first flagged."""
    both = told.by("missing_before_flag", "lead_time")
    by = both.narrowed(missing_before_flag="yes")
    return told.page(
        [
            _LEAD.say("headline", share=by.share_of(["91_180", "181_365", "over_365"])),
            _LEAD.say("headline_total", total=both.how_many()),
        ],
        paragraphs=[_LEAD.say("counted", number=by.number(), total=both.how_many())],
        figures=[figures.bars(by, told.title(_LEAD.text("by_days")))] if by.cell().count != 0 else [],
    )


def unflagged(told: Told) -> Page:
    """Children often reported missing who bear no flag: a reason to ask."""
    by, both = told.by("flagged"), told.by("flagged", "looked_after")
    care = both.narrowed(flagged="no")
    return told.page(
        [
            _UNFLAGGED.say("headline", share=by.share(flagged="no"), total=by.how_many()),
            _UNFLAGGED.say("headline_total", total=by.how_many()),
        ],
        paragraphs=[
            _UNFLAGGED.say("often"),
            _UNFLAGGED.say("looked_after", share=care.share(looked_after="yes")),
        ],
        figures=[
            figures.bars(by, told.title(_UNFLAGGED.text("by_flag")), emphasis=["no"]),
            figures.divided(both, told.title(_UNFLAGGED.text("by_care")), emphasis=["yes"]),
        ],
    )


PAGES = {
    "missing.reports": reports,
    "missing.children": children,
    "missing.history": history,
    "missing.repeat": repeat,
    "missing.care": care,
    "lead_time": lead_time,
    "missing.unflagged": unflagged,
}
