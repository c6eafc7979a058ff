"""The look of every chart: colours, type and the contrast between them. Given nothing; gives named constants.

Colours are the palette of the UK Government Analysis Function's guidance on colours in charts; greys are this
project's, chosen to reach 3:1 (shapes) or 4.5:1 (text) against white as WCAG 2.2 asks.
"""

DARK_BLUE = "#12436D"
TURQUOISE = "#28A197"
DARK_PINK = "#801650"
ORANGE = "#F46A25"
DARK_GREY = "#3D3D3D"
LIGHT_PURPLE = "#A285D1"

CATEGORICAL = (DARK_BLUE, TURQUOISE, DARK_PINK, ORANGE, DARK_GREY, LIGHT_PURPLE)

SEQUENTIAL = ("#E4EEF7", "#B3D1EC", "#6BACE6", "#2073BC", "#12436D")
"""Light to dark blue, for maps and grids: the guidance's sequential palette, with two lighter tints added."""

PAPER = "#FFFFFF"
INK = "#222222"
MUTED = "#595959"
"""Words that explain: 7:1 on white."""
CONTEXT = "#919191"
"""Marks the finding does not speak of: 3.1:1 on white."""
CONTEXT_TINTS = ("#919191", "#BDBDBD", "#D9D9D9")
"""Neighbouring context marks, told apart by a white gap and by their labels as well as by shade."""
HAIRLINE = "#D0D4D8"

FONT = "Arial, Helvetica, Liberation Sans, Arimo, sans-serif"
TEXT_SIZE = 14.0
SMALL_SIZE = 13.0
LEAST_SIZE = 10.0

WIDE = 640
"""Pixels across a chart that has the page's width to itself."""
BESIDE = 540
"""Pixels across a chart with its table beside it."""
NARROW = 340
"""Pixels across a chart on a telephone, so that its words stay as large as the page's."""
STACKED_BELOW = 480
"""On a narrower sheet, long labels stand above what they name."""

_LINEAR_BELOW = 0.04045
_LUMINANCE_WEIGHTS = (0.2126, 0.7152, 0.0722)


def luminance(colour: str) -> float:
    """The relative luminance of a #RRGGBB colour, 0 (black) to 1 (white), as WCAG 2.2 defines it."""
    channels = [int(colour[start : start + 2], 16) / 255 for start in (1, 3, 5)]
    linear = [part / 12.92 if part <= _LINEAR_BELOW else ((part + 0.055) / 1.055) ** 2.4 for part in channels]
    return sum(weight * part for weight, part in zip(_LUMINANCE_WEIGHTS, linear, strict=True))


def contrast(one: str, other: str) -> float:
    """The contrast ratio of two #RRGGBB colours, 1 to 21, as WCAG 2.2 defines it."""
    darker, lighter = sorted((luminance(one), luminance(other)))
    return (lighter + 0.05) / (darker + 0.05)


def readable_on(fill: str) -> str:
    """The colour for words on a fill: white or ink, whichever stands out more."""
    return max((PAPER, INK), key=lambda colour: contrast(colour, fill))


def strong_or_context(emphasis: bool, any_emphasis: bool, strong: str = DARK_BLUE) -> str:
    """The strong colour for what the finding speaks of; grey for the rest; all strong where nothing is singled out."""
    return strong if emphasis or not any_emphasis else CONTEXT
