"""Who the children are, who the suspects are, and how they know each other."""

from lanthorn.profile import figures
from lanthorn.profile.breakdown import Breakdown
from lanthorn.profile.content import Page, Sentence
from lanthorn.profile.sentences import Said, Templates, templates
from lanthorn.profile.told import Told, listed
from lanthorn.vocabulary import UNKNOWN

_AGED = {
    "headline": "share sex share1 age1 share2 age2", "headline_sex": "share sex", "headline_total": "total",
    "counted": "total", "by_age": "",
}  # fmt: skip
_VICTIM = templates("victim.age_sex", **_AGED)
_SUSPECT = templates("suspect.age_sex", **_AGED)
_REPEAT = templates(
    "repeat.victim", headline="share", headline_total="total", counted="total", between="share", by_times="",
    by_days="",
)  # fmt: skip
_GAP = templates("suspect.age_gap", headline="share", headline_total="total", older="share", counted="total", by_gap="")
_RELATIONSHIP = templates(
    "relationship", headline="recorded share relationship", headline_all="share relationship",
    headline_recorded="recorded", headline_total="total", mix="shares", by_relationship="",
)  # fmt: skip
_ETHNICITY = {"headline": "recorded shares", "headline_recorded": "recorded", "headline_total": "total", "by_group": ""}
_OF_VICTIMS = templates("ethnicity.victims", **_ETHNICITY)
_OF_SUSPECTS = templates("ethnicity.suspects", **_ETHNICITY)
_FEW_RECORDED = 0.5


def victims(told: Told) -> Page:
    """The children by age and sex."""
    return _age_and_sex(told, _VICTIM, "age")


def suspects(told: Told) -> Page:
    """The named suspects by age and sex."""
    return _age_and_sex(told, _SUSPECT, "suspect_age")


def _age_and_sex(told: Told, say: Templates, age: str) -> Page:
    sexes, ages = told.by("sex"), told.by("sex", age)
    most = sexes.ranking()
    leading = most.values[0] if most.values and not most.tied else None
    total = sexes.how_many()
    if leading is None:
        return told.page(
            [say.say("headline_total", total=total)], figures=[figures.pyramid(ages, told.title(say.text("by_age")))]
        )
    of_sex = ages.narrowed(sex=leading)
    top = of_sex.ranking()
    two: dict[str, Said | str | None] = dict.fromkeys(("share1", "age1", "share2", "age2"))
    named: list[str] = []
    if len(top.levels) > 1 and not top.tied:
        named = list(top.values[:2])
        for place, value in enumerate(named, start=1):
            two[f"share{place}"] = of_sex.share(**{age: value})
            two[f"age{place}"] = of_sex.name(value, place)
    sex: dict[str, Said | str | None] = {"share": sexes.share(sex=leading), "sex": most.first}
    return told.page(
        [
            say.say("headline", **sex, **two),
            say.say("headline_sex", **sex),
            say.say("headline_total", total=total),
        ],
        paragraphs=[say.say("counted", total=total)],
        figures=[figures.pyramid(ages, told.title(say.text("by_age")), emphasis=[(leading, value) for value in named])],
        recorded=[sexes, ages],
    )


def repeat(told: Told) -> Page:
    """How many children were flagged more than once, and how soon again."""
    by, times = told.by("repeated"), told.by("flagged_times")
    between = told.by("repeated", "days_between").narrowed(repeated="yes")
    return told.page(
        [_REPEAT.say("headline", share=by.share(repeated="yes")), _REPEAT.say("headline_total", total=by.how_many())],
        paragraphs=[
            _REPEAT.say("counted", total=by.how_many()),
            _REPEAT.say("between", share=between.share(days_between="within_30")),
        ],
        figures=[
            figures.bars(times, told.title(_REPEAT.text("by_times"))),
            *([figures.bars(between, told.title(_REPEAT.text("by_days")))] if between.cell().count else []),
        ],
    )


def age_gap(told: Told) -> Page:
    """How far apart in age suspects and victims are."""
    by = told.by("age_gap")
    older = by.share_of(["3_5_older", "6_10_older", "over_10_older"])
    ranking = by.ranking()
    return told.page(
        [_GAP.say("headline", share=by.share(age_gap="similar")), _GAP.say("headline_total", total=by.how_many())],
        paragraphs=[_GAP.say("counted", total=by.how_many()), _GAP.say("older", share=older)],
        figures=[figures.bars(by, told.title(_GAP.text("by_gap")), emphasis=ranking.values[:1])],
        recorded=[by],
    )


def relationship(told: Told) -> Page:
    """How suspect and victim know each other, and for how few it is recorded."""
    by = told.by("relationship")
    ranking = by.ranking(leave_out=(UNKNOWN, "other"))
    leading = ranking.values[0] if ranking.values and not ranking.tied else None
    share = by.percent(relationship=leading) if leading else None
    order = by.by_frequency()
    return told.page(
        [
            *_headlines(by, share, ranking.first),
            _RELATIONSHIP.say("headline_recorded", recorded=by.recorded()),
            _RELATIONSHIP.say("headline_total", total=by.how_many()),
        ],
        paragraphs=[_RELATIONSHIP.say("mix", shares=listed(by, order))],
        figures=[
            figures.bars(by, told.title(_RELATIONSHIP.text("by_relationship")), emphasis=ranking.values[:1],
                         order=order)
        ],
        recorded=[by],
    )  # fmt: skip


def _headlines(by: Breakdown, share: Said | None, first: Said | None) -> list[Sentence | None]:
    unknown, whole = by.cell(relationship=UNKNOWN).count if UNKNOWN in by.values() else 0, by.cell().count
    if unknown and whole and (whole - unknown) / whole < _FEW_RECORDED:
        return [_RELATIONSHIP.say("headline", recorded=by.recorded(), share=share, relationship=first)]
    return [_RELATIONSHIP.say("headline_all", share=share, relationship=first)]


def ethnicity_of_victims(told: Told) -> Page:
    """Which ethnicity is recorded of the children, and for how many."""
    return _ethnicity(told, _OF_VICTIMS)


def ethnicity_of_suspects(told: Told) -> Page:
    """Which ethnicity is recorded of the suspects, and for how many."""
    return _ethnicity(told, _OF_SUSPECTS)


def _ethnicity(told: Told, say: Templates) -> Page:
    by = told.by("ethnic_group")
    order = by.by_frequency()
    return told.page(
        [
            say.say("headline", recorded=by.recorded(), shares=listed(by, order[:3])),
            say.say("headline_recorded", recorded=by.recorded()),
            say.say("headline_total", total=by.how_many()),
        ],
        figures=[figures.bars(by, told.title(say.text("by_group")), order=order)],
        recorded=[by],
    )


PAGES = {
    "victim.age_sex": victims,
    "suspect.age_sex": suspects,
    "repeat.victim": repeat,
    "suspect.age_gap": age_gap,
    "relationship": relationship,
    "ethnicity.victims": ethnicity_of_victims,
    "ethnicity.suspects": ethnicity_of_suspects,
}
