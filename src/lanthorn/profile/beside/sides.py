"""Two sides of one question, what each is called, and why some of their figures may not be compared.

Given the protected answers of both; gives breakdown by breakdown the cells of both with how they stand to each other.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from enum import StrEnum

from lanthorn.measures import TOTAL, Cell, Estimate, wilson
from lanthorn.profile.beside import judging
from lanthorn.profile.beside.judging import Stands
from lanthorn.profile.breakdown import Breakdown
from lanthorn.profile.estimates import Standing
from lanthorn.profile.told import Told
from lanthorn.vocabulary import UNKNOWN


class Kind(StrEnum):
    """What the two sides are."""

    PERIODS = "periods"
    """Two periods of one place; the other one is the earlier."""
    PLACES = "places"
    """A place and the whole that it lies in."""


@dataclass(frozen=True)
class Side:
    """One side's answer, and what the side is called: "2014-15", "Camden"."""

    told: Told
    label: str


@dataclass(frozen=True)
class Line:
    """A value of a dimension on both sides. `stands` is None where the two are not compared."""

    value: str
    this: Cell
    other: Cell
    standing: tuple[Standing, Standing]
    stands: Stands | None

    @property
    def is_bound(self) -> bool:
        """Whether the share of either side is published as a bound."""
        return bool({Standing.AT_LEAST, Standing.AT_MOST}.intersection(self.standing))


@dataclass(frozen=True)
class Pair:
    """One question on both sides.

    `volumes`: why numbers and rates are not compared, none where they may be. `shares`: by dimension, why shares of it
    are not.
    """

    kind: Kind
    this: Side
    other: Side
    volumes: tuple[str, ...] = ()
    shares: Mapping[str, tuple[str, ...]] = field(default_factory=dict)

    def breakdowns(self) -> list[tuple[Breakdown, Breakdown]]:
        """The breakdowns by one dimension that both sides have, in the order of the definition."""
        others = {table.dimensions for table in self.other.told.answer.tables}
        return [
            (self.this.told.by(*table.dimensions), self.other.told.by(*table.dimensions))
            for table in self.this.told.answer.tables
            if len(table.dimensions) == 1 and table.dimensions in others
        ]

    def lines(self, mine: Breakdown, theirs: Breakdown) -> list[Line]:
        """Every value that anybody has on either side, those not known last."""
        values = dict.fromkeys((*mine.known(), *theirs.known(), *mine.values(), *theirs.values()))
        found = [self._line(mine, theirs, value) for value in values]
        return [line for line in found if line.this.count != 0 or line.other.count != 0]

    def total(self, mine: Breakdown, theirs: Breakdown) -> Stands | None:
        """How the numbers of both sides stand to each other; None where they are not compared."""
        one, another = mine.cell().count, theirs.cell().count
        if self.kind is Kind.PLACES or self.volumes or one is None or another is None:
            return None
        days = [(side.told.setting.period.end - side.told.setting.period.start).days + 1
                for side in (self.this, self.other)]  # fmt: skip
        return judging.numbers(one, another, days=(days[0], days[1]))

    def _line(self, mine: Breakdown, theirs: Breakdown, value: str) -> Line:
        one, another = cell_of(mine, value), cell_of(theirs, value)
        standing = tuple(
            by.standing(**{by.last: value}) if value in by.values() else Standing.RECORDED for by in (mine, theirs)
        )
        stands = None
        if value != UNKNOWN and mine.last not in self.shares:
            stands = self._judged(_of_recorded(mine, one), _of_recorded(theirs, another), standing)
        return Line(value, one, another, (standing[0], standing[1]), stands)

    def _judged(self, one: Cell, another: Cell, standing: tuple[Standing, ...]) -> Stands | None:
        if one.rate is not None and another.rate is not None:
            if self.kind is Kind.PLACES:
                near = another.rate.value * (judging.tolerance().ratio - 1)
                return judging.within_the_whole(one.rate, another.rate, near=near)
            return None if self.volumes else judging.rates(one.rate, another.rate)
        if one.share is None or another.share is None:
            return None
        # A bound is beside nothing; an estimate corrected for linkage is beside no count of the links as they stand.
        if standing[0] is not standing[1] or standing[0] in (Standing.AT_LEAST, Standing.AT_MOST):
            return None
        if self.kind is Kind.PLACES:
            return judging.within_the_whole(one.share, another.share, near=judging.tolerance().points)
        return judging.shares(one.share, another.share)


def cell_of(by: Breakdown, value: str) -> Cell:
    """A value's cell; a nought without a share where nobody has the value, so that no table lists it."""
    return by.cell(**{by.last: value}) if value in by.values() or value == TOTAL else Cell(0)


def _of_recorded(by: Breakdown, cell: Cell) -> Cell:
    """The cell, its share with room for what it may be of those recorded, where it had to be given of all.

    How many are not recorded is then hidden: at the least none, and at the most all that the shown values leave.
    """
    whole = by.cell().count
    if not cell.of_all or cell.share is None or cell.count is None or whole is None:
        return cell
    shown = sum(by.cell(**{by.last: value}).count or 0 for value in by.known())
    most = wilson(cell.count, shown).high if shown else 1.0
    return replace(cell, share=Estimate(cell.share.value, cell.share.low, most))
