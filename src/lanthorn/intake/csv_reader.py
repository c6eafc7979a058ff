"""Reading a CSV file: its header row, and its rows as text.

Rows are counted as records, not lines: the header is row 1, blank lines are not rows, and a value in quotation marks
may run over several lines.
"""

import csv
import io
from bisect import bisect_left
from collections.abc import Sequence
from pathlib import Path

import numpy as np
import pyarrow as pa
import pyarrow.csv

from lanthorn.errors import BadFileError
from lanthorn.intake.encodings import Utf8Stream, decoded
from lanthorn.intake.raw import Misfit, RawFile, RawWriter

_BLOCK = 8 << 20
"""Bytes parsed at a time, and so the longest row that can be read. A record of a person needs well under 1 kB."""

_END = "end of file, added by Lanthorn"
"""Stands in a row of our own after the last: where it does not come out as a row, a quotation mark was left open."""


def read_header(path: Path, encoding: str) -> list[str]:
    """The headings: the first record that is not blank. Raises BadFileError for a file without any."""
    start = next(decoded(path, encoding), "")
    try:
        for record in csv.reader(io.StringIO(start, newline="")):
            if record:
                return record
    except csv.Error as fault:
        raise BadFileError(f"{path}: the header row cannot be read. Expected headings divided by commas.") from fault
    raise BadFileError(f"{path} is empty. Expected a header row and the rows below it.")


def read_rows(
    path: Path, encoding: str, headings: Sequence[str], positions: dict[str, int], target: Path, file_number: int
) -> RawFile:
    """Write the wanted columns to `target`; `positions` are the fields' column numbers from nought.

    Raises BadFileError where a quotation mark is never closed or a row is longer than any record can be.
    """
    misfits: list[Misfit] = []
    misfit_rows: list[int] = []
    last_row = 1
    reached_end = False

    def keep_out(row: pyarrow.csv.InvalidRow) -> str:
        nonlocal reached_end, last_row
        last_row = max(last_row, row.number)
        if row.text.startswith(_END):
            reached_end = True
        else:
            misfits.append(Misfit(row.number, row.actual_columns, row.expected_columns))
            misfit_rows.append(row.number)
        return "skip"

    ending = f"\n{_END}{',' * len(headings)}\n".encode()
    names = [f"f{number}" for number in sorted(set(positions.values()))]
    with RawWriter(target, file_number, list(positions)) as writer:
        try:
            batches = pyarrow.csv.open_csv(
                pa.PythonFile(Utf8Stream(path, encoding, ending), mode="r"),
                read_options=pyarrow.csv.ReadOptions(
                    use_threads=False, block_size=_BLOCK, autogenerate_column_names=True
                ),
                parse_options=pyarrow.csv.ParseOptions(newlines_in_values=True, invalid_row_handler=keep_out),
                convert_options=pyarrow.csv.ConvertOptions(
                    column_types={name: pa.string() for name in names},
                    include_columns=names,
                    null_values=[],
                    strings_can_be_null=False,
                ),
            )
            next_row = 1
            for batch in batches:
                numbers, next_row = _number(next_row, batch.num_rows, misfit_rows[bisect_left(misfit_rows, next_row) :])
                if numbers.size and numbers[0] == 1:
                    numbers, batch = numbers[1:], batch.slice(1)
                cells = [batch.column(f"f{position}") for position in positions.values()]
                writer.write(pa.array(numbers), cells)
        except pa.ArrowInvalid:
            # The library's own message quotes the row, which may name a child: it is not shown as the cause.
            raise BadFileError(
                f"{path}: the rows after row {max(last_row, writer.rows + 1):,} cannot be read as CSV. A quotation "
                "mark may have been left open there, or a row is longer than any record can be."
            ) from None
        if not reached_end:
            raise BadFileError(
                f"{path}: the quotation mark opened in row {writer.rows + len(misfits) + 1:,} is never closed. "
                "Close it, or export the file again."
            )
        return RawFile(target, writer.rows + len(misfits), tuple(misfits))


def _number(first: int, count: int, left_out: Sequence[int]) -> tuple[np.ndarray, int]:
    """The numbers of `count` rows from `first` on, stepping over those left out, and the number after the last."""
    skipped = np.array(left_out, dtype=np.int64)
    span = np.arange(first, first + count + len(skipped), dtype=np.int64)
    numbers = np.setdiff1d(span, skipped, assume_unique=True)[:count]
    return numbers, int(numbers[-1]) + 1 if count else first
