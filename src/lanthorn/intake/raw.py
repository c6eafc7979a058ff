"""The rows of one file as text, on their way from a reader to the checks.

A reader gives batches of cells; what stands here numbers them and writes them to disk, so a file of any size needs
little memory. Rows that are no rows at all (too many or too few fields) are kept beside, for the ledger.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType

import pyarrow as pa
import pyarrow.parquet as pq


@dataclass(frozen=True)
class Misfit:
    """A row with the wrong number of fields."""

    row: int
    found: int
    expected: int


@dataclass(frozen=True)
class RawFile:
    """What a reader made of a file: where its cells stand, how many rows there were, and which were misfits."""

    path: Path
    rows: int
    misfits: tuple[Misfit, ...]


class RawWriter:
    """Writes cells as Parquet: `file_number`, `source_row`, then one text column per field."""

    def __init__(self, path: Path, file_number: int, fields: Sequence[str]) -> None:
        self._schema = pa.schema(
            [("file_number", pa.int32()), ("source_row", pa.int64()), *((name, pa.string()) for name in fields)]
        )
        self._file_number = file_number
        self._writer = pq.ParquetWriter(path, self._schema, compression="snappy")
        self.rows = 0

    def write(self, source_rows: pa.Array, cells: Sequence[pa.Array]) -> None:
        """Write some rows: their numbers in the file, and the cells of each field."""
        numbers = pa.repeat(pa.scalar(self._file_number, pa.int32()), len(source_rows))
        self._writer.write_batch(pa.record_batch([numbers, source_rows, *cells], schema=self._schema))
        self.rows += len(source_rows)

    def __enter__(self) -> "RawWriter":
        return self

    def __exit__(
        self, kind: type[BaseException] | None, fault: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._writer.close()
