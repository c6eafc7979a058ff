"""A table of records as a file that `lanthorn intake` takes in: headings are the names of the fields."""

import csv
import os
from collections.abc import Iterable, Mapping
from datetime import date, datetime
from pathlib import Path

from lanthorn.records.table import Table

Value = str | int | bool | date | datetime | None
"""What a field of a record can hold."""


def written(value: Value) -> str:
    """A value as text: dates as in ISO 8601 without a zone, yes or no, nothing where it is not known."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "yes" if value else "no"
    return value.isoformat() if isinstance(value, date) else str(value)


def write_records(path: Path, table: Table, rows: Iterable[Mapping[str, Value]]) -> int:
    """Write the rows as a CSV file for its owner alone to read; gives how many there are.

    Raises KeyError where a row lacks a field of the table, FileExistsError where there is such a file already.
    """
    number = 0
    with open(path, "x", encoding="utf-8", newline="", opener=_for_owner_alone) as target:
        lines = csv.writer(target)
        lines.writerow([field.name for field in table.fields])
        for row in rows:
            lines.writerow([written(row[field.name]) for field in table.fields])
            number += 1
    return number


def _for_owner_alone(path: str, flags: int) -> int:
    return os.open(path, flags, 0o600)
