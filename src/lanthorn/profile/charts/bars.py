"""Horizontal bars with their labels and figures beside them. Given a BARS chart and a width; gives a canvas.

Where marks have groups, each group is a cluster under its own heading. Where the sheet is narrow and labels are long,
each label stands above its bar.
"""

from dataclasses import dataclass
from itertools import groupby

from lanthorn.profile.charts.canvas import LINE_HEIGHT, Box, Canvas, Line, Words
from lanthorn.profile.charts.lettering import text_width, widest, wrap
from lanthorn.profile.charts.theme import INK, MUTED, PAPER, SMALL_SIZE, STACKED_BELOW, TEXT_SIZE, strong_or_context
from lanthorn.profile.charts.words import SAY
from lanthorn.profile.content import Chart, Mark

_BAR = 20.0
_GAP = 9.0
_CLUSTER_GAP = 10.0
_BESIDE = 8.0
_LABEL_SHARE = 0.42
"""Of the sheet's width, at most for labels."""
_STACKED_ABOVE_SHARE = 0.3
"""On a narrow sheet, labels that need more than this share of it stand above their bars."""
_WHISKER_END = 4.0
_MANY = 16
"""Bars, from which on those that are hidden are named in a line instead."""


@dataclass(frozen=True)
class _Plot:
    """Where bars begin and how long a unit is."""

    left: float
    pixels_per_unit: float

    def at(self, value: float) -> float:
        return self.left + value * self.pixels_per_unit


def draw_bars(chart: Chart, width: float) -> Canvas:
    """Bars from top to bottom in the order given."""
    canvas = Canvas(width)
    any_emphasis = any(mark.emphasis for mark in chart.marks)
    listed = _listed(chart)
    drawn = [mark for mark in chart.marks if mark not in listed]
    needed = widest([mark.label for mark in drawn], TEXT_SIZE, bold=any_emphasis)
    stacked = width < STACKED_BELOW and needed > width * _STACKED_ABOVE_SHARE
    label_width = width if stacked else min(needed, width * _LABEL_SHARE)
    plot = _plot(chart, width, 0.0 if stacked else label_width + _BESIDE)

    top = _head(canvas, chart, plot, stacked)
    for group, cluster in groupby(drawn, key=lambda mark: mark.group):
        if group:
            top = canvas.lines(wrap(group, width, TEXT_SIZE, bold=True), 0, top + _CLUSTER_GAP / 2, bold=True) + 4
        first = top
        for mark in cluster:
            bold = mark.emphasis
            lines = wrap(mark.label, label_width, TEXT_SIZE, bold=bold)
            if stacked:
                top = canvas.lines(lines, 0, top, bold=bold) + 2
                middle, bottom = top + _BAR / 2, top + _BAR + _GAP
            else:
                height = max(_BAR, len(lines) * TEXT_SIZE * LINE_HEIGHT)
                middle, bottom = top + height / 2, top + height + _GAP
                start = middle - len(lines) * TEXT_SIZE * LINE_HEIGHT / 2
                canvas.lines(lines, plot.left - _BESIDE, start, align="right", bold=bold)
            _bar(canvas, mark, plot, middle, strong_or_context(mark.emphasis, any_emphasis))
            top = bottom
        if not stacked:
            canvas.add(Line(plot.left, first - 3, plot.left, top - _GAP + 3, INK))
        top += _CLUSTER_GAP if group else 0
    if chart.intervals:
        top = canvas.note(f"{chart.intervals}.".replace("..", "."), top + 2)
    for symbol, marks in groupby(sorted(listed, key=lambda mark: mark.shown), key=lambda mark: mark.shown):
        top = canvas.note(SAY.text("not_shown", symbol=symbol, names=", ".join(mark.label for mark in marks)), top + 4)
    canvas.height = top
    return canvas


def _listed(chart: Chart) -> list[Mark]:
    """The marks that are named below the bars: of many, those without a length, which would be rows of symbols."""
    if len(chart.marks) <= _MANY or any(mark.group for mark in chart.marks):
        return []
    hidden = [mark for mark in chart.marks if mark.value is None]
    return hidden if len(hidden) < len(chart.marks) else []


def _plot(chart: Chart, width: float, left: float) -> _Plot:
    """The longest bar, with its whisker and its figure, ends at the sheet's edge."""
    scales = [
        (width - left - _BESIDE - text_width(mark.shown, TEXT_SIZE, bold=True)) / max(mark.value, mark.high or 0.0)
        for mark in chart.marks
        if mark.value is not None and max(mark.value, mark.high or 0.0) > 0
    ]
    return _Plot(left, min(scales, default=1.0))


def _head(canvas: Canvas, chart: Chart, plot: _Plot, stacked: bool) -> float:
    """Name what labels and lengths are, as a table's head does; gives the y where bars begin."""
    room = canvas.width - plot.left
    bottom = canvas.lines(wrap(chart.value_axis, room, SMALL_SIZE), plot.left, 0, size=SMALL_SIZE, colour=MUTED)
    if chart.label_axis and not stacked:
        lines = wrap(chart.label_axis, plot.left - _BESIDE, SMALL_SIZE)
        below = canvas.lines(lines, plot.left - _BESIDE, 0, size=SMALL_SIZE, colour=MUTED, align="right")
        bottom = max(bottom, below)
    return bottom + 6


def _bar(canvas: Canvas, mark: Mark, plot: _Plot, middle: float, colour: str) -> None:
    if mark.value is None:
        canvas.add(Words(mark.shown, plot.left + 6, middle, TEXT_SIZE, MUTED, bold=mark.emphasis))
        return
    end = plot.at(mark.value)
    canvas.add(Box(plot.left, middle - _BAR / 2, end, middle + _BAR / 2, colour))
    if mark.low is not None and mark.high is not None:
        low, high = plot.at(mark.low), plot.at(mark.high)
        # White where the line lies on its bar, dark beyond its end.
        canvas.add(
            Line(low, middle, end, middle, PAPER, 1.5),
            Line(low, middle - _WHISKER_END, low, middle + _WHISKER_END, PAPER, 1.5),
            Line(end, middle, high, middle, INK, 1.5),
            Line(high, middle - _WHISKER_END, high, middle + _WHISKER_END, INK, 1.5),
        )
        end = max(end, high)
    canvas.add(Words(mark.shown, end + _BESIDE - 2, middle, TEXT_SIZE, INK, bold=mark.emphasis))
