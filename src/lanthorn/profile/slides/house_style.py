"""The house's own template: given nothing, gives an empty 16:9 deck with four layouts in the briefing's colours.

Made from the library's default deck, so that no binary template has to be kept.
"""

import re
from typing import Any

import pptx
from pptx.dml.color import RGBColor
from pptx.enum.shapes import MSO_SHAPE
from pptx.enum.text import MSO_ANCHOR, PP_ALIGN
from pptx.opc.constants import RELATIONSHIP_TYPE
from pptx.oxml.ns import qn
from pptx.util import Emu, Inches, Pt

from lanthorn.profile.charts.theme import CATEGORICAL, DARK_BLUE, INK, MUTED

FONT = "Arial"
TITLE_SIZE, BODY_SIZE = 28, 18
"""In points; a corporate template has sizes of its own."""
_WIDE, _HIGH = Inches(13.333), Inches(7.5)
_LEFT, _ACROSS = Inches(0.6), Inches(12.13)
_BODY_TOP, _BODY_HIGH = Inches(1.75), Inches(4.95)
_FOOT_TOP, _FOOT_HIGH = Inches(6.9), Inches(0.4)
_KEPT = ("Title Slide", "Title and Content", "Two Content", "Title Only")
_WORDS_ACROSS = Inches(3.9)
_BETWEEN = Inches(0.4)
_TITLE, _FIRST, _SECOND, _DATE, _FOOTER, _NUMBER = 0, 1, 2, 10, 11, 12
"""Indices of the default deck's placeholders on its layouts."""


_MAIN = "{http://schemas.openxmlformats.org/drawingml/2006/main}"


def house_deck() -> Any:
    """An empty deck in the house's style."""
    deck = pptx.Presentation()
    deck.slide_width, deck.slide_height = _WIDE, _HIGH
    _theme(deck)
    for layout in list(deck.slide_layouts):
        if layout.name not in _KEPT:
            deck.slide_layouts.remove(layout)
    _master(deck.slide_master)
    for layout in deck.slide_layouts:
        _layout(layout)
    return deck


def _theme(deck: Any) -> None:
    """The palette and the type face in the theme, so that whatever a user adds has them too."""
    part = deck.slide_master.part.part_related_by(RELATIONSHIP_TYPE.THEME)
    text = part.blob.decode("utf-8")
    for place, colour in enumerate(CATEGORICAL, start=1):
        text = re.sub(rf"<a:accent{place}>.*?</a:accent{place}>", _colour(f"accent{place}", colour), text, flags=re.S)
    text = re.sub(r"<a:dk2>.*?</a:dk2>", _colour("dk2", DARK_BLUE), text, flags=re.S)
    text = re.sub(r"<a:hlink>.*?</a:hlink>", _colour("hlink", DARK_BLUE), text, flags=re.S)
    text = re.sub(r'<a:latin typeface="[^"]*"', f'<a:latin typeface="{FONT}"', text)
    part._blob = text.encode("utf-8")  # a theme is a plain part, which the library keeps as bytes


def _colour(name: str, colour: str) -> str:
    return f'<a:{name}><a:srgbClr val="{colour.removeprefix("#")}"/></a:{name}>'


def _master(master: Any) -> None:
    band = master.shapes._spTree  # a master's shapes cannot be added to in public
    shape = _band()
    number_identity(shape, band)
    band.insert(2, shape)
    for placeholder in master.placeholders:
        kind = str(placeholder.placeholder_format.type)
        if kind.startswith("TITLE"):
            _title(placeholder)
        elif kind.startswith("BODY"):
            _place(placeholder, _LEFT, _BODY_TOP, _ACROSS, _BODY_HIGH)
    for element in master._element.iter(f"{_MAIN}defRPr"):
        element.set("lang", "en-GB")
    _sizes(master)


def _sizes(master: Any) -> None:
    """The sizes and colours of titles and of the body's levels."""
    styles = master._element.find("{http://schemas.openxmlformats.org/presentationml/2006/main}txStyles")
    for style, sizes in zip(list(styles)[:2], ((TITLE_SIZE,), (BODY_SIZE, 16, 14, 14, 14)), strict=True):
        for level, size in zip(style.findall("*"), sizes, strict=False):
            properties = level.find(f"{_MAIN}defRPr")
            if properties is not None:
                properties.set("sz", str(size * 100))
                properties.set("b", "1" if len(sizes) == 1 else "0")
            level.set("algn", "l")
            if len(sizes) > 1 and level.tag.endswith("lvl1pPr"):
                _unbulleted(level)


def number_identity(shape: Any, tree: Any) -> None:
    """Give a shape that comes from elsewhere a number that no other shape of its new place has."""
    taken = [int(each.get("id")) for each in tree.iter(qn("p:cNvPr"))]
    next(shape.iter(qn("p:cNvPr"))).set("id", str(max(taken, default=0) + 1))


def _unbulleted(level: Any) -> None:
    """Sentences side by side with a chart are no list."""
    level.set("marL", "0")
    level.set("indent", "0")
    for old in [child for child in level if child.tag.startswith(f"{_MAIN}bu")]:
        level.remove(old)
    level.insert([child.tag for child in level].index(f"{_MAIN}defRPr"), level.makeelement(f"{_MAIN}buNone", {}))


def _band() -> Any:
    """A band of the house's blue along the top, drawn once on the master."""
    deck = pptx.Presentation()
    shape = deck.slides.add_slide(deck.slide_layouts[6]).shapes.add_shape(
        MSO_SHAPE.RECTANGLE, Emu(0), Emu(0), _WIDE, Inches(0.14)
    )
    shape.fill.solid()
    shape.fill.fore_color.rgb = RGBColor.from_string(DARK_BLUE.removeprefix("#"))
    shape.line.fill.background()
    shape._element.remove(shape._element.find(qn("p:style")))
    shape.name = "Band"
    return shape._element


def _title(placeholder: Any) -> None:
    _place(placeholder, _LEFT, Inches(0.4), _ACROSS, Inches(1.15))
    frame = placeholder.text_frame
    frame.vertical_anchor = MSO_ANCHOR.TOP
    frame.paragraphs[0].alignment = PP_ALIGN.LEFT


def _place(placeholder: Any, left: Any, top: Any, width: Any, height: Any) -> None:
    placeholder.left, placeholder.top, placeholder.width, placeholder.height = left, top, width, height


def _layout(layout: Any) -> None:
    for placeholder in list(layout.placeholders):
        index = placeholder.placeholder_format.idx
        if index == _DATE:
            placeholder._element.getparent().remove(placeholder._element)
        elif index == _FOOTER:
            _place(placeholder, _LEFT, _FOOT_TOP, Inches(10.5), _FOOT_HIGH)
            _small(placeholder, PP_ALIGN.LEFT)
        elif index == _NUMBER:
            _place(placeholder, Inches(11.7), _FOOT_TOP, Inches(1.03), _FOOT_HIGH)
            _small(placeholder, PP_ALIGN.RIGHT)
        elif layout.name == "Title Slide":
            _opening(placeholder, index)
        elif index == _TITLE:
            _title(placeholder)
        elif layout.name == "Two Content" and index == _FIRST:
            _as_master(placeholder)
            _place(placeholder, _LEFT, _BODY_TOP, _WORDS_ACROSS, _BODY_HIGH)
        elif layout.name == "Two Content" and index == _SECOND:
            _as_master(placeholder)
            start = _LEFT + _WORDS_ACROSS + _BETWEEN
            _place(placeholder, start, _BODY_TOP, _ACROSS - _WORDS_ACROSS - _BETWEEN, _BODY_HIGH)
        else:
            _place(placeholder, _LEFT, _BODY_TOP, _ACROSS, _BODY_HIGH)


def _opening(placeholder: Any, index: int) -> None:
    if index == _TITLE:
        _place(placeholder, _LEFT, Inches(1.6), _ACROSS, Inches(2.0))
        placeholder.text_frame.vertical_anchor = MSO_ANCHOR.BOTTOM
        _style(placeholder, 44, DARK_BLUE, PP_ALIGN.LEFT)
    elif index == _FIRST:
        _place(placeholder, _LEFT, Inches(3.8), _ACROSS, Inches(2.6))
        _style(placeholder, 22, INK, PP_ALIGN.LEFT)


def _small(placeholder: Any, align: Any) -> None:
    _style(placeholder, 12, MUTED, align)


def _as_master(placeholder: Any) -> None:
    """Take a layout's own sizes away, so that the master's hold."""
    listed = placeholder._element.txBody.find(f"{_MAIN}lstStyle")
    for level in list(listed):
        listed.remove(level)


def _style(placeholder: Any, size: int, colour: str, align: Any) -> None:
    """The look that slides inherit: a list style on the layout's placeholder."""
    body = placeholder._element.txBody
    listed = body.find(f"{_MAIN}lstStyle")
    for old in list(listed):
        listed.remove(old)
    name = {PP_ALIGN.LEFT: "l", PP_ALIGN.RIGHT: "r"}[align]
    level = listed.makeelement(f"{_MAIN}lvl1pPr", {"marL": "0", "indent": "0", "algn": name})
    listed.append(level)
    level.append(level.makeelement(f"{_MAIN}buNone", {}))
    run = level.makeelement(f"{_MAIN}defRPr", {"sz": str(Pt(size).centipoints)})
    level.append(run)
    fill = run.makeelement(f"{_MAIN}solidFill", {})
    run.append(fill)
    fill.append(fill.makeelement(f"{_MAIN}srgbClr", {"val": colour.removeprefix("#")}))
