"""What stands on a timeline. Each app adds its facts with `add_facts`; what they show has gone through a sheet."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.utils import timezone

from lanthorn.casework.cases.models import Case


@dataclass(frozen=True)
class Fact:
    """One fact: when, what in a few words, more about it as its reader may see it, and where it stands."""

    on: date | datetime
    what: str
    more: str = ""
    href: str = ""

    @property
    def day(self) -> date:
        """The day in London."""
        return timezone.localtime(self.on).date() if isinstance(self.on, datetime) else self.on


Source = Callable[[Case, Any], Iterable[Fact]]
_sources: list[Source] = []


def add_facts(source: Source) -> None:
    """Add a source: given a case that the user sees, and the user, it gives facts."""
    _sources.append(source)


def facts_of(case: Case, user: Any) -> list[Fact]:
    """Every fact of a visible case, the latest first; on one day, by the hour where it is known."""
    facts = [fact for source in _sources for fact in source(case, user)]
    return sorted(facts, key=_moment, reverse=True)


def _moment(fact: Fact) -> tuple[date, str]:
    hour = timezone.localtime(fact.on).strftime("%H:%M:%S.%f") if isinstance(fact.on, datetime) else ""
    return fact.day, hour
