"""One little column chart a group, all on one scale, so that areas can be compared by shape as well as by height.

Given a SMALL_MULTIPLES chart and a width; gives a canvas. Where marks have places and the sheet is wide, the little
charts stand as the tiles of a map; otherwise in rows in the order given.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from lanthorn.profile.charts.canvas import LINE_HEIGHT, Box, Canvas, Line, Words
from lanthorn.profile.charts.lettering import size_to_fit, text_width, wrap
from lanthorn.profile.charts.theme import (
    CATEGORICAL,
    HAIRLINE,
    INK,
    LEAST_SIZE,
    MUTED,
    SMALL_SIZE,
    STACKED_BELOW,
    strong_or_context,
)
from lanthorn.profile.charts.words import SAY
from lanthorn.profile.content import Chart, Mark

_LEAST_WIDE = 76.0
"""Pixels a little chart needs across, unless it is a tile."""
_HEIGHT = 62.0
_TILE_HEIGHT = 50.0
_GAP = 10.0
_TILE_GAP = 6.0
_BETWEEN = 1.0
_MARGIN = 4.0
_TILE = "#F1F4F7"
"""Under each little chart, so that its name belongs to it: 15:1 below ink."""
_TITLE = 18.0


@dataclass(frozen=True)
class _Grid:
    """Where each group's little chart stands, and how large it is."""

    cells: Mapping[str, tuple[int, int]]
    across: float
    high: float
    gap: float

    @property
    def rows(self) -> int:
        return max(row for _, row in self.cells.values()) + 1


def draw_small_multiples(chart: Chart, width: float) -> Canvas:
    """The little charts below their key; the highest value of any is the top of all."""
    canvas = Canvas(width)
    groups = list(dict.fromkeys(mark.group for mark in chart.marks))
    labels = list(dict.fromkeys(mark.label for mark in chart.marks))
    grid = _grid(chart, groups, width)
    highest = max((mark.value or 0.0 for mark in chart.marks), default=0.0) or 1.0
    any_emphasis = any(mark.emphasis for mark in chart.marks)
    colours = {label: CATEGORICAL[place % len(CATEGORICAL)] for place, label in enumerate(labels)}
    coloured = len(labels) <= len(CATEGORICAL) and not any_emphasis

    top = canvas.note(_scale_words(chart, labels), 0) + 4
    if coloured:
        top = _key(canvas, colours, top) + 8
    for group in groups:
        column, row = grid.cells[group]
        left = column * (grid.across + grid.gap)
        upper = top + row * (grid.high + _TITLE + _MARGIN + grid.gap)
        canvas.add(Box(left, upper, left + grid.across, upper + _TITLE + grid.high + _MARGIN, _TILE))
        _title(canvas, group, left + _MARGIN, upper, grid.across - 2 * _MARGIN)
        marks = [mark for mark in chart.marks if mark.group == group]
        shades = {
            mark.label: colours[mark.label] if coloured else strong_or_context(mark.emphasis, any_emphasis)
            for mark in marks
        }
        _little(
            canvas,
            marks,
            labels,
            (left + _MARGIN, upper + _TITLE, grid.across - 2 * _MARGIN, grid.high),
            highest,
            shades,
        )
    canvas.height = top + grid.rows * (grid.high + _TITLE + _MARGIN + grid.gap)
    return canvas


def _scale_words(chart: Chart, labels: Sequence[str]) -> str:
    """What heights are, the one scale, and what the columns are where no key says so."""
    said = [SAY.text("one_scale", axis=chart.value_axis)]
    top = max((mark for mark in chart.marks if mark.value is not None), key=lambda mark: mark.value or 0, default=None)
    if top is not None:
        said.append(SAY.text("highest", shown=top.shown))
    if len(labels) > len(CATEGORICAL):
        said.append(SAY.text("ends", first=labels[0], last=labels[-1]))
    hidden = next((mark.shown for mark in chart.marks if mark.value is None), "")
    if hidden:
        said.append(SAY.text("gap", symbol=hidden))
    return " ".join(said)


def _grid(chart: Chart, groups: Sequence[str], width: float) -> _Grid:
    places = {mark.group: (mark.column, mark.row) for mark in chart.marks}
    if width >= STACKED_BELOW and len(set(places.values())) == len(groups) > 1:
        left, upper = (min(place[axis] for place in places.values()) for axis in (0, 1))
        cells = {group: (column - left, row - upper) for group, (column, row) in places.items()}
        across = max(column for column, _ in cells.values()) + 1
        return _Grid(cells, (width - _TILE_GAP * (across - 1)) / across, _TILE_HEIGHT, _TILE_GAP)
    across = max(1, min(len(groups), int((width + _GAP) / (_LEAST_WIDE + _GAP))))
    cells = {group: (place % across, place // across) for place, group in enumerate(groups)}
    return _Grid(cells, (width - _GAP * (across - 1)) / across, _HEIGHT, _GAP)


def _key(canvas: Canvas, colours: Mapping[str, str], top: float) -> float:
    x = 0.0
    for label, colour in colours.items():
        needed = 20 + text_width(label, SMALL_SIZE) + 16
        if x and x + needed - 16 > canvas.width:
            x, top = 0.0, top + SMALL_SIZE * LINE_HEIGHT + 4
        canvas.add(Box(x, top + 2, x + 13, top + 15, colour), Words(label, x + 20, top + 9, SMALL_SIZE))
        x += needed
    return top + SMALL_SIZE * LINE_HEIGHT + 2


def _title(canvas: Canvas, group: str, left: float, upper: float, across: float) -> None:
    """The group's name above its chart, as large as fits in one line; cut at a word where nothing fits."""
    size = size_to_fit(group, across, SMALL_SIZE - 1, LEAST_SIZE - 1)
    text = group if size is not None else wrap(group, across, LEAST_SIZE - 1)[0]
    canvas.add(Words(text, left, upper + _TITLE / 2, round(size or LEAST_SIZE - 1, 1), INK))


def _little(
    canvas: Canvas, marks: Sequence[Mark], labels: Sequence[str], room: tuple[float, float, float, float],
    highest: float, shades: Mapping[str, str],
) -> None:  # fmt: skip
    left, upper, across, high = room
    foot = upper + high
    step = across / max(len(labels), 1)
    canvas.add(Line(left, foot, left + across, foot, HAIRLINE, 1, under=True))
    if all(mark.value is None for mark in marks):
        canvas.add(Words(marks[0].shown, left + across / 2, foot - high / 2, SMALL_SIZE - 2, MUTED, "center"))
        return
    for mark in marks:
        x = left + labels.index(mark.label) * step
        if mark.value is None:
            size = size_to_fit(mark.shown, step - 1, SMALL_SIZE - 2, LEAST_SIZE - 3)
            if size is not None:
                canvas.add(Words(mark.shown, x + step / 2, foot - 7, round(size, 1), MUTED, "center"))
            continue
        top = foot - mark.value / highest * high
        canvas.add(Box(x + _BETWEEN / 2, top, x + step - _BETWEEN / 2, foot, shades[mark.label]))
