"""Small agencies' files, written as an analyst would write them on a whiteboard, and what the store made of them.

A table is headings, then rows, cells divided by "|". Columns of that kind of file that a test leaves out are there,
and empty.
"""

import csv
from collections.abc import Sequence
from datetime import date
from pathlib import Path

import duckdb
import openpyxl

from lanthorn.evidence import Layer, Store
from lanthorn.intake import IntakeReport, casework, ssda903, take_in
from lanthorn.intake.mapping import built_in

TODAY = date(2015, 6, 1)
"""The day of reading in these tests."""

KINDS = {
    extract.name: list(extract.columns.values()) for extract in (*built_in(), *ssda903.EXTRACTS, *casework.EXTRACTS)
}


def cells(table: str) -> list[list[str]]:
    """The cells of a whiteboard table, headings first."""
    return [[cell.strip() for cell in line.split("|")] for line in table.strip().splitlines()]


def filled(kind: str, table: str) -> list[list[str]]:
    """The cells of a whiteboard table with all the columns of that kind of file."""
    headings, *rows = cells(table)
    left_out = [heading for heading in KINDS[kind] if heading not in headings]
    return [headings + left_out, *([*row, *("" for _ in left_out)] for row in rows)]


def write_cells(path: Path, rows: Sequence[Sequence[str]], encoding: str = "utf-8") -> Path:
    """Those cells as a CSV file."""
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("w", encoding=encoding, newline="") as target:
        csv.writer(target).writerows(rows)
    return path


def write(path: Path, kind: str, table: str, encoding: str = "utf-8") -> Path:
    """A whiteboard table as a CSV file of that kind."""
    return write_cells(path, filled(kind, table), encoding)


def write_workbook(path: Path, **sheets: Sequence[Sequence[object]]) -> Path:
    """Cells as a workbook, sheet by sheet."""
    book = openpyxl.Workbook()
    book.remove(book.active)
    for title, rows in sheets.items():
        sheet = book.create_sheet(title)
        for row in rows:
            sheet.append(list(row))
    book.save(path)
    return path


def take(store: Store, *files: Path, **options: object) -> IntakeReport:
    """Take files in on the day of these tests."""
    return take_in(files, store, **{"today": TODAY, **options})


def rows_of(store: Store, table: str, *columns: str) -> list[tuple[object, ...]]:
    """Rows of a stored table in their order; all columns where none is named."""
    path = store.need(Layer.RECORDS).table(table)
    chosen = ", ".join(columns) or "*"
    return duckdb.execute(f"SELECT {chosen} FROM read_parquet(?)", [str(path)]).fetchall()


def ledger(store: Store) -> list[tuple[object, ...]]:
    """The ledger: row in its file, field, what was found, why it was kept out."""
    return rows_of(store, "reject", "source_row", "field", "found", "reason")


def noted(store: Store) -> list[tuple[object, ...]]:
    """The notes on values: row in its file, field, kind, what was found."""
    return rows_of(store, "field_note", "source_row", "field", "kind", "found")


def tables(store: Store) -> dict[str, str]:
    """Table name to the fingerprint of its bytes, in the version in force."""
    return store.need(Layer.RECORDS).manifest.sha256
