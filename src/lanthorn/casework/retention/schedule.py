"""The retention schedule, from data/schedule.toml: by what closed a case, how long it is kept and why."""

import tomllib
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path

from django.utils import timezone

from lanthorn.casework.cases.models import Case


@dataclass(frozen=True)
class Rule:
    """One row of the schedule."""

    name: str
    label: str
    years: int
    until_age: int
    reason: str


@cache
def schedule() -> dict[str, Rule]:
    """Every rule, by the ground of closure."""
    rows = tomllib.loads((Path(__file__).parent / "data" / "schedule.toml").read_text(encoding="utf-8"))
    return {name: Rule(name, **row) for name, row in rows.items()}


def years_after(day: date, years: int) -> date:
    """The same day that many years later; the first of March for one that is not in the calendar."""
    try:
        return day.replace(year=day.year + years)
    except ValueError:
        return date(day.year + years, 3, 1)


def kept_until(case: Case) -> date | None:
    """The last day on which a closed case is kept; None while it is open. Needs its person.

    Where the month or day of birth is not known, the latest that it can be.
    """
    if case.closed_at is None:
        return None
    rule = schedule()[case.closing_ground]
    after_closure = years_after(timezone.localtime(case.closed_at).date(), rule.years)
    person = case.person
    if not person.birth_year:
        return after_closure
    known = person.birth_month and person.birth_day
    born = date(person.birth_year, person.birth_month, person.birth_day) if known else date(person.birth_year, 12, 31)  # type: ignore[arg-type] # known says so
    return max(after_closure, years_after(born, rule.until_age))
