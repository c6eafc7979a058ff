"""What the evaluator gives back: counts over every combination of a breakdown's values, margins included."""

from collections.abc import Mapping
from dataclasses import dataclass

from lanthorn.measures.comparability import Held
from lanthorn.measures.definition import Measure
from lanthorn.measures.dimensions import dimension
from lanthorn.measures.units import unit
from lanthorn.vocabulary import Period

TOTAL = "total"
"""Stands in a cell's key for "all values of this dimension"."""

Key = tuple[str, ...]
"""A cell of a breakdown: one value, or TOTAL, per dimension, in the breakdown's order."""


@dataclass(frozen=True)
class CountTable:
    """Counts of units by some dimensions. `counts` has a number for every key that `values` and TOTAL can make."""

    dimensions: tuple[str, ...]
    values: tuple[tuple[str, ...], ...]
    counts: Mapping[Key, int]

    @property
    def total(self) -> int:
        """The number of units counted."""
        return self.counts[(TOTAL,) * len(self.dimensions)]


@dataclass(frozen=True)
class Answer:
    """A measure evaluated for a period: one table per breakdown, or the reason why it cannot be answered."""

    measure: Measure
    period: Period
    tables: tuple[CountTable, ...]
    unanswerable: str = ""
    held: Held | None = None
    """Between which days its records lie, over all periods; None where they bear no day of their own."""


def say_cell(dimensions: tuple[str, ...], key: Key) -> str:
    """A cell in words: "Female, 15"; "All" where it is the total."""
    parts = [dimension(name).say(value) for name, value in zip(dimensions, key, strict=True) if value != TOTAL]
    return ", ".join(parts) or "All"


def population_of(measure: Measure) -> str:
    """What its tables count, so that two measures over the same people share their cells.

    A measure narrowed by `where` counts a population of its own.
    """
    population = unit(measure.unit).population
    return f"{population} [{measure.where_words}]" if measure.where_words else population
