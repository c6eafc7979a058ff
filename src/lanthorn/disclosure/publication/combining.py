"""Several publications as one: an earlier edition, another briefing, a table somebody else printed.

Two publications of one period (or of none) speak of the same counts where they name the same population, dimensions and
values. Of different periods they speak of different ones, unless a relation says otherwise.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from typing import TypeVar

from lanthorn.disclosure.errors import PublicationError
from lanthorn.disclosure.publication.counts import Count, Dimension, Hierarchy
from lanthorn.disclosure.publication.facts import Fact, Order, Relation, Share
from lanthorn.disclosure.publication.model import Method, Publication, Rounding, Table

Named = TypeVar("Named", Dimension, Hierarchy)


def combine(publications: Iterable[Publication]) -> Publication:
    """One publication that says everything that some publications say.

    Raises PublicationError where there is none, or where they give different meanings to one dimension.
    """
    several = list(publications)
    if not several:
        raise PublicationError("there is no publication to attack")
    if len(several) == 1:
        return several[0]
    periods = len({entry.period for entry in several}) > 1
    parts = [_apart(entry, str(place), periods) for place, entry in enumerate(several, start=1)]
    strictest = max((entry.rule for entry in several), key=lambda rule: (rule.threshold, rule.required_width))
    for entry in several:
        if entry.rule.zeros is not strictest.zeros:
            raise PublicationError(f"{entry.title} and another publication treat noughts differently")
    return Publication(
        title=" + ".join(entry.title for entry in several),
        tables=tuple(table for part in parts for table in part.tables),
        dimensions=tuple(_merged((d for part in parts for d in part.dimensions), lambda d: d.name)),
        hierarchies=tuple(_merged((h for part in parts for h in part.hierarchies), lambda h: (h.finer, h.coarser))),
        rule=strictest,
        roundings=tuple(rounding for part in parts for rounding in part.roundings),
        relations=tuple(dict.fromkeys(relation for part in parts for relation in part.relations)),
        facts=tuple(fact for part in parts for fact in part.facts),
        method=several[0].method if len({entry.method for entry in several}) == 1 else Method.NONE,
    )


def _apart(publication: Publication, place: str, periods: bool) -> Publication:
    """A publication with its tables named as its own, and its populations by period where periods differ."""

    def table(name: str) -> str:
        return f"{place}/{name}"

    def population(name: str) -> str:
        return f"{name} ({publication.period})" if periods and publication.period else name

    return _named_by(publication, table, population)


def renamed(publication: Publication, populations: Mapping[str, str]) -> Publication:
    """The publication with other names for some populations, so that they are not taken for those of another one."""
    return _named_by(publication, lambda name: name, lambda name: populations.get(name, name))


def _named_by(
    publication: Publication, table: Callable[[str], str], population: Callable[[str], str]
) -> Publication:  # fmt: skip
    tables = tuple(replace(t, name=table(t.name), population=population(t.population)) for t in publication.tables)
    return replace(
        publication,
        tables=tables,
        roundings=tuple(_rounding(entry, tables, table) for entry in publication.roundings),
        relations=tuple(_relation(entry, population) for entry in publication.relations),
        facts=tuple(_fact(entry, population) for entry in publication.facts),
    )


def _rounding(rounding: Rounding, tables: tuple[Table, ...], name: Callable[[str], str]) -> Rounding:
    chosen = frozenset(map(name, rounding.tables)) or frozenset(table.name for table in tables)
    return replace(rounding, tables=chosen)


def _relation(relation: Relation, population: Callable[[str], str]) -> Relation:
    return replace(relation, terms=tuple((population(name), coefficient) for name, coefficient in relation.terms))


def _fact(fact: Fact, population: Callable[[str], str]) -> Fact:
    def counts(entries: tuple[Count, ...]) -> tuple[Count, ...]:
        return tuple(entry._replace(population=population(entry.population)) for entry in entries)

    if isinstance(fact, Share):
        return replace(fact, parts=counts(fact.parts), whole=counts(fact.whole))
    if isinstance(fact, Order):
        return replace(fact, groups=tuple(counts(group) for group in fact.groups))
    return replace(fact, counts=counts(fact.counts))


def _merged(entries: Iterable[Named], name: Callable[[Named], object]) -> list[Named]:
    found: dict[object, Named] = {}
    for entry in entries:
        if found.setdefault(name(entry), entry) != entry:
            raise PublicationError(f"two publications give different meanings to {name(entry)}")
    return list(found.values())
