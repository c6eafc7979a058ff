"""The finest things a publication speaks of: joint combinations of values, each an unknown whole number.

Tables of one population need not say more together than one table at a time – or they may: three two-way tables bound
each cell of a three-way table nobody printed. Whether numbers for each table can come from one set of units is settled
by the cliques of a triangulated graph of dimensions that appear together, with equal margins where cliques meet; over
such a tree, agreeing tables of whole numbers always come from one joint table (Atserias & Kolaitis 2021, "Structure and
complexity of bag consistency"). So the atoms of the cliques are all that needs to be solved for.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from itertools import combinations
from math import prod

import numpy as np
from numpy.typing import NDArray

from lanthorn.disclosure.publication import Count, Structure

Indices = NDArray[np.int64]
Dimensions = frozenset[str]

LARGEST_CLIQUE = 40_000
"""Combinations in one clique beyond which tables are only held against one another in pairs."""


@dataclass(eq=False)
class Clique:
    """Dimensions of one population taken together: its first atom, and the leaf of each atom by dimension."""

    population: str
    dimensions: Dimensions
    start: int
    values: Mapping[str, Indices]
    size: int
    marks: dict[tuple[str, str], NDArray[np.bool_]] = field(default_factory=dict)


class Atoms:
    """Which atoms each count is the sum of. `unproven` names the populations too large to be taken jointly."""

    def __init__(self, structure: Structure, counts: Iterable[Count], largest: int = LARGEST_CLIQUE) -> None:
        """`counts`: every count that will be asked for, by its one name."""
        self._structure = structure
        self._leaves: dict[str, list[str]] = {}
        self._largest = largest
        self.unproven: set[str] = set()
        self.cliques: list[Clique] = []
        self.size = 0
        edges: dict[str, set[Dimensions]] = {}
        for count in counts:
            edges.setdefault(count.population, set()).add(self._closed(frozenset(name for name, _ in count.where)))
        for population in sorted(edges):
            for dimensions in self._cliques_of(population, edges[population]):
                self._add(population, dimensions)
        self._by_population: dict[str, list[Clique]] = {}
        for clique in self.cliques:
            self._by_population.setdefault(clique.population, []).append(clique)

    def of(self, count: Count) -> Indices | None:
        """The atoms that a count is the sum of; None where no table has its dimensions together."""
        wanted = self._closed(frozenset(name for name, _ in count.where))
        fitting = [clique for clique in self._by_population.get(count.population, ()) if wanted <= clique.dimensions]
        if not fitting:
            return None
        return self._atoms(min(fitting, key=lambda clique: clique.size), count.where)

    def meeting(self) -> Iterable[tuple[Indices, Indices]]:
        """Sums that are equal because two cliques of one population share dimensions."""
        for cliques in self._by_population.values():
            for one, other in self._tree(cliques):
                shared = one.dimensions & other.dimensions
                groups = [self._groups(clique, sorted(shared)) for clique in (one, other)]
                for key in sorted(groups[0].keys() | groups[1].keys()):
                    nothing = np.empty(0, dtype=np.int64)
                    yield groups[0].get(key, nothing), groups[1].get(key, nothing)

    def words(self, atom: int) -> str:
        """An atom in words."""
        clique = next(entry for entry in reversed(self.cliques) if entry.start <= atom)
        where = {
            name: self._domain(name)[values[atom - clique.start]] or "(none)" for name, values in clique.values.items()
        }
        return Count(clique.population, frozenset(where.items())).words

    def _closed(self, dimensions: Dimensions) -> Dimensions:
        coarser = (entry.coarser for name in dimensions for entry in self._structure.coarser(name))
        return dimensions | frozenset(coarser)

    def _domain(self, dimension: str) -> list[str]:
        """The leaves of a dimension; with "" for a finer value that lies in none of them, where there is one."""
        if dimension not in self._leaves:
            leaves = self._structure.leaves(dimension)
            for name in self._structure.dimensions:
                if any(entry.coarser == dimension for entry in self._structure.coarser(name)) and any(
                    not self._structure.implied(name, leaf).get(dimension, "") for leaf in self._structure.leaves(name)
                ):
                    leaves = [*leaves, ""]
                    break
            self._leaves[dimension] = leaves
        return self._leaves[dimension]

    def _finest(self, dimensions: Dimensions) -> list[str]:
        """The dimensions that no other one of them implies."""
        implied = {entry.coarser for name in dimensions for entry in self._structure.coarser(name)}
        return sorted(dimensions - implied)

    def _combinations(self, dimensions: Dimensions) -> int:
        return prod(len(self._domain(name)) for name in self._finest(dimensions))

    def _cliques_of(self, population: str, edges: set[Dimensions]) -> list[Dimensions]:
        edges = _maximal(edges)
        cliques = _maximal(self._triangulated(edges))
        if any(self._combinations(clique) > self._largest for clique in cliques if clique not in edges):
            self.unproven.add(population)
            cliques = edges
        return sorted(cliques, key=lambda clique: (len(clique), sorted(clique)))

    def _triangulated(self, edges: set[Dimensions]) -> set[Dimensions]:
        """Cliques found by taking out, time after time, the dimension whose neighbours make the smallest clique."""
        beside: dict[str, set[str]] = {}
        for edge in edges:
            for name in edge:
                beside.setdefault(name, set()).update(edge - {name})
        found: set[Dimensions] = set() if beside else {frozenset()}
        while beside:
            name = min(beside, key=lambda n: (_missing(beside, n), self._combinations(frozenset({n, *beside[n]})), n))
            around = beside.pop(name)
            found.add(frozenset({name, *around}))
            for other in around:
                beside[other] |= around - {other}
                beside[other].discard(name)
        return found

    def _add(self, population: str, dimensions: Dimensions) -> None:
        finest = self._finest(dimensions)
        shape = [len(self._domain(name)) for name in finest]
        size = prod(shape)
        places = np.unravel_index(np.arange(size), shape) if shape else ()
        values = {name: place.astype(np.int64) for name, place in zip(finest, places, strict=True)}
        for name in finest:
            for coarser in sorted({entry.coarser for entry in self._structure.coarser(name)}):
                domain = {leaf: place for place, leaf in enumerate(self._domain(coarser))}
                implied = [self._structure.implied(name, leaf).get(coarser, "") for leaf in self._domain(name)]
                lookup = np.array([domain.get(leaf, -1) for leaf in implied], dtype=np.int64)
                values.setdefault(coarser, lookup[values[name]])
        self.cliques.append(Clique(population, dimensions, self.size, values, size))
        self.size += size

    def _atoms(self, clique: Clique, where: Iterable[tuple[str, str]]) -> Indices:
        chosen = np.ones(clique.size, dtype=bool)
        for dimension, value in where:
            if (dimension, value) not in clique.marks:
                below = np.array(
                    [
                        bool(leaf) and value in self._structure.ancestors(dimension, leaf)
                        for leaf in self._domain(dimension)
                    ]
                )
                clique.marks[dimension, value] = below[clique.values[dimension]]
            chosen &= clique.marks[dimension, value]
        return np.flatnonzero(chosen) + clique.start

    def _tree(self, cliques: list[Clique]) -> list[tuple[Clique, Clique]]:
        """Pairs of cliques that must agree: a tree of greatest shared dimensions, or every pair where unproven."""
        pairs = sorted(
            combinations(range(len(cliques)), 2),
            key=lambda pair: (-len(cliques[pair[0]].dimensions & cliques[pair[1]].dimensions), pair),
        )
        if cliques[0].population in self.unproven:
            return [(cliques[one], cliques[other]) for one, other in pairs]
        group = list(range(len(cliques)))
        chosen = []
        for one, other in pairs:
            if group[one] != group[other]:
                chosen.append((cliques[one], cliques[other]))
                old = group[other]
                group = [group[one] if entry == old else entry for entry in group]
        return chosen

    def _groups(self, clique: Clique, dimensions: list[str]) -> dict[tuple[int, ...], Indices]:
        if not dimensions:
            return {(): np.arange(clique.size, dtype=np.int64) + clique.start}
        keys = np.stack([clique.values[name] for name in dimensions], axis=1)
        distinct, place = np.unique(keys, axis=0, return_inverse=True)
        order = np.argsort(place.ravel(), kind="stable")
        ends = np.cumsum(np.bincount(place.ravel()))
        parts = np.split(order.astype(np.int64) + clique.start, ends[:-1])
        return {tuple(int(n) for n in key): part for key, part in zip(distinct, parts, strict=True)}


def _maximal(edges: set[Dimensions]) -> set[Dimensions]:
    return {edge for edge in edges if not any(edge < other for other in edges)}


def _missing(beside: Mapping[str, set[str]], name: str) -> int:
    """How many pairs of neighbours are not neighbours of one another."""
    return sum(other not in beside[one] for one, other in combinations(sorted(beside[name]), 2))
