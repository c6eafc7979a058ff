"""A chart's drawing as native shapes: given a laid-out canvas and a placeholder, draws one group that can be edited.

For what PowerPoint has no chart of: maps, grids and little charts. A square of a tile map is one shape with its words.
"""

import io
from typing import Any

import vl_convert
from pptx.dml.color import RGBColor
from pptx.enum.dml import MSO_LINE
from pptx.enum.shapes import MSO_CONNECTOR, MSO_SHAPE
from pptx.enum.text import MSO_ANCHOR, PP_ALIGN
from pptx.oxml.ns import qn
from pptx.util import Emu, Pt

from lanthorn.profile.charts import draw
from lanthorn.profile.charts.canvas import Box, Canvas, Line, Shape, Words
from lanthorn.profile.charts.lettering import text_width
from lanthorn.profile.charts.svg import to_svg
from lanthorn.profile.content import Chart
from lanthorn.profile.slides.house_style import FONT

_WIDTHS = range(360, 921, 70)
"""Of the canvas in pixels, tried until the drawing's shape is that of its room."""
_MOST_SHAPES = 700
"""A drawing of more is a picture: nobody edits a thousand shapes, and programs grow slow."""
_PICTURE_SCALE = 3.0
_EMU_A_POINT = 12_700
_TRANSPARENT = "transparent"
_ALIGN = {"left": PP_ALIGN.LEFT, "center": PP_ALIGN.CENTER, "right": PP_ALIGN.RIGHT}
_LINE_HEIGHT = 1.3


def draw_in(slide: Any, placeholder: Any, chart: Chart, boundaries: dict[str, Any] | None) -> Any:
    """Draw the chart where the placeholder stands, as large as fits; gives the group or the picture."""
    room = (placeholder.left, placeholder.top, placeholder.width, placeholder.height)
    placeholder._element.getparent().remove(placeholder._element)
    canvas, scale = _fitted(chart, boundaries, room[2], room[3])
    left, top = room[0] + (room[2] - canvas.width * scale) / 2, room[1]
    if len(canvas.marks) > _MOST_SHAPES:
        svg = to_svg(canvas.specification(), "picture", chart.title, chart.alt)
        image = io.BytesIO(vl_convert.svg_to_png(svg, scale=_PICTURE_SCALE))
        across, down = (Emu(int(length * scale)) for length in (canvas.width, canvas.height))
        return slide.shapes.add_picture(image, Emu(int(left)), Emu(int(top)), across, down)
    before = len(slide.shapes)
    _Drawing(slide.shapes, left, top, scale).paint(canvas)
    # Grouped at the end, since a group measures itself anew with each shape that is added to it.
    return slide.shapes.add_group_shape(list(slide.shapes)[before:])


def _fitted(chart: Chart, boundaries: dict[str, Any] | None, across: int, down: int) -> tuple[Canvas, float]:
    """The canvas whose words come out largest, though no larger than on paper, and its EMU a pixel."""
    tried = [draw(chart, boundaries=boundaries, width=width) for width in _WIDTHS]
    scales = [min(across / canvas.width, down / canvas.height) for canvas in tried]
    small_enough = [pair for pair in zip(tried, scales, strict=True) if pair[1] <= _EMU_A_POINT]
    return max(small_enough, key=lambda pair: pair[1]) if small_enough else (tried[-1], scales[-1])


class _Drawing:
    """Shapes being added to a slide."""

    def __init__(self, shapes: Any, left: float, top: float, scale: float) -> None:
        self.shapes, self.left, self.top, self.scale = shapes, left, top, scale

    def paint(self, canvas: Canvas) -> None:
        """Paint in the canvas's own order: lines that lie under, boxes and outlines, lines, words."""
        inside, free = _words_by_box(canvas)
        lines = [mark for mark in canvas.marks if isinstance(mark, Line)]
        for line in lines:
            if line.under:
                self._line(line)
        for mark in canvas.marks:
            if isinstance(mark, Box):
                self._box(mark, inside.get(id(mark), []))
            elif isinstance(mark, Shape):
                self._outline(mark)
        for line in lines:
            if not line.under:
                self._line(line)
        for words in free:
            self._words(words)

    def _at(self, x: float, y: float) -> tuple[Emu, Emu]:
        return Emu(int(self.left + x * self.scale)), Emu(int(self.top + y * self.scale))

    def _long(self, pixels: float) -> Emu:
        return Emu(max(1, int(pixels * self.scale)))

    def _box(self, box: Box, words: list[Words]) -> None:
        left, top = self._at(box.x, box.y)
        shape = self.shapes.add_shape(
            MSO_SHAPE.RECTANGLE, left, top, self._long(box.x2 - box.x), self._long(box.y2 - box.y)
        )
        self._look(shape, box.fill, box.outline, box.outline_width, box.dashed)
        if words:
            shape.name = " ".join(each.text for each in words)
            self._write(shape.text_frame, words)

    def _outline(self, mark: Shape) -> None:
        rings = [ring for polygon in mark.geometry["coordinates"] for ring in polygon]
        first = rings[0]
        builder = self.shapes.build_freeform(*first[0], scale=self.scale)
        builder.add_line_segments([tuple(point) for point in first[1:]], close=True)
        for ring in rings[1:]:
            builder.move_to(*ring[0])
            builder.add_line_segments([tuple(point) for point in ring[1:]], close=True)
        shape = builder.convert_to_shape(Emu(int(self.left)), Emu(int(self.top)))
        self._look(shape, mark.fill, mark.outline, mark.outline_width, mark.dashed)

    def _line(self, line: Line) -> None:
        shape = self.shapes.add_connector(
            MSO_CONNECTOR.STRAIGHT, *self._at(line.x, line.y), *self._at(line.x2, line.y2)
        )
        self._without_style(shape)
        self._stroke(shape.line, line.colour, line.thickness, line.dashed)

    def _words(self, words: Words) -> None:
        size = words.size * _LINE_HEIGHT
        across = text_width(words.text, words.size, bold=words.bold)
        start = words.x - {"left": 0.0, "center": 0.5, "right": 1.0}[words.align] * across
        if words.turned:
            # Turned by a quarter about its middle: its foot stands at y.
            left, top = self._at(words.x - across / 2, words.y - across / 2 - size / 2)
        else:
            left, top = self._at(start, words.y - size / 2)
        box = self.shapes.add_textbox(left, top, self._long(across), self._long(size))
        if words.turned:
            box.rotation = 270
        self._write(box.text_frame, [words])

    def _write(self, frame: Any, words: list[Words]) -> None:
        frame.word_wrap = False
        frame.vertical_anchor = MSO_ANCHOR.MIDDLE
        frame.margin_left = frame.margin_right = frame.margin_top = frame.margin_bottom = 0
        for place, each in enumerate(words):
            paragraph = frame.paragraphs[0] if place == 0 else frame.add_paragraph()
            paragraph.alignment = _ALIGN["left" if each.turned else each.align]
            run = paragraph.add_run()
            run.text = each.text
            run.font.name, run.font.bold = FONT, each.bold
            run.font.size = Pt(round(each.size * self.scale / _EMU_A_POINT, 1))
            run.font.color.rgb = _rgb(each.colour)

    def _look(self, shape: Any, fill: str, outline: str, width: float, dashed: bool) -> None:
        self._without_style(shape)
        if fill == _TRANSPARENT:
            shape.fill.background()
        else:
            shape.fill.solid()
            shape.fill.fore_color.rgb = _rgb(fill)
        if outline == _TRANSPARENT or width == 0:
            shape.line.fill.background()
        else:
            self._stroke(shape.line, outline, width, dashed)

    def _without_style(self, shape: Any) -> None:
        """Take the theme's manner of shapes away: its shadows and edges say nothing here."""
        for style in shape._element.findall(qn("p:style")):
            shape._element.remove(style)

    def _stroke(self, line: Any, colour: str, width: float, dashed: bool) -> None:
        line.color.rgb = _rgb(colour)
        line.width = self._long(width)
        if dashed:
            line.dash_style = MSO_LINE.DASH


def _words_by_box(canvas: Canvas) -> tuple[dict[int, list[Words]], list[Words]]:
    """The words that stand centred in a filled box, by the box and from above to below; and all others."""
    boxes = [mark for mark in canvas.marks if isinstance(mark, Box) and mark.fill != _TRANSPARENT]
    inside: dict[int, list[Words]] = {}
    free = []
    for words in canvas.words():
        around = [
            box for box in boxes
            if box.y < words.y < box.y2 and abs((box.x + box.x2) / 2 - words.x) < 1
        ]  # fmt: skip
        if around and words.align == "center" and not words.turned:
            inside.setdefault(id(around[-1]), []).append(words)
        else:
            free.append(words)
    return {key: sorted(found, key=lambda each: each.y) for key, found in inside.items()}, free


def _rgb(colour: str) -> RGBColor:
    return RGBColor.from_string(colour.removeprefix("#").upper())
