"""The groups of fields and who may read each, from data/field_groups.toml."""

import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any


@dataclass(frozen=True)
class FieldGroup:
    """A group of fields: who reads it, and why they."""

    name: str
    label: str
    agencies: frozenset[str]
    roles: frozenset[str]
    reason: str

    def readable_by(self, user: Any) -> bool:
        """Whether this user may read the fields of this group, in a record that they may see."""
        return user.agency.kind in self.agencies or user.holds(*self.roles)


@cache
def field_groups() -> dict[str, FieldGroup]:
    """Every group, by name."""
    file = Path(__file__).parent / "data" / "field_groups.toml"
    return {
        name: FieldGroup(name, row["label"], frozenset(row["agencies"]), frozenset(row["roles"]), row["reason"])
        for name, row in tomllib.loads(file.read_text(encoding="utf-8")).items()
    }
