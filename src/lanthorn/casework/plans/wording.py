"""Does an action begin with a verb, so that it says what is done? From data/verbs.toml."""

import re
import tomllib
from functools import cache
from pathlib import Path
from typing import Any


def fault_in(what: str) -> str:
    """What is wrong with the beginning of this action, in words for its writer; empty where nothing is."""
    found = re.match(r"\W*([^\W\d_]+)", what)
    first = found[1].lower() if found else ""
    vague = {row["verb"]: row["instead"] for row in _data()["vague"]}
    if first in vague:
        return f"“{first.capitalize()}” does not say what is done: {vague[first]}"
    if first not in _data()["verbs"]:
        return "Begin with what is to be done, for example Visit, Ask, Offer or Arrange"
    return ""


@cache
def _data() -> dict[str, Any]:
    return tomllib.loads((Path(__file__).parent / "data" / "verbs.toml").read_text(encoding="utf-8"))
