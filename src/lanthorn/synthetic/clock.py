"""Time: days as whole numbers since 1 January 1970, the financial years that are generated, ages, dates as text."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from lanthorn.errors import LanthornError
from lanthorn.synthetic.chance import Ints
from lanthorn.vocabulary import Period, parse_period

DAYS_A_YEAR = 365.25
MINUTES_A_DAY = 1440
HISTORY_DAYS = 456
"""Fifteen months before the first year: the twelve that a measure looks back, and time for them to fill."""
_FIRST_TEXT, _LAST_TEXT = date(1890, 1, 1), date(2150, 12, 31)


@dataclass(frozen=True)
class Window:
    """The days over which children's lives are drawn: the history, then the years whose files are written."""

    years: tuple[Period, ...]

    @property
    def start(self) -> int:
        """First day of the history."""
        return as_day(self.years[0].start) - HISTORY_DAYS

    @property
    def end(self) -> int:
        """Last day of the last year."""
        return as_day(self.years[-1].end)

    @property
    def length_years(self) -> float:
        """Length in years of 365.25 days."""
        return (self.end - self.start + 1) / DAYS_A_YEAR


def window_of(years: Sequence[str]) -> Window:
    """The window of these financial years, in order. Raises LanthornError when they are not such, or none."""
    periods = sorted({parse_period(year) for year in years}, key=lambda period: period.start)
    if not periods:
        raise LanthornError("No year to generate was given: expected at least one financial year such as 2014-15.")
    for period in periods:
        if ":" in period.label:
            raise LanthornError(f"{period.label!r} is not a financial year: expected one such as 2014-15.")
    return Window(tuple(periods))


def as_day(when: date) -> int:
    """A date as days since 1 January 1970."""
    return (when - date(1970, 1, 1)).days


def parts(days: Ints) -> tuple[Ints, Ints, Ints]:
    """Year, month and day of the month."""
    dates = days.astype("datetime64[D]")
    months = dates.astype("datetime64[M]")
    month_number = months.astype(np.int64)
    return (
        month_number // 12 + 1970,
        month_number % 12 + 1,
        (dates - months.astype("datetime64[D]")).astype(np.int64) + 1,
    )


def from_parts(year: Ints, month: Ints, day: Ints) -> Ints:
    """Days since 1970; a day that its month does not have becomes one of the next month."""
    first = ((year - 1970) * 12 + month - 1).astype("datetime64[M]").astype("datetime64[D]").astype(np.int64)
    return np.asarray(first + day - 1, dtype=np.int64)


def age_on(birth: Ints, day: Ints) -> Ints:
    """Age in completed years."""
    birth_year, birth_month, birth_day = parts(birth)
    year, month, day_of_month = parts(day)
    before_birthday = (month < birth_month) | ((month == birth_month) & (day_of_month < birth_day))
    return np.asarray(year - birth_year - before_birthday, dtype=np.int64)


def birthday(birth: Ints, age: int) -> Ints:
    """The day on which each reaches that age."""
    year, month, day = parts(birth)
    return from_parts(year + age, month, day)


@cache
def _date_texts() -> Any:
    days = np.arange(as_day(_FIRST_TEXT), as_day(_LAST_TEXT) + 1, dtype=np.int32)
    return pc.strftime(pa.array(days, pa.int32()).cast(pa.date32()), format="%d/%m/%Y")


@cache
def _time_texts() -> Any:
    return pa.array([f"{minute // 60:02d}:{minute % 60:02d}" for minute in range(MINUTES_A_DAY)])


def date_text(days: Ints) -> Any:
    """Dates as dd/mm/yyyy, an Arrow array of text."""
    return _date_texts().take(pa.array(days - as_day(_FIRST_TEXT)))


def moment_text(minutes: Ints) -> Any:
    """Minutes since 1970 as dd/mm/yyyy HH:MM."""
    day, minute = np.divmod(minutes, MINUTES_A_DAY)
    return pc.binary_join_element_wise(date_text(day), _time_texts().take(pa.array(minute)), " ")
