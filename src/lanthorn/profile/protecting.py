"""All tables of one briefing, protected together: answers in, published answers and the account of it out.

Disclosure control knows tables of counts; what counts the same units, and which values lie within which, is said here.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from lanthorn.disclosure import Hierarchy, Rule, Table, protect
from lanthorn.measures import TOTAL, Answer, CountTable, Key, PublishedAnswer, dimension, population_of, publish, unit
from lanthorn.vocabulary import OUTSIDE, UNKNOWN, Period, area_of, authorities

_TWO_PERIODS = "offence_of_two_periods"
_OFFENCE = "offence"
_AUTHORITY_AND_AREA = (
    ("offence_authority", "offence_area"),
    ("home_authority", "home_area"),
    ("authority", "area"),
)


@dataclass(frozen=True)
class Protected:
    """Every answer as it may be published, and how much is hidden."""

    answers: tuple[PublishedAnswer, ...]
    rule: Rule
    hidden: int
    """Different counts that are hidden, whichever tables show them."""
    small: int
    """Of those, the ones that are small themselves; the others keep these from being worked out."""
    counts: int
    """Different counts of children or of events about children in the tables."""


@dataclass(frozen=True)
class _Part:
    """What disclosure control sees of a table: itself, or its cells of one of two periods under that period's name."""

    table: Table
    keys: Mapping[Key, Key]
    """The original key of a cell to its key in `table`."""


def protect_answers(answers: Sequence[Answer], *, threshold: int) -> Protected:
    """Decide over all answers at once what is hidden, and give them back as they may be published."""
    rule = Rule(threshold)
    parts: dict[tuple[str, int], tuple[_Part, ...]] = {}
    for answer in answers:
        if unit(answer.measure.unit).children:
            for place, table in enumerate(answer.tables):
                parts[answer.measure.id, place] = tuple(_parts(answer, place, table))
    tables = [part.table for found in parts.values() for part in found]
    protection = protect(tables, hierarchies=hierarchies(), rule=rule)

    def hidden_in(answer: Answer, table: CountTable, key: Key) -> bool:
        found = parts.get((answer.measure.id, answer.tables.index(table)))
        if found is None:
            return False
        shown_in = [part for part in found if key in part.keys]
        # A sum over two periods is in no part: nobody has asked whether it is safe, so it is not shown.
        return not shown_in or any(protection.is_hidden(part.table, part.keys[key]) for part in shown_in)

    published = tuple(
        publish(answer, lambda table, key, answer=answer: hidden_in(answer, table, key))  # type: ignore[misc]  # the default binds the loop's answer
        for answer in answers
    )
    return Protected(published, rule, len(protection.hidden), protection.primary, len(protection.publication.counts))


def over_both_periods(answer: PublishedAnswer, dimensions: tuple[str, ...], key: Key) -> bool:
    """Whether a cell adds up two periods. Nobody asks for such a sum, and it is never shown."""
    named = dict(zip(dimensions, key, strict=True))
    return answer.measure.unit == _TWO_PERIODS and TOTAL in (named.get("period"), named.get("month"))


def _parts(answer: Answer, place: int, table: CountTable) -> Iterator[_Part]:
    name, population = f"{answer.measure.id}:{place}", population_of(answer.measure)
    if answer.measure.unit != _TWO_PERIODS:
        yield _Part(Table(name, population, table.dimensions, table.counts), {key: key for key in table.counts})
        return
    # This year's offences are the same unknowns as in the tables of this year alone.
    for period in (answer.period.previous, answer.period):
        own = population.replace(_TWO_PERIODS, _OFFENCE) + ("" if period == answer.period else f" of {period.label}")
        yield from _of_one_period(table, period, name, own)


def _of_one_period(table: CountTable, period: Period, name: str, population: str) -> Iterator[_Part]:
    if "period" in table.dimensions:
        at = table.dimensions.index("period")
        keys = {key: key[:at] + key[at + 1 :] for key in table.counts if key[at] == period.label}
        dimensions = table.dimensions[:at] + table.dimensions[at + 1 :]
        counts = {short: table.counts[key] for key, short in keys.items()}
        if counts:
            yield _Part(Table(f"{name} of {period.label}", population, dimensions, counts), keys)
    elif table.dimensions == ("month",):
        months = set(period.months())
        keys = {key: key for key in table.counts if key[0] in months}
        counts = {key: table.counts[key] for key in keys}
        if counts:
            counts[(TOTAL,)] = sum(counts.values())
            yield _Part(Table(f"{name} of {period.label}", population, ("month",), counts), keys)


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
    ]


def _areas() -> dict[str, str]:
    return {code: area_of(code) for code in (*(entry.code for entry in authorities()), OUTSIDE, UNKNOWN)}


def _scope() -> dict[str, str]:
    from lanthorn.measures.units.police import AGES_OUTSIDE_THE_RATE

    ages: Iterable[str] = dimension("age").values
    return {age: "no" if age in AGES_OUTSIDE_THE_RATE else "yes" for age in ages} | {UNKNOWN: UNKNOWN}


def _yes_unless(name: str, none: str) -> dict[str, str]:
    return {value: "no" if value == none else "yes" for value in dimension(name).values} | {UNKNOWN: UNKNOWN}
