"""What a sentence or a figure tells a reader of the counts: each fact as a statement on counts, and what it rests on.

A share in words is taken as every number that would have been printed in the same words, one in a table or a chart as
the exact share; a rank as an order of all places; the shade of a map as the ends of its class.
"""

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from math import floor

from lanthorn.disclosure.publication import TOTAL, Count, Fact, Order, Range, Share
from lanthorn.measures import Estimate, Measure, unit, wilson
from lanthorn.profile import content, wording
from lanthorn.profile.estimated import (
    AUDITED,
    FOUND,
    MODELLED,
    NOT_MISTAKEN,
    OF_LINKS,
    audited,
    found_share,
    share_of_links,
    true_share,
)
from lanthorn.profile.estimates import Corrections, Standing
from lanthorn.profile.publication import Whole, named_counts
from lanthorn.profile.tables import ESTIMATED, EXACT_SHARE, INTERVAL, PUBLIC, RATE
from lanthorn.vocabulary import OUTSIDE, UNKNOWN, Period

STEP = Fraction(1, 2000)
"""How finely it is looked for where the words for a share change. The reader is taken to know the share as nearly."""

_RECORDED = (Standing.RECORDED, Standing.AT_LEAST, Standing.AT_MOST)

Values = Mapping[str, tuple[str, ...]]
Pairs = tuple[tuple[str, tuple[str, ...]], ...]


@dataclass(frozen=True)
class Claim:
    """One or more facts in words that say one thing together."""

    facts: tuple[content.Fact, ...]
    rests_on: tuple[Count, ...]
    """Every count that the words were chosen by; empty where that is not known."""
    says: tuple[Fact, ...] = ()
    """The same as statements on counts; none where there is no way to state it."""


class Claims:
    """Reads facts in words against the true counts of a profile, and which of them are hidden."""

    def __init__(
        self, whole: Whole, hidden: Collection[Count], measures: Iterable[Measure], period: Period,
        corrections: Corrections | None = None,
    ) -> None:  # fmt: skip
        """`corrections`: shares that stand for those of shown cells, corrected by an audit of the links."""
        self._corrections = corrections or {}
        self._whole = whole
        self._hidden = hidden
        self._measures = {measure.id: measure for measure in measures}
        self._period = period
        self._names = whole.publication.structure.name

    def of(self, says: str, facts: Sequence[content.Fact]) -> list[Claim]:
        """The claims that some facts of one sentence make; none for counts that say nothing of a child."""
        told = [fact for fact in facts if fact.kind != PUBLIC and self._of_children(fact)]
        ranks: dict[tuple[str, Pairs, str], list[content.Fact]] = {}
        found = []
        for fact in told:
            if fact.kind == "rank":
                *first, (name, _) = _pairs(fact.cell)
                ranks.setdefault((fact.measure, tuple(first), name), []).append(fact)
            else:
                found.append(self._claim(says, fact))
        return [*found, *(self._order(says, several) for several in ranks.values())]

    def _of_children(self, fact: content.Fact) -> bool:
        measure = self._measures.get(fact.measure)
        return measure is None or unit(measure.unit).children

    def _claim(self, says: str, fact: content.Fact) -> Claim:
        if fact.kind == OF_LINKS:
            return Claim((fact,), (), (share_of_links(says, fact, self._period),))
        if fact.kind == AUDITED:
            return Claim((fact,), (), audited(says, fact.shown, self._period, self._whole.publication.rule))
        where = dict(_pairs(fact.cell))
        readers: dict[str, Callable[[str, content.Fact, Values], Claim]] = {
            "count": self._count, "share": self._share, "recorded": self._recorded, "above": self._above,
            "lowest month": self._month, "highest month": self._month, "class": self._class,
            EXACT_SHARE: self._exact_share, INTERVAL: self._exact_share, RATE: self._rate, ESTIMATED: self._estimated,
            MODELLED: self._estimated, FOUND: self._found, NOT_MISTAKEN: self._found,
        }  # fmt: skip
        if fact.kind in readers and self._counts(fact, where):
            return readers[fact.kind](says, fact, where)
        return self._exactly(says, fact, self._counts(fact, where))

    def _exactly(self, says: str, fact: content.Fact, counts: tuple[Count, ...]) -> Claim:
        """Something said of counts that are all shown, whatever it is, says no more than what they are."""
        number = self._sum(counts)
        if number is None or any(count in self._hidden for count in counts):
            return Claim((fact,), counts)
        return Claim((fact,), counts, (Range(says, counts, number, number),))

    def _counts(self, fact: content.Fact, where: Values) -> tuple[Count, ...]:
        measure = self._measures.get(fact.measure)
        return () if measure is None else named_counts(self._whole, measure, self._period, where)

    def _sum(self, counts: Sequence[Count]) -> int | None:
        values = [self._whole.values.get(count) for count in counts]
        known = [value for value in values if value is not None]
        return sum(known) if len(known) == len(values) else None

    def _count(self, says: str, fact: content.Fact, where: Values) -> Claim:
        counts = self._counts(fact, where)
        shown = fact.shown.replace(wording.NON_BREAKING_SPACE, " ").split(" ")[0].replace(",", "")
        if not shown.isdigit():
            return Claim((fact,), ())
        return Claim((fact,), counts, (Range(says, counts, int(shown), int(shown)),))

    def _above(self, says: str, fact: content.Fact, where: Values) -> Claim:
        counts = self._counts(fact, where)
        return Claim((fact,), counts, (Range(says, counts, int(fact.shown) + 1),))

    def _class(self, says: str, fact: content.Fact, where: Values) -> Claim:
        counts = self._counts(fact, where)
        low, high = (int(end) for end in fact.shown.split("-"))
        return Claim((fact,), counts, (Range(says, counts, low, high),))

    def _month(self, says: str, fact: content.Fact, where: Values) -> Claim:
        """The fewest or the most of any month: every month has so many at least, or at most."""
        months = self._in_tables(self._counts(fact, {**where, "month": tuple(self._period.months())}))
        edge = int(fact.shown.replace(",", ""))
        ends = (edge, None) if fact.kind == "lowest month" else (None, edge)
        return Claim((fact,), months, tuple(Range(says, (month,), *ends) for month in months))

    def _rate(self, says: str, fact: content.Fact, where: Values) -> Claim:
        """How many people it is per is public, so that a rate is its count, drawn as exactly as a ruler measures."""
        return self._exactly(says, fact, self._counts(fact, where))

    def _share(self, says: str, fact: content.Fact, where: Values) -> Claim:
        parts, among, rests_on = self._shared(fact, where)
        part, whole = self._sum(parts), self._sum(among)
        interval = None if part is None or whole is None else _same_words(fact.shown, part, whole)
        if interval is not None:
            return Claim((fact,), rests_on, (Share(says, parts, among, *interval),))
        # A corrected share is of counts that are shown; the rest of it is of the audit.
        return self._estimated(says, fact, where) if self._is_corrected(fact, where) else Claim((fact,), ())

    def _exact_share(self, says: str, fact: content.Fact, where: Values) -> Claim:
        """A share in a table or a chart, or its interval, which tells of how many it is, too."""
        parts, among, rests_on = self._shared(fact, where)
        part, whole = self._sum(parts), self._sum(among)
        if part is None or not whole or part > whole:
            return Claim((fact,), ())
        share = Fraction(part, whole)
        told: tuple[Fact, ...] = (Share(says, parts, among, share, share),)
        if fact.kind == INTERVAL:
            printed = fact.shown == wording.percent_interval(wilson(part, whole))
            told = (*told, Range(says, among, whole, whole))
        else:
            printed = any(wording.say_percent(_exactly(share), standing) == fact.shown for standing in _RECORDED)
        return Claim((fact,), rests_on, told) if printed else Claim((fact,), ())

    def _shared(self, fact: content.Fact, where: Values) -> tuple[tuple[Count, ...], ...]:
        """What a share is of, among what, and the counts that both rest on."""
        parts = self._counts(fact, where)
        *first, (name, _) = where.items()
        group = dict(first)
        values = [value for value in self._whole.publication.structure.values(name) if value != UNKNOWN]
        recorded = self._in_tables(self._counts(fact, {**group, name: tuple(values)}))
        not_known = self._in_tables(self._counts(fact, {**group, name: (UNKNOWN,)}))
        of = self._counts(fact, group)
        # Of those recorded; where a reader cannot know how many are not, of all (see measures.published).
        among = of if any(count in self._hidden for count in not_known) else recorded
        return parts, among, (*parts, *of) if among is of else (*parts, *of, *not_known)

    def _estimated(self, says: str, fact: content.Fact, where: Values) -> Claim:
        """What is estimated of the truth, of a cell whose own count and group are shown."""
        parts, among, rests_on = self._shared(fact, where)
        whole = self._sum(among)
        if len(parts) != 1 or not whole:
            return Claim((fact,), ())
        return Claim((fact,), rests_on, (true_share(says, fact, parts[0], among, whole),))

    def _found(self, says: str, fact: content.Fact, where: Values) -> Claim:
        (count, *others) = self._counts(fact, where)
        return Claim((fact,), (), () if others else (found_share(says, fact, count),))

    def _is_corrected(self, fact: content.Fact, where: Values) -> bool:
        named = {name: value for name, (value, *_) in where.items()}
        return any(
            measure == fact.measure
            and named == {name: value for name, value in zip(names, key, strict=True) if value != TOTAL}
            and wording.say_percent(estimate, Standing.ESTIMATED) == fact.shown
            for (measure, names, key), estimate in self._corrections.items()
        )

    def _in_tables(self, counts: Sequence[Count]) -> tuple[Count, ...]:
        return tuple(count for count in counts if count in self._whole.values)

    def _recorded(self, says: str, fact: content.Fact, where: Values) -> Claim:
        """How far a dimension is recorded. The fact does not name it: any whose share has the same words may be it."""
        of = self._counts(fact, where)
        whole = self._sum(of)
        fixed = of[0].where if of else frozenset()
        found = [
            count for count in self._whole.values
            if of and count.population == of[0].population and count.where > fixed
            and len(count.where) == len(fixed) + 1 and (set(count.where - fixed).pop()[1] == UNKNOWN)
        ]  # fmt: skip
        if not whole:
            return Claim((fact,), ())
        for count in found:
            interval = _same_words(fact.shown, whole - self._whole.values[count], whole)
            if interval is not None:
                low, high = interval
                return Claim((fact,), (*of, count), (Share(says, (count,), of, 1 - high, 1 - low),))
        return Claim((fact,), ())

    def _order(self, says: str, ranked: Sequence[content.Fact]) -> Claim:
        """The named ones in their order, each above all others but those not known and outside."""
        where = dict(_pairs(ranked[0].cell))
        name = list(where)[-1]
        levels: dict[int, list[Count]] = {}
        for fact in ranked:
            counts = self._counts(fact, dict(_pairs(fact.cell)))
            if len(counts) != 1 or counts[0] not in self._whole.values or not fact.shown.isdigit():
                return Claim(tuple(ranked), ())
            levels.setdefault(int(fact.shown), []).append(counts[0])
        named = {count for level in levels.values() for count in level}
        least = min(self._whole.values[count] for count in named)
        others = [
            count
            for value in self._whole.publication.structure.values(name)
            if value not in (UNKNOWN, OUTSIDE, TOTAL)
            for count in self._counts(ranked[0], {**where, name: (value,)})
            # One that is more frequent than those named was left out of the ranking, as "other" is.
            if count not in named and self._whole.values.get(count, least + 1) <= least
        ]
        groups = (*(tuple(levels[place]) for place in sorted(levels)), tuple(others))
        rests_on = tuple(count for group in groups for count in group)
        return Claim(tuple(ranked), rests_on, (Order(says, tuple(group for group in groups if group)),))


def _pairs(cell: str) -> Pairs:
    """A fact's cell, dimension by dimension: several values of one are taken together."""
    pairs = (entry.partition("=") for entry in cell.split(";") if entry)
    return tuple((name, tuple(values.split("|"))) for name, _, values in pairs)


def _same_words(text: str, part: int, whole: int) -> tuple[Fraction, Fraction] | None:
    """The least and the greatest share that would have been printed as this text; None where the true one would not."""
    if not 0 <= part <= whole or not whole:
        return None
    true = Fraction(part, whole)
    for say in (wording.say_share, wording.say_percent):
        for standing in _RECORDED:
            if say(_exactly(true), standing) == text:
                return _edge(text, true, say, standing, -STEP), _edge(text, true, say, standing, STEP)
    return None


def _edge(
    text: str, share: Fraction, say: Callable[[Estimate | None, Standing], str | None], standing: Standing,
    step: Fraction,
) -> Fraction:  # fmt: skip
    """How far the share could lie that way and still be printed alike, in whole steps."""
    place = Fraction(floor(share / STEP)) * STEP if step > 0 else -Fraction(floor(-share / STEP)) * STEP
    reached = share
    while 0 <= (place := place + step) <= 1 and say(_exactly(place), standing) == text:
        reached = place
    return reached


def _exactly(share: Fraction) -> Estimate:
    value = float(share)
    return Estimate(value, value, value)
