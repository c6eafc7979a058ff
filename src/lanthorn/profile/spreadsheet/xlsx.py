"""The workbook as XLSX: given a briefing, gives the bytes of the file, the same for the same briefing."""

import io

from openpyxl import Workbook
from openpyxl.cell import Cell as XlsxCell
from openpyxl.styles import Alignment, Border, Font, Side
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.hyperlink import Hyperlink
from openpyxl.worksheet.table import Table, TableStyleInfo
from openpyxl.worksheet.worksheet import Worksheet

from lanthorn.profile.charts.lettering import printable
from lanthorn.profile.content import Briefing
from lanthorn.profile.printed import SAY
from lanthorn.profile.reproducible import dated, moment, repacked
from lanthorn.profile.sentences import speaking
from lanthorn.profile.spreadsheet.cells import Cell, words
from lanthorn.profile.spreadsheet.workbook import Sheet, SheetTable, lines_of, lines_of_row, sheets

_FONT = "Arial"
_SIZE, _TITLE_SIZE, _HEADING_SIZE = 12, 16, 14
_LINK = "1D5A92"
_COVER_WIDTH = 100
_LINE = 16.0
"""Points from one line of a cell to the next."""
_UNDER_HEAD = Border(bottom=Side(style="medium", color="12436D"))


def render_xlsx(briefing: Briefing) -> bytes:
    """The briefing's tables as a workbook that opens on its cover."""
    with speaking(briefing.voice):
        return _written(briefing)


def _written(briefing: Briefing) -> bytes:
    book = Workbook()
    book.remove(book.active)
    for sheet in sheets(briefing):
        paper = book.create_sheet(sheet.name)
        _write(paper, sheet)
        _mark(paper, printable(briefing.marking))
    properties = book.properties
    properties.title = printable(f"{briefing.title} – {briefing.area}, {briefing.period}")
    properties.subject = printable(briefing.title)
    properties.creator, properties.language = "Lanthorn", SAY.text("language")
    properties.created = properties.modified = moment().replace(tzinfo=None)
    if briefing.marking:
        properties.category = printable(briefing.marking)
    out = io.BytesIO()
    book.save(out)
    return repacked(out.getvalue(), dated)


def _mark(paper: Worksheet, marking: str) -> None:
    """The marking at head and foot of each printed page, where an ampersand begins a code; and the page's number."""
    for edge in (paper.oddHeader, paper.oddFooter):
        edge.center.text = marking.replace("&", "&&") or None
    paper.oddFooter.right.text = SAY.text("page_of", page="&P", pages="&N")


def _write(paper: Worksheet, sheet: Sheet) -> None:
    paper.sheet_view.showGridLines = sheet.table is not None
    _put(paper.cell(1, 1), words(sheet.title, strong=True), size=_TITLE_SIZE)
    for place, line in enumerate(sheet.lines):
        size = _HEADING_SIZE if place in sheet.headings else _SIZE
        cell = paper.cell(place + 2, 1)
        _put(cell, line, size=size)
        if sheet.table is None:
            cell.alignment = Alignment(wrap_text=True, vertical="top")
            paper.row_dimensions[place + 2].height = lines_of(line.text, _COVER_WIDTH) * _LINE + size - _SIZE
    paper.row_dimensions[1].height = 2 * _LINE
    paper.page_setup.orientation = "landscape"
    paper.page_setup.paperSize = paper.PAPERSIZE_A4
    paper.page_setup.fitToWidth, paper.page_setup.fitToHeight = 1, 0
    paper.sheet_properties.pageSetUpPr.fitToPage = True
    if sheet.table is None:
        paper.column_dimensions["A"].width = _COVER_WIDTH
        return
    _write_table(paper, sheet.table, len(sheet.lines) + 2)


def _write_table(paper: Worksheet, table: SheetTable, head: int) -> None:
    for place, (name, wide, numeric) in enumerate(zip(table.columns, table.wide, table.numeric, strict=True), start=1):
        cell = paper.cell(head, place)
        _put(cell, Cell(name, strong=True, right=numeric))
        cell.alignment = Alignment(horizontal="right" if numeric else "left", vertical="bottom", wrap_text=True)
        cell.border = _UNDER_HEAD
        paper.column_dimensions[get_column_letter(place)].width = wide
    paper.row_dimensions[head].height = lines_of_row(table.columns, table.wide) * _LINE
    for down, row in enumerate(table.rows, start=head + 1):
        # Not every program finds the height of wrapped words by itself.
        paper.row_dimensions[down].height = lines_of_row([content.text for content in row], table.wide) * _LINE
        for place, content in enumerate(row, start=1):
            cell = paper.cell(down, place)
            _put(cell, content)
            if not content.right:
                cell.alignment = Alignment(vertical="top", wrap_text=True)
    paper.freeze_panes = paper.cell(head + 1, 2)
    paper.print_title_rows = f"{head}:{head}"
    if table.rows:
        marked = Table(
            displayName=table.name, ref=f"A{head}:{get_column_letter(len(table.columns))}{head + len(table.rows)}"
        )
        marked.tableStyleInfo = TableStyleInfo(name="TableStyleLight1", showRowStripes=False)
        paper.add_table(marked)


def _put(cell: XlsxCell, content: Cell, *, size: int = _SIZE) -> None:
    """Write a number as a number and everything else as text, whatever it begins with."""
    cell.font = Font(name=_FONT, size=size, bold=content.strong)
    if content.number is not None:
        cell.value = content.number
        cell.number_format = _number_format(content)
    else:
        cell.value = content.text
        cell.data_type = "s"
        if content.like_a_formula:
            cell.quotePrefix = True
    if content.right:
        cell.alignment = Alignment(horizontal="right", vertical="top")
    if content.link:
        cell.hyperlink = Hyperlink(ref=cell.coordinate, location=f"'{content.link}'!A1", display=content.text)
        cell.font = Font(name=_FONT, size=size, color=_LINK, underline="single")


def _number_format(content: Cell) -> str:
    whole = "#,##0" if content.grouped else "0"
    fraction = f".{'0' * content.decimals}" if content.decimals else ""
    return f'{whole}{fraction}"{content.suffix}"' if content.suffix else f"{whole}{fraction}"
