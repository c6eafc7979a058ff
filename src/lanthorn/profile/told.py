"""A measure's published answer as a page is told from it: its breakdowns, and the page they become."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from lanthorn.disclosure import Rule
from lanthorn.measures import Measure, PublishedAnswer, dimension, unit
from lanthorn.profile import ways, wording
from lanthorn.profile.breakdown import Breakdown
from lanthorn.profile.content import Fact, Figure, Page, Sentence
from lanthorn.profile.estimates import Corrections, rests_on_a_bound
from lanthorn.profile.sentences import Said, templates
from lanthorn.vocabulary import UNKNOWN, Period

_SAY = templates(
    "page", recorded="dimension share units", recorded_hidden="dimension units", bound="", corrected="",
    too_few="total", why_never="reason", nothing_shown="", needs="records", none_of_period="units period",
    titled="what period", by="units dimensions period", list_item="share value", others_hidden="shares",
)  # fmt: skip


OF_PERIOD = "@"
"""Stands between a measure and a period, where one account holds the figures of two periods: "volume.category@2013-14".
"""


@dataclass(frozen=True)
class Setting:
    """What holds for every page of a briefing."""

    period: Period
    area: str
    boundaries: bool
    """Whether maps are drawn with outlines."""
    rule: Rule
    loaded: frozenset[str]
    """Names of the record tables that there are."""
    corrections: Corrections = field(default_factory=dict)
    withheld: frozenset[Fact] = frozenset()
    """Facts that would give a hidden count away: no sentence that rests on one is said."""

    def may_say(self, sentence: Sentence | None) -> bool:
        """Whether a sentence can be said, and may be."""
        return sentence is not None and self.withheld.isdisjoint(sentence.facts)


@dataclass(frozen=True)
class Told:
    """One measure's answer in its setting."""

    answer: PublishedAnswer
    setting: Setting
    within: tuple[tuple[str, str], ...] = ()
    """The values that the answer's tables have been narrowed to, such as one authority."""

    @property
    def measure(self) -> Measure:
        """The measure answered."""
        return self.answer.measure

    @property
    def question(self) -> str:
        """The id of the measure asked, whichever period its figures are named with."""
        return self.measure.id.partition(OF_PERIOD)[0]

    @property
    def units(self) -> str:
        """What is counted, in the plural: "flagged offences"."""
        return unit(self.measure.unit).many

    @property
    def is_corrected(self) -> bool:
        """Whether an audit of the links has corrected any of its shares."""
        return any(measure == self.measure.id for measure, _, _ in self.setting.corrections)

    def by(self, *dimensions: str) -> Breakdown:
        """The breakdown by exactly these dimensions. Raises KeyError where the measure has none such."""
        table = self.answer.by(*dimensions)
        own = {
            key: estimate
            for (measure, names, key), estimate in self.setting.corrections.items()
            if measure == self.measure.id and names == dimensions and table.cells[key].count is not None
        }
        return Breakdown(self.measure, table, self.within, own)

    def breakdowns(self) -> list[Breakdown]:
        """Every breakdown, in the order of the definition."""
        return [self.by(*table.dimensions) for table in self.answer.tables]

    def title(self, what: str) -> str:
        """A figure's title with its period: "Flagged offences by category, 2014-15"."""
        return _SAY.text("titled", what=wording.capital(what), period=self.setting.period.label)

    def title_by(self, breakdown: Breakdown) -> str:
        """The title that says only what is counted, and by what."""
        names = [wording.capital(dimension(name).label).lower() for name in breakdown.dimensions]
        period = self.setting.period.label
        units = wording.capital(self.units)
        return _SAY.text("by", units=units, dimensions=wording.listing(names), period=period)

    def page(
        self,
        headlines: Iterable[Sentence | None],
        *,
        paragraphs: Iterable[Sentence | None] = (),
        figures: Sequence[Figure] = (),
        recorded: Sequence[Breakdown] = (),
        caveats: Sequence[str] = (),
    ) -> Page:
        """The page: the first headline that can be said, the paragraphs that can, and what is known of the figures.

        `recorded` are the breakdowns whose last dimension is not known for everybody; the page then says how far it is.
        """
        may_say = self.setting.may_say
        said = [sentence for sentence in headlines if sentence is not None and may_say(sentence)]
        return Page(
            id=self.measure.id,
            section=self.measure.section,
            question=self.measure.question,
            headline=said[0] if said else self.too_few(),
            paragraphs=(
                *(sentence for sentence in paragraphs if sentence is not None and may_say(sentence)),
                *(
                    sentence
                    for breakdown in recorded
                    if (sentence := how_far_recorded(breakdown)) is not None and may_say(sentence)
                ),
            ),
            figures=tuple(figure for figure in figures if _says_something(figure)),
            caveats=(*self.on_links(), *caveats, *self.measure.caveats),
            ways=(ways.way(self.answer, self.setting.rule, self.setting.period, corrected=self.is_corrected),),
        )

    def on_links(self) -> tuple[str, ...]:
        """What a reader must know of the figures because they rest on links; nothing where they do not."""
        if self.is_corrected:
            return (_SAY.text("corrected"),)
        return (_SAY.text("bound"),) if rests_on_a_bound(self.measure) else ()

    def too_few(self) -> Sentence:
        """The headline where no figure but the total, or none at all, may be shown."""
        tables = self.breakdowns()
        total = tables[0].how_many() if tables else None
        few = _SAY.say("too_few", total=total)
        return few if few is not None and self.setting.may_say(few) else Sentence(_SAY.text("nothing_shown"))

    def unanswered(self, paragraphs: Sequence[Sentence] = ()) -> Page:
        """The page of a question that the records cannot answer: the reason as its headline."""
        counted = unit(self.measure.unit)
        lacking = [name for name in counted.needs if name not in self.setting.loaded]
        if counted.view is None and counted.why_never:
            reason = _SAY.text("why_never", reason=wording.capital(counted.why_never))
        elif lacking:
            records = wording.listing(list(dict.fromkeys(wording.records_label(name) for name in lacking)))
            reason = _SAY.text("needs", records=records)
        else:
            reason = _SAY.text("none_of_period", units=self.units, period=self.setting.period.words)
        return Page(
            id=self.measure.id,
            section=self.measure.section,
            question=self.measure.question,
            headline=Sentence(reason),
            paragraphs=tuple(paragraphs),
            ways=(ways.way(self.answer, self.setting.rule, self.setting.period, corrected=self.is_corrected),),
            answered=False,
        )


def _says_something(figure: Figure) -> bool:
    """Whether any row but the total shows a number other than nought: a table of symbols is not printed."""
    rows = [row for place, row in enumerate(figure.table.values) if place not in figure.table.strong]
    return any(number for row in rows for number in row)


def how_far_recorded(breakdown: Breakdown) -> Sentence | None:
    """Say for how many the last dimension is recorded, since shares are of those; None where it is for everybody."""
    name, units = dimension(breakdown.last).label, unit(breakdown.measure.unit).many
    if UNKNOWN not in breakdown.values() or breakdown.cell(**{breakdown.last: UNKNOWN}).count == 0:
        return None
    if breakdown.cell(**{breakdown.last: UNKNOWN}).count is None:
        return Sentence(_SAY.text("recorded_hidden", dimension=name, units=units))
    return _SAY.say("recorded", dimension=name, share=breakdown.recorded(), units=units)


def listed(breakdown: Breakdown, values: Iterable[str]) -> Said | None:
    """Some values with their shares: "70% Category 1 (at risk) and 20% Category 2"; None where fewer than two show.

    Where others of those asked for are hidden, it says so, so that the list does not seem whole.
    """
    items, hidden = [], False
    for value in values:
        share = breakdown.percent(**{breakdown.last: value})
        hidden = hidden or (value != UNKNOWN and breakdown.cell(**{breakdown.last: value}).count is None)
        if share is not None and breakdown.cell(**{breakdown.last: value}).count:
            item = _SAY.say("list_item", share=share, value=breakdown.name(value))
            items.append((share.text if item is None else item.text, share.facts))
    if len(items) < 2:
        return None
    facts = tuple(fact for _, own in items for fact in own)
    if hidden:
        return Said(_SAY.text("others_hidden", shares=", ".join(text for text, _ in items)), facts)
    return Said(wording.listing([text for text, _ in items]), facts)
