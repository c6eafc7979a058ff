"""Parts: what was read of each file, kept in the store by content, one Parquet file a part.

A part holds every row of its file: the fields in their own types, `source_row`, the `fault` that keeps the row out
whatever else is in the store, and the `notes` on its values. Files of one kind are checked together, in one query.
"""

import os
from collections.abc import Callable, Mapping, Sequence
from datetime import date
from pathlib import Path

import duckdb
import pyarrow as pa

from lanthorn.errors import BadFileError
from lanthorn.intake import csv_reader, workbook
from lanthorn.intake.checks import cells, checked
from lanthorn.intake.extract import Extract
from lanthorn.intake.raw import RawFile
from lanthorn.intake.reasons import WRONG_NUMBER_OF_FIELDS
from lanthorn.intake.sources import Source
from lanthorn.intake.tables import parquet_files, write_split
from lanthorn.intake.values import name, text
from lanthorn.records import Kind
from lanthorn.vocabulary import find_authority

_FAULT = pa.struct([(name, pa.string()) for name in ("field", "found", "expected", "reason")])


def read_raw(
    sources: Sequence[Source], scratch: Path, tell: Callable[[str], None]
) -> tuple[dict[int, RawFile], list[BadFileError]]:
    """The cells of each file as text, by the file's place in `sources`, and what is wrong with files that have none."""
    raw: dict[int, RawFile] = {}
    faults: list[BadFileError] = []
    if sources:
        tell(f"Reading {sources[0].recognised.path.name if len(sources) == 1 else f'{len(sources):,} files'}")
    for number, source in enumerate(sources):
        try:
            raw[number] = _read(source, scratch / f"raw-{number}.parquet", number)
        except BadFileError as fault:
            faults.append(fault)
    return raw, faults


def _read(source: Source, target: Path, number: int) -> RawFile:
    found = source.recognised
    positions = source.extract.positions(found.headings)
    if found.sheet:
        raw = workbook.read_rows(found.path, found.sheet, positions, target, number)
    else:
        raw = csv_reader.read_rows(found.path, found.encoding, found.headings, positions, target, number)
    if raw.rows == 0 and not source.extract.may_be_empty:
        raise BadFileError(f"{found.file} has headings and no rows below them. Expected at least one row.")
    return raw


def write_parts(
    connection: duckdb.DuckDBPyConnection,
    sources: Sequence[Source],
    raw: Mapping[int, RawFile],
    today: date,
    scratch: Path,
    folder: Path,
) -> None:
    """Check the rows of all the files and put their parts into the folder; each appears there whole or not at all."""
    kinds: dict[str, list[int]] = {}
    for number, source in enumerate(sources):
        kinds.setdefault(source.extract.name, []).append(number)
    for numbers in kinds.values():
        extract = sources[numbers[0]].extract
        _open_tables(connection, extract, {number: sources[number] for number in numbers}, raw)
        targets = {number: scratch / f"{sources[number].part}.parquet" for number in numbers}
        query = f"SELECT * FROM ({checked(extract, today)}) UNION ALL BY NAME SELECT * FROM misfit"
        written = write_split(connection, f"SELECT * FROM ({query}) ORDER BY file_number, source_row", targets)
        for number, target in targets.items():
            if written[number] != raw[number].rows:
                raise RuntimeError(
                    f"{sources[number].slot}: {raw[number].rows} rows were read and {written[number]} checked"
                )
            _flush(target)
            target.replace(folder / target.name)


def _open_tables(
    connection: duckdb.DuckDBPyConnection, extract: Extract, sources: Mapping[int, Source], raw: Mapping[int, RawFile]
) -> None:
    """Make the tables that the checks read: `raw`, `given`, `misfit`, `translation`."""
    files = parquet_files([raw[number].path for number in sources])
    present = {row[0] for row in connection.execute(f"DESCRIBE SELECT * FROM {files}").fetchall()}
    absent = [f"NULL::VARCHAR AS {name(field)}" for field in extract.columns if field not in present]
    columns = ", ".join(["*", *absent])
    connection.execute(f"CREATE OR REPLACE TEMP VIEW raw AS SELECT {columns} FROM {files}")
    given = {"file_number": pa.array(list(sources), pa.int32())}
    given |= {
        field: pa.array([source.given[field] for source in sources.values()], pa.string())
        for field in extract.from_folders
    }
    _replace(connection, "given", pa.table(given))
    _replace(connection, "misfit", _misfits({number: raw[number] for number in sources}))
    _replace(connection, "recorded", pa.table(_columns([*extract.translations(), *_authorities(connection, extract)])))
    # Two ways of writing that differ in case alone are one; what the mapping says comes before the codes themselves.
    connection.execute(
        "CREATE OR REPLACE TEMP TABLE translation AS SELECT field, lower(nfc_normalize(trim(recorded))) AS recorded, "
        "arg_min(code, (rank, code)) AS code FROM recorded GROUP BY ALL"
    )


def _columns(translations: Sequence[tuple[str, str, str, int]]) -> dict[str, pa.Array]:
    kinds = {"field": pa.string(), "recorded": pa.string(), "code": pa.string(), "rank": pa.int32()}
    return {
        column: pa.array([row[place] for row in translations], kind)
        for place, (column, kind) in enumerate(kinds.items())
    }


def _authorities(connection: duckdb.DuckDBPyConnection, extract: Extract) -> list[tuple[str, str, str, int]]:
    """What the files call authorities, as far as the vocabulary knows the name, in the form of translations."""
    found = []
    for field in extract.table.fields:
        if field.kind is Kind.AUTHORITY and field.name in extract.columns:
            column = name(field.name)
            query = f"SELECT DISTINCT lower({column}) FROM ({cells(extract)}) WHERE {column} IS NOT NULL"
            for (recorded,) in connection.execute(query).fetchall():
                code = find_authority(recorded)
                if code is not None:
                    found.append((field.name, recorded, code, 1))
    return found


def _misfits(raw: Mapping[int, RawFile]) -> pa.Table:
    """Rows that were no rows, with the fault that says so."""
    misfits = [(number, misfit) for number, entry in raw.items() for misfit in entry.misfits]
    faults = [
        {
            "field": "",
            "found": f"{misfit.found:,} fields",
            "expected": f"{misfit.expected:,} fields, as the header row has",
            "reason": WRONG_NUMBER_OF_FIELDS,
        }
        for _, misfit in misfits
    ]
    return pa.table(
        {
            "file_number": pa.array([number for number, _ in misfits], pa.int32()),
            "source_row": pa.array([misfit.row for _, misfit in misfits], pa.int64()),
            "fault": pa.array(faults, _FAULT),
        }
    )


def _replace(connection: duckdb.DuckDBPyConnection, table: str, content: pa.Table) -> None:
    connection.register("arriving", content)
    connection.execute(f"CREATE OR REPLACE TEMP TABLE {name(table)} AS SELECT * FROM arriving")
    connection.unregister("arriving")


def _flush(path: Path) -> None:
    with path.open("rb") as written:
        os.fsync(written.fileno())


def spill_into(connection: duckdb.DuckDBPyConnection, folder: Path) -> None:
    """Let DuckDB put what does not fit into memory into that folder, and nowhere else: the rows name children."""
    connection.execute(f"SET temp_directory = {text(str(folder))}")
