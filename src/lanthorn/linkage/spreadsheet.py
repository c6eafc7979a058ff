"""Sheets that a person fills in and gives back: no cell can be a formula, and what comes back is checked.

Given headings and rows of text; writes an Excel workbook with a sheet of explanation and a sheet of rows, or a CSV
file of the rows alone; reads either back as rows of text with their numbers.
"""

import csv
import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from openpyxl import Workbook, load_workbook
from openpyxl.cell import Cell
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.worksheet import Worksheet

from lanthorn.errors import BadFileError

ABOUT, ROWS = "Read first", "Answers"
MOST_BYTES = 20_000_000
"""A sheet of answers is far smaller; a larger file is another one."""

_BEGINS_A_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n")
_WRAPPED = Alignment(wrap_text=True, vertical="top")
_NARROWEST, _WIDEST, _ABOUT_WIDTH = 18, 48, 100
"""Widths of columns, in characters."""
_LINE = 15.5
"""Height of a line, in points. Rows keep the height they are given: not every program works it out itself."""
_TO_FILL = PatternFill("solid", fgColor="FFF7D6")


@dataclass(frozen=True)
class Sheet:
    """What is written: facts and guidance about it, and the rows.

    `to_fill` names the columns that a reader fills in; those in `choices` take one of the texts given there.
    """

    about: Sequence[tuple[str, str]]
    headings: Sequence[str]
    rows: Sequence[Sequence[str]]
    choices: Mapping[str, Sequence[str]] = field(default_factory=dict)
    to_fill: Sequence[str] = ()


@dataclass(frozen=True)
class Filled:
    """What was read: facts by name (none from CSV), and the rows with the number that each has in the file."""

    about: Mapping[str, str]
    rows: Sequence[tuple[int, Mapping[str, str]]]


def write_sheet(path: Path, sheet: Sheet) -> None:
    """Write an Excel workbook (.xlsx) or a CSV file (.csv). Raises BadFileError for any other ending."""
    if path.suffix.lower() == ".csv":
        with path.open("w", encoding="utf-8-sig", newline="") as target:
            writer = csv.writer(target)
            writer.writerow(sheet.headings)
            writer.writerows([_inert(text) for text in row] for row in sheet.rows)
        return
    _need_xlsx(path)
    book = Workbook()
    _write_about(book.active, sheet)
    _write_rows(book.create_sheet(ROWS), sheet)
    book.save(path)


def read_sheet(path: Path, headings: Sequence[str]) -> Filled:
    """Read what was filled in. Raises BadFileError where the file is none, or lacks one of the headings."""
    if not path.is_file():
        raise BadFileError(f"{path} is not there.")
    if path.stat().st_size > MOST_BYTES:
        raise BadFileError(f"{path} is larger than {MOST_BYTES:,} bytes: expected a sheet that Lanthorn wrote.")
    about: dict[str, str] = {}
    if path.suffix.lower() == ".csv":
        table = _csv_table(path)
    else:
        _need_xlsx(path)
        about, table = _book_tables(path)
    if not table:
        raise BadFileError(f"{path} is empty: expected the columns {', '.join(headings)}.")
    missing = [heading for heading in headings if heading not in table[0]]
    if missing:
        raise BadFileError(f"{path} lacks the columns {', '.join(missing)}: expected the sheet as it was written.")
    rows = [
        (number, dict(zip(table[0], line, strict=False))) for number, line in enumerate(table[1:], start=2) if any(line)
    ]
    return Filled(about, rows)


def choice(path: Path, row: int, heading: str, text: str, choices: Sequence[str]) -> str:
    """The choice that a cell holds, in any case of letters; "" where it is blank. Raises BadFileError for another.

    What was found is not repeated: somebody could have written of a child into the cell.
    """
    found = text.strip().casefold()
    if found and found not in choices:
        raise BadFileError(
            f"{path}, row {row}, {heading}: found a text of {len(found)} characters; "
            f"expected {', '.join(choices)}, or nothing. Nothing of the file has been recorded."
        )
    return found


def _write_about(page: Worksheet, sheet: Sheet) -> None:
    page.title = ABOUT
    for label, text in sheet.about:
        page.append(["", ""])
        for column, value in enumerate((label, text), start=1):
            _put(page.cell(page.max_row, column), value)
        page.cell(page.max_row, 1).font = Font(bold=True)
        page.cell(page.max_row, 1).alignment = page.cell(page.max_row, 2).alignment = _WRAPPED
        page.row_dimensions[page.max_row].height = _height(text, _ABOUT_WIDTH)
    page.column_dimensions["A"].width, page.column_dimensions["B"].width = _NARROWEST, _ABOUT_WIDTH


def _write_rows(page: Worksheet, sheet: Sheet) -> None:
    heights = []
    for column, heading in enumerate(sheet.headings, start=1):
        cell = page.cell(1, column)
        _put(cell, heading)
        cell.font, cell.alignment = Font(bold=True), _WRAPPED
        longest = max((len(row[column - 1]) for row in sheet.rows), default=0)
        width = min(max(longest + 2, _NARROWEST), _WIDEST)
        page.column_dimensions[get_column_letter(column)].width = width
        heights.append(_height(heading, width))
    page.row_dimensions[1].height = max(heights)
    for line, row in enumerate(sheet.rows, start=2):
        for column, text in enumerate(row, start=1):
            cell = page.cell(line, column)
            _put(cell, text)
            if sheet.headings[column - 1] in sheet.to_fill:
                cell.fill = _TO_FILL
    for heading, choices in sheet.choices.items() if sheet.rows else ():
        letter = get_column_letter(list(sheet.headings).index(heading) + 1)
        rule = DataValidation(type="list", formula1=f'"{",".join(choices)}"', allow_blank=True)
        rule.error, rule.errorTitle = f"Choose one of: {', '.join(choices)}", "Not one of the answers"
        page.add_data_validation(rule)
        rule.add(f"{letter}2:{letter}{len(sheet.rows) + 1}")
    page.freeze_panes = "A2"


def _height(text: str, width: int) -> float:
    """Room for a text in bold; a line holds a little less than the width of its column in characters."""
    return _LINE * max(1, math.ceil(len(text) / (0.8 * width)))


def _put(cell: Cell, text: str) -> None:
    cell.value = text
    cell.data_type = "s"  # a text that begins with "=" would be a formula
    if text.startswith(_BEGINS_A_FORMULA):
        cell.quotePrefix = True


def _inert(text: str) -> str:
    return f"'{text}" if text.startswith(_BEGINS_A_FORMULA) else text


def _text(value: object) -> str:
    text = "" if value is None else str(value).strip()
    return text[1:] if text.startswith("'") and text[1:].startswith(_BEGINS_A_FORMULA) else text


def _csv_table(path: Path) -> list[list[str]]:
    try:
        with path.open(encoding="utf-8-sig", newline="") as source:
            return [[_text(value) for value in line] for line in csv.reader(source)]
    except (UnicodeDecodeError, csv.Error) as fault:
        raise BadFileError(f"{path} is not a CSV file in UTF-8 ({type(fault).__name__}). Save it as such.") from fault


def _book_tables(path: Path) -> tuple[dict[str, str], list[list[str]]]:
    try:
        book = load_workbook(path, read_only=True, data_only=False)
    except Exception as fault:  # openpyxl raises whatever its parts raise on a file that is no workbook
        raise BadFileError(f"{path} cannot be read as an Excel workbook ({type(fault).__name__}).") from fault
    try:
        if ROWS not in book.sheetnames or ABOUT not in book.sheetnames:
            raise BadFileError(f"{path} has no sheets {ABOUT!r} and {ROWS!r}: expected a workbook that Lanthorn wrote.")
        pages = {
            name: [[_text(value) for value in line] for line in book[name].iter_rows(values_only=True)]
            for name in (ABOUT, ROWS)
        }
    finally:
        book.close()
    return {line[0]: line[1] for line in pages[ABOUT] if len(line) > 1 and line[0]}, pages[ROWS]


def _need_xlsx(path: Path) -> None:
    if path.suffix.lower() != ".xlsx":
        raise BadFileError(f"{path.name}: expected a name that ends in .xlsx or .csv.")
