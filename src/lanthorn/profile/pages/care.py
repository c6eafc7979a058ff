"""Children looked after: who, where, and how many went missing."""

from lanthorn.profile import figures
from lanthorn.profile.breakdown import Breakdown
from lanthorn.profile.content import Figure, Page
from lanthorn.profile.sentences import templates
from lanthorn.profile.told import Told, listed
from lanthorn.vocabulary import UNKNOWN

_LOOKED_AFTER = templates(
    "care.looked_after", headline="total", headline_hidden="", placements="shares", by_age="", by_placement="",
    by_area="",
)  # fmt: skip
_MISSING = templates("care.missing", headline="share total", headline_total="total", by_times="", by_age="", by_sex="")
_ABSENCES = templates("care.absences", headline="total", headline_hidden="", mix="shares", by_kind="")


def looked_after(told: Told) -> Page:
    """Children looked after at any time of the period."""
    ages, placements, areas = told.by("sex", "care_age"), told.by("placement_group"), told.by("area")
    order = placements.by_frequency()
    return told.page(
        [_LOOKED_AFTER.say("headline", total=placements.how_many()), _LOOKED_AFTER.say("headline_hidden")],
        paragraphs=[_LOOKED_AFTER.say("placements", shares=listed(placements, order[:3]))],
        figures=[
            figures.pyramid(ages, told.title(_LOOKED_AFTER.text("by_age"))),
            figures.bars(placements, told.title(_LOOKED_AFTER.text("by_placement")), order=order),
            *_where_known(areas, told),
        ],
        recorded=[placements],
    )


def _where_known(areas: Breakdown, told: Told) -> list[Figure]:
    """By area, unless the returns do not say which authority made them."""
    if areas.cell().count is not None and areas.cell(
        area=UNKNOWN if UNKNOWN in areas.values() else "outside"
    ).count == (areas.cell().count):
        return []
    return [figures.bars(areas, told.title(_LOOKED_AFTER.text("by_area")))]


def missing(told: Told) -> Page:
    """How many looked-after children went missing."""
    by = told.by("missing_in_care")
    share = by.share_of(["1", "2_or_more"])
    total = by.how_many()
    return told.page(
        [_MISSING.say("headline", share=share, total=total), _MISSING.say("headline_total", total=total)],
        figures=[
            figures.bars(by, told.title(_MISSING.text("by_times"))),
            figures.divided(told.by("care_age", "missing_in_care"), told.title(_MISSING.text("by_age"))),
            figures.divided(told.by("sex", "missing_in_care"), told.title(_MISSING.text("by_sex"))),
        ],
    )


def absences(told: Told) -> Page:
    """Absences of looked-after children, missing or away without authorisation."""
    by = told.by("absence_kind")
    return told.page(
        [_ABSENCES.say("headline", total=by.how_many()), _ABSENCES.say("headline_hidden")],
        paragraphs=[_ABSENCES.say("mix", shares=listed(by, by.known()))],
        figures=[figures.bars(by, told.title(_ABSENCES.text("by_kind")))],
        recorded=[by],
    )


PAGES = {"care.looked_after": looked_after, "care.missing": missing, "care.absences": absences}
