"""The choices of a closure, from data/wording.toml."""

import tomllib
from functools import cache
from pathlib import Path


@cache
def choices(what: str) -> list[tuple[str, str]]:
    """Code and label of each outcome or retention class."""
    data = tomllib.loads((Path(__file__).parent / "data" / "wording.toml").read_text(encoding="utf-8"))
    return [(row["code"], row["label"]) for row in data[what]]


def label(what: str, code: str) -> str:
    """The label of a code."""
    return dict(choices(what))[code]
