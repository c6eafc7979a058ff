"""Counts after disclosure control, with the shares and rates that the shown counts alone allow.

Every share is computed from shown counts only, so that no share says more than the table it stands beside.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from lanthorn.measures.comparability import Held
from lanthorn.measures.definition import Denominator, Measure
from lanthorn.measures.intervals import Estimate, poisson, wilson
from lanthorn.measures.results import TOTAL, Answer, CountTable, Key
from lanthorn.vocabulary import OUTSIDE, UNKNOWN, Period, area_of, population

CONFIDENTIAL = "[c]"
NOT_AVAILABLE = "[x]"
RATE_PER = 10_000


@dataclass(frozen=True)
class Cell:
    """One published cell: its count or the symbol that stands for it, and its share or rate where they can be given."""

    count: int | None
    share: Estimate | None = None
    """Of the units in the same group whose last dimension is recorded; between 0 and 1."""
    denominator: int | None = None
    """What the share is of, or the population that the rate is per."""
    of_all: bool = False
    """Whether the share is of the whole group, since how many are not known cannot be shown."""
    rate: Estimate | None = None
    """Per 10,000 children aged 10 to 17."""
    source: tuple[str, str] = field(default=("", ""), compare=False)
    """The measure, and the cell of it as a briefing's facts name it; blank where nobody has asked."""

    @property
    def shown(self) -> str:
        """The count as a table prints it: with thousands separated, or the symbol for a hidden one."""
        return CONFIDENTIAL if self.count is None else f"{self.count:,}"


@dataclass(frozen=True)
class PublishedTable:
    """A breakdown as it may be published."""

    dimensions: tuple[str, ...]
    values: tuple[tuple[str, ...], ...]
    cells: Mapping[Key, Cell]

    def __getitem__(self, key: Key) -> Cell:
        return self.cells[key]

    def cell(self, **where: str) -> Cell:
        """The cell with these values, and the total of every dimension not named."""
        return self.cells[tuple(where.get(name, TOTAL) for name in self.dimensions)]

    @property
    def total(self) -> Cell:
        """All units counted."""
        return self.cells[(TOTAL,) * len(self.dimensions)]

    def recorded(self, **where: str) -> int | None:
        """How many units of a group have the last dimension recorded; None where that cannot be shown."""
        *first, last = self.dimensions
        group = self.cell(**{name: where.get(name, TOTAL) for name in first})
        unknown = self.cell(**{**where, last: UNKNOWN}).count if UNKNOWN in self.values[-1] else 0
        return None if group.count is None or unknown is None else group.count - unknown

    @property
    def hidden(self) -> int:
        """How many cells are hidden."""
        return sum(cell.count is None for cell in self.cells.values())


@dataclass(frozen=True)
class PublishedAnswer:
    """A measure's answer as it may be published, or the reason why there is none."""

    measure: Measure
    period: Period
    tables: tuple[PublishedTable, ...]
    unanswerable: str = ""
    held: Held | None = None
    """As in `Answer`."""

    def by(self, *dimensions: str) -> PublishedTable:
        """The breakdown by exactly these dimensions. Raises KeyError when the measure has none such."""
        for table in self.tables:
            if table.dimensions == dimensions:
                return table
        raise KeyError(f"{self.measure.id} has no breakdown by {', '.join(dimensions)}")


def publish(answer: Answer, is_hidden: Callable[[CountTable, Key], bool]) -> PublishedAnswer:
    """The answer with hidden cells taken out, and the shares and rates of what is left."""
    tables = tuple(_publish_table(table, answer.measure, is_hidden) for table in answer.tables)
    return PublishedAnswer(answer.measure, answer.period, tables, answer.unanswerable, answer.held)


def _publish_table(table: CountTable, measure: Measure, is_hidden: Callable[[CountTable, Key], bool]) -> PublishedTable:
    shown = {key: None if is_hidden(table, key) else count for key, count in table.counts.items()}
    rated = measure.denominator is Denominator.CHILDREN_10_17
    cells = {
        key: _with_rate(table, key, count) if rated else _with_share(table, key, count, shown)
        for key, count in shown.items()
    }
    return PublishedTable(table.dimensions, table.values, cells)


def _with_share(table: CountTable, key: Key, count: int | None, shown: Mapping[Key, int | None]) -> Cell:
    if key[-1] in (TOTAL, UNKNOWN) or count is None:
        return Cell(count)
    unknown = shown[(*key[:-1], UNKNOWN)] if UNKNOWN in table.values[-1] else 0
    group = shown[(*key[:-1], TOTAL)]
    denominator = None if group is None else group - (unknown or 0)
    if not denominator or count > denominator:
        return Cell(count)
    return Cell(count, wilson(count, denominator), denominator, of_all=unknown is None)


def _with_rate(table: CountTable, key: Key, count: int | None) -> Cell:
    # By place alone, whoever lives there counts, whatever age is recorded.
    people = _children_10_17(key[0]) if len(key) == 1 or key[-1] == "yes" else None
    if count is None or not people:
        return Cell(count)
    return Cell(count, denominator=people, rate=poisson(count).scaled(RATE_PER / people))


def _children_10_17(place: str) -> int | None:
    """Children aged 10 to 17 who live in an authority, in one of the four areas, or in London."""
    if place in (OUTSIDE, UNKNOWN, TOTAL):
        return None
    return sum(
        entry.population
        for entry in population()
        if 10 <= entry.age <= 17 and place in ("london", entry.authority, area_of(entry.authority))
    )
