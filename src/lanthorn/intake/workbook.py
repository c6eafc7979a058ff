"""Reading an Excel workbook (XLSX): the one sheet whose header row is known, its rows as text.

A workbook is a zip of XML, so it is looked over before it is opened: what would grow beyond these limits, or declares
entities of its own, is refused. Row numbers are the sheet's own.
"""

import re
import zipfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import date, datetime, time
from itertools import islice
from pathlib import Path
from typing import Any

import defusedxml
import openpyxl
import pyarrow as pa
from openpyxl.xml import DEFUSEDXML

from lanthorn.errors import BadFileError
from lanthorn.intake.raw import RawFile, RawWriter

MOST_MEMBERS = 2_000
"""Files within the zip. A workbook has about ten, and one or two more for each sheet, picture or comment."""
MOST_BYTES = 4 << 30
"""Bytes of XML once unpacked. A full sheet (1,048,576 rows) of a dozen columns takes under 1 GB."""
MOST_RATIO = 200
"""Bytes unpacked per byte packed. Sheets of records reach about 10 to 40; bombs start at 1,000."""
RATIO_MATTERS_FROM = 1 << 20
"""Bytes unpacked below which the ratio says nothing: a short list of one repeated style packs very well."""
_ROWS_AT_A_TIME = 20_000

_OLD_EXCEL = b"\xd0\xcf\x11\xe0"
_MADE_WELL = "Save the sheet as CSV in UTF-8, or export it again."


def looks_like_workbook(path: Path) -> bool:
    """Whether the bytes begin as a zip or as an old Excel file, whatever the file is called."""
    with path.open("rb") as source:
        start = source.read(4)
    return start in (b"PK\x03\x04", _OLD_EXCEL)


def read_headers(path: Path) -> dict[str, list[str]]:
    """The header row of each sheet that has one, by the sheet's name. Raises BadFileError as `_opened` does."""
    with _opened(path) as book:
        headers = {}
        for sheet in book.worksheets:
            first = next(_filled_rows(sheet), None)
            if first is not None:
                headers[sheet.title] = [_text(cell) or "" for cell in first[1]]
    if not headers:
        raise BadFileError(f"{path} is empty. Expected a header row and the rows below it.")
    return headers


def read_rows(path: Path, sheet: str, positions: dict[str, int], target: Path, file_number: int) -> RawFile:
    """Write the wanted columns of that sheet to `target`; `positions` are the fields' column numbers from nought."""
    with _opened(path) as book, RawWriter(target, file_number, list(positions)) as writer:
        rows = islice(_filled_rows(book[sheet]), 1, None)
        while batch := list(islice(rows, _ROWS_AT_A_TIME)):
            numbers = pa.array([number for number, _ in batch], pa.int64())
            columns = [
                pa.array([_text(cells[at]) if at < len(cells) else "" for _, cells in batch], pa.string())
                for at in positions.values()
            ]
            writer.write(numbers, columns)
        return RawFile(target, writer.rows, ())


@contextmanager
def _opened(path: Path) -> Iterator[Any]:
    """The workbook, for reading. Raises BadFileError where it is no workbook, is too large unpacked, or is hostile."""
    if not DEFUSEDXML:
        raise RuntimeError("openpyxl does not use defusedxml, so no workbook may be opened")
    _look_over(path)
    try:
        book = openpyxl.load_workbook(path, read_only=True, data_only=False, keep_links=False)
    except Exception as fault:  # a damaged workbook fails in the library in any of a dozen ways
        raise _refusal(path, fault) from None
    try:
        yield book
    except (BadFileError, OSError):  # ours, or a full disk
        raise
    except Exception as fault:  # the sheets are read while they are used, and fail as they are opened
        raise _refusal(path, fault) from None
    finally:
        book.close()


def _refusal(path: Path, fault: Exception) -> BadFileError:
    """The error to raise, alone: the library's own message may quote a cell."""
    if _is_hostile(fault):
        return BadFileError(
            f"{path}: its XML declares entities or a document type, which no spreadsheet program writes. "
            f"It has not been read. {_MADE_WELL}"
        )
    return BadFileError(f"{path} is a damaged workbook ({type(fault).__name__}). {_MADE_WELL}")


def _is_hostile(fault: BaseException | None) -> bool:
    """Whether the XML was refused, at first hand or as the cause of what the library says."""
    return fault is not None and (isinstance(fault, defusedxml.DefusedXmlException) or _is_hostile(fault.__cause__))


def _look_over(path: Path) -> None:
    with path.open("rb") as source:
        if source.read(4) == _OLD_EXCEL:
            raise BadFileError(f"{path} is in the old Excel format or protected by a password. {_MADE_WELL}")
    try:
        with zipfile.ZipFile(path) as packed:
            members = packed.infolist()
    except (zipfile.BadZipFile, OSError) as fault:
        raise BadFileError(f"{path} is not an Excel workbook. {_MADE_WELL}") from fault
    unpacked = sum(member.file_size for member in members)
    ratio = unpacked / max(1, sum(member.compress_size for member in members))
    if len(members) > MOST_MEMBERS:
        raise BadFileError(
            f"{path} packs {len(members):,} files; a workbook has at most {MOST_MEMBERS:,}. {_MADE_WELL}"
        )
    if unpacked > MOST_BYTES or (ratio > MOST_RATIO and unpacked > RATIO_MATTERS_FROM):
        raise BadFileError(
            f"{path} would grow from {path.stat().st_size:,} to {unpacked:,} bytes when unpacked; no sheet of records "
            f"does that. It has not been opened. {_MADE_WELL}"
        )


def _filled_rows(sheet: Any) -> Iterator[tuple[int, Sequence[Any]]]:
    """The sheet's rows that hold anything, with the sheet's row numbers."""
    # The size that a sheet states of itself is often wrong, and would cut rows off.
    sheet.reset_dimensions()
    for number, row in enumerate(sheet.iter_rows(), start=1):
        if any(cell.value is not None and cell.value != "" for cell in row):
            yield number, row


def _text(cell: Any) -> str:
    """A cell as a CSV file would hold it; dates in ISO 8601, formulas with their sign."""
    value = cell.value
    if value is None:
        return ""
    if cell.data_type in ("f", "e"):
        # An error such as #N/A is what a formula left behind.
        return "=" + re.sub(r"^=", "", value if isinstance(value, str) else "")
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, datetime | time):
        return value.isoformat(timespec="seconds")
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return str(value)
