"""The days that a meeting's steps may take, and the quorum, from data/policy.toml and data/quorum.toml."""

import tomllib
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from pathlib import Path
from typing import Any

from lanthorn.casework.access.models import AgencyKind

_DATA = Path(__file__).parent / "data"


@dataclass(frozen=True)
class Quorum:
    """Who must be there, by one version of the rule."""

    version: str
    begins: date
    chair: bool
    agencies: tuple[str, ...]
    at_least: int
    source: str

    @property
    def words(self) -> str:
        """What it asks for, in words."""
        named = [AgencyKind(kind).label for kind in self.agencies] + (["the chair"] if self.chair else [])
        return f"{', '.join(named)}; {self.at_least} agencies in all"

    def missing(self, kinds: Iterable[str], *, chair: bool) -> list[str]:
        """What is wanting, in words; empty where the panel may decide. `kinds` are those of the agencies present."""
        present = list(kinds)
        wanting = [AgencyKind(kind).label for kind in self.agencies if kind not in present]
        if self.chair and not chair:
            wanting.append("The chair")
        if len(present) < self.at_least:
            wanting.append(f"{self.at_least} agencies in all (present: {len(present)})")
        return wanting


@cache
def working_days(step: str) -> int:
    """How many working days the step may take."""
    return int(_policy()[step]["working_days"])


@cache
def pack_lasts() -> timedelta:
    """How long a pack can be fetched."""
    return timedelta(hours=int(_policy()["pack_valid"]["hours"]))


@cache
def quorums() -> tuple[Quorum, ...]:
    """Every version of the rule, the oldest first."""
    rows = tomllib.loads((_DATA / "quorum.toml").read_text(encoding="utf-8"))["rule"]
    rules = [
        Quorum(row["version"], row["from"], row["chair"], tuple(row["agencies"]), row["at_least"], row["source"])
        for row in rows
    ]
    return tuple(sorted(rules, key=lambda rule: rule.begins))


def quorum_on(day: date) -> Quorum:
    """The rule in force on that day. Raises ValueError before the first."""
    in_force = [rule for rule in quorums() if rule.begins <= day]
    if not in_force:
        raise ValueError(f"No quorum rule was in force on {day}: see data/quorum.toml.")
    return in_force[-1]


def quorum_of(version: str) -> Quorum:
    """The rule of that version. Raises KeyError."""
    return {rule.version: rule for rule in quorums()}[version]


@cache
def _policy() -> dict[str, Any]:
    return tomllib.loads((_DATA / "policy.toml").read_text(encoding="utf-8"))
