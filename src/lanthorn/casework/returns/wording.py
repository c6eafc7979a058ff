"""The choices of a return and the policy, from data/wording.toml."""

import tomllib
from functools import cache
from pathlib import Path
from typing import Any


@cache
def _data() -> dict[str, Any]:
    return tomllib.loads((Path(__file__).parent / "data" / "wording.toml").read_text(encoding="utf-8"))


def choices(what: str) -> list[tuple[str, str]]:
    """Code and label of each kind, grade, sensitivity or basis."""
    return [(row["code"], row["label"]) for row in _data()[what]]


def label(what: str, code: str) -> str:
    """The label of a code."""
    return dict(choices(what))[code]


def policy(name: str) -> int:
    """A number of the policy."""
    return int(_data()["policy"][name])
