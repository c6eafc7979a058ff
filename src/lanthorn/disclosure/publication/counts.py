"""What a cell, a sentence or a map shade speaks of: one count, whichever table shows it.

A count is a population and the values its members share. A value that a finer one implies (the area of a named
authority) is left out of its name, so that two tables which show the same count are seen to.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import NamedTuple

from lanthorn.disclosure.errors import PublicationError

TOTAL = "total"
"""In a cell's key: all values of that dimension together."""

REMAINDER = "(any other)"
"""The value that stands for all those a dimension does not list, where its list is not complete."""


class Count(NamedTuple):
    """The number of members of a population that share some values; a dimension left out means all its values."""

    population: str
    where: frozenset[tuple[str, str]]

    @property
    def words(self) -> str:
        """The count in words: "children: age 15, sex female"."""
        shared = ", ".join(f"{dimension} {value}" for dimension, value in sorted(self.where))
        return f"{self.population}: {shared or 'all'}"


def count_of(population: str, where: Mapping[str, str] | None = None, **values: str) -> Count:
    """A count, by its population and values. TOTAL may be said or left out."""
    named = {**(where or {}), **values}
    return Count(population, frozenset((name, value) for name, value in named.items() if value != TOTAL))


@dataclass(frozen=True)
class Dimension:
    """One way to divide a population."""

    name: str
    values: tuple[str, ...] = ()
    """Its values of every level; left out, those that the tables and hierarchies name."""
    total: str = TOTAL
    """The text that stands for all values in the published tables."""
    parents: Mapping[str, str] = field(default_factory=dict)
    """Value to the value of the same dimension in which it lies: an authority in its region."""
    levels: Mapping[str, str] = field(default_factory=dict)
    """Value to the name of its level ("region"), for rules that differ by level."""
    adds_up: bool = True
    """False where one member may have several values (a child with two vulnerabilities)."""
    complete: bool = True
    """False where members may have a value that no table lists."""
    hierarchy: str = ""
    """The file that holds `parents` and `levels`, where the publication is a folder."""

    def __post_init__(self) -> None:
        """Raise PublicationError for a value that lies in itself."""
        for value in self.parents:
            seen, above = {value}, self.parents.get(value)
            while above is not None and above != self.total:
                if above in seen:
                    raise PublicationError(f"the value {value!r} lies, by its hierarchy, in itself", column=self.name)
                seen.add(above)
                above = self.parents.get(above)

    def parent(self, value: str) -> str:
        """The value in which this one lies; TOTAL for one that lies in no other."""
        above = self.parents.get(value, TOTAL)
        return TOTAL if above == self.total else above


@dataclass(frozen=True)
class Hierarchy:
    """A finer dimension whose every value lies in one value of a coarser one: authorities in areas.

    A finer value that is not in `inside` lies in the coarser value of the same name ("unknown"), if there is one.
    """

    finer: str
    coarser: str
    inside: Mapping[str, str]
    """Finer value to the coarser value it lies in."""


class Structure:
    """The dimensions of a publication with all their values, and how counts are named in it."""

    def __init__(
        self, dimensions: Iterable[Dimension], hierarchies: Iterable[Hierarchy], used: Mapping[str, Iterable[str]]
    ) -> None:
        """`used`: by dimension, every value that some table names."""
        self.dimensions = {dimension.name: dimension for dimension in dimensions}
        self.hierarchies = tuple(hierarchies)
        self._values: dict[str, dict[str, None]] = {}
        for name in (*self.dimensions, *used):
            dimension = self.dimensions.setdefault(name, Dimension(name))
            listed = (*dimension.values, *used.get(name, ()), *dimension.parents, *dimension.parents.values())
            self._values[name] = dict.fromkeys(value for value in listed if value not in (TOTAL, dimension.total))
        for hierarchy in self.hierarchies:
            if hierarchy.finer in self._values:
                self._values[hierarchy.finer] |= dict.fromkeys(hierarchy.inside)
            if hierarchy.coarser in self._values:
                self._values[hierarchy.coarser] |= dict.fromkeys(hierarchy.inside.values())
        for name, values in self._values.items():
            if not self.dimensions[name].complete:
                values[REMAINDER] = None
        self._coarser = {name: self._find_coarser(name) for name in self._values}
        self._implied: dict[tuple[str, str], dict[str, str]] = {}
        self._children: dict[str, dict[str, list[str]]] = {}
        for name, values in self._values.items():
            below = self._children.setdefault(name, {})
            for value in values:
                below.setdefault(self.dimensions[name].parent(value), []).append(value)

    def values(self, dimension: str) -> list[str]:
        """Every value of a dimension, of any level."""
        return list(self._values[dimension])

    def children(self, dimension: str, value: str) -> list[str]:
        """The values that lie directly in this one (or in TOTAL)."""
        return self._children.get(dimension, {}).get(value, [])

    def leaves(self, dimension: str) -> list[str]:
        """The finest values of a dimension: together they are all of it, and no two overlap."""
        return [value for value in self._values[dimension] if not self.children(dimension, value)]

    def ancestors(self, dimension: str, value: str) -> list[str]:
        """The value itself and those it lies in, finest first, TOTAL left out."""
        chain = [value]
        while (above := self.dimensions[dimension].parent(chain[-1])) != TOTAL:
            chain.append(above)
        return chain

    def coarser(self, dimension: str) -> list[Hierarchy]:
        """The hierarchies that lead from this dimension to coarser ones, directly or by way of others."""
        return self._coarser[dimension]

    def _find_coarser(self, dimension: str) -> list[Hierarchy]:
        found: list[Hierarchy] = []
        waiting = [dimension]
        while waiting:
            name = waiting.pop(0)
            for hierarchy in self.hierarchies:
                if hierarchy.finer == name and hierarchy.coarser in self._values and hierarchy not in found:
                    found.append(hierarchy)
                    waiting.append(hierarchy.coarser)
        return found

    def inside(self, hierarchy: Hierarchy, value: str) -> str:
        """The coarser value in which a finer one lies; "" where it lies in none."""
        if value in hierarchy.inside:
            return hierarchy.inside[value]
        for above in self.ancestors(hierarchy.finer, value)[1:]:
            if above in hierarchy.inside:
                return hierarchy.inside[above]
        return value if value in self._values[hierarchy.coarser] else ""

    def implied(self, dimension: str, value: str) -> dict[str, str]:
        """The values of coarser dimensions that a value implies; "" for a dimension of which it has none."""
        known = self._implied.get((dimension, value))
        if known is not None:
            return known
        found = {dimension: value}
        for hierarchy in self.coarser(dimension):
            finer = found[hierarchy.finer]
            found.setdefault(hierarchy.coarser, self.inside(hierarchy, finer) if finer else "")
        del found[dimension]
        self._implied[dimension, value] = found
        return found

    def contradictory(self, count: Count) -> bool:
        """Whether a count by its one name is of an authority in an area where it does not lie: always nought."""
        where = dict(count.where)
        return any(
            where.get(coarser, value) != value and value not in self.ancestors(coarser, where[coarser])
            for dimension in where
            for coarser, value in self.implied(dimension, where[dimension]).items()
            if coarser in where
        )

    def name(self, count: Count) -> Count:
        """The one name of a count: implied values left out; of a dimension that does not add up, a population."""
        population, where = count.population, dict(count.where)
        for dimension in sorted(where):
            for coarser, value in self.implied(dimension, where[dimension]).items():
                if value and where.get(coarser) in self.ancestors(coarser, value):
                    del where[coarser]
        for dimension in sorted(where):
            if not self.dimensions[dimension].adds_up:
                population = part_of(population, dimension, where.pop(dimension))
        return Count(population, frozenset(where.items()))


def part_of(population: str, dimension: str, value: str) -> str:
    """The name of those members of a population that have a value of a dimension that does not add up."""
    return f"{population} with {dimension} {value}"
