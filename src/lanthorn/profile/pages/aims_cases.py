"""Parts of the six aims' pages that follow a child's case: referred, screened, heard, reviewed, closed, back again."""

from lanthorn.profile import figures
from lanthorn.profile.breakdown import Breakdown
from lanthorn.profile.content import Page
from lanthorn.profile.sentences import Said, templates
from lanthorn.profile.told import Told
from lanthorn.profile.wording import say_percent, within_a_sentence

_REFERRAL = templates(
    "aims.referral", headline="total share agency", headline_total="total", told="share", by_agency="", by_told=""
)
_SCREENING = templates(
    "aims.screening", headline="share", headline_total="total", half="days", waiting="number", by_days="", by_area=""
)
_REPEAT = templates("aims.repeat_referral", headline="share", headline_total="total")
_PANEL = templates("aims.panel", headline="days", headline_total="total", not_yet="number", by_days="", by_category="")
_REVIEWS = templates(
    "aims.reviews", headline="share total", headline_ahead="share total", headline_total="total", by_state=""
)
_CHANGE = templates("aims.category_change", headline="lower higher", headline_total="total", by_change="")
_VOICE = templates("aims.voice", headline="share", headline_total="total", by_voice="")
_BESIDE = templates(
    "aims.missing_beside_panel", headline="before after", headline_total="total", no_effect="", counted="total",
    by_both="",
)  # fmt: skip
_NOT_IN_TIME = ("waits_too_long", "not_yet")


def half_by(by: Breakdown) -> Said | None:
    """By when half of the units had got there, in the words of the band that the middle one lies in.

    None where a band is hidden, or where half of them had not got there at all.
    """
    values = by.known()
    counts = [by.cell(**{by.last: value}).count for value in values]
    shown = [count for count in counts if count is not None]
    if len(shown) < len(counts) or not sum(shown):
        return None
    reached = 0
    for value, count in zip(values, shown, strict=True):
        reached += count
        if 2 * reached >= sum(shown):
            if value in _NOT_IN_TIME:
                return None
            fact = by.fact("half", {by.last: "|".join(values)}, value)
            return Said(within_a_sentence(by.last, value), (fact,))
    return None


def referral(told: Told) -> Page:
    """Who refers, and whether the child was told."""
    by, child = told.by("agency_kind"), told.by("child_told")
    ranking, order = by.ranking(), by.by_frequency()
    leading = ranking.values[0] if ranking.values and not ranking.tied else None
    total = by.how_many()
    return told.page(
        [
            _REFERRAL.say("headline", total=total, share=by.share(agency_kind=leading), agency=ranking.first)
            if leading else None,
            _REFERRAL.say("headline_total", total=total),
        ],
        paragraphs=[_REFERRAL.say("told", share=child.share(child_told="yes"))],
        figures=[
            figures.bars(by, told.title(_REFERRAL.text("by_agency")), emphasis=ranking.values[:1], order=order),
            figures.bars(child, told.title(_REFERRAL.text("by_told"))),
        ],
        recorded=[by, child],
    )  # fmt: skip


def screening(told: Told) -> Page:
    """How soon a case is screened."""
    by, areas = told.by("days_to_screening"), told.by("area", "screened_in_time")
    in_time = areas.percent(screened_in_time="yes")
    waiting = by.cell(days_to_screening="waits_too_long").count
    return told.page(
        [_SCREENING.say("headline", share=in_time), _SCREENING.say("headline_total", total=by.how_many())],
        paragraphs=[
            _SCREENING.say("half", days=half_by(by)),
            _SCREENING.say("waiting", number=by.number(days_to_screening="waits_too_long")) if waiting else None,
        ],
        figures=[
            figures.bars(by, told.title(_SCREENING.text("by_days"))),
            figures.shares_of(areas, "yes", told.title(_SCREENING.text("by_area"))),
        ],
    )


def repeat(told: Told) -> Page:
    """How many cases are of children referred before."""
    by = told.by("referred_before")
    return told.page(
        [_REPEAT.say("headline", share=by.percent(referred_before="yes")),
         _REPEAT.say("headline_total", total=by.how_many())]
    )  # fmt: skip


def panel(told: Told) -> Page:
    """How soon the panel hears a case."""
    by, categories = told.by("days_to_panel"), told.by("case_category", "days_to_panel")
    waiting = by.cell(days_to_panel="not_yet").count
    return told.page(
        [_PANEL.say("headline", days=half_by(by)), _PANEL.say("headline_total", total=by.how_many())],
        paragraphs=[_PANEL.say("not_yet", number=by.number(days_to_panel="not_yet")) if waiting else None],
        figures=[
            figures.bars(by, told.title(_PANEL.text("by_days"))),
            figures.divided(categories, told.title(_PANEL.text("by_category"))),
        ],
    )


def reviews(told: Told) -> Page:
    """How many reviews are overdue."""
    by = told.by("review_state")
    total = by.how_many()
    return told.page(
        [
            _REVIEWS.say("headline", share=by.share_of(["1_28", "over_28"]), total=total),
            _REVIEWS.say("headline_ahead", share=by.percent(review_state="ahead"), total=total),
            _REVIEWS.say("headline_total", total=total),
        ],
        figures=[figures.bars(by, told.title(_REVIEWS.text("by_state")))],
        recorded=[by],
    )


def category_change(told: Told) -> Page:
    """How the category moves from review to review."""
    by, before = told.by("category_change"), told.by("case_category", "category_change")
    return told.page(
        [
            _CHANGE.say(
                "headline", lower=by.percent(category_change="lower"), higher=by.percent(category_change="higher")
            ),
            _CHANGE.say("headline_total", total=by.how_many()),
        ],
        figures=[figures.divided(before, told.title(_CHANGE.text("by_change")))],
        recorded=[by],
    )


def voice(told: Told) -> Page:
    """Whether the child's voice came into the review."""
    by = told.by("child_voice")
    return told.page(
        [
            _VOICE.say("headline", share=by.percent(child_voice="spoken")),
            _VOICE.say("headline_total", total=by.how_many()),
        ],
        figures=[figures.bars(by, told.title(_VOICE.text("by_voice")))],
        recorded=[by],
    )


def missing_beside_panel(told: Told) -> Page:
    """Reports missing on both sides of the first hearing; no claim that the one caused the other."""
    before, after = told.by("missing_before_panel"), told.by("missing_after_panel")
    both = told.by("missing_before_panel", "missing_after_panel")
    return told.page(
        [
            _BESIDE.say("headline", before=_any(before), after=_any(after)),
            _BESIDE.say("headline_total", total=before.how_many()),
        ],
        paragraphs=[_BESIDE.say("no_effect"), _BESIDE.say("counted", total=before.how_many())],
        figures=[figures.divided(both, told.title(_BESIDE.text("by_both")))],
        recorded=[before],
    )


def _any(by: Breakdown) -> Said | None:
    """In per cent, for how many there was any report, so that the two sides are said alike."""
    reported = ["1_2", "3_or_more"]
    cell, standing = by.together(reported)
    text = say_percent(cell.share, standing)
    return None if text is None else Said(text, (by.fact("share", {by.last: "|".join(reported)}, text),))


OF_CASES = {
    "aims.referral": referral,
    "aims.screening": screening,
    "aims.repeat_referral": repeat,
    "aims.panel": panel,
    "aims.reviews": reviews,
    "aims.category_change": category_change,
    "aims.voice": voice,
    "aims.missing_beside_panel": missing_beside_panel,
}
