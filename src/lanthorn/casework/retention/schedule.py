"""The retention schedule, from data/schedule.toml: how long each kind of record is kept, and why.

A case is kept by the class that its closure names. Whatever belongs to a case goes with it; what belongs to none has a
row of its own.
"""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from functools import cache
from pathlib import Path
from typing import Any
from uuid import UUID

from django.utils import timezone

from lanthorn.casework.cases.models import Case


@dataclass(frozen=True)
class CaseRule:
    """How long a case is kept."""

    name: str
    label: str
    years: int
    until_age: int
    reason: str

    @property
    def how_long(self) -> str:
        """In words."""
        return f"{self.years} years after closure, and until the child is {self.until_age}."


@dataclass(frozen=True)
class RecordRule:
    """How long a record that belongs to no case is kept, from the day in one of its fields."""

    name: str
    label: str
    begins: str
    years: int
    reason: str

    @property
    def how_long(self) -> str:
        """In words."""
        return f"{self.years} years."


@dataclass(frozen=True)
class SweptRule:
    """After how many days something goes without anybody's decision."""

    name: str
    label: str
    begins: str
    days: int
    reason: str

    @property
    def how_long(self) -> str:
        """In words."""
        return f"{self.days} days."


@dataclass(frozen=True)
class KeptRule:
    """What stays."""

    name: str
    label: str
    reason: str
    how_long: str = "Kept."


@dataclass(frozen=True)
class Schedule:
    """Every row, by the class of a case or by the kind of record."""

    cases: Mapping[str, CaseRule]
    records: Mapping[str, RecordRule]
    swept: Mapping[str, SweptRule]
    kept: Mapping[str, KeptRule]

    def label(self, name: str) -> str:
        """What a row that a disposal rests on is called."""
        return (self.cases.get(name) or self.records[name]).label

    def rows(self) -> list[CaseRule | RecordRule | SweptRule | KeptRule]:
        """All of them, in the order of the file."""
        return [*self.cases.values(), *self.records.values(), *self.swept.values(), *self.kept.values()]


@cache
def schedule() -> Schedule:
    """The schedule in force."""
    data = tomllib.loads((Path(__file__).parent / "data" / "schedule.toml").read_text(encoding="utf-8"))

    def rows(part: str, kind: Any) -> dict[str, Any]:
        return {
            name: kind(name, **{"begins" if key == "from" else key: value for key, value in row.items()})
            for name, row in data[part].items()
        }

    return Schedule(
        rows("case", CaseRule), rows("record", RecordRule), rows("swept", SweptRule), rows("kept", KeptRule)
    )


def years_after(day: date, years: int) -> date:
    """The same day that many years later; the first of March for one that is not in the calendar."""
    try:
        return day.replace(year=day.year + years)
    except ValueError:
        return date(day.year + years, 3, 1)


def rule_of(case: Case, classes: Mapping[UUID, str]) -> CaseRule:
    """The row of a closed case: of the class that its closure names, or else of what closed it."""
    return schedule().cases[classes.get(case.pk) or case.closing_ground]


def kept_until(case: Case, classes: Mapping[UUID, str]) -> date | None:
    """The last day on which a closed case is kept; None while it is open. Needs its person.

    Where the month or day of birth is not known, the latest that it can be.
    """
    if case.closed_at is None:
        return None
    rule = rule_of(case, classes)
    after_closure = years_after(timezone.localtime(case.closed_at).date(), rule.years)
    person = case.person
    if not person.birth_year:
        return after_closure
    known = person.birth_month and person.birth_day
    born = date(person.birth_year, person.birth_month, person.birth_day) if known else date(person.birth_year, 12, 31)  # type: ignore[arg-type] # known says so
    return max(after_closure, years_after(born, rule.until_age))


def record_kept_until(record: Any, rule: RecordRule) -> date:
    """The last day on which a record that belongs to no case is kept."""
    begins = getattr(record, rule.begins)
    day = timezone.localtime(begins).date() if isinstance(begins, datetime) else begins
    return years_after(day, rule.years)
