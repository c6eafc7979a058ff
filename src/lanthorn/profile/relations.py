"""What any reader knows of a profile's counts besides their sums, as facts that protection and attack know as well.

The rows, each with its reason, are data; bands are those of the dimensions.
"""

import tomllib
from collections.abc import Callable, Iterator, Mapping, Sequence
from fractions import Fraction
from functools import cache
from importlib.resources import files
from typing import Any

from lanthorn.disclosure import Publication
from lanthorn.disclosure.publication import Count, Fact, Share, count_of
from lanthorn.measures.dimensions import bands
from lanthorn.vocabulary import UNKNOWN


@cache
def _rows() -> dict[str, list[dict[str, Any]]]:
    found: dict[str, list[dict[str, Any]]] = tomllib.loads(
        (files("lanthorn.profile") / "data" / "relations.toml").read_text(encoding="utf-8")
    )
    return found


def facts_known(publication: Publication, named: Callable[[str], str]) -> Iterator[Fact]:
    """The facts of `relations.toml` on what the publication counts. `named`: a population with its period."""
    tables: dict[str, list[frozenset[str]]] = {}
    for table in publication.tables:
        tables.setdefault(table.population, []).append(frozenset((*table.dimensions, *table.where)))
    for row in _rows()["times"]:
        units, events = named(row["units"]), named(row["events"])
        if _has(tables, units, row["dimension"]) and _has(tables, events, *row.get("where", ())):
            yield from _times(row, units, events)
    for row in _rows()["diagonal"]:
        population = named(row["population"])
        pairs, says = {row["one"], row["other"]}, row["dimension"]
        if _has(tables, population, *pairs) and _has(tables, population, says):
            yield from _diagonal(row, population, publication)


def _has(tables: Mapping[str, Sequence[frozenset[str]]], population: str, *names: str) -> bool:
    return any(frozenset(names) <= found for found in tables.get(population, ()))


def _times(row: Mapping[str, Any], units: str, events: str) -> Iterator[Fact]:
    """Units have together at least the least of their bands, and at most the most of them where bands have an end."""
    dimension, all_events = row["dimension"], (count_of(events, row.get("where", {})),)
    listed = bands(dimension)
    least = tuple(count_of(units, {dimension: band.code}) for band in listed for _ in range(band.lower))
    yield _within(f"{units} have at least as many of {events} as {dimension} says", least, all_events)
    endless = [band for band in listed if band.upper is None]
    if row["exact"] and not endless:
        most = tuple(count_of(units, {dimension: band.code}) for band in listed for _ in range(band.upper or 0))
        yield _within(f"{units} have at most as many of {events} as {dimension} says", all_events, most)


def _diagonal(row: Mapping[str, Any], population: str, publication: Publication) -> Iterator[Fact]:
    one, other, says = row["one"], row["other"], row["dimension"]
    values = [value for value in publication.structure.values(one) if value in publication.structure.values(other)]

    def pair(value: str) -> Count:
        return count_of(population, {one: value, other: value})

    same = (count_of(population, {says: row["same"]}),)
    sure = tuple(pair(value) for value in values if value not in (UNKNOWN, *row["unsure"]))
    unsure = tuple(pair(value) for value in values if value in row["unsure"])
    words = f"{says} {row['same']} are those with the same {one} and {other}"
    yield _within(words, sure, same)
    yield _within(f"{words}, or of those where this is not sure", same, (*sure, *unsure))
    unknown = [name for name in (one, other) if UNKNOWN in publication.structure.values(name)]
    if unknown and UNKNOWN in publication.structure.values(says):
        either = tuple(count_of(population, {name: UNKNOWN}) for name in unknown)
        both = (pair(UNKNOWN),) if len(unknown) == len((one, other)) else ()
        is_unknown = (count_of(population, {says: UNKNOWN}), *both)
        words = f"{says} is not known where {one} or {other} is not"
        yield _within(words, is_unknown, either)
        yield _within(words, either, is_unknown)


def _within(says: str, parts: Sequence[Count], whole: Sequence[Count]) -> Share:
    """That one sum is at most another."""
    return Share(says, tuple(parts), tuple(whole), Fraction(0), Fraction(1))
