"""An equal-area tile map: one square an authority with its abbreviation and figure, shaded by class.

Given a TILE_MAP chart, its marks labelled by abbreviation, and a width; gives a canvas. A hidden tile is an
outlined white square with its symbol.
"""

from lanthorn.profile.charts.canvas import Box, Canvas, Words
from lanthorn.profile.charts.classes import Classes, classes_of, draw_key
from lanthorn.profile.charts.lettering import size_to_fit
from lanthorn.profile.charts.theme import CONTEXT, INK, LEAST_SIZE, ORANGE, PAPER, TEXT_SIZE, readable_on
from lanthorn.profile.content import Chart, Mark

_LARGEST_TILE = 66.0
_GAP = 3.0
_EMPHASIS = 3.5
"""Pixels of outline around a tile the finding speaks of."""


def draw_tile_map(chart: Chart, width: float) -> Canvas:
    """Tiles in their columns and rows, the key above them."""
    canvas = Canvas(width)
    columns = [mark.column for mark in chart.marks]
    rows = [mark.row for mark in chart.marks]
    tile = min(_LARGEST_TILE, width / (max(columns) - min(columns) + 1))
    classes = classes_of(mark.value for mark in chart.marks if mark.value is not None)
    hidden = next((mark.shown for mark in chart.marks if mark.value is None), "")

    top = canvas.note(chart.value_axis, 0) + 4
    top = draw_key(canvas, classes, top, hidden) + 8
    # Outlines of emphasised tiles are painted last, over their neighbours.
    for mark in sorted(chart.marks, key=lambda mark: mark.emphasis):
        _tile(canvas, mark, classes, (mark.column - min(columns)) * tile, top + (mark.row - min(rows)) * tile, tile)
    canvas.height = top + (max(rows) - min(rows) + 1) * tile
    return canvas


def _tile(canvas: Canvas, mark: Mark, classes: Classes, x: float, y: float, tile: float) -> None:
    fill = PAPER if mark.value is None else classes.fill(mark.value)
    inset = _GAP / 2
    canvas.add(Box(x + inset, y + inset, x + tile - inset, y + tile - inset, fill))
    if mark.emphasis:
        edge = inset + _EMPHASIS / 2 - 1
        canvas.add(Box(x + edge, y + edge, x + tile - edge, y + tile - edge, "transparent", ORANGE, _EMPHASIS))
    elif mark.value is None:
        edge = inset + 0.5
        canvas.add(Box(x + edge, y + edge, x + tile - edge, y + tile - edge, "transparent", CONTEXT, 1, True))
    colour = INK if mark.value is None else readable_on(fill)
    room = tile - 2 * _GAP - (_EMPHASIS if mark.emphasis else 0)
    for text, height, bold in ((mark.label, 0.33, False), (mark.shown, 0.66, True)):
        size = size_to_fit(text, room, min(TEXT_SIZE + 1, tile * 0.3), LEAST_SIZE - 2, bold=bold)
        if size is not None:
            canvas.add(Words(text, x + tile / 2, y + tile * height, round(size, 1), colour, "center", bold=bold))
