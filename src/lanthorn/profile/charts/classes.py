"""Classes of a shaded map or grid: given its values, gives equal steps of a round width and a shade for each."""

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from lanthorn.profile.charts.canvas import Align, Box, Canvas, Words
from lanthorn.profile.charts.lettering import text_width
from lanthorn.profile.charts.theme import CONTEXT, INK, PAPER, SEQUENTIAL, SMALL_SIZE, TEXT_SIZE
from lanthorn.profile.charts.words import SAY

SCALE_STEPS = (1.0, 2.0, 2.5, 5.0, 10.0)
CLASS_STEPS = (1.0, 1.5, 2.0, 2.5, 3.0, 4.0, 5.0, 6.0, 8.0, 10.0)
"""Finer than a scale's, so that a map uses all of its shades."""
_HALVES_FROM = 10.0
_FINEST = 1e-9
"""No count, share or rate needs a finer step; without it a value next to nought would have none at all."""
_SWATCH_WIDTH = 46
_SWATCH_HEIGHT = 14


def round_step(at_least: float, multiples: Sequence[float] = SCALE_STEPS) -> float:
    """The smallest of the multiples times a power of ten that is no smaller; halves only of tens and more."""
    at_least = max(at_least, _FINEST)
    power = 10.0 ** math.floor(math.log10(at_least))
    steps = (step for step in multiples if step.is_integer() or power >= _HALVES_FROM)
    return next(step * power for step in steps if step * power >= at_least * (1 - 1e-9))


def number(value: float) -> str:
    """A value on an axis or a class's edge."""
    return f"{value:,.10g}"


@dataclass(frozen=True)
class Classes:
    """`count` classes, each `step` wide, from nought up; a value on an edge belongs to the class above it."""

    step: float
    count: int

    def fill(self, value: float) -> str:
        """The shade of a value's class."""
        place = min(int(value / self.step + 1e-9), self.count - 1)
        return self.shades()[place]

    def shades(self) -> tuple[str, ...]:
        """One shade a class, spread over the whole palette."""
        if self.count == 1:
            return (SEQUENTIAL[len(SEQUENTIAL) // 2],)
        gap = (len(SEQUENTIAL) - 1) / (self.count - 1)
        return tuple(SEQUENTIAL[round(place * gap)] for place in range(self.count))

    def edges(self) -> tuple[str, ...]:
        """The classes' edges in words, from nought to the top of the last."""
        return tuple(number(self.step * place) for place in range(self.count + 1))


def classes_of(values: Iterable[float]) -> Classes:
    """As many classes as the palette has shades, or fewer where a round step reaches the highest value sooner."""
    highest = max(values, default=0.0)
    if highest <= 0:
        return Classes(1.0, 1)
    step = round_step(highest / len(SEQUENTIAL), CLASS_STEPS)
    count = int(highest / step + 1e-9) + 1
    return Classes(step, min(count, len(SEQUENTIAL)))


def draw_key(canvas: Canvas, classes: Classes, top: float, hidden: str) -> float:
    """Draw the classes as a strip with their edges below, and the hidden cell's look; gives the y below it."""
    left = 1.0
    for place, shade in enumerate(classes.shades()):
        x = left + place * _SWATCH_WIDTH
        canvas.add(Box(x, top, x + _SWATCH_WIDTH, top + _SWATCH_HEIGHT, shade))
    middle = top + _SWATCH_HEIGHT + SMALL_SIZE * 0.75
    for place, edge in enumerate(classes.edges()):
        ends: Align = "left" if place == 0 else "center"
        canvas.add(Words(edge, left + place * _SWATCH_WIDTH, middle, SMALL_SIZE, INK, ends))
    bottom = top + _SWATCH_HEIGHT + TEXT_SIZE * 1.5
    if not hidden:
        return bottom
    words = SAY.text("hidden", symbol=hidden)
    x = left + (classes.count + 1) * _SWATCH_WIDTH
    if x + _SWATCH_WIDTH / 2 + 6 + text_width(words, SMALL_SIZE) > canvas.width:
        x, top = left, bottom
        bottom += _SWATCH_HEIGHT + 6
    canvas.add(
        Box(x, top, x + _SWATCH_WIDTH / 2, top + _SWATCH_HEIGHT, PAPER, CONTEXT, 1, True),
        Words(words, x + _SWATCH_WIDTH / 2 + 6, top + _SWATCH_HEIGHT / 2, SMALL_SIZE),
    )
    return bottom
