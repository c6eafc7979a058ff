"""What is due from a user: each app adds its own list with `add_due`, and My work shows them all in order."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils import timezone


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


_ways: list[Callable[[Any], Iterable[Due]]] = []


def add_due(way: Callable[[Any], Iterable[Due]]) -> None:
    """Add a list of what is due from a user."""
    _ways.append(way)


def due_for(user: Any) -> list[Due]:
    """All that is due from this user, the earliest first."""
    return sorted((due for way in _ways for due in way(user)), key=lambda due: (due.on, due.what))
