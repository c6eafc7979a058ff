"""Native tables: given a table of the content model and a placeholder, puts a table there that can be edited."""

from collections.abc import Sequence
from typing import Any

from pptx.dml.color import RGBColor
from pptx.enum.lang import MSO_LANGUAGE_ID
from pptx.enum.text import MSO_ANCHOR, PP_ALIGN
from pptx.oxml.ns import qn
from pptx.shapes.placeholder import TablePlaceholder
from pptx.util import Emu, Pt

from lanthorn.profile.charts.classes import classes_of
from lanthorn.profile.charts.lettering import printable, widest
from lanthorn.profile.charts.theme import DARK_BLUE, HAIRLINE, INK, PAPER, readable_on
from lanthorn.profile.content import Chart, DataTable

MOST_ROWS, MOST_COLUMNS = 12, 9
"""That a slide can hold and a room can read; a longer table goes on over slides."""
_PLAIN_STYLE = "{2D5ABB26-0587-4C30-8999-92F81FD0307C}"
"""PowerPoint's own name for a table without decoration, which the theme of any template leaves readable."""
_LARGE, _SMALL, _FEW_ROWS = 16, 13, 7
_FIGURE, _FIGURE_HEIGHT = 32, 2.3
_EDGE = 12_700
_ROW_HEIGHT = 2.0
"""Of the type size."""


def insert_table(placeholder: Any, table: DataTable, rows: Sequence[int]) -> Any:
    """Put some rows of the table, by their places, below its headings; gives the graphic frame."""
    across = placeholder.width
    frame = _inserted(placeholder, len(rows) + 1, len(table.columns))
    grid = frame.table
    size = _LARGE if len(rows) <= _FEW_ROWS else _SMALL
    _widths(grid, table, across, size)
    for column, name in enumerate(table.columns):
        cell = grid.cell(0, column)
        _write(cell, name, size, bold=True, right=table.numeric[column])
        _edge(cell, DARK_BLUE, 2)
    for down, row in enumerate(rows, start=1):
        for column, text in enumerate(table.rows[row]):
            cell = grid.cell(down, column)
            _write(cell, text, size, bold=row in table.strong, right=table.numeric[column])
            _edge(cell, HAIRLINE, 1)
    _heights(grid, size)
    return frame


def insert_grid(placeholder: Any, chart: Chart) -> Any:
    """Put a grid of shaded figures: `group` down the side, `label` along the top; gives the graphic frame."""
    across = list(dict.fromkeys(mark.label for mark in chart.marks))
    down = list(dict.fromkeys(mark.group for mark in chart.marks))
    classes = classes_of(mark.value for mark in chart.marks if mark.value is not None)
    frame = _inserted(placeholder, len(down) + 1, len(across) + 1)
    grid = frame.table
    size = _LARGE if len(down) <= _FEW_ROWS else _SMALL
    _write(grid.cell(0, 0), chart.value_axis, size, bold=True)
    for place, label in enumerate(across, start=1):
        _write(grid.cell(0, place), label, size, bold=True, right=True)
    for place, group in enumerate(down, start=1):
        _write(grid.cell(place, 0), group, size)
    for mark in chart.marks:
        cell = grid.cell(down.index(mark.group) + 1, across.index(mark.label) + 1)
        fill = PAPER if mark.value is None else classes.fill(mark.value)
        _write(cell, mark.shown, size, bold=mark.emphasis, right=True, colour=readable_on(fill))
        cell.fill.solid()
        cell.fill.fore_color.rgb = _rgb(fill)
        for side in ("L", "R", "T", "B"):
            _edge(cell, PAPER, 1, side)
    _heights(grid, size)
    return frame


def insert_pairs(placeholder: Any, pairs: Sequence[tuple[str, str]]) -> Any:
    """Put strong figures beside the words that say what they are of; gives the graphic frame."""
    across, down = placeholder.width, placeholder.height
    frame = _inserted(placeholder, len(pairs), 2, heads=False)
    grid = frame.table
    size = _FIGURE if len(pairs) <= _FEW_ROWS else _LARGE
    needed = int((widest([figure for figure, _ in pairs], size, bold=True) + 30) * _EDGE)
    grid.columns[0].width = Emu(min(needed, across // 2))
    grid.columns[1].width = Emu(across - grid.columns[0].width)
    for place, (figure, words) in enumerate(pairs):
        _write(grid.cell(place, 0), figure, size, bold=True, colour=DARK_BLUE)
        _write(grid.cell(place, 1), words, round(size * 0.7))
        for column in (0, 1):
            _edge(grid.cell(place, column), HAIRLINE, 1)
        grid.rows[place].height = Emu(min(down // len(pairs), int(size * _FIGURE_HEIGHT * _EDGE)))
    return frame


def fits_a_slide(chart: Chart) -> bool:
    """Whether a grid has few enough rows and columns to be a table that a room can read."""
    across, down = ({mark.label for mark in chart.marks}, {mark.group for mark in chart.marks})
    return len(across) < MOST_COLUMNS and len(down) <= MOST_ROWS


def _inserted(placeholder: Any, rows: int, columns: int, *, heads: bool = True) -> Any:
    frame = TablePlaceholder(placeholder._element, placeholder._parent).insert_table(rows=rows, cols=columns)
    properties = frame._element.graphic.graphicData.tbl.tblPr  # nor has it a public way to choose a style
    properties.find(qn("a:tableStyleId")).text = _PLAIN_STYLE
    properties.set("firstRow", "1" if heads else "0")
    properties.set("firstCol", "1")
    properties.set("bandRow", "0")
    return frame


def _widths(grid: Any, table: DataTable, width: int, size: int) -> None:
    """Share the width out by the longest text of each column, so that few words wrap."""
    needed = [
        min(widest([name, *(row[place] for row in table.rows)], size, bold=True), 420.0) + 24
        for place, name in enumerate(table.columns)
    ]
    scale = min(width / sum(needed), _EDGE * 1.25)
    for column, length in zip(grid.columns, needed, strict=True):
        column.width = Emu(int(length * scale))


def _heights(grid: Any, size: int) -> None:
    for row in grid.rows:
        row.height = Pt(size * _ROW_HEIGHT)


def _write(cell: Any, text: str, size: int, *, bold: bool = False, right: bool = False, colour: str = INK) -> None:
    cell.vertical_anchor = MSO_ANCHOR.MIDDLE
    paragraph = cell.text_frame.paragraphs[0]
    paragraph.alignment = PP_ALIGN.RIGHT if right else PP_ALIGN.LEFT
    run = paragraph.add_run()
    run.text = printable(text)
    run.font.size, run.font.bold, run.font.language_id = Pt(size), bold, MSO_LANGUAGE_ID.ENGLISH_UK
    run.font.color.rgb = _rgb(colour)


def _edge(cell: Any, colour: str, thickness: int, side: str = "B") -> None:
    """A line along one side of a cell, for which the library has no call."""
    properties = cell._tc.get_or_add_tcPr()
    name = qn(f"a:ln{side}")
    line = properties.makeelement(name, {"w": str(thickness * _EDGE), "cmpd": "sng"})
    fill = line.makeelement(qn("a:solidFill"), {})
    fill.append(fill.makeelement(qn("a:srgbClr"), {"val": colour.removeprefix("#")}))
    line.append(fill)
    # The schema wants lines before fills.
    properties.insert(len(properties.findall(qn("a:lnL"))) + len(properties.findall(qn("a:lnR")))
                      + len(properties.findall(qn("a:lnT"))), line)  # fmt: skip


def _rgb(colour: str) -> RGBColor:
    return RGBColor.from_string(colour.removeprefix("#").upper())
