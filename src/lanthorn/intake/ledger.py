"""The ledger of rejected rows as a CSV file that is safe to open in a spreadsheet program."""

import os
from pathlib import Path

from lanthorn.errors import BadFileError
from lanthorn.evidence import Layer, Store, duckdb_connection
from lanthorn.intake.tables import FIELD_NOTE, REJECT, parquet_files
from lanthorn.intake.values import name, text
from lanthorn.records import Field, Kind

_RUN_BY_SPREADSHEETS = "^[=+@\t\r\n-]"
"""What a cell begins with that a spreadsheet program would run (OWASP, "CSV injection")."""


def write_ledger(store: Store, target: Path) -> int:
    """Write the rejected rows of all that is loaded as CSV in UTF-8; gives back how many there are.

    The column `found` holds what the files hold: names, dates of birth, references. Keep the file as safe as the
    agencies' own files; only its owner may read it. A value that a spreadsheet program would run bears a leading
    apostrophe. Raises StoreError where nothing has been taken in, BadFileError where the target cannot be written.
    """
    return _write(store, "reject", REJECT, target)


def write_notes(store: Store, target: Path) -> int:
    """Write the notes on values of accepted rows in the same way and under the same caution as `write_ledger`."""
    return _write(store, "field_note", FIELD_NOTE, target)


def _write(store: Store, table: str, fields: tuple[Field, ...], target: Path) -> int:
    source = store.need(Layer.RECORDS).table(table)
    columns = ", ".join(_safe(field) for field in fields)
    making = target.with_name(f".{target.name}.making")
    try:
        making.unlink(missing_ok=True)
        os.close(os.open(making, os.O_CREAT | os.O_WRONLY | os.O_EXCL, 0o600))
        with duckdb_connection() as connection:
            query = f"SELECT {columns} FROM {parquet_files([source])}"
            copied = connection.execute(f"COPY ({query}) TO {text(str(making))} (HEADER, DELIMITER ',')").fetchall()
        making.chmod(0o600)
        making.replace(target)
    except OSError as fault:
        raise BadFileError(f"{target} cannot be written ({fault.strerror}).") from fault
    finally:
        making.unlink(missing_ok=True)
    return int(copied[0][0])


def _safe(field: Field) -> str:
    column = name(field.name)
    if field.kind is not Kind.TEXT:
        return column
    dangerous = f"regexp_matches({column}, {text(_RUN_BY_SPREADSHEETS)})"
    return f"CASE WHEN {dangerous} THEN '''' || {column} ELSE {column} END AS {column}"
