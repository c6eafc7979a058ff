"""Writing query results to Parquet so that the same rows always give the same bytes."""

import glob
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

import duckdb
import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq

from lanthorn.intake.values import name, sql_type, text
from lanthorn.records import PROVENANCE, Field, Kind

ROWS_IN_A_GROUP = 122_880
"""Rows per Parquet row group: the number DuckDB reads best with, a multiple of its vectors of 2,048."""

REJECT = (
    *PROVENANCE,
    Field("field", Kind.TEXT, "The field at fault; several for a key; empty where it is the whole row"),
    Field("found", Kind.TEXT, "What the file holds", identifying=True),
    Field("expected", Kind.TEXT, "What was expected instead"),
    Field("reason", Kind.TEXT, "Why the row was kept out, as one of a few words"),
)
"""The ledger of rejected rows: one entry per row."""

FIELD_NOTE = (
    *PROVENANCE,
    Field("field", Kind.TEXT, "The field in question"),
    Field("kind", Kind.TEXT, "impossible: the value was left out; unknown code: it was kept as recorded"),
    Field("found", Kind.TEXT, "What the file holds", identifying=True),
    Field("expected", Kind.TEXT, "What was expected instead"),
)
"""The ledger of values of accepted rows: one entry per value."""


def select_list(fields: tuple[Field, ...]) -> str:
    """The fields as columns of a query, each cast to the type it is stored in."""
    return ", ".join(f"{name(field.name)}::{sql_type(field.kind)} AS {name(field.name)}" for field in fields)


def parquet_files(paths: Sequence[Path], *options: str) -> str:
    """The call that reads these Parquet files as one relation, whatever characters their folders have."""
    listed = ", ".join(text(glob.escape(str(path))) for path in paths)
    return f"read_parquet({', '.join([f'[{listed}]', 'union_by_name = true', *options])})"


def write_query(connection: duckdb.DuckDBPyConnection, query: str, target: Path) -> int:
    """Write an ordered query's rows to one Parquet file; gives back how many."""
    return write_split(connection, f"SELECT 0 AS file_number, * FROM ({query})", {0: target})[0]


def write_split(connection: duckdb.DuckDBPyConnection, query: str, targets: Mapping[int, Path]) -> dict[int, int]:
    """Write a query's rows, ordered by their first column `file_number`, to one Parquet file per number.

    Gives back the number of rows by file number; a number without rows gets a file without rows.
    """
    written = dict.fromkeys(targets, 0)
    open_number: int | None = None
    writer: pq.ParquetWriter | None = None
    reader = connection.execute(query).to_arrow_reader(ROWS_IN_A_GROUP)
    schema = pa.schema(list(reader.schema)[1:])
    try:
        for number, batch in _runs(reader):
            if writer is None or number != open_number:
                if writer is not None:
                    writer.close()
                writer, open_number = pq.ParquetWriter(targets[number], schema, compression="zstd"), number
            writer.write_batch(batch, row_group_size=ROWS_IN_A_GROUP)
            written[number] += batch.num_rows
    finally:
        if writer is not None:
            writer.close()
    for number, target in targets.items():
        if not written[number]:
            pq.write_table(schema.empty_table(), target, compression="zstd")
    return written


def _runs(reader: pa.RecordBatchReader) -> Iterator[tuple[int, pa.RecordBatch]]:
    """The rows of each file number, one row group at a time, without the number."""
    for batch in reader:
        numbers = batch.column(0).to_numpy()
        starts = [0, *(np.flatnonzero(np.diff(numbers)) + 1).tolist()] if len(numbers) else []
        for start, end in zip(starts, [*starts[1:], len(numbers)], strict=True):
            rows = batch.slice(start, end - start)
            yield int(numbers[start]), rows.select(rows.schema.names[1:])
