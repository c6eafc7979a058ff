"""The editions of the protocol, and the categories that each knows, from data/protocol.toml.

Given a day; gives the edition in force on it. A category is kept by its code, and shown in its edition's words.
"""

import tomllib
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path
from typing import Protocol, TypeVar

from lanthorn.errors import LanthornError


class Dated(Protocol):
    """Whatever holds from a day on."""

    @property
    def valid_from(self) -> date:
        """The first day."""


D = TypeVar("D", bound=Dated)


@dataclass(frozen=True)
class Category:
    """One category of an edition. Its place in the edition is how grave it is: later is graver, none aside."""

    code: str
    label: str
    means: str


@dataclass(frozen=True)
class Edition:
    """One edition of the protocol."""

    name: str
    valid_from: date
    source: str
    categories: tuple[Category, ...]

    @property
    def choices(self) -> list[tuple[str, str]]:
        """For a form: code, and label with what it means."""
        return [(one.code, f"{one.label}: {one.means}") for one in self.categories]


@cache
def editions() -> tuple[Edition, ...]:
    """Every edition, the earliest first."""
    rows = tomllib.loads((Path(__file__).parent / "data" / "protocol.toml").read_text(encoding="utf-8"))["edition"]
    read = [
        Edition(
            row["name"], row["valid_from"], row["source"], tuple(Category(**category) for category in row["category"])
        )
        for row in rows
    ]
    return tuple(sorted(read, key=lambda edition: edition.valid_from))


def in_force(dated: Iterable[D], day: date, what: str) -> D:
    """The one of them that holds on that day. Raises LanthornError where none did yet."""
    held = [one for one in dated if one.valid_from <= day]
    if not held:
        raise LanthornError(f"{what}: none was in force on {day.isoformat()}.")
    return max(held, key=lambda one: one.valid_from)


def edition_on(day: date) -> Edition:
    """The edition of the protocol in force on that day."""
    return in_force(editions(), day, "Edition of the protocol")


def category_label(code: str) -> str:
    """A category as a reader knows it, or an empty text before the first screening."""
    labels = {one.code: one.label for edition in editions() for one in edition.categories}
    return labels.get(code, code)
