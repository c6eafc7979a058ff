"""One published breakdown of a measure, as pages, charts and tables read it: cells, and words that carry their facts.

Every word and number comes from shown counts. What is hidden, or follows from a hidden count, is None.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace

from lanthorn.measures import TOTAL, Cell, Estimate, Key, Measure, PublishedTable, unit, wilson
from lanthorn.profile import wording
from lanthorn.profile.content import Fact
from lanthorn.profile.estimates import Standing, standing
from lanthorn.profile.sentences import Said
from lanthorn.vocabulary import OUTSIDE, UNKNOWN

MOST_NAMED = 3
"""A ranking names at most so many."""


@dataclass(frozen=True)
class Breakdown:
    """A measure's published table, or the part of it that `fixed` narrows it to."""

    measure: Measure
    table: PublishedTable
    fixed: tuple[tuple[str, str], ...] = ()
    corrections: Mapping[Key, Estimate] = field(default_factory=dict)
    """Of this table's cells: shares corrected for linkage error."""

    @property
    def dimensions(self) -> tuple[str, ...]:
        """The dimensions not fixed, in order; shares are of the last."""
        return self.table.dimensions

    @property
    def last(self) -> str:
        """The dimension that shares are of."""
        return self.table.dimensions[-1]

    def values(self, name: str | None = None) -> tuple[str, ...]:
        """The values of a dimension (of the last one, unless named), in the order shown, UNKNOWN last."""
        return self.table.values[self.dimensions.index(name or self.last)]

    def known(self, name: str | None = None) -> tuple[str, ...]:
        """The same without UNKNOWN."""
        return tuple(value for value in self.values(name) if value != UNKNOWN)

    def key(self, where: Mapping[str, str]) -> Key:
        """The key of the cell with these values and the total of every other dimension."""
        assert not where.keys() - set(self.dimensions), f"{where} is not of {self.dimensions}"  # noqa: S101  # a slip in a page, not in data
        return tuple(where.get(name, TOTAL) for name in self.dimensions)

    def cell(self, **where: str) -> Cell:
        """The cell with these values; its share is the corrected one where there is one."""
        key = self.key(where)
        cell = replace(self.table[key], source=(self.measure.id, self.named(where)))
        return replace(cell, share=self.corrections[key]) if key in self.corrections else cell

    def standing(self, **where: str) -> Standing:
        """What that cell's share says: a figure of the records, a bound, or a corrected estimate."""
        value = where.get(self.last, TOTAL)
        within = {name for name, at in where.items() if name != self.last and at != TOTAL}
        within |= {name for name, _ in self.fixed}
        return standing(self.measure, self.last, {value}, within=within, corrected=self.key(where) in self.corrections)

    def narrowed(self, **where: str) -> "Breakdown":
        """Only the units with these values, by the dimensions left."""
        keep = [place for place, name in enumerate(self.dimensions) if name not in where]
        full = {key: cell for key, cell in self.table.cells.items()
                if all(key[self.dimensions.index(name)] == value for name, value in where.items())}  # fmt: skip
        return Breakdown(
            self.measure,
            PublishedTable(
                tuple(self.dimensions[place] for place in keep),
                tuple(self.table.values[place] for place in keep),
                {tuple(key[place] for place in keep): cell for key, cell in full.items()},
            ),
            (*self.fixed, *where.items()),
            {tuple(key[place] for place in keep): self.corrections[key] for key in full if key in self.corrections},
        )

    def together(self, values: Iterable[str]) -> tuple[Cell, Standing]:
        """Several values of the last dimension as one cell, over all other dimensions; hidden where any of them is."""
        values = list(values)
        counts = [self.cell(**{self.last: value}).count for value in values]
        recorded = self.table.recorded()
        if any(count is None for count in counts) or not recorded:
            return Cell(None), Standing.RECORDED
        total = sum(count for count in counts if count is not None)
        within = {name for name, _ in self.fixed}
        if total > recorded:
            return Cell(total), Standing.RECORDED
        return Cell(total, wilson(total, recorded), recorded), standing(self.measure, self.last, values, within=within)

    # Words. Each is None where a count it needs is hidden.

    def number(self, **where: str) -> Said | None:
        """How many: "1,852"."""
        cell = self.cell(**where)
        return None if cell.count is None else Said(cell.shown, (self.fact("count", where, cell.shown),))

    def how_many(self, **where: str) -> Said | None:
        """How many of what is counted: "1,852 flagged offences"."""
        count = self.cell(**where).count
        counted = unit(self.measure.unit)
        if count is None:
            return None
        text = wording.plural(count, counted.one, counted.many)
        return Said(text, (self.fact("count", where, text),))

    def share(self, **where: str) -> Said | None:
        """A share as a phrase where one is true of it, else in per cent: "7 in 10", "at least 63%"."""
        text = wording.say_share(self.cell(**where).share, self.standing(**where))
        return None if text is None else Said(text, (self.fact("share", where, text),))

    def percent(self, **where: str) -> Said | None:
        """A share in per cent: "42%", "at least 63%"."""
        text = wording.say_percent(self.cell(**where).share, self.standing(**where))
        return None if text is None else Said(text, (self.fact("share", where, text),))

    def share_of(self, values: Sequence[str]) -> Said | None:
        """The share of several values of the last dimension together."""
        cell, bound = self.together(values)
        text = wording.say_share(cell.share, bound)
        return None if text is None else Said(text, (self.fact("share", {self.last: "|".join(values)}, text),))

    def recorded(self) -> Said | None:
        """In per cent, how many of the units have the last dimension recorded; None where that cannot be shown."""
        whole = self.cell().count
        missing = self.cell(**{self.last: UNKNOWN}).count if UNKNOWN in self.values() else 0
        if not whole or missing is None:
            return None
        text = wording.percent((whole - missing) / whole)
        return Said(text, (self.fact("recorded", {}, text),))

    def name(self, value: str, rank: int | None = None) -> Said:
        """A value of the last dimension in words within a sentence, with its rank as a fact where it has one."""
        facts = () if rank is None else (self.fact("rank", {self.last: value}, str(rank)),)
        return Said(wording.within_a_sentence(self.last, value), facts)

    def fact(self, kind: str, where: Mapping[str, str], shown: str) -> Fact:
        """A protected figure that words rest on."""
        return Fact(self.measure.id, self.named(where), shown, kind)

    def named(self, where: Mapping[str, str]) -> str:
        """A cell as facts name it: "sex=female;age=15"."""
        return ";".join(f"{name}={value}" for name, value in (*self.fixed, *where.items()) if value != TOTAL)

    # Order.

    def ranking(self, *, leave_out: Iterable[str] = (UNKNOWN, OUTSIDE)) -> "Ranking":
        """The values of a one-dimensional breakdown that are certainly the most frequent, level by level."""
        return rank(self, frozenset(leave_out))

    def by_frequency(self, *, last: Sequence[str] = ("other", OUTSIDE)) -> list[str]:
        """The values, most frequent first; then the hidden ones, those of `last`, and UNKNOWN."""
        places = {value: place for place, value in enumerate(self.values())}

        def order(value: str) -> tuple[int, int, int]:
            count = self.cell(**{self.last: value}).count
            group = 3 if value == UNKNOWN else 2 if value in last else 1 if count is None else 0
            return group, -(count or 0) if group in (0, 2) else 0, places[value]

        return sorted(self.values(), key=order)


@dataclass(frozen=True)
class Ranking:
    """The most frequent values as far as shown counts make their order certain; values in one level are tied."""

    breakdown: Breakdown
    levels: tuple[tuple[str, ...], ...]

    @property
    def first(self) -> Said | None:
        """The most frequent value or, tied, values: "Newham and Lambeth"; None where that is not certain."""
        return self._names(0) if self.levels else None

    @property
    def tied(self) -> bool:
        """Whether several values are the most frequent together."""
        return bool(self.levels) and len(self.levels[0]) > 1

    @property
    def followed_by(self) -> Said | None:
        """The next one or two: "Newham and Lambeth"; None where none is certain."""
        later = [self._names(place) for place in range(1, len(self.levels))]
        if not later:
            return None
        return Said(
            wording.listing([said.text for said in later]), tuple(fact for said in later for fact in said.facts)
        )

    def _names(self, place: int) -> Said:
        above = sum(len(level) for level in self.levels[:place])
        names = [self.breakdown.name(value, above + 1) for value in self.levels[place]]
        text = wording.listing([said.text for said in names])
        return Said(text, tuple(fact for said in names for fact in said.facts))

    @property
    def values(self) -> tuple[str, ...]:
        """Every value that is ranked."""
        return tuple(value for level in self.levels for value in level)


def rank(breakdown: Breakdown, leave_out: frozenset[str]) -> Ranking:
    """Rank the values whose place no hidden count can change, at most MOST_NAMED of them and never half a tie."""
    counts = {value: breakdown.cell(**{breakdown.last: value}).count for value in breakdown.values()}
    shown = {value: count for value, count in counts.items() if count is not None}
    ceiling: float = 0
    if any(count is None for value, count in counts.items() if value not in leave_out):
        whole = breakdown.cell().count
        # A hidden count can be no larger than what the shown ones leave of the total.
        ceiling = float("inf") if whole is None else whole - sum(shown.values())
    levels: dict[int, list[str]] = {}
    for value, count in shown.items():
        if value not in leave_out and count > ceiling and count > 0:
            levels.setdefault(count, []).append(value)
    chosen: list[tuple[str, ...]] = []
    for count in sorted(levels, reverse=True):
        # A second level of several would read as an order; only a first one can be named as a tie.
        if sum(map(len, chosen)) + len(levels[count]) > MOST_NAMED or (chosen and len(levels[count]) > 1):
            break
        chosen.append(tuple(levels[count]))
    return Ranking(breakdown, tuple(chosen))
