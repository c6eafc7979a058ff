"""All tables of a profile as one publication: which counts are the same, and what any reader knows of them besides.

Disclosure control knows tables of counts; what counts the same units, which values lie within which, and which counts
bound one another is said here.
"""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from itertools import product

from lanthorn.disclosure import Hierarchy, Publication, Rule
from lanthorn.disclosure.publication import TOTAL, Count, Dimension, Fact, Key, Relation, Symbol, Table, count_of
from lanthorn.measures import Answer, CountTable, Measure, dimension, unit
from lanthorn.profile.narrowing import shared_values
from lanthorn.profile.relations import facts_known
from lanthorn.vocabulary import OUTSIDE, UNKNOWN, Period, area_of, authorities

TWO_PERIODS = "offence_of_two_periods"
_OFFENCE = "offence"
_AUTHORITY_AND_AREA = (
    ("offence_authority", "offence_area"),
    ("home_authority", "home_area"),
    ("authority", "area"),
)
_NOT_IN_A_NAME = re.compile(r"[^\w\s.,()\[\]'-]|(?<=\s)-(?=\s)")
"""What a relation between populations could take for one of its signs."""


@dataclass(frozen=True)
class Place:
    """Where cells of one breakdown of a measure stand in the publication: a table, and each cell's key in it."""

    table: Table
    keys: Mapping[Key, Key]


@dataclass(frozen=True)
class Whole:
    """Every table of children of a profile, with its true counts, before anything is hidden. Never written."""

    publication: Publication
    places: Mapping[tuple[str, tuple[str, ...]], tuple[Place, ...]]
    """By measure and breakdown. Measures whose counts say nothing of a child have none."""

    def counts(self, measure: str, names: tuple[str, ...], key: Key) -> tuple[Count, ...]:
        """The counts that a cell of a measure's breakdown shows: none where nothing is known to ask about it."""
        return tuple(
            self.publication.count(place.table, place.keys[key])
            for place in self.places.get((measure, names), ())
            if key in place.keys
        )

    @cached_property
    def values(self) -> dict[Count, int]:
        """Every count in the tables, with its true value."""
        return {
            self.publication.count(table, key): value
            for table, key, value in self.publication.cells
            if isinstance(value, int)
        }


def whole_of(answers: Sequence[Answer], rule: Rule, title: str) -> Whole:
    """The publication that all answers about children make together."""
    placed = {
        (answer.measure.id, table.dimensions): tuple(_places(answer, table))
        for answer in answers
        if unit(answer.measure.unit).children
        for table in answer.tables
    }
    values = _values(table for places in placed.values() for table in (place.table for place in places))
    placed = {
        name: tuple(Place(_completed(place.table, values), place.keys) for place in places)
        for name, places in placed.items()
    }
    tables = tuple(place.table for places in placed.values() for place in places)
    dimensions = tuple(Dimension(name, tuple(listed)) for name, listed in values.items() if dimension(name).values)
    bare = Publication(title, tables, dimensions, tuple(_used(hierarchies(), values)), rule)
    known: list[Fact] = []
    for period in {answer.period: None for answer in answers}:
        known += facts_known(bare, lambda population, period=period: named(population, period))  # type: ignore[misc]  # the default binds the loop's period
    relations = tuple(dict.fromkeys(_relations(answers, {table.population for table in tables})))
    return Whole(replace(bare, relations=relations, facts=tuple(known)), placed)


def named(population: str, period: Period) -> str:
    """A population as the publication names it: with its period, so that every edition means the same by it."""
    return f"{_NOT_IN_A_NAME.sub(' ', population)}, {_label(period)}"


def _label(period: Period) -> str:
    return _NOT_IN_A_NAME.sub(" to ", period.label)


def population_and_values(measure: Measure) -> tuple[str, dict[str, str]]:
    """What a measure counts: a population, and the values that all its members share because it is narrowed to them."""
    population = unit(measure.unit).population
    shared = shared_values(measure)
    if shared is None:
        return f"{population} [{measure.where_words}]", {}
    return population, shared


def named_counts(
    whole: Whole, measure: Measure, period: Period, where: Mapping[str, tuple[str, ...]]
) -> tuple[Count, ...]:
    """The counts of a measure with some values, one for each combination; none where they add up two periods."""
    population, shared = population_and_values(measure)
    names = list(where)
    found = []
    for values in product(*where.values()):
        named_values = dict(zip(names, values, strict=True))
        of = period
        if measure.unit == TWO_PERIODS:
            periods = {entry.label: entry for entry in (period, period.previous)}
            months = {month: entry for entry in periods.values() for month in entry.months()}
            chosen = periods.get(named_values.pop("period", "")) or months.get(named_values.get("month", ""))
            if chosen is None:
                return ()
            of = chosen
        of_period = named(population.replace(TWO_PERIODS, _OFFENCE), of)
        found.append(whole.publication.structure.name(count_of(of_period, {**shared, **named_values})))
    return tuple(found)


def _places(answer: Answer, table: CountTable) -> Iterator[Place]:
    population, shared = population_and_values(answer.measure)
    name = f"{answer.measure.id}-by-{'-'.join(table.dimensions)}"
    if answer.measure.unit != TWO_PERIODS:
        yield _place(name, named(population, answer.period), table, shared, dict(table.counts))
        return
    # Each period's offences are the same unknowns as in the tables of that period alone.
    for period in (answer.period.previous, answer.period):
        of_period = named(population.replace(TWO_PERIODS, _OFFENCE), period)
        counts, sums = _of_one_period(table, period)
        if counts:
            place = _place(f"{name}-of-{_label(period)}", of_period, table, shared, counts | sums, dropped="period")
            yield Place(place.table, {key: short for key, short in place.keys.items() if key in counts})


def _of_one_period(table: CountTable, period: Period) -> tuple[dict[Key, int], dict[Key, int]]:
    """The cells of one of two periods, and their sums where the table itself adds up both."""
    if "period" in table.dimensions:
        at = table.dimensions.index("period")
        return {key: count for key, count in table.counts.items() if key[at] == period.label}, {}
    if "month" not in table.dimensions:
        return {}, {}
    at, months = table.dimensions.index("month"), set(period.months())
    counts = {key: count for key, count in table.counts.items() if key[at] in months}
    sums: dict[Key, int] = {}
    for key, count in counts.items():
        whole = (*key[:at], TOTAL, *key[at + 1 :])
        sums[whole] = sums.get(whole, 0) + count
    return counts, sums


def _place(
    name: str, population: str, table: CountTable, shared: Mapping[str, str], counts: Mapping[Key, int],
    dropped: str = "",
) -> Place:  # fmt: skip
    """The table without dimensions of which all its units share a value."""
    keep = [at for at, dim in enumerate(table.dimensions) if dim not in shared and dim != dropped]
    fixed = [(at, shared[dim]) for at, dim in enumerate(table.dimensions) if dim in shared]
    keys = {
        key: tuple(key[at] for at in keep) for key in counts if all(key[at] in (TOTAL, value) for at, value in fixed)
    }
    cells = {short: counts[key] for key, short in keys.items()}
    return Place(Table(name, population, tuple(table.dimensions[at] for at in keep), cells, where=dict(shared)), keys)


def _values(tables: Iterable[Table]) -> dict[str, dict[str, None]]:
    """By dimension, every value there is of it: all that are declared, and those that some table lists besides.

    The declared ones are the same in every edition of a profile, so that editions can be held against one another.
    """
    found: dict[str, dict[str, None]] = {}
    for table in tables:
        for name in (*table.dimensions, *table.where):
            declared = dimension(name).values
            found.setdefault(name, dict.fromkeys((*declared, UNKNOWN) if declared else ()))
        for at, name in enumerate(table.dimensions):
            found[name].update(dict.fromkeys(key[at] for key in table.cells if key[at] != TOTAL))
        for name, value in table.where.items():
            found[name][value] = None
    return found


def _completed(table: Table, values: Mapping[str, Iterable[str]]) -> Table:
    """The table with a row for every value: one that another population's tables list can be nobody's here."""
    cells: dict[Key, int | Symbol] = dict(table.cells)
    for at, name in enumerate(table.dimensions):
        listed = {key[at] for key in cells}
        others = [value for value in values[name] if value not in listed]
        rests = dict.fromkeys((key[:at], key[at + 1 :]) for key in cells)
        cells |= {(*before, value, *after): Symbol.NOT_APPLICABLE for before, after in rests for value in others}
    return Table(table.name, table.population, table.dimensions, cells, where=table.where)


def _used(entries: Iterable[Hierarchy], values: Mapping[str, Iterable[str]]) -> Iterator[Hierarchy]:
    for entry in entries:
        if entry.finer in values and entry.coarser in values:
            inside = {value: entry.inside[value] for value in values[entry.finer] if value in entry.inside}
            yield Hierarchy(entry.finer, entry.coarser, inside)


def _relations(answers: Sequence[Answer], populations: set[str]) -> Iterator[Relation]:
    for answer in answers:
        population, _ = population_and_values(answer.measure)
        part, whole = named(population, answer.period), named(unit(answer.measure.unit).population, answer.period)
        if part != whole and {part, whole} <= populations:
            yield Relation.parse(f"{part} <= {whole}")


def hierarchies() -> list[Hierarchy]:
    """Which values of finer dimensions lie in which of coarser ones, over all dimensions that a measure may use."""
    found = [Hierarchy(finer, coarser, _areas()) for finer, coarser in _AUTHORITY_AND_AREA]
    regions = {code: code if code in (OUTSIDE, UNKNOWN) else "london" for code in (*_areas(), *_areas().values())}
    return [
        *found,
        Hierarchy("home_authority", "home_region", regions),
        Hierarchy("home_area", "home_region", regions),
        Hierarchy("age", "age_in_scope", _scope()),
        Hierarchy("missing_times", "missing_before", _yes_unless("missing_times", "none")),
        Hierarchy("flagged_times", "repeated", _yes_unless("flagged_times", "1")),
        Hierarchy("days_to_screening", "screened_in_time", _in_time()),
    ]


def _areas() -> dict[str, str]:
    return {code: area_of(code) for code in (*(entry.code for entry in authorities()), OUTSIDE, UNKNOWN)}


def _scope() -> dict[str, str]:
    from lanthorn.measures.units.police import AGES_OUTSIDE_THE_RATE

    ages = dimension("age").values
    return {age: "no" if age in AGES_OUTSIDE_THE_RATE else "yes" for age in ages} | {UNKNOWN: UNKNOWN}


def _in_time() -> dict[str, str]:
    from lanthorn.measures.units.casework import DAYS_IN_TIME

    days = dimension("days_to_screening").values
    return {value: "yes" if value in DAYS_IN_TIME else "no" for value in days} | {UNKNOWN: UNKNOWN}


def _yes_unless(name: str, none: str) -> dict[str, str]:
    return {value: "no" if value == none else "yes" for value in dimension(name).values} | {UNKNOWN: UNKNOWN}
