"""Monthly counts of a measure's units by local authority, over the months that may be compared with one another."""

import calendar
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

import ibis
import numpy as np
from numpy.typing import NDArray

from lanthorn.measures.definition import Measure
from lanthorn.measures.units import Sources, unit
from lanthorn.measures.warning.settings import settings
from lanthorn.vocabulary import Period, authorities, series
from lanthorn.vocabulary.periods import say_day

_EARLIEST = date(2000, 1, 1)
"""Before any series that is watched began."""


@dataclass(frozen=True)
class MonthlyCounts:
    """A row of counts per place and a column per month, without a gap. `starts_because` says why it begins there."""

    places: tuple[str, ...]
    months: tuple[str, ...]
    counts: NDArray[np.int64]
    starts_because: str
    clustered: bool = False
    """Whether one child can be counted many times, so that places differ in how much their counts vary."""

    @property
    def days(self) -> NDArray[np.int64]:
        """How long each month is."""
        return np.array([length(month) for month in self.months], dtype=np.int64)


def length(month: str) -> int:
    """Days in a month such as "2015-03"."""
    return calendar.monthrange(int(month[:4]), int(month[5:]))[1]


def last_whole_month(as_of: date) -> str:
    """The last month that is over at the end of a day."""
    end = (as_of + timedelta(days=1)).replace(day=1) - timedelta(days=1)
    return f"{end:%Y-%m}"


def monthly_counts(tables: Mapping[str, ibis.Table], measure: Measure, place: str, as_of: date) -> MonthlyCounts:
    """Counts by month and London authority up to the last whole month, from where volumes compare.

    They begin with the first whole month after the last break in the series that the measure rests on, its settling
    time included, and after the last month in which nothing at all is recorded. The month in which records begin may
    be loaded in part, so it is left out unless the break falls there.
    """
    last = last_whole_month(as_of)
    start, because = _comparable_from(measure)
    end = date(int(last[:4]), int(last[5:]), length(last))
    if end < start:
        return _none(because)
    counted = unit(measure.unit)
    assert counted.view is not None  # noqa: S101  # only measures whose records can be loaded are watched
    view = counted.view(Sources(tables, Period("", start, end)))
    if measure.where is not None:
        view = view.filter(measure.where(view))
    rows = view.group_by("month", place).agg(number=view.count()).to_pyarrow().to_pylist()
    found = {(row[place], row["month"]): int(row["number"]) for row in rows}
    months = Period("", start, end).months()
    recorded = {month for _, month in found}
    begun, why = _begin(months, recorded)
    if begun:
        because = why
    places = tuple(entry.code for entry in authorities())
    kept = tuple(months[begun:])
    counts = np.array([[found.get((code, month), 0) for month in kept] for code in places], dtype=np.int64)
    clustered = measure.id in settings().clustered
    return MonthlyCounts(places, kept, counts.reshape(len(places), len(kept)), because, clustered)


def _comparable_from(measure: Measure) -> tuple[date, str]:
    """The first month from which volumes compare, and the reason."""
    start, because = _EARLIEST, ""
    for name in dict.fromkeys((*unit(measure.unit).series, *measure.series)):
        entry = series(name)
        months = entry.starts.year * 12 + entry.starts.month - 1 + entry.settling_months
        months += entry.starts.day > 1
        settled = date(months // 12, months % 12 + 1, 1)
        if settled > start:
            start, because = settled, entry.reason
            if entry.settling_months:
                because = f"{because}; {entry.settling_reason}"
    return start, because


def _begin(months: list[str], recorded: set[str]) -> tuple[int, str]:
    """The place of the first month of the unbroken run of months with records that ends last, and why it is there."""
    begun = len(months)
    while begun and months[begun - 1] in recorded:
        begun -= 1
    if not begun:
        return 0, ""
    if begun == len(months):
        return begun, f"no records of {say_month(months[-1])} are loaded"
    # The first month of records may have been loaded in part.
    return begun + 1, f"the records loaded begin in {say_month(months[begun])}"


def _none(because: str) -> MonthlyCounts:
    nothing: NDArray[Any] = np.zeros((0, 0), dtype=np.int64)
    return MonthlyCounts((), (), nothing, because)


def say_month(month: str) -> str:
    """The month as prose writes it: "March 2015" for "2015-03"."""
    return say_day(date(int(month[:4]), int(month[5:]), 1)).split(" ", 1)[1]
