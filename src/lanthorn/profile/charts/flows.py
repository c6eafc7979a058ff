"""A shaded grid with its figures: `group` down the side, `label` along the top.

Given a FLOWS chart and a width; gives a canvas. A hidden cell is outlined and has its symbol.
"""

from lanthorn.profile.charts.canvas import LINE_HEIGHT, Box, Canvas, Words
from lanthorn.profile.charts.classes import classes_of
from lanthorn.profile.charts.lettering import size_to_fit, widest, wrap
from lanthorn.profile.charts.theme import (
    CONTEXT,
    INK,
    LEAST_SIZE,
    MUTED,
    ORANGE,
    PAPER,
    SMALL_SIZE,
    TEXT_SIZE,
    readable_on,
)
from lanthorn.profile.content import Chart

_SIDE_SHARE = 0.3
_HIGHEST_CELL = 44.0
_WIDEST_CELL = 110.0
_GAP = 2.0
_MOST_LINES = 3
"""Of a column's name; a longer one is turned."""


def draw_flows(chart: Chart, width: float) -> Canvas:
    """Rows and columns in the order their names first appear."""
    canvas = Canvas(width)
    across = list(dict.fromkeys(mark.label for mark in chart.marks))
    down = list(dict.fromkeys(mark.group for mark in chart.marks))
    left = min(widest(down, TEXT_SIZE), width * _SIDE_SHARE) + 10
    cell = min((width - left) / len(across), _WIDEST_CELL)
    classes = classes_of(mark.value for mark in chart.marks if mark.value is not None)

    top = canvas.note(chart.value_axis, 0) + 4
    if chart.label_axis:
        names = wrap(chart.label_axis, width - left, SMALL_SIZE)
        top = canvas.lines(names, left + _GAP, top, size=SMALL_SIZE, colour=MUTED) + 2
    top = _heads(canvas, across, left, top, cell) + 4
    sides = {group: wrap(group, left - 10, TEXT_SIZE) for group in down}
    height = max(min(cell, _HIGHEST_CELL), max(len(lines) for lines in sides.values()) * TEXT_SIZE * LINE_HEIGHT + 6)
    for place, group in enumerate(down):
        middle = top + (place + 0.5) * height
        canvas.lines(sides[group], 0, middle - len(sides[group]) * TEXT_SIZE * LINE_HEIGHT / 2)
    sizes = [size_to_fit(mark.shown, cell - 3, TEXT_SIZE, LEAST_SIZE, bold=mark.emphasis) for mark in chart.marks]
    # Figures in some cells only would look like a statement about the others.
    size = None if None in sizes else min(size for size in sizes if size is not None)
    for mark in sorted(chart.marks, key=lambda mark: mark.emphasis):
        x, y = left + across.index(mark.label) * cell, top + down.index(mark.group) * height
        box = (x + _GAP / 2, y + _GAP / 2, x + cell - _GAP / 2, y + height - _GAP / 2)
        fill = PAPER if mark.value is None else classes.fill(mark.value)
        canvas.add(Box(*box, fill))
        if mark.value is None or mark.emphasis:
            outline, thick = (ORANGE, 3.0) if mark.emphasis else (CONTEXT, 1.0)
            edge = thick / 2
            inner = (box[0] + edge, box[1] + edge, box[2] - edge, box[3] - edge)
            canvas.add(Box(*inner, "transparent", outline, thick, not mark.emphasis))
        if size is not None:
            colour = INK if mark.value is None else readable_on(fill)
            canvas.add(Words(mark.shown, x + cell / 2, y + height / 2, size, colour, "center", bold=mark.emphasis))
    canvas.height = top + len(down) * height
    return canvas


def _heads(canvas: Canvas, across: list[str], left: float, top: float, cell: float) -> float:
    """Write the columns' names, turned where the columns are too narrow for them; gives the y below."""
    heads = [wrap(label, cell - 6, SMALL_SIZE, bold=True) for label in across]
    middles = [left + (place + 0.5) * cell for place in range(len(across))]
    every_word = [word for label in across for word in label.split()]
    if widest(every_word, SMALL_SIZE, bold=True) <= cell - 4 and max(len(lines) for lines in heads) <= _MOST_LINES:
        bottom = top + max(len(lines) for lines in heads) * SMALL_SIZE * LINE_HEIGHT
        for lines, middle in zip(heads, middles, strict=True):
            start = bottom - len(lines) * SMALL_SIZE * LINE_HEIGHT
            canvas.lines(lines, middle, start, size=SMALL_SIZE, align="center", bold=True)
        return bottom
    size = max(min(SMALL_SIZE, cell - 1), 1.0)
    bottom = top + widest(across, size, bold=True)
    canvas.add(
        *(
            Words(label, middle, bottom, size, bold=True, turned=True)
            for label, middle in zip(across, middles, strict=True)
        )
    )
    return bottom
