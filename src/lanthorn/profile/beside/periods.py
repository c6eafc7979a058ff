"""The briefing of two periods: every question answered for both, side by side, and compared where it may be.

Both periods are one publication: protected together, and attacked together before anything is written.
"""

from collections.abc import Iterable, Sequence
from dataclasses import replace

from lanthorn.errors import LanthornError
from lanthorn.evidence import Store
from lanthorn.measures import Answer, Measure
from lanthorn.profile import opening
from lanthorn.profile.admitting import Draft, Spoken, say_what_may_be_said
from lanthorn.profile.beside import pages
from lanthorn.profile.beside.comparable import Reasons, reasons
from lanthorn.profile.beside.sides import Kind, Pair, Side
from lanthorn.profile.claims import Claim, Claims
from lanthorn.profile.content import Fact, Headline, Page
from lanthorn.profile.ground import Ground, Wanted
from lanthorn.profile.linked import corrections_of, link_quality
from lanthorn.profile.making import Profile, publish_said
from lanthorn.profile.pages import page_of, references_of
from lanthorn.profile.protecting import Protected
from lanthorn.profile.publication import TWO_PERIODS
from lanthorn.profile.sentences import speaking, templates
from lanthorn.profile.told import OF_PERIOD, Setting, Told
from lanthorn.vocabulary import Period

_SAY = templates(
    "beside_periods", summary="summary earlier later", periods="earlier later",
    headline="words this other_figure other",
)  # fmt: skip


def make_comparison(store: Store, period: Period, other: Period, wanted: Wanted | None = None) -> Profile:
    """Make the briefing of a period beside an earlier one, both from the records in force and by one definition.

    Raises as `make_profile` does, and LanthornError where the other period is not wholly before.
    """
    if other.end >= period.start:
        raise LanthornError(f"{other.label} does not end before {period.label} begins: expected an earlier period.")
    ground = Ground.of(store, wanted or Wanted())
    tell = ground.wanted.progress
    asked = [measure for measure in ground.questions.measures if measure.unit != TWO_PERIODS]
    tell(f"Answering {len(asked)} measures for two periods")
    this, before = ground.answers(period, asked), [_named(answer, other) for answer in ground.answers(other, asked)]
    tell("Protecting the tables of both periods")
    protected = ground.protect([*this, *before], f"{ground.wanted.area}, {other.words} and {period.words}")
    tell("Choosing the words")
    settings = _settings(ground, protected, (this, before))
    against = {answer.measure.id: reasons(answer, other, period, ground.tables) for answer in this}
    with speaking(ground.wanted.voice):
        said = _say(ground, protected, settings, against)
        words = _SAY.text("periods", earlier=other.words, later=period.words)
        return publish_said(
            ground, settings[0], protected, said,
            title=opening.title(),
            summary=_SAY.text(
                "summary", summary=opening.summary(settings[0]), earlier=other.label, later=period.label
            ),
            period=words,
            parameters={"compared_with": other.label},
        )  # fmt: skip


def _named(answer: Answer, period: Period) -> Answer:
    """The earlier answer, its measure named with its period, so that figures of both can stand in one account."""
    return replace(answer, measure=replace(answer.measure, id=f"{answer.measure.id}{OF_PERIOD}{period.label}"))


def _settings(ground: Ground, protected: Protected, answers: Sequence[Sequence[Answer]]) -> tuple[Setting, Setting]:
    """What holds for each period, each with the corrections that an audit of its own victims allows.

    Corrections that whoever makes the briefing brings are of the later period, and take the place of its audit's.
    """
    found = []
    for of_period, brought in zip(answers, (ground.wanted.corrections, None), strict=True):
        period = of_period[0].period
        plain = {answer.measure.id.partition(OF_PERIOD)[0]: answer.measure for answer in of_period}
        answered = {name for name, answer in zip(plain, of_period, strict=True) if not answer.unanswerable}
        quality = link_quality(ground.store, period, answered)
        corrected = brought
        if corrected is None:
            corrected = corrections_of(quality, [replace(measure, id=name) for name, measure in plain.items()])
        named = {
            (plain[name].id, dimensions, key): estimate
            for (name, dimensions, key), estimate in corrected.items()
            if name in plain
        }
        found.append(ground.setting(period, protected, named))
    return found[0], found[1]


class _ClaimsOfBoth(Claims):
    """Reads facts of both periods, each against its own."""

    def __init__(
        self, protected: Protected, settings: Sequence[Setting], measures: Sequence[Sequence[Measure]]
    ) -> None:
        """`measures`: for each setting, those of its period."""
        whole, hidden = protected.whole, protected.hidden_counts
        self._each = [
            (frozenset(measure.id for measure in of), Claims(whole, hidden, of, setting.period, setting.corrections))
            for setting, of in zip(settings, measures, strict=True)
        ]

    def of(self, says: str, facts: Sequence[Fact]) -> list[Claim]:
        """The claims of one sentence or number, period by period; what is of no measure goes with the first."""
        known = [names for names, _ in self._each]
        found: list[Claim] = []
        for names, claims in self._each:
            first = names is known[0]
            own = [
                fact for fact in facts
                if fact.measure in names or (first and not any(fact.measure in other for other in known))
            ]  # fmt: skip
            found += claims.of(says, own)
        return found


def _say(
    ground: Ground, protected: Protected, settings: tuple[Setting, Setting], against: dict[str, Reasons]
) -> Spoken:  # fmt: skip
    later, earlier = settings
    half = len(protected.answers) // 2
    this, before = protected.answers[:half], protected.answers[half:]

    def draft(withheld: frozenset[Fact]) -> Draft:
        own = replace(later, withheld=withheld)
        old = replace(earlier, withheld=withheld)
        told = [(Told(one, own), Told(another, old)) for one, another in zip(this, before, strict=True)]
        found = [*references_of(ground.questions.references, own), *(_page(pair, against) for pair in told)]
        return Draft(tuple(found), _headlines(told, found))

    claims = _ClaimsOfBoth(
        protected, settings, [[answer.measure for answer in answers] for answers in (this, before)]
    )  # fmt: skip
    return say_what_may_be_said(protected, claims, draft)


def _page(both: tuple[Told, Told], against: dict[str, Reasons]) -> Page:
    this, other = both
    if this.answer.unanswerable or other.answer.unanswerable:
        return replace(page_of(this if this.answer.unanswerable else other), id=this.measure.id)
    why = against[this.measure.id]
    pair = Pair(
        Kind.PERIODS, Side(this, this.setting.period.label), Side(other, other.setting.period.label), why.volumes,
        why.shares,
    )  # fmt: skip
    return pages.page(pair, page_of)


def _headlines(
    told: Iterable[tuple[Told, Told]], found: Iterable[Page]
) -> tuple[tuple[Headline, tuple[Fact, ...]], ...]:
    """The key figures of the later period, each with that of the earlier one."""
    told, found = list(told), list(found)
    this = opening.headlines([one for one, _ in told], found)
    before = {
        headline.words: (headline, facts)
        for headline, facts in opening.headlines([another for _, another in told], found)
    }
    if not told:
        return ()
    labels = {"this": told[0][0].setting.period.label, "other": told[0][1].setting.period.label}
    paired = []
    for headline, facts in this:
        if headline.words in before:
            other, also = before[headline.words]
            figure = other.figure[:1].lower() + other.figure[1:]
            words = _SAY.text("headline", words=headline.words, other_figure=figure, **labels)
            paired.append((replace(headline, words=words), (*facts, *also)))
    return tuple(paired)
