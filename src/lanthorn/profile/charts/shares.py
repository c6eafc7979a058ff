"""One bar of 100% a group, divided by label. Given a SHARE_BARS chart and a width; gives a canvas.

What is hidden cannot be given a length: the rest of its bar is left open, outlined, with the symbol in it.
"""

from lanthorn.profile.charts.canvas import LINE_HEIGHT, Box, Canvas, Words
from lanthorn.profile.charts.lettering import text_width, widest, wrap
from lanthorn.profile.charts.theme import (
    CATEGORICAL,
    CONTEXT,
    CONTEXT_TINTS,
    DARK_BLUE,
    INK,
    MUTED,
    PAPER,
    STACKED_BELOW,
    TEXT_SIZE,
    readable_on,
)
from lanthorn.profile.content import Chart, Mark

_BAR = 34.0
_GAP = 12.0
_SIDE_SHARE = 0.3
_SWATCH = 13.0
_WHOLE = 100.0


def draw_share_bars(chart: Chart, width: float) -> Canvas:
    """Bars in the order their groups first appear, each divided in the order of its labels."""
    canvas = Canvas(width)
    groups = list(dict.fromkeys(mark.group for mark in chart.marks))
    colours = _colours(chart)
    stacked = width < STACKED_BELOW
    side = width if stacked else min(widest(groups, TEXT_SIZE), width * _SIDE_SHARE)
    left = 0.0 if stacked or not any(groups) else side + 10

    top = canvas.note(chart.value_axis, 0) + 4
    top = _key(canvas, colours, top) + 10
    for group in groups:
        lines = wrap(group, side, TEXT_SIZE) if group else []
        if stacked:
            top = canvas.lines(lines, 0, top) + 3
        else:
            middle = top + _BAR / 2
            canvas.lines(lines, left - 10, middle - len(lines) * TEXT_SIZE * LINE_HEIGHT / 2, align="right")
        _bar(canvas, [mark for mark in chart.marks if mark.group == group], colours, left, top)
        top += _BAR + _GAP
    canvas.height = top - _GAP + 2
    return canvas


def _colours(chart: Chart) -> dict[str, str]:
    """The strong colour for labels the finding speaks of and greys for the rest, or a colour a label."""
    labels = list(dict.fromkeys(mark.label for mark in chart.marks))
    emphasised = {mark.label for mark in chart.marks if mark.emphasis}
    if not emphasised:
        return {label: CATEGORICAL[place % len(CATEGORICAL)] for place, label in enumerate(labels)}
    others = [label for label in labels if label not in emphasised]
    greys = {label: CONTEXT_TINTS[place % len(CONTEXT_TINTS)] for place, label in enumerate(others)}
    strong = [label for label in labels if label in emphasised]
    blues = {label: (DARK_BLUE, *CATEGORICAL[1:])[place % len(CATEGORICAL)] for place, label in enumerate(strong)}
    return {label: blues.get(label) or greys[label] for label in labels}


def _key(canvas: Canvas, colours: dict[str, str], top: float) -> float:
    x = 0.0
    for label, colour in colours.items():
        needed = _SWATCH + 7 + text_width(label, TEXT_SIZE) + 18
        if x and x + needed - 18 > canvas.width:
            x, top = 0.0, top + TEXT_SIZE * LINE_HEIGHT + 4
        canvas.add(Box(x, top + 2, x + _SWATCH, top + 2 + _SWATCH, colour))
        canvas.add(Words(label, x + _SWATCH + 7, top + 2 + _SWATCH / 2, TEXT_SIZE))
        x += needed
    return top + TEXT_SIZE * LINE_HEIGHT


def _bar(canvas: Canvas, marks: list[Mark], colours: dict[str, str], left: float, top: float) -> None:
    drawn = sum(mark.value or 0.0 for mark in marks)
    unit = (canvas.width - left) / max(_WHOLE, drawn)
    x = left
    for mark in marks:
        if mark.value is None:
            continue
        end = x + mark.value * unit
        colour = colours[mark.label]
        canvas.add(Box(x, top, end, top + _BAR, colour, PAPER, 1))
        if text_width(mark.shown, TEXT_SIZE, bold=mark.emphasis) <= end - x - 6:
            middle, shade = (x + end) / 2, readable_on(colour)
            canvas.add(Words(mark.shown, middle, top + _BAR / 2, TEXT_SIZE, shade, "center", mark.emphasis))
        x = end
    hidden = list(dict.fromkeys(mark.shown for mark in marks if mark.value is None))
    if hidden and canvas.width - x > 1:
        canvas.add(Box(x + 1, top + 0.5, canvas.width - 0.5, top + _BAR - 0.5, PAPER, CONTEXT, 1, True))
        text = " ".join(hidden)
        if text_width(text, TEXT_SIZE) <= canvas.width - x - 6:
            canvas.add(Words(text, (x + canvas.width) / 2, top + _BAR / 2, TEXT_SIZE, MUTED, "center"))
    elif not any(mark.value for mark in marks):
        canvas.add(Words("–", left + 4, top + _BAR / 2, TEXT_SIZE, INK))
