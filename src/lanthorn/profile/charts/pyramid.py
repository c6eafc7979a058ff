"""Two series back to back, one row a label, the first label at the foot as in a population pyramid.

Given a PYRAMID chart and a width; gives a canvas.
"""

from lanthorn.profile.charts.canvas import LINE_HEIGHT, Align, Box, Canvas, Words
from lanthorn.profile.charts.lettering import text_width, widest, wrap
from lanthorn.profile.charts.theme import (
    DARK_BLUE,
    INK,
    MUTED,
    SMALL_SIZE,
    TEXT_SIZE,
    TURQUOISE,
    strong_or_context,
)
from lanthorn.profile.charts.words import SAY
from lanthorn.profile.content import Chart, Mark

_ROW = 26.0
_BAR = 21.0
_BESIDE = 8.0
_SPINE_SHARE = 0.3
"""Of the sheet's width, at most for the labels in the middle."""


def draw_pyramid(chart: Chart, width: float) -> Canvas:
    """The first two groups left and right of their labels; further groups are named as not drawn."""
    canvas = Canvas(width)
    groups = list(dict.fromkeys(mark.group for mark in chart.marks))
    sides = groups[:2]
    labels = list(dict.fromkeys(mark.label for mark in chart.marks if mark.group in sides))
    labels.reverse()
    any_emphasis = any(mark.emphasis for mark in chart.marks)
    spine = min(widest([*labels, chart.label_axis], TEXT_SIZE), width * _SPINE_SHARE) + 2 * _BESIDE
    drawn = [mark for mark in chart.marks if mark.group in sides]
    reach = [_reach([mark for mark in drawn if mark.group == side]) for side in sides]
    unit = (width - spine - sum(words for _, words in reach)) / max(sum(value for value, _ in reach), 1.0)
    left = reach[0][0] * unit + reach[0][1]
    edges = (left, left + spine)

    top = canvas.note(chart.value_axis, 0) + 6
    top = _heads(canvas, chart, sides, edges, top) + 4
    rows: dict[str, float] = {}
    for label in labels:
        lines = wrap(label, spine - 2 * _BESIDE, TEXT_SIZE)
        height = max(_ROW, len(lines) * TEXT_SIZE * LINE_HEIGHT + 4)
        rows[label] = top + height / 2
        start = rows[label] - len(lines) * TEXT_SIZE * LINE_HEIGHT / 2
        canvas.lines(lines, left + spine / 2, start, align="center")
        top += height
    for mark in drawn:
        side = sides.index(mark.group)
        colour = strong_or_context(mark.emphasis, any_emphasis, (DARK_BLUE, TURQUOISE)[0 if any_emphasis else side])
        _bar(canvas, mark, edges[side], (-1, 1)[side], unit, rows[mark.label], colour)
    left_out = [group for group in groups[2:] if any(m.shown != "0" for m in chart.marks if m.group == group)]
    if left_out:
        top = canvas.note(SAY.text("not_drawn", names=", ".join(left_out)), top + 4)
    canvas.height = top + 2
    return canvas


def _reach(marks: list[Mark]) -> tuple[float, float]:
    """A side's highest value, and the pixels its figures or its name take; one scale then serves both sides."""
    words = widest([mark.shown for mark in marks], TEXT_SIZE, bold=True) + _BESIDE
    name = min((text_width(mark.group, TEXT_SIZE, bold=True) for mark in marks), default=0.0)
    return max((mark.value or 0.0 for mark in marks), default=0.0), max(words, name)


def _heads(canvas: Canvas, chart: Chart, sides: list[str], edges: tuple[float, float], top: float) -> float:
    bottom = top
    for side, group in enumerate(sides):
        align: Align = "right" if side == 0 else "left"
        bottom = max(bottom, canvas.lines([group], edges[side], top, align=align, bold=True))
    if chart.label_axis:
        middle = top + TEXT_SIZE * LINE_HEIGHT / 2
        canvas.add(Words(chart.label_axis, sum(edges) / 2, middle, SMALL_SIZE, MUTED, "center"))
    return bottom


def _bar(canvas: Canvas, mark: Mark, edge: float, direction: int, unit: float, middle: float, colour: str) -> None:
    end = edge + direction * (mark.value or 0.0) * unit
    if mark.value is not None:
        canvas.add(Box(min(edge, end), middle - _BAR / 2, max(edge, end), middle + _BAR / 2, colour))
    shade = MUTED if mark.value is None else INK
    align: Align = "left" if direction > 0 else "right"
    canvas.add(Words(mark.shown, end + direction * 6, middle, TEXT_SIZE, shade, align, bold=mark.emphasis))
