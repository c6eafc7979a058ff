"""A map of authorities' outlines shaded by class. Given a BOUNDARY_MAP chart, boundaries and a width; gives a canvas.

An outline has its abbreviation and figure where they fit inside it, its figure alone where only that fits, and
nothing where neither does: the table has every figure.
"""

from typing import Any

import numpy as np

from lanthorn.profile.charts.canvas import Canvas, Shape, Words
from lanthorn.profile.charts.classes import classes_of, draw_key
from lanthorn.profile.charts.lettering import text_width
from lanthorn.profile.charts.outlines import Outline, outlines, room_inside
from lanthorn.profile.charts.theme import (
    CONTEXT,
    INK,
    LEAST_SIZE,
    ORANGE,
    PAPER,
    SMALL_SIZE,
    STACKED_BELOW,
    readable_on,
)
from lanthorn.profile.charts.words import SAY
from lanthorn.profile.content import Chart, Mark

_LONGEST_ABBREVIATION = 4


def draw_boundary_map(chart: Chart, width: float, boundaries: dict[str, Any]) -> Canvas:
    """Outlines in place, the key above them. Raises BadFileError where the boundaries have none of the authorities."""
    canvas = Canvas(width)
    classes = classes_of(mark.value for mark in chart.marks if mark.value is not None)
    hidden = next((mark.shown for mark in chart.marks if mark.value is None), "")
    top = canvas.note(chart.value_axis, 0) + 4
    top = draw_key(canvas, classes, top, hidden) + 8
    shapes, height = outlines(boundaries, {mark.code for mark in chart.marks}, width)

    painted = sorted(
        (mark for mark in chart.marks if mark.code in shapes), key=lambda mark: (mark.emphasis, mark.value is None)
    )
    lowered = {mark.code: _lowered(shapes[mark.code], top) for mark in painted}
    for mark in painted:
        fill = PAPER if mark.value is None else classes.fill(mark.value)
        canvas.add(_shape(mark, lowered[mark.code], fill))
    for mark in painted:
        fill = PAPER if mark.value is None else classes.fill(mark.value)
        _label(canvas, mark, lowered[mark.code], INK if mark.value is None else readable_on(fill))
    top += height
    absent = [mark.label for mark in chart.marks if mark.code not in shapes]
    if absent:
        top = canvas.note(SAY.text("no_outline", names=", ".join(absent)), top + 6)
    canvas.height = top
    return canvas


def _lowered(outline: Outline, top: float) -> Outline:
    return Outline(tuple(tuple(np.add(ring, (0.0, top)) for ring in polygon) for polygon in outline.polygons))


def _shape(mark: Mark, outline: Outline, fill: str) -> Shape:
    if mark.emphasis:
        return Shape(outline.geometry(), fill, ORANGE, 2.5)
    if mark.value is None:
        return Shape(outline.geometry(), fill, CONTEXT, 1, dashed=True)
    return Shape(outline.geometry(), fill)


def _label(canvas: Canvas, mark: Mark, outline: Outline, colour: str) -> None:
    size = SMALL_SIZE - 1 if canvas.width >= STACKED_BELOW else LEAST_SIZE - 1
    name = mark.group if 0 < len(mark.group) <= _LONGEST_ABBREVIATION else ""
    both = room_inside(outline, 2.1 * size)
    if name and max(text_width(name, size), text_width(mark.shown, size, bold=True)) <= both.width - 2:
        canvas.add(Words(name, both.x, both.y - size * 0.54, size, colour, "center"))
        canvas.add(Words(mark.shown, both.x, both.y + size * 0.54, size, colour, "center", bold=True))
        return
    figure = room_inside(outline, size)
    if text_width(mark.shown, size, bold=True) <= figure.width - 1:
        canvas.add(Words(mark.shown, figure.x, figure.y, size, colour, "center", bold=True))
