"""The standards that the six aims are held against, each with its source, from ``data/standards.toml``."""

import tomllib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from lanthorn.errors import BadDefinitionError


@dataclass(frozen=True)
class Standard:
    """A number that a measure compares with, in its unit, in words, and where it comes from."""

    id: str
    value: int
    words: str
    source: str


@cache
def standard(name: str) -> Standard:
    """The standard of that name. Raises BadDefinitionError when there is none."""
    text = (files("lanthorn.measures") / "data" / "standards.toml").read_text(encoding="utf-8")
    for entry in tomllib.loads(text)["standard"]:
        if entry["id"] == name:
            return Standard(**entry)
    raise BadDefinitionError(f"There is no standard named {name!r}.")
