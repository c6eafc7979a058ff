"""Reading the generated files as a careful analyst would: as text, in the encoding that the truth's note declares."""

import csv
import json
import re
from datetime import date, datetime
from functools import cache
from pathlib import Path

from lanthorn.synthetic import Generated

Row = dict[str, str]
REAL_UNIT = re.compile(r"[0-9][ABD-HJLNP-UW-Z]{2}")
"""The inward half of a real postcode: one digit and two letters other than C I K M O V."""


def rows(generated: Generated, path: Path) -> list[Row]:
    note = json.loads((generated.truth / "parameters.json").read_text(encoding="utf-8"))
    with path.open(encoding=note["encodings"][path.name], newline="") as file:
        return list(csv.DictReader(file))


@cache
def _all(out: Path, truth: Path, files: tuple[Path, ...], name: str, year: str) -> list[tuple[Path, Row]]:
    generated = Generated(out, files, truth, {})
    wanted = [path for path in files if path.name == name and (not year or year in path.parts)]
    return [(path, row) for path in wanted for row in rows(generated, path)]


def every(generated: Generated, name: str, year: str = "") -> list[tuple[Path, Row]]:
    """Every row of the files of that name, with the file it stands in; of one year, or of all."""
    return _all(generated.out, generated.truth, generated.files, name, year)


def day(text: str) -> date | None:
    """A date as written, or None where there is no such day."""
    try:
        return datetime.strptime(text[:10], "%d/%m/%Y").date()
    except ValueError:
        return None


def age(birth: date, on: date) -> int:
    return on.year - birth.year - ((on.month, on.day) < (birth.month, birth.day))
