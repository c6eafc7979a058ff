"""What is due from a user: each app adds its own list with `add_due`, and My work shows them all in order.

A list of which no more is needed than a row's key and day is added with `add_waiting`: one question asks for all these.
"""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import CharField, DateField, F, Func, QuerySet, Value
from django.db.models.functions import Cast
from django.urls import reverse
from django.utils import timezone

from lanthorn.casework.audit.operations import Operation
from lanthorn.casework.audit.sealing import Subject
from lanthorn.casework.audit.watch import note


@dataclass(frozen=True)
class Due:
    """One thing that is due: when, what in words without a name, and where to do it."""

    on: date
    what: str
    href: str

    @property
    def overdue(self) -> bool:
        """Whether its day has passed."""
        return self.on < timezone.localdate()


@dataclass(frozen=True)
class Waiting:
    """Rows about a case that wait for a user, each since or until a day, and the page where they are answered."""

    what: str
    page: str
    rows: Callable[[Any], "QuerySet[Any]"]
    """The rows that wait for this user, narrowed by `visible_to`."""
    day: F | Func
    """The day of each row: a field of dates, or the local day of a moment."""


_ways: list[Callable[[Any], Iterable[Due]]] = []
_waiting: dict[str, Waiting] = {}


def add_due(way: Callable[[Any], Iterable[Due]]) -> None:
    """Add a list of what is due from a user."""
    _ways.append(way)


def add_waiting(waiting: Waiting) -> None:
    """Add rows that wait for somebody."""
    _waiting[waiting.page] = waiting


def due_for(user: Any) -> list[Due]:
    """All that is due from this user, the earliest first."""
    found = [due for way in (*_ways, _all_waiting) for due in way(user)]
    return sorted(found, key=lambda due: (due.on, due.what))


def _all_waiting(user: Any) -> Iterator[Due]:
    asked = [
        one.rows(user).values_list("pk", "case_id", Cast(one.day, DateField()), Value(page, output_field=CharField()))
        for page, one in _waiting.items()
    ]
    for key, case, day, page in asked[0].union(*asked[1:], all=True):
        note(Operation.CONSULTATION, (Subject("case", case),))  # no record is loaded that would note itself
        yield Due(day, _waiting[page].what, reverse(page, args=[key]))
