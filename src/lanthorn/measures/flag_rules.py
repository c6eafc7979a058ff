"""The rules by which a record looks flagged wrongly, late, incompletely or not at all: data with a reason each.

A rule lists a record for a person to check; it never says that the record is wrong.
"""

import tomllib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any


@dataclass(frozen=True)
class FlagRule:
    """One rule: its name, what it says of a record, why it looks, and where the idea comes from."""

    id: str
    label: str
    looks_at: str
    """The records that it looks at, in words."""
    reason: str
    source: str
    days: int = 0
    reports: int = 0


@dataclass(frozen=True)
class ExploitationOffence:
    """An offence that by its own words is exploitation, or commonly part of it."""

    code: str
    reason: str


@cache
def _read() -> dict[str, Any]:
    text = (files("lanthorn.measures") / "data" / "flag_rules.toml").read_text(encoding="utf-8")
    return tomllib.loads(text)


@cache
def flag_rules() -> tuple[FlagRule, ...]:
    """Every rule, in the order shown."""
    return tuple(FlagRule(**entry) for entry in _read()["rule"])


@cache
def flag_rule(name: str) -> FlagRule:
    """The rule of that id. Raises KeyError when there is none."""
    return {rule.id: rule for rule in flag_rules()}[name]


@cache
def exploitation_offences() -> tuple[ExploitationOffence, ...]:
    """The offence codes that a record of a child should not bear without a flag."""
    return tuple(ExploitationOffence(**entry) for entry in _read()["exploitation_offence"])
