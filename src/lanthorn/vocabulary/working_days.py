"""Working days of England: neither a weekend nor a bank holiday, from ``data/bank_holidays.csv``.

The bank holidays are those the government announced, or that follow from the Banking and Financial Dealings Act 1971
for years still to come.
"""

from datetime import date
from functools import cache

from lanthorn.vocabulary import _files


@cache
def bank_holidays() -> tuple[date, ...]:
    """Every bank holiday of England that falls on a day from Monday to Friday, the earliest first."""
    return tuple(date.fromisoformat(row["day"]) for row in _files.read_rows("bank_holidays.csv"))
