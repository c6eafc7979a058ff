"""Tables that people or the casework give beside the store: decisions, and what came of screening.

Given a CSV or Parquet file, or an Arrow table; gives the columns asked for, of the kinds asked for, or says what is
wrong with them by file, row and column, and never by what stands in a cell.
"""

from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.csv
import pyarrow.parquet as pq

from lanthorn.errors import BadFileError

SCREENED = pa.schema({"child": pa.string(), "screened_in": pa.bool_()})
"""What came of screening: any record of the child, and whether the child was screened in."""


def read_file(file: Path) -> Any:
    """The table in a CSV file (with headings) or a Parquet file. Raises BadFileError where it is neither."""
    if not file.is_file():
        raise BadFileError(f"{file}: there is no such file.")
    try:
        return pq.read_table(file) if file.suffix.lower() == ".parquet" else pyarrow.csv.read_csv(file)
    except (pa.ArrowInvalid, pa.ArrowTypeError) as fault:
        raise BadFileError(f"{file}: expected a CSV file with headings, or a Parquet file.") from fault


def columns(table: Any, schema: Any, where: str) -> Any:
    """The table's columns of that schema. Raises BadFileError where one is missing, of another kind or blank."""
    found = {}
    for field in schema:
        if field.name not in table.column_names:
            raise BadFileError(f"{where} has no column {field.name!r}: expected {', '.join(schema.names)}.")
        try:
            found[field.name] = table[field.name].cast(field.type)
        except (pa.ArrowInvalid, pa.ArrowNotImplementedError) as fault:
            raise BadFileError(f"{where}: the column {field.name!r} does not hold {field.type} throughout.") from fault
        if found[field.name].null_count:
            row = pc.index(pc.is_null(found[field.name]), True).as_py() + 1
            raise BadFileError(f"{where}, row {row} below the headings: {field.name!r} is blank.")
    return pa.table(found)


def read_screened(file: Path) -> Any:
    """What came of screening from a file, with the columns of SCREENED. Raises BadFileError where it is not sound."""
    return columns(read_file(file), SCREENED, str(file))
