"""Native tables: given a table of the content model and a placeholder, puts a table there that can be edited."""

from collections.abc import Sequence
from typing import Any

from pptx.dml.color import RGBColor
from pptx.enum.text import MSO_ANCHOR, PP_ALIGN
from pptx.oxml.ns import qn
from pptx.shapes.placeholder import TablePlaceholder
from pptx.util import Emu, Pt

from lanthorn.profile.charts.classes import classes_of
from lanthorn.profile.charts.lettering import printable, widest, wrap
from lanthorn.profile.charts.theme import DARK_BLUE, HAIRLINE, INK, PAPER, readable_on
from lanthorn.profile.content import Chart, DataTable
from lanthorn.profile.slides.words import language

MOST_ROWS, MOST_COLUMNS = 12, 9
"""That a slide can hold and a room can read; a longer table goes on over slides."""
_PLAIN_STYLE = "{2D5ABB26-0587-4C30-8999-92F81FD0307C}"
"""PowerPoint's own name for a table without decoration, which the theme of any template leaves readable."""
_LARGE, _SMALL, _FEW_ROWS = 16, 13, 7
_FIGURE, _FIGURE_HEIGHT = 32, 2.3
_SIZES = (16, 14, 13, 12, 11, 10, 9)
_LINE, _PADDING, _MARGINS = 1.2, 8.0, 16.0
_MOST_STRETCHED = 1.3
_MOST_FOR_NAMES = 0.35
"""Of a grid's width, for the names at its side."""
_EDGE = 12_700
_ROW_HEIGHT = 2.0
"""Of the type size."""


def insert_table(placeholder: Any, table: DataTable, rows: Sequence[int]) -> Any:
    """Put some rows of the table, by their places, below its headings; gives the graphic frame."""
    size = size_that_fits(placeholder, table, rows)
    widths = _widths(table, placeholder.width / _EDGE, size)
    frame = _inserted(placeholder, len(rows) + 1, len(table.columns))
    grid = frame.table
    for column, points in zip(grid.columns, widths, strict=True):
        column.width = Emu(int(points * _EDGE))
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
    room = placeholder.width
    frame = _inserted(placeholder, len(down) + 1, len(across) + 1)
    grid = frame.table
    size = _LARGE if len(down) <= _FEW_ROWS else _SMALL
    named = int(min((widest(down, size) + _MARGINS) * _EDGE, room * _MOST_FOR_NAMES))
    for place, column in enumerate(grid.columns):
        column.width = Emu(named if place == 0 else (room - named) // len(across))
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


def size_that_fits(placeholder: Any, table: DataTable, rows: Sequence[int]) -> int:
    """The largest type size at which the rows fit the placeholder; the smallest where none does."""
    across, down = placeholder.width / _EDGE, placeholder.height / _EDGE
    texts = [table.columns, *(table.rows[row] for row in rows)]
    for size in _SIZES:
        inside = [points - _MARGINS for points in _widths(table, across, size)]
        lines = [
            max(len(wrap(text, points, size, bold=True)) for text, points in zip(row, inside, strict=True))
            for row in texts
        ]
        if sum(max(count * size * _LINE + _PADDING, size * _ROW_HEIGHT) for count in lines) <= down:
            return size
    return _SIZES[-1]


def _widths(table: DataTable, across: float, size: int) -> list[float]:
    """Points across for each column: what its longest text needs, or as near as the words can share the room.

    No column is narrower than its longest word; what is left goes to those with the most to say.
    """
    columns = [[name, *(row[place] for row in table.rows)] for place, name in enumerate(table.columns)]
    least = [widest([word for text in texts for word in text.split()], size, bold=True) + _MARGINS for texts in columns]
    wish = [widest(texts, size, bold=True) + _MARGINS for texts in columns]
    if sum(wish) <= across:
        return [length * min(across / sum(wish), _MOST_STRETCHED) for length in wish]
    spare, missing = max(across - sum(least), 0.0), sum(wish) - sum(least)
    shared = [low + (high - low) / missing * spare for low, high in zip(least, wish, strict=True)]
    return [length * min(1.0, across / sum(shared)) for length in shared]


def _heights(grid: Any, size: int) -> None:
    for row in grid.rows:
        row.height = Pt(size * _ROW_HEIGHT)


def _write(cell: Any, text: str, size: int, *, bold: bool = False, right: bool = False, colour: str = INK) -> None:
    cell.vertical_anchor = MSO_ANCHOR.MIDDLE
    paragraph = cell.text_frame.paragraphs[0]
    paragraph.alignment = PP_ALIGN.RIGHT if right else PP_ALIGN.LEFT
    run = paragraph.add_run()
    run.text = printable(text)
    run.font.size, run.font.bold, run.font.language_id = Pt(size), bold, language()
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
