"""What a chart is drawn on: boxes, lines and words in pixels, turned into one layered Vega-Altair chart.

Positions are worked out before Altair sees them, because a direct label has to know where its bar ends and how much
room its words take; Vega-Lite knows neither until it draws. Given marks; gives a Vega-Lite specification.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import groupby
from typing import Any, Literal

import altair as alt

from lanthorn.profile.charts.lettering import printable, wrap
from lanthorn.profile.charts.theme import FONT, HAIRLINE, INK, MUTED, PAPER, SMALL_SIZE, TEXT_SIZE

LINE_HEIGHT = 1.25
"""Of the type size, from one line of words to the next."""


Align = Literal["left", "center", "right"]
"""Which part of a text stands at its x."""


@dataclass(frozen=True)
class Box:
    """A filled rectangle; `outline` may be dashed."""

    x: float
    y: float
    x2: float
    y2: float
    fill: str
    outline: str = "transparent"
    outline_width: float = 0
    dashed: bool = False


@dataclass(frozen=True)
class Line:
    """A straight line."""

    x: float
    y: float
    x2: float
    y2: float
    colour: str = HAIRLINE
    thickness: float = 1
    dashed: bool = False
    under: bool = False
    """Whether it lies under the boxes, as a scale's lines do."""


@dataclass(frozen=True)
class Words:
    """One line of text; `y` is its middle, `align` says which part of it stands at `x`."""

    text: str
    x: float
    y: float
    size: float = TEXT_SIZE
    colour: str = INK
    align: Align = "left"
    bold: bool = False
    turned: bool = False
    """Whether it reads from below to above; `align` then goes by its height."""

    def __post_init__(self) -> None:
        object.__setattr__(self, "text", printable(self.text))


@dataclass(frozen=True)
class Shape:
    """An outline given as a GeoJSON geometry whose coordinates are pixels."""

    geometry: dict[str, Any]
    fill: str
    outline: str = PAPER
    outline_width: float = 1
    dashed: bool = False


Drawn = Box | Line | Words | Shape


@dataclass
class Canvas:
    """Marks on a sheet `width` pixels wide and `height` high.

    Painted are a scale's lines, then boxes and shapes, then lines, then words; within each in the order added, what is
    dashed last.
    """

    width: float
    height: float = 0
    marks: list[Drawn] = field(default_factory=list)

    def add(self, *marks: Drawn) -> None:
        """Put marks on the sheet."""
        self.marks.extend(marks)

    def lines(
        self, texts: Sequence[str], x: float, top: float, *, size: float = TEXT_SIZE, colour: str = INK,
        align: Align = "left", bold: bool = False,
    ) -> float:  # fmt: skip
        """Write lines of words below each other from `top`; gives the y below the last."""
        for number, text in enumerate(texts):
            middle = top + (number + 0.5) * size * LINE_HEIGHT
            self.add(Words(text, x, middle, size, colour, align, bold))
        return top + len(texts) * size * LINE_HEIGHT

    def note(self, text: str, top: float) -> float:
        """Write small explaining words across the sheet, wrapped; gives the y below them."""
        return self.lines(wrap(text, self.width, SMALL_SIZE), 0, top, size=SMALL_SIZE, colour=MUTED)

    def words(self) -> list[Words]:
        """Everything written, in order."""
        return [mark for mark in self.marks if isinstance(mark, Words)]

    def specification(self) -> dict[str, Any]:
        """The Vega-Lite specification of the drawing."""
        runs = [list(run) for _, run in groupby(sorted(self.marks, key=_style), key=_style)]
        # Altair checks each object against the whole Vega-Lite schema while it is made, and copies the rows it is given
        # several times over: together ten times the work of drawing. So no checks, and the rows are put in last.
        with alt.utils.schemapi.debug_mode(False):
            layers = [_layer(run, alt.NamedData(f"run-{place}")) for place, run in enumerate(runs)]
            chart = alt.layer(*layers).properties(width=self.width, height=self.height, padding=0)
            specification: dict[str, Any] = chart.to_dict(validate=False)
        specification["datasets"] = {f"run-{place}": [_row(mark) for mark in run] for place, run in enumerate(runs)}
        specification["autosize"] = {"type": "none"}
        specification["config"] = {"view": {"stroke": None}, "font": FONT, "aria": False, "background": None}
        return specification


def _style(mark: Drawn) -> tuple[int, str, bool, str, bool, bool]:
    """The order of painting, and what Vega-Lite cannot vary from one mark of a layer to the next."""
    kind = type(mark).__name__
    if isinstance(mark, Words):
        return 3, kind, False, mark.align, mark.bold, mark.turned
    if isinstance(mark, Line):
        return 0 if mark.under else 2, kind, mark.dashed, "", False, False
    return 1, kind, mark.dashed, "", False, False


def _row(mark: Drawn) -> dict[str, Any]:
    row = vars(mark)
    return {"type": "Feature", **row} if isinstance(mark, Shape) else row


def _layer(run: Sequence[Drawn], rows: alt.NamedData) -> alt.Chart:
    """The layer of marks that Vega-Lite can draw together; its time goes by layers and hardly by marks."""
    mark, chart = run[0], alt.Chart(rows)
    if isinstance(mark, Words):
        return _words(chart, mark)
    dash = {"strokeDash": [4, 3]} if mark.dashed else {}
    if isinstance(mark, Shape):
        return _shapes(chart, dash)
    return _boxes(chart, dash) if isinstance(mark, Box) else _rules(chart, dash)


def _as_given(channel: type[Any], name: str) -> Any:
    return channel(f"{name}:N", scale=None, legend=None)


def _place(channel: type[Any], name: str) -> Any:
    return channel(f"{name}:Q", scale=None, axis=None)


def _width(name: str) -> alt.StrokeWidth:
    return alt.StrokeWidth(f"{name}:Q", scale=None, legend=None)


def _boxes(chart: alt.Chart, dash: dict[str, Any]) -> alt.Chart:
    return chart.mark_rect(**dash).encode(
        x=_place(alt.X, "x"),
        x2=alt.X2("x2:Q"),
        y=_place(alt.Y, "y"),
        y2=alt.Y2("y2:Q"),
        fill=_as_given(alt.Fill, "fill"),
        stroke=_as_given(alt.Stroke, "outline"),
        strokeWidth=_width("outline_width"),
    )


def _rules(chart: alt.Chart, dash: dict[str, Any]) -> alt.Chart:
    return chart.mark_rule(**dash).encode(
        x=_place(alt.X, "x"),
        x2=alt.X2("x2:Q"),
        y=_place(alt.Y, "y"),
        y2=alt.Y2("y2:Q"),
        stroke=_as_given(alt.Stroke, "colour"),
        strokeWidth=_width("thickness"),
    )


def _words(chart: alt.Chart, like: Words) -> alt.Chart:
    weight = "bold" if like.bold else "normal"
    angle = 270 if like.turned else 0
    return chart.mark_text(align=like.align, baseline="middle", fontWeight=weight, angle=angle, limit=0).encode(
        x=_place(alt.X, "x"),
        y=_place(alt.Y, "y"),
        text=alt.Text("text:N"),
        fill=_as_given(alt.Fill, "colour"),
        size=alt.Size("size:Q", scale=None, legend=None),
    )


def _shapes(chart: alt.Chart, dash: dict[str, Any]) -> alt.Chart:
    return (
        chart.mark_geoshape(**dash)
        .encode(
            fill=_as_given(alt.Fill, "fill"),
            stroke=_as_given(alt.Stroke, "outline"),
            strokeWidth=_width("outline_width"),
        )
        .project(type="identity", scale=1, translate=[0, 0])
    )
