"""Reading the vocabulary's own data files."""

import csv
import io
import tomllib
from datetime import date
from functools import cache
from importlib.resources import files
from typing import Any

_DATA = files("lanthorn.vocabulary") / "data"


@cache
def read_rows(name: str) -> tuple[dict[str, str], ...]:
    """Rows of a CSV file under ``data/``, as dictionaries of text.

    Raises FileNotFoundError when there is no such file.
    """
    text = (_DATA / name).read_text(encoding="utf-8")
    return tuple(csv.DictReader(io.StringIO(text, newline="")))


@cache
def read_toml(name: str) -> dict[str, Any]:
    """The content of a TOML file under ``data/``. Raises FileNotFoundError when there is no such file."""
    return tomllib.loads((_DATA / name).read_text(encoding="utf-8"))


def exists(name: str) -> bool:
    """Whether there is such a file under ``data/``."""
    return (_DATA / name).is_file()


def day(text: str) -> date | None:
    """An ISO date, or None for an empty cell."""
    return date.fromisoformat(text) if text else None
