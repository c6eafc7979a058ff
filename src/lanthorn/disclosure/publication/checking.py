"""Whether the parts of a publication fit one another: every value listed, every population known, no cell twice."""

from collections.abc import Iterable
from typing import TYPE_CHECKING

from lanthorn.disclosure.errors import PublicationError
from lanthorn.disclosure.publication.counts import TOTAL

if TYPE_CHECKING:
    from lanthorn.disclosure.publication.model import Publication, Table


def check(publication: "Publication") -> None:
    """Raise PublicationError, naming table, row and column, for the first thing that does not fit."""
    seen: set[tuple[str, str]] = set()
    for table in publication.tables:
        if (table.name, table.column) in seen:
            raise PublicationError(
                "there are two tables of this name and column", table=table.name, column=table.column
            )
        seen.add((table.name, table.column))
        _check_table(publication, table)
    populations = {table.population for table in publication.tables}
    for relation in publication.relations:
        for population, _ in relation.terms:
            if population not in populations:
                raise PublicationError(
                    f"the relation {relation.says!r} speaks of {population!r}; counted are {_listed(populations)}"
                )
    for fact in publication.facts:
        for constraint in fact.linear:
            for count, _ in constraint.terms:
                if count.population not in populations:
                    problem = f"the fact {fact.says!r} counts {count.population!r}; counted are {_listed(populations)}"
                    raise PublicationError(problem)
                _check_values(publication, f"the fact {fact.says!r}", count.where)
    for rounding in publication.roundings:
        if rounding.base < 1:
            raise PublicationError(f"a rounding has the base {rounding.base}; expected at least 1")
        for name in sorted(rounding.tables - {table.name for table in publication.tables}):
            raise PublicationError("a rounding names this table, but there is none of that name", table=name)
        for dimension in sorted(set(rounding.where) - set(publication.structure.dimensions)):
            problem = f"there are {_listed(publication.structure.dimensions)}"
            raise PublicationError(f"a rounding names the dimension {dimension!r}; {problem}")
    structure = publication.structure
    for hierarchy in publication.hierarchies:
        if hierarchy.finer == hierarchy.coarser:
            raise PublicationError(f"a hierarchy leads from the dimension {hierarchy.finer!r} to itself")
        for value, coarse in hierarchy.inside.items():
            if structure.children(hierarchy.coarser, coarse) or coarse in (TOTAL, ""):
                problem = (
                    f"{value!r} lies in {coarse!r}, which is not one of the finest values of {hierarchy.coarser!r}"
                )
                raise PublicationError(problem, column=hierarchy.finer)


def _check_values(publication: "Publication", what: str, where: Iterable[tuple[str, str]]) -> None:
    structure = publication.structure
    for dimension, value in where:
        if dimension not in structure.dimensions:
            raise PublicationError(
                f"{what} names the dimension {dimension!r}; known are {_listed(structure.dimensions)}"
            )
        if value not in structure.values(dimension):
            known = _listed(structure.values(dimension))
            raise PublicationError(f"{what} names {dimension} {value!r}; known are {known}", column=dimension)


def _check_table(publication: "Publication", table: "Table") -> None:
    if len(set(table.dimensions)) != len(table.dimensions) or set(table.dimensions) & set(table.where):
        raise PublicationError("a dimension is named twice", table=table.name)
    declared = {entry.name: {*entry.values, TOTAL} for entry in publication.dimensions if entry.values}
    for key, value in table.cells.items():
        if len(key) != len(table.dimensions):
            raise PublicationError(
                f"the cell {key} does not have one value for each of {_listed(table.dimensions)}",
                table=table.name,
                column=table.column,
            )
        if not all(key):
            raise PublicationError("a dimension has no value", table=table.name, row=table.row(key))
        for dimension, part in zip(table.dimensions, key, strict=True):
            if part not in declared.get(dimension, {part, TOTAL}):
                raise PublicationError(
                    f"found {part!r}; declared are {_listed(declared[dimension])}", table=table.name, column=dimension
                )
        if isinstance(value, int) and value < 0:
            raise PublicationError(
                "found a negative number, expected a count", table=table.name, row=table.row(key), column=table.column
            )
    if TOTAL in table.where.values():
        raise PublicationError("a value that the whole table shares cannot be the total", table=table.name)


def _listed(names: Iterable[str]) -> str:
    return ", ".join(sorted(names))
