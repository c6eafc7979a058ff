"""Tables of counts as disclosure control sees them, and when cells of two tables are the same count."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from lanthorn.disclosure.publication.counts import TOTAL, Hierarchy

__all__ = ["TOTAL", "Cell", "Hierarchy", "Key", "Publication", "Sum", "Table"]

Key = tuple[str, ...]

Cell = tuple[str, frozenset[tuple[str, str]]]
"""One count, whichever table shows it: the population, and the values that its members share."""


@dataclass(frozen=True)
class Table:
    """Counts of one population by some dimensions, with every margin under the key TOTAL.

    Two tables with the same `population` count the same units, so that cells with the same values are one count.
    """

    name: str
    population: str
    dimensions: tuple[str, ...]
    counts: Mapping[Key, int]

    def __post_init__(self) -> None:
        """Raise ValueError for a key of the wrong length, a negative count, or margins that do not add up."""
        for key, count in self.counts.items():
            if len(key) != len(self.dimensions):
                raise ValueError(f"Table {self.name}: cell {key} does not have one value for each dimension.")
            if count < 0:
                raise ValueError(f"Table {self.name}: cell {key} holds a negative count.")
        for whole, parts in self.sums():
            if self.counts[whole] != sum(self.counts[part] for part in parts):
                raise ValueError(f"Table {self.name}: cell {whole} is not the sum of its parts.")

    def sums(self) -> Iterator[tuple[Key, list[Key]]]:
        """Every margin with the cells it is the sum of, one dimension at a time."""
        for place in range(len(self.dimensions)):
            groups: dict[Key, list[Key]] = {}
            for key in self.counts:
                if key[place] != TOTAL:
                    groups.setdefault((*key[:place], TOTAL, *key[place + 1 :]), []).append(key)
            yield from groups.items()


@dataclass(frozen=True)
class Sum:
    """A published addition: `whole` is the sum of `parts`."""

    whole: Cell
    parts: tuple[Cell, ...]

    @property
    def cells(self) -> tuple[Cell, ...]:
        """The whole and its parts."""
        return (self.whole, *self.parts)


class Publication:
    """Tables seen as one set of counts and the sums between them, across tables and up hierarchies."""

    def __init__(self, tables: Sequence[Table], hierarchies: Iterable[Hierarchy] = ()) -> None:
        """Raise ValueError where two tables give different numbers for one count."""
        self._hierarchies = tuple(hierarchies)
        self.counts: dict[Cell, int] = {}
        for table in tables:
            for key, count in table.counts.items():
                cell = self.cell(table, key)
                if self.counts.setdefault(cell, count) != count:
                    raise ValueError(f"Table {table.name} and another give different numbers for the cell {key}.")
        self.sums = self._find_sums(tables)

    def cell(self, table: Table, key: Key) -> Cell:
        """The count that a table shows under a key. A value that another one implies is left out of its name."""
        values = {name: value for name, value in zip(table.dimensions, key, strict=True) if value != TOTAL}
        for hierarchy in self._hierarchies:
            finer = values.get(hierarchy.finer)
            if finer is not None and hierarchy.inside.get(finer) == values.get(hierarchy.coarser):
                values.pop(hierarchy.coarser, None)
        return table.population, frozenset(values.items())

    def _find_sums(self, tables: Sequence[Table]) -> list[Sum]:
        found: dict[Sum, None] = {}
        for table in tables:
            for whole, parts in table.sums():
                members = tuple(sorted({self.cell(table, part) for part in parts}, key=_order))
                total = self.cell(table, whole)
                if members != (total,):
                    found[Sum(total, tuple(part for part in members if part != total or self.counts[part]))] = None
        for hierarchy in self._hierarchies:
            found |= dict.fromkeys(self._up(hierarchy))
        return list(found)

    def _up(self, hierarchy: Hierarchy) -> Iterator[Sum]:
        groups: dict[Cell, list[Cell]] = {}
        for population, values in self.counts:
            named = dict(values)
            finer = named.pop(hierarchy.finer, None)
            if finer is not None and finer in hierarchy.inside and hierarchy.coarser not in named:
                coarse = frozenset((named | {hierarchy.coarser: hierarchy.inside[finer]}).items())
                groups.setdefault((population, coarse), []).append((population, values))
        for whole, parts in groups.items():
            if whole in self.counts and self.counts[whole] == sum(self.counts[part] for part in parts):
                yield Sum(whole, tuple(sorted(parts, key=_order)))


def _order(cell: Cell) -> tuple[str, list[tuple[str, str]]]:
    return cell[0], sorted(cell[1])
