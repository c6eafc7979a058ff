"""What other apps know to have happened since the last review: missing episodes, actions unmet … Each adds its own.

`add_since(Since("Missing episodes", way))`, where `way(user, case, since)` gives lines, each naming one without a name
of a person. The reviewer reads them beside the question, and they are kept with the review as they stood.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from lanthorn.casework.cases.models import Case


@dataclass(frozen=True)
class Since:
    """One kind of thing to look at in a review."""

    label: str
    read: Callable[[Any, Case, date], Iterable[str]]


_kinds: dict[str, Since] = {}


def add_since(kind: Since) -> None:
    """Add a kind."""
    _kinds[kind.label] = kind


def facts_since(user: Any, case: Case, since: date) -> dict[str, list[str]]:
    """What each app says, by its label, of a case that the user sees. Empty where no app says anything."""
    return {label: list(kind.read(user, case, since)) for label, kind in sorted(_kinds.items())}
