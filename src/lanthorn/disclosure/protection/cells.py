"""An unprotected publication as one system: every count once, and every addition that ties counts together.

All linked tables are one system on purpose: tables protected one at a time let a reader of them all recover cells.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import combinations, product

import numpy as np
from numpy.typing import NDArray
from scipy import sparse
from scipy.sparse import csgraph

from lanthorn.disclosure.errors import PublicationError
from lanthorn.disclosure.publication import TOTAL, Count, Hierarchy, Key, Publication, Structure, Symbol, Table

Vector = NDArray[np.float64]


@dataclass(frozen=True, eq=False)
class Cells:
    """Counts by place, with their values; `additions` has a row for each whole (1) that is the sum of parts (-1).

    Columns beyond the counts are what relations leave open (incidents beyond those children must have had): nobody
    publishes them, so that they are always hidden.
    """

    counts: tuple[Count, ...]
    values: NDArray[np.int64]
    never_hidden: NDArray[np.bool_]
    """Counts that cannot be anything else (not applicable), so that hiding them would protect nothing."""
    additions: sparse.csr_array

    @property
    def places(self) -> dict[Count, int]:
        """Where each count stands."""
        return {count: place for place, count in enumerate(self.counts)}

    @property
    def groups(self) -> list[NDArray[np.int64]]:
        """Columns that additions tie together, group by group; a count in no addition is a group of its own."""
        links = abs(self.additions)
        graph = sparse.block_array([[None, links], [links.T, None]], format="csr")
        _, label = csgraph.connected_components(graph, directed=False)
        of_columns = label[self.additions.shape[0] :]
        order = np.argsort(of_columns, kind="stable")
        return np.split(order, np.flatnonzero(np.diff(of_columns[order])) + 1)


def cells_of(publication: Publication) -> Cells:
    """The system of a publication whose every count is given.

    Raises PublicationError for a count that is hidden already or rounded, and for tables that do not add up.
    """
    values: dict[Count, int] = {}
    shown_by: dict[Count, tuple[Table, Key]] = {}
    impossible: set[Count] = set()
    for table, key, value in publication.cells:
        if value is Symbol.NOT_AVAILABLE:
            continue
        if value in (Symbol.CONFIDENTIAL, Symbol.LOW) or publication.rounding(table, key) is not None:
            problem = "to protect a publication its true counts are needed; found one that is hidden or rounded"
            raise PublicationError(problem, table=table.name, row=table.row(key), column=table.column)
        count = publication.count(table, key)
        if value is Symbol.NOT_APPLICABLE or publication.structure.contradictory(count):
            impossible.add(count)
            value = 0 if isinstance(value, Symbol) else value
        number = int(value)
        if values.setdefault(count, number) != number:
            other = shown_by[count][0].name
            problem = f"differs from the same count in the table {other}"
            raise PublicationError(problem, table=table.name, row=table.row(key), column=table.column)
        shown_by.setdefault(count, (table, key))
    counts = tuple(values)
    rows, surplus = [], []
    sums = (*additions_among(publication.structure, values), *joint_additions_among(publication.structure, values))
    for whole, parts in sums:
        if values[whole] != sum(values[part] for part in parts):
            table, key = shown_by[whole]
            problem = "is not the sum of its parts; found a difference between a total and what it is the total of"
            raise PublicationError(problem, table=table.name, row=table.row(key), column=table.column)
        rows.append({whole: 1} | dict.fromkeys(parts, -1))
    for terms, left_open in (*_relations(publication, values), *_facts(publication, values)):
        rows.append(terms)
        if left_open is not None:
            surplus.append((len(rows) - 1, left_open))
    place = {count: number for number, count in enumerate(counts)}
    size = len(counts) + len(surplus)
    matrix = sparse.lil_array((len(rows), size))
    for number, terms in enumerate(rows):
        for count, coefficient in terms.items():
            matrix[number, place[count]] = coefficient
    for number, (row, _) in enumerate(surplus):
        matrix[row, len(counts) + number] = 1
    return Cells(
        counts=counts,
        values=np.array([*values.values(), *(left for _, left in surplus)], dtype=np.int64),
        never_hidden=np.array([count in impossible for count in counts] + [False] * len(surplus), dtype=bool),
        additions=sparse.csr_array(matrix),
    )


def additions_among(structure: Structure, counts: Iterable[Count]) -> Iterator[tuple[Count, list[Count]]]:
    """Every count that is the sum of others, with these: along each dimension, within it and up to coarser ones."""
    found: dict[tuple[Count, str, str], dict[str, Count]] = {}
    known = dict.fromkeys(counts)
    for count in known:
        where = dict(count.where)
        for dimension, value in sorted(count.where):
            for route, above in _above(structure, dimension, value):
                rest = {name: other for name, other in where.items() if name != dimension}
                if any(rest.get(name, other) != other for name, other in above.items()):
                    continue  # nobody is in two values of the coarser dimension: the count is nought
                whole = structure.name(Count(count.population, frozenset((rest | above).items())))
                found.setdefault((whole, dimension, route), {})[value] = count
    expected: dict[tuple[str, str], set[str]] = {}
    for (whole, dimension, route), parts in found.items():
        if whole in known:
            if (dimension, route) not in expected:
                expected[dimension, route] = _expected(structure, dimension, route)
            if parts.keys() == expected[dimension, route]:
                yield whole, list(parts.values())


def joint_additions_among(structure: Structure, counts: Iterable[Count]) -> Iterator[tuple[Count, list[Count]]]:
    """The same along two dimensions at once, where no table shows the step between: areas by areas of authorities."""
    known = dict.fromkeys(counts)
    found: dict[tuple[Count, tuple[str, str], tuple[str, str]], dict[tuple[str, str], Count]] = {}
    for count in known:
        where = dict(count.where)
        for one, other in combinations(sorted(where), 2):
            rest = {name: value for name, value in where.items() if name not in (one, other)}
            for way, above in _above(structure, one, where[one]):
                for second_way, second_above in _above(structure, other, where[other]):
                    steps = ({other: where[other]} | above, {one: where[one]} | second_above, above | second_above)
                    between, between_too, whole = (
                        structure.name(Count(count.population, frozenset((rest | step).items()))) for step in steps
                    )
                    if whole in known and between not in known and between_too not in known:
                        key = (whole, (one, way), (other, second_way))
                        found.setdefault(key, {})[where[one], where[other]] = count
    for (whole, (one, way), (other, second_way)), parts in found.items():
        pairs = product(_expected(structure, one, way), _expected(structure, other, second_way))
        if parts.keys() == set(pairs):
            yield whole, list(parts.values())


def _above(structure: Structure, dimension: str, value: str) -> Iterator[tuple[str, dict[str, str]]]:
    """The wholes that a value is a part of, by name: its parent, or all, or a value of a coarser dimension."""
    parent = structure.dimensions[dimension].parent(value)
    if parent != TOTAL:
        yield f"in {parent}", {dimension: parent}
        return
    yield "in all", {}
    for hierarchy in structure.coarser(dimension):
        coarse = structure.implied(dimension, value).get(hierarchy.coarser, "")
        if coarse:
            yield f"in {hierarchy.coarser} {coarse}", {hierarchy.coarser: coarse}


def _expected(structure: Structure, dimension: str, route: str) -> set[str]:
    top = structure.children(dimension, TOTAL)
    if route == "in all":
        return set(top)
    for hierarchy in structure.coarser(dimension):
        if route.startswith(f"in {hierarchy.coarser} "):
            inside = _inside(structure, dimension, hierarchy, top)
            coarse = route.removeprefix(f"in {hierarchy.coarser} ")
            if coarse in inside.values():
                return {value for value, other in inside.items() if other == coarse}
    return set(structure.children(dimension, route.removeprefix("in ")))


def _inside(structure: Structure, dimension: str, hierarchy: Hierarchy, values: list[str]) -> Mapping[str, str]:
    return {value: structure.implied(dimension, value).get(hierarchy.coarser, "") for value in values}


Terms = tuple[dict[Count, int], int | None]
"""Coefficients by count, and what they leave open; None where nothing."""


def _facts(publication: Publication, values: Mapping[Count, int]) -> Iterator[Terms]:
    """Facts that are published whatever is hidden, with what each leaves open."""
    for fact in publication.facts:
        for line in fact.linear:
            terms: dict[Count, int] = {}
            for count, coefficient in line.terms:
                name = publication.structure.name(count)
                terms[name] = terms.get(name, 0) + coefficient
            if not terms.keys() <= values.keys():
                continue
            found = sum(coefficient * values[count] for count, coefficient in terms.items())
            if (line.low is not None and found < line.low) or (line.high is not None and found > line.high):
                raise PublicationError(f"the fact {fact.says!r} is not true of the counts")
            if line.low is not None and line.low == line.high:
                yield terms, None
                continue
            if line.high is not None:
                yield terms, line.high - found
            if line.low is not None:
                yield {count: -coefficient for count, coefficient in terms.items()}, found - line.low


def _relations(publication: Publication, values: Mapping[Count, int]) -> Iterator[Terms]:
    """Relations among counts that are published, with what each leaves open."""
    by_population: dict[str, dict[frozenset[tuple[str, str]], None]] = {}
    for count in values:
        by_population.setdefault(count.population, {})[count.where] = None
    for relation in publication.all_relations:
        places: dict[frozenset[tuple[str, str]], None] = {}
        for population, _ in relation.terms:
            places |= by_population.get(population, {})
        for where in places:
            terms = {Count(population, where): coefficient for population, coefficient in relation.terms}
            if all(count in values for count in terms):
                left = -sum(coefficient * values[count] for count, coefficient in terms.items())
                if left < 0 or (relation.equal and left):
                    place = Count("", where).words.removeprefix(": ")
                    raise PublicationError(f"the counts contradict the relation {relation.says!r}", row=place)
                yield terms, None if relation.equal else left
