"""Vertical columns along time or an ordered scale. Given a COLUMNS chart and a width; gives a canvas.

Figures stand on the columns where they fit; otherwise a quiet scale is drawn and only what the finding speaks of has
its figure. A break in the series is a dashed line with its words.
"""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby

from lanthorn.profile.charts.canvas import LINE_HEIGHT, Box, Canvas, Line, Words
from lanthorn.profile.charts.classes import number, round_step
from lanthorn.profile.charts.lettering import text_width, widest, wrap
from lanthorn.profile.charts.theme import (
    CATEGORICAL,
    HAIRLINE,
    INK,
    LEAST_SIZE,
    MUTED,
    PAPER,
    SMALL_SIZE,
    STACKED_BELOW,
    TEXT_SIZE,
    strong_or_context,
)
from lanthorn.profile.content import Chart, Mark

_HEIGHT = 230.0
_NARROW_HEIGHT = 190.0
_FILLED = 0.74
"""Of a label's room, for its columns."""
_OVERHANG = 1.15
"""Of a column's width, for its figure where its neighbour is of another series and so of another height."""
_STEPS = 4
"""Lines on the scale, about."""
_MARKER_ROOM = 200.0
_LABEL_SIZES = (SMALL_SIZE, 12.0, 11.0, LEAST_SIZE)
"""Smaller words are better than words left out, down to the last of these."""
_ROOM_FOR_A_FIGURE = 22.0


@dataclass(frozen=True)
class _Plot:
    left: float
    right: float
    top: float
    bottom: float
    highest: float
    labels: tuple[str, ...]
    groups: tuple[str, ...]

    @property
    def slot(self) -> float:
        return (self.right - self.left) / max(len(self.labels), 1)

    def start(self, label: str) -> float:
        return self.left + self.labels.index(label) * self.slot

    def y(self, value: float) -> float:
        return self.bottom - (self.bottom - self.top) * value / self.highest

    def column(self, mark: Mark) -> tuple[float, float]:
        """The left and right edge of a mark's column."""
        width = self.slot * _FILLED / len(self.groups)
        first = self.start(mark.label) + self.slot * (1 - _FILLED) / 2
        left = first + width * self.groups.index(mark.group)
        return left, left + width


def draw_columns(chart: Chart, width: float) -> Canvas:
    """Columns from left to right in the order their labels first appear."""
    canvas = Canvas(width)
    labels = tuple(dict.fromkeys(mark.label for mark in chart.marks))
    groups = tuple(dict.fromkeys(mark.group for mark in chart.marks)) or ("",)
    highest = max((max(mark.value or 0.0, mark.high or 0.0) for mark in chart.marks), default=0.0) or 1.0
    step = round_step(highest / _STEPS)
    slot = width / max(len(labels), 1)
    room = slot - 3 if len(groups) == 1 else slot * _FILLED * _OVERHANG / len(groups)
    every_figure = all(text_width(mark.shown, SMALL_SIZE, bold=mark.emphasis) <= room for mark in chart.marks)

    top = canvas.lines(wrap(chart.value_axis, width, SMALL_SIZE), 0, 0, size=SMALL_SIZE, colour=MUTED)
    colours = _colours(chart, groups)
    if len(groups) > 1:
        top = _name_groups(canvas, groups, colours, top + 4)
    ticks = [step * place for place in range(int(highest / step + 1e-9) + 1)]
    left = 0.0 if every_figure else widest([number(tick) for tick in ticks], SMALL_SIZE) + 8
    head = top + 6 + _marker_height(chart, width)
    height = _HEIGHT if width >= STACKED_BELOW else _NARROW_HEIGHT
    plot = _Plot(left, width, head + _ROOM_FOR_A_FIGURE, head + _ROOM_FOR_A_FIGURE + height, highest, labels, groups)

    if not every_figure:
        _scale(canvas, plot, ticks)
    any_emphasis = any(mark.emphasis for mark in chart.marks)
    for mark in chart.marks:
        colour = colours[mark.group] if len(groups) > 1 else strong_or_context(mark.emphasis, any_emphasis)
        if mark.value is not None:
            _column(canvas, mark, mark.value, plot, colour, figure=every_figure or mark.emphasis)
    for group in groups:
        _absent(canvas, [mark for mark in chart.marks if mark.group == group], plot)
    canvas.add(Line(plot.left, plot.bottom, plot.right, plot.bottom, INK))
    _markers(canvas, chart, plot, top + 6)
    bottom = _labels(canvas, plot) + 4
    if chart.label_axis:
        canvas.add(Words(chart.label_axis, width, bottom + SMALL_SIZE / 2, SMALL_SIZE, MUTED, "right"))
        bottom += SMALL_SIZE * LINE_HEIGHT
    if chart.intervals:
        bottom = canvas.note(f"{chart.intervals}.".replace("..", "."), bottom + 4)
    canvas.height = bottom + 2
    return canvas


def _colours(chart: Chart, groups: Sequence[str]) -> dict[str, str]:
    return {group: CATEGORICAL[place % len(CATEGORICAL)] for place, group in enumerate(groups)}


def _name_groups(canvas: Canvas, groups: Sequence[str], colours: dict[str, str], top: float) -> float:
    """Name each series beside a swatch of its colour."""
    x = 0.0
    for group in groups:
        needed = 20 + text_width(group, TEXT_SIZE, bold=True) + 18
        if x and x + needed > canvas.width:
            x, top = 0.0, top + TEXT_SIZE * LINE_HEIGHT + 4
        canvas.add(Box(x, top + 2, x + 13, top + 15, colours[group]))
        canvas.add(Words(group, x + 20, top + 9, TEXT_SIZE, INK, bold=True))
        x += needed
    return top + TEXT_SIZE * LINE_HEIGHT


def _scale(canvas: Canvas, plot: _Plot, ticks: Sequence[float]) -> None:
    for tick in ticks:
        y = plot.y(tick)
        canvas.add(Words(number(tick), plot.left - 8, y, SMALL_SIZE, MUTED, "right"))
        canvas.add(Line(plot.left, y, plot.right, y, HAIRLINE, under=True))


def _column(canvas: Canvas, mark: Mark, value: float, plot: _Plot, colour: str, *, figure: bool) -> None:
    left, right = plot.column(mark)
    middle = (left + right) / 2
    top = plot.y(value)
    canvas.add(Box(left, top, right, plot.bottom, colour))
    if mark.low is not None and mark.high is not None:
        low, high = plot.y(mark.low), plot.y(mark.high)
        # White where the line lies on its column, dark beyond its end.
        for end, shade in ((low, PAPER), (high, INK)):
            canvas.add(Line(middle, top, middle, end, shade, 1.5), Line(middle - 4, end, middle + 4, end, shade, 1.5))
        top = min(top, high)
    if figure:
        half = text_width(mark.shown, SMALL_SIZE, bold=mark.emphasis) / 2
        middle = min(max(middle, half), canvas.width - half)
        canvas.add(Words(mark.shown, middle, top - 10, SMALL_SIZE, INK, "center", bold=mark.emphasis))


def _absent(canvas: Canvas, marks: Sequence[Mark], plot: _Plot) -> None:
    """Write the symbol of a hidden or missing value at the foot; once for a whole run of them where room is short."""
    for (shown, absent), neighbours in groupby(marks, key=lambda mark: (mark.shown, mark.value is None)):
        run = list(neighbours)
        if not absent:
            continue
        middles = [sum(plot.column(mark)) / 2 for mark in run]
        if text_width(shown, SMALL_SIZE) > plot.slot - 2:
            middles = [sum(middles) / len(middles)]
        canvas.add(*(Words(shown, middle, plot.bottom - 10, SMALL_SIZE, MUTED, "center") for middle in middles))


def _labels(canvas: Canvas, plot: _Plot) -> float:
    """Write the labels below their columns, a repeated last word ("2014") once only, some left out where tight."""
    words = [label.split() or [""] for label in plot.labels]
    dated = all(len(parts) > 1 for parts in words) and len({parts[-1] for parts in words}) < len(words)
    firsts = [" ".join(parts[:-1]) if dated else label for parts, label in zip(words, plot.labels, strict=True)]
    size = next((size for size in _LABEL_SIZES if widest(" ".join(firsts).split(), size) <= plot.slot - 3), SMALL_SIZE)
    wrapped = [wrap(first, max(plot.slot - 3, widest(first.split(), size)), size) for first in firsts]
    widest_line = max(widest(lines, size) for lines in wrapped)
    every = max(1, math.ceil((widest_line + 3) / plot.slot))
    top = plot.bottom + 6
    for place in range(0, len(firsts), every):
        half = widest(wrapped[place], size) / 2
        middle = min(max(plot.left + (place + 0.5) * plot.slot, half), canvas.width - half)
        canvas.lines(wrapped[place], middle, top, size=size, align="center")
    bottom = top + max(len(lines) for lines in wrapped) * size * LINE_HEIGHT
    if not dated:
        return bottom
    previous = ""
    for place, parts in enumerate(words):
        if parts[-1] != previous:
            x = plot.left + place * plot.slot
            canvas.add(Line(x, plot.bottom, x, bottom + size, HAIRLINE))
            canvas.add(Words(parts[-1], x + 5, bottom + size * LINE_HEIGHT / 2, size, INK, bold=True))
        previous = parts[-1]
    return bottom + size * LINE_HEIGHT


def _marker_lines(chart: Chart, width: float) -> list[list[str]]:
    return [wrap(marker.words, min(_MARKER_ROOM, width * 0.45), SMALL_SIZE, bold=True) for marker in chart.markers]


def _marker_height(chart: Chart, width: float) -> float:
    return sum(len(lines) for lines in _marker_lines(chart, width)) * SMALL_SIZE * LINE_HEIGHT


def _markers(canvas: Canvas, chart: Chart, plot: _Plot, top: float) -> None:
    """Draw each break before its label's column, its words at the top on the side where there is room."""
    for marker, lines in zip(chart.markers, _marker_lines(chart, canvas.width), strict=True):
        if marker.at not in plot.labels:
            raise ValueError(f"A marker stands at {marker.at!r}, which is none of the chart's labels.")
        x = plot.start(marker.at)
        fits = x + 6 + widest(lines, SMALL_SIZE, bold=True) <= canvas.width
        canvas.add(Line(x, top, x, plot.bottom, INK, 1.5, dashed=True))
        side = 6 if fits else -6
        top = canvas.lines(lines, x + side, top, size=SMALL_SIZE, align="left" if fits else "right", bold=True)
