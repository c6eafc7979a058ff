"""The screening tool by edition, and the partnership's policy on screening, both from data/.

Given what is known of each indicator; gives the category that the tool answers with, and why. It counts nothing.
"""

import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path

from lanthorn.casework.cases.protocol import Edition, in_force
from lanthorn.errors import LanthornError

DATA = Path(__file__).parent / "data"
PRESENT, ABSENT, UNKNOWN = "present", "absent", "unknown"
NO_CATEGORY = "none"


@dataclass(frozen=True)
class Indicator:
    """One thing that is looked for: the category that it speaks for where present, and who may read of it."""

    code: str
    label: str
    hint: str
    points_to: str
    group: str = "concern"


@dataclass(frozen=True)
class Tool:
    """One edition of a screening tool."""

    name: str
    valid_from: date
    source: str
    indicators: tuple[Indicator, ...]

    def indicator(self, code: str) -> Indicator:
        """The indicator with that code. Raises LanthornError where this edition has none."""
        found = next((one for one in self.indicators if one.code == code), None)
        if found is None:
            raise LanthornError(f"{self.name} has no indicator {code!r}.")
        return found

    def answer(self, states: Mapping[str, str], edition: Edition) -> "Answer":
        """The gravest category to which a present indicator points; none where none is present."""
        order = [one.code for one in edition.categories if one.code != NO_CATEGORY]
        present = [one for one in self.indicators if states.get(one.code) == PRESENT]
        gravest = max((one.points_to for one in present), key=order.index, default=NO_CATEGORY)
        return Answer(gravest, tuple(one.label for one in present if one.points_to == gravest))


@dataclass(frozen=True)
class Answer:
    """What the tool answers with, and the indicators on which that rests."""

    category: str
    because: tuple[str, ...]


@dataclass(frozen=True)
class Policy:
    """What the partnership decided about screening."""

    due_in_working_days: int
    second_scorer_one_in: int
    second_due_in_working_days: int
    longest_until_review: Mapping[str, int]


@cache
def policy() -> Policy:
    """The policy in data/policy.toml."""
    data = tomllib.loads((DATA / "policy.toml").read_text(encoding="utf-8"))
    return Policy(
        data["due_in_working_days"],
        data["second_scorer_one_in"],
        data["second_due_in_working_days"],
        data["longest_until_review"],
    )


@cache
def tools() -> tuple[Tool, ...]:
    """Every edition of the tool in data/tools.toml."""
    return read_tools(DATA / "tools.toml")


def read_tools(file: Path) -> tuple[Tool, ...]:
    """The tools of a file, the earliest first. Raises LanthornError where two begin on one day or share a name."""
    read = [
        Tool(row["name"], row["valid_from"], row["source"], tuple(Indicator(**one) for one in row["indicator"]))
        for row in tomllib.loads(file.read_text(encoding="utf-8"))["tool"]
    ]
    _each_once(file, "valid_from", [tool.valid_from for tool in read])
    _each_once(file, "name", [tool.name for tool in read])
    for tool in read:
        _each_once(file, f"code of an indicator of {tool.name}", [one.code for one in tool.indicators])
    return tuple(sorted(read, key=lambda tool: tool.valid_from))


def tool_on(day: date) -> Tool:
    """The tool in force on that day."""
    return in_force(tools(), day, "Screening tool")


def tool_named(name: str) -> Tool:
    """The edition of the tool that a screening was made with."""
    return next(tool for tool in tools() if tool.name == name)


def _each_once(file: Path, what: str, values: Iterable[object]) -> None:
    seen: set[object] = set()
    for value in values:
        if value in seen:
            raise LanthornError(f"{file.name}: {what}: found {value} twice, expected each once.")
        seen.add(value)
