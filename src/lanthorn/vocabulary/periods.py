"""Periods a profile can be about: a financial year ("2014-15") or any two dates ("2014-01-01:2014-12-31")."""

import re
from dataclasses import dataclass
from datetime import date, timedelta

from lanthorn.errors import LanthornError

_FINANCIAL_YEAR = re.compile(r"(\d{4})[-/](\d{2})")


@dataclass(frozen=True)
class Period:
    """A span of whole days, both ends included."""

    label: str
    start: date
    end: date

    @property
    def words(self) -> str:
        """The period as a sentence says it: "1 April 2014 to 31 March 2015"."""
        return f"{say_day(self.start)} to {say_day(self.end)}"

    @property
    def previous(self) -> "Period":
        """The period of the same kind just before: the financial year before, or as many days before."""
        if _FINANCIAL_YEAR.fullmatch(self.label):
            return financial_year(self.start.year - 1)
        length = self.end - self.start
        end = self.start - timedelta(days=1)
        return Period(f"{end - length}:{end}", end - length, end)

    def months(self) -> list[str]:
        """Every calendar month the period touches, as "2014-04"."""
        first, last = self.start.year * 12 + self.start.month - 1, self.end.year * 12 + self.end.month - 1
        return [f"{index // 12}-{index % 12 + 1:02d}" for index in range(first, last + 1)]


def say_day(day: date) -> str:
    """A date as British prose writes it: "1 April 2014"."""
    return f"{day.day} {day:%B %Y}"


def financial_year(start: int) -> Period:
    """The year from 1 April to 31 March, labelled "2014-15"."""
    return Period(f"{start}-{(start + 1) % 100:02d}", date(start, 4, 1), date(start + 1, 3, 31))


def parse_period(text: str) -> Period:
    """The period that a user wrote. Raises LanthornError when it is not one."""
    if match := _FINANCIAL_YEAR.fullmatch(text.strip()):
        start, end = int(match[1]), int(match[2])
        if (start + 1) % 100 == end:
            return financial_year(start)
    first, colon, last = text.partition(":")
    if colon:
        try:
            period = Period(text, date.fromisoformat(first), date.fromisoformat(last))
        except ValueError:
            pass
        else:
            if period.start <= period.end:
                return period
    raise LanthornError(
        f"{text!r} is not a period: expected a financial year such as 2014-15, "
        "or two dates such as 2014-01-01:2014-12-31."
    )
