"""Which figures of two periods may be compared: decided from definitions and records, before any figure is seen.

Given a measure and two periods; gives the reasons against comparing numbers, and by dimension those against shares.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

import ibis

from lanthorn.measures import Answer, Measure, compare_volumes
from lanthorn.profile.beside.judging import rows
from lanthorn.vocabulary import Period, definition_in_force
from lanthorn.vocabulary.periods import say_day


@dataclass(frozen=True)
class Reasons:
    """Why figures of two periods are not compared; nothing where they may be."""

    volumes: tuple[str, ...]
    shares: Mapping[str, tuple[str, ...]]
    """By dimension."""


def reasons(answer: Answer, earlier: Period, later: Period, tables: Mapping[str, ibis.Table]) -> Reasons:
    """The reasons for one measure, whose answer of the later period is given."""
    measure = answer.measure
    volumes = compare_volumes(measure, earlier, later, answer.held).reasons
    volumes += _definitions(earlier, later)
    never = {name: (row["says"],) for row in rows()["never"] for name in row["dimensions"]}
    moving = {name: volumes for row in rows()["moves_with_volume"] for name in row["dimensions"] if volumes}
    shares: dict[str, tuple[str, ...]] = {}
    for name in {names[-1] for names in measure.breakdowns}:
        found = (*never.get(name, ()), *moving.get(name, ()), *_looks_back(measure, earlier, tables))
        if found:
            shares[name] = tuple(dict.fromkeys(found))
    return Reasons(volumes, shares)


def _definitions(earlier: Period, later: Period) -> tuple[str, ...]:
    """Another definition in force is another thing counted."""
    editions = {period.label: definition_in_force(period.end) for period in (earlier, later)}
    if editions[earlier.label] == editions[later.label]:
        return ()
    new = next((edition for edition in (editions[later.label], editions[earlier.label]) if edition is not None), None)
    return () if new is None else (f"another definition was in force from {say_day(new.valid_from)}",)


def _looks_back(measure: Measure, earlier: Period, tables: Mapping[str, ibis.Table]) -> tuple[str, ...]:
    """Whether the records of the months before the earlier period, which the measure needs, were loaded."""
    found = []
    for row in rows()["looks_back"]:
        if measure.unit in row["units"] and row["table"] in tables:
            first = _first_day(tables[row["table"]], row["column"])
            if first is not None and first > _months_before(earlier.start, int(row["months"])):
                found.append(f"the records it looks back on begin only on {say_day(first)}")
    return tuple(found)


def _first_day(table: ibis.Table, column: str) -> date | None:
    (row,) = table.agg(first=table[column].cast("date").min()).to_pyarrow().to_pylist()
    found: date | None = row["first"]
    return found


def _months_before(day: date, months: int) -> date:
    index = day.year * 12 + day.month - 1 - months
    return date(index // 12, index % 12 + 1, 1)
