"""Working days between two dates as a column, the same on every engine: by a calendar that counts them."""

from datetime import date, timedelta
from functools import cache
from typing import Any

import ibis
import pyarrow as pa

from lanthorn.vocabulary.working_days import bank_holidays

_SATURDAY = 5


@cache
def _calendar() -> Any:
    """Every day of the years whose bank holidays are known, with how many working days there were by its end."""
    closed = frozenset(bank_holidays())
    first, last = date(min(closed).year, 1, 1), date(max(closed).year, 12, 31)
    days, counts, count = [], [], 0
    for number in range((last - first).days + 1):
        day = first + timedelta(days=number)
        count += day.weekday() < _SATURDAY and day not in closed
        days.append(day)
        counts.append(count)
    return pa.table({"day": pa.array(days, pa.date32()), "working_days": pa.array(counts, pa.int64())})


def working_days_between(rows: ibis.Table, first: str, second: str, name: str) -> ibis.Table:
    """Add the number of working days after one date up to the other; missing where a date is, or is in no calendar."""
    calendar = ibis.memtable(_calendar())
    begins = calendar.select(day_of_first="day", by_first="working_days")
    ends = calendar.select(day_of_second="day", by_second="working_days")
    joined = rows.left_join(begins, rows[first] == begins.day_of_first)
    joined = joined.left_join(ends, joined[second] == ends.day_of_second)
    counted = joined.mutate(**{name: joined.by_second - joined.by_first})
    return counted.drop("day_of_first", "by_first", "day_of_second", "by_second")
