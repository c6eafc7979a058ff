"""The generator's parameters: data files with a reason for each value, read once.

Given the name of a file under ``data/``, gives back its tables or rows; nothing here is computed.
"""

import csv
import io
import tomllib
from functools import cache
from importlib.resources import files
from typing import Any

_DATA = files("lanthorn.synthetic") / "data"


@cache
def parameters(name: str) -> dict[str, Any]:
    """The content of ``data/<name>.toml``. Raises FileNotFoundError when there is no such file."""
    return tomllib.loads((_DATA / f"{name}.toml").read_text(encoding="utf-8"))


@cache
def parameter_rows(name: str) -> tuple[dict[str, str], ...]:
    """The rows of ``data/<name>.csv`` as texts. Raises FileNotFoundError when there is no such file."""
    text = (_DATA / f"{name}.csv").read_text(encoding="utf-8")
    return tuple(csv.DictReader(io.StringIO(text, newline="")))
