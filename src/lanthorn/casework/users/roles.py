"""Who gives which role, and which roles go together, from data/roles.toml."""

import tomllib
from collections.abc import Collection
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from lanthorn.casework.access.models import Role


@dataclass(frozen=True)
class RoleRule:
    """Who gives a role, and which others can be held beside it."""

    role: Role
    given_by: frozenset[str]
    beside: frozenset[str]
    reason: str


@cache
def rules() -> dict[str, RoleRule]:
    """The rule of every role."""
    rows = tomllib.loads((Path(__file__).parent / "data" / "roles.toml").read_text(encoding="utf-8"))
    return {
        name: RoleRule(Role(name), frozenset(row["given_by"]), frozenset(row["beside"]), row["reason"])
        for name, row in rows.items()
    }


def given_by(*givers: str) -> list[str]:
    """The roles that somebody with one of these roles gives and ends, in the order of the file."""
    return [name for name, rule in rules().items() if rule.given_by.intersection(givers)]


def choices(*givers: str) -> list[tuple[str, str]]:
    """The same for a form."""
    return [(name, Role(name).label) for name in given_by(*givers)]


def fault_in(roles: Collection[str]) -> str:
    """Which two of these roles nobody holds together, in words; empty where all go together."""
    for one in roles:
        for other in roles:
            if one != other and other not in rules()[one].beside:
                return f"Nobody is both {_in_words(one)} and {_in_words(other)}."
    return ""


def beyond(manager: Any) -> frozenset[str]:
    """The roles that this manager does not give: whoever holds one is managed by somebody else."""
    return frozenset(rules()) - frozenset(given_by(*manager.roles))


def _in_words(role: str) -> str:
    return Role(role).label[0].lower() + Role(role).label[1:]
