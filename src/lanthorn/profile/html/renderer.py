"""Writes a briefing as HTML: given the content model, gives the text of one file.

The words and figures are the model's; here they are put into the page and given their pictures.
"""

import base64
import hashlib
from collections.abc import Iterable
from functools import cache
from importlib.resources import files
from typing import Any

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

from lanthorn.profile.charts import BESIDE, NARROW, WIDE, chart_svg
from lanthorn.profile.charts.lettering import printable
from lanthorn.profile.clean import cleaned
from lanthorn.profile.content import Briefing
from lanthorn.profile.html.authorities import beside_the_whole
from lanthorn.profile.placement import PlacedFigure, across, by_section, placed_pages
from lanthorn.profile.printed import SAY
from lanthorn.profile.sentences import speaking


def render_html(briefing: Briefing) -> str:
    """The briefing as the text of one HTML file, the same for the same briefing.

    Raises BadFileError where the briefing's boundaries have none of the authorities of a boundary map.
    """
    with speaking(briefing.voice):
        return _written(cleaned(briefing))


def _written(briefing: Briefing) -> str:
    pages, script = placed_pages(briefing), _own("enhance.js")
    pictures = {placed.id: tuple(_pictures(placed, briefing.boundaries)) for page in pages for placed in page.figures}
    return _environment().get_template("briefing.html.j2").render(
        briefing=briefing,
        say=SAY.text,
        sections=by_section(pages),
        page_ids={placed.page.id: placed.id for placed in pages},
        pictures=pictures,
        columns=across(len(briefing.headlines)),
        authorities=beside_the_whole(pages),
        style=_own("style.css"),
        script=script,
        script_hash=base64.b64encode(hashlib.sha256(script.encode("utf-8")).digest()).decode("ascii"),
        logo="" if briefing.logo is None else base64.b64encode(briefing.logo.content).decode("ascii"),
        marking_in_style=_in_style(briefing.marking),
    )  # fmt: skip


def _own(name: str) -> Markup:
    """The text of one of this folder's files, which is written by the project and so needs no escaping."""
    return Markup((files("lanthorn.profile.html") / name).read_text(encoding="utf-8"))  # noqa: S704


def _in_style(text: str) -> Markup:
    """A text as a string of a style sheet, every character by its number, so that none can end the string."""
    return Markup('"{}"').format(Markup("".join(f"\\{ord(letter):06x}" for letter in printable(text))))  # noqa: S704


@cache
def _environment() -> Environment:
    return Environment(
        loader=PackageLoader("lanthorn.profile.html"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )


def _pictures(placed: PlacedFigure, boundaries: dict[str, Any] | None) -> Iterable[tuple[str, Markup]]:
    """The chart for wide and for narrow screens; the style sheet shows one of them."""
    if placed.chart is None:
        return
    for manner, pixels in (("wide", BESIDE if placed.beside else WIDE), ("narrow", NARROW)):
        svg = chart_svg(placed.chart, boundaries=boundaries, width=pixels, identity=f"{placed.id}-{manner}")
        yield manner, Markup(svg)  # noqa: S704 - written by an XML serialiser, which has escaped every text
