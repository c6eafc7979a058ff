"""The deck that slides are added to: given a user's template or none, gives an empty deck and its layouts by role.

Layouts are found by their names and by the kinds of their placeholders, so that any corporate template serves.
"""

from dataclasses import dataclass
from pathlib import Path
from typing import Any
from zipfile import BadZipFile

import pptx
from pptx.enum.shapes import PP_PLACEHOLDER
from pptx.exc import PackageNotFoundError
from pptx.opc.constants import RELATIONSHIP_TYPE

from lanthorn.errors import BadFileError
from lanthorn.profile.slides.house_style import house_deck

TITLES = (PP_PLACEHOLDER.TITLE, PP_PLACEHOLDER.CENTER_TITLE)
CONTENTS = (PP_PLACEHOLDER.OBJECT, PP_PLACEHOLDER.CHART, PP_PLACEHOLDER.TABLE)
"""Placeholders that may hold a chart or a table."""
_TEXTS = (PP_PLACEHOLDER.BODY, PP_PLACEHOLDER.SUBTITLE)
FOOTERS = (PP_PLACEHOLDER.FOOTER, PP_PLACEHOLDER.SLIDE_NUMBER)
_RELATIONSHIP = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"


@dataclass(frozen=True)
class Deck:
    """An empty deck and the layouts for a first slide, a slide of one content, and a slide of words beside a content.

    `beside` is `content` where the template has no layout for both; the words then go to the notes alone.
    """

    file: Any
    opening: Any
    content: Any
    beside: Any


def open_deck(template: Path | None) -> Deck:
    """The template's deck without its slides, or the house's own.

    Raises BadFileError where the template is no PPTX file or has no layout with a title and a content.
    """
    file = house_deck() if template is None else _opened(template)
    _without_slides(file)
    layouts = list(file.slide_layouts)
    contents = [layout for layout in layouts if _count(layout, TITLES) and _count(layout, CONTENTS) == 1]
    content = _named(contents, "Title and Content")
    if content is None:
        names = ", ".join(layout.name for layout in layouts) or "none"
        raise BadFileError(
            f"{template} has no layout with a title and one content placeholder, such as “Title and Content”. "
            f"Its layouts are: {names}."
        )
    openings = [layout for layout in layouts if _count(layout, TITLES) and _count(layout, (PP_PLACEHOLDER.SUBTITLE,))]
    both = [layout for layout in layouts if _count(layout, TITLES) and _has_room_for_both(layout)]
    return Deck(file, _named(openings, "Title Slide") or content, content, _named(both, "Two Content") or content)


def placeholders(slide: Any, kinds: tuple[Any, ...]) -> list[Any]:
    """A slide's placeholders of some kinds, in the layout's order."""
    return [shape for shape in slide.placeholders if shape.placeholder_format.type in kinds]


def room_for_figure(slide: Any) -> Any:
    """The placeholder that a chart or table takes: the largest that may hold one."""
    return max(placeholders(slide, CONTENTS), key=lambda shape: shape.width * shape.height)


def room_for_words(slide: Any, taken: Any | None = None) -> Any | None:
    """The placeholder that words take beside the one that is taken; None where there is no other."""
    other = [
        shape
        for shape in placeholders(slide, (*CONTENTS, *_TEXTS))
        if taken is None or shape.shape_id != taken.shape_id
    ]
    return max(other, key=lambda shape: shape.width * shape.height, default=None)


def _opened(template: Path) -> Any:
    try:
        return pptx.Presentation(str(template))
    except (OSError, PackageNotFoundError, BadZipFile, KeyError, ValueError, SyntaxError) as error:
        raise BadFileError(f"{template} cannot be opened as a PowerPoint template (.pptx): {error}.") from error


def _without_slides(file: Any) -> None:
    """Take a template's own slides out, so that only the briefing's are in the deck."""
    listed = file.slides._sldIdLst  # the library has no public way to remove a slide
    for entry in list(listed):
        file.part.drop_rel(entry.get(_RELATIONSHIP))
        listed.remove(entry)
    package = file.part.package
    for name, relationship in list(package._rels.items()):
        if relationship.reltype == RELATIONSHIP_TYPE.THUMBNAIL:
            # A small picture of the template's own first slide, shown by file managers.
            package.drop_rel(name)


def _count(layout: Any, kinds: tuple[Any, ...]) -> int:
    return len(placeholders(layout, kinds))


def _has_room_for_both(layout: Any) -> bool:
    contents, texts = _count(layout, CONTENTS), _count(layout, (PP_PLACEHOLDER.BODY,))
    return (contents, texts) in {(2, 0), (1, 1)}


def _named(layouts: list[Any], name: str) -> Any | None:
    """The layout of that name, else the first."""
    return next((layout for layout in layouts if layout.name == name), layouts[0] if layouts else None)
