"""From a specification to an accessible inline SVG: given a canvas and words for it, gives SVG text.

Vega's own roles, labels and classes are taken off; the picture has one role, one title and one description, and every
id in it begins with the chart's own.
"""

from typing import Any
from xml.etree.ElementTree import Element, fromstring, tostring

import vl_convert

from lanthorn.profile.charts.lettering import printable

_NAMESPACE = "http://www.w3.org/2000/svg"
_DROPPED = ("role", "class", "pointer-events", "stroke-miterlimit", "version", "display")
_INVISIBLE = ("background", "foreground")
"""Classes of the paths Vega draws around each group, which have no ink here."""


def to_svg(specification: dict[str, Any], identity: str, title: str, description: str) -> str:
    """The specification drawn; `identity` makes the ids of title and description unique in a document."""
    # The converter has just written this text, without a document type: nothing in it can name an entity.
    root = fromstring(vl_convert.vegalite_to_svg(specification))  # noqa: S314
    _plain(root)
    width, height = root.attrib.pop("width"), root.attrib.pop("height")
    names = {"title": f"{identity}-title", "desc": f"{identity}-desc"}
    root.attrib = {
        "xmlns": _NAMESPACE,
        "role": "img",
        "aria-labelledby": " ".join(names.values()),
        "width": width,
        "height": height,
        "viewBox": root.attrib["viewBox"],
        "focusable": "false",
    }
    for place, (tag, text) in enumerate({"title": title, "desc": description}.items()):
        child = Element(tag, {"id": names[tag]})
        child.text = printable(text)
        root.insert(place, child)
    return tostring(root, encoding="unicode")


def _plain(element: Element) -> None:
    """Take prefixes, Vega's accessibility attributes and its invisible paths off an element and its children."""
    element.tag = element.tag.removeprefix(f"{{{_NAMESPACE}}}")
    for child in list(element):
        if child.get("class") in _INVISIBLE:
            element.remove(child)
        else:
            _plain(child)
    element.attrib = {
        name: value
        for name, value in element.attrib.items()
        if name not in _DROPPED and not name.startswith("aria-") and value != "transparent"
    }
