"""Writes a briefing as PDF: given the content model, gives the bytes of the file.

Set by WeasyPrint from a document of its own, with the same numbering and pictures as the web page. Nothing is fetched:
the only addresses that resolve are those of the pictures and fonts given here.
"""

import hashlib
import json
import re
from functools import cache
from importlib.resources import files
from typing import Any

from jinja2 import Environment, PackageLoader, StrictUndefined

from lanthorn.errors import LanthornError
from lanthorn.profile.charts import BESIDE, WIDE, chart_svg
from lanthorn.profile.charts.theme import FONT
from lanthorn.profile.clean import cleaned
from lanthorn.profile.content import Briefing
from lanthorn.profile.placement import PlacedFigure, across, by_section, placed_pages
from lanthorn.profile.printed import SAY
from lanthorn.profile.reproducible import stamp
from lanthorn.profile.sentences import speaking

_FAMILY = "Source Sans Pro"
_FONTS = ("SourceSansPro-Regular.ttf", "SourceSansPro-Semibold.ttf")
_OURS = "lanthorn:"
_BESIDE_ON_PAPER, _LONG_BESIDE_ON_PAPER = 420, 500
"""Pixels across a chart that shares the sheet's width with its table; more, and so smaller, where its bars are many."""
_LONG = 22
"""A table with more rows is set smaller, as in the template."""


def render_pdf(briefing: Briefing) -> bytes:
    """The briefing as a PDF that screen readers can read, the same for the same briefing.

    Raises LanthornError where the system lacks Pango, and BadFileError where the briefing's boundaries have none of
    the authorities of a boundary map.
    """
    weasyprint = _weasyprint()
    with speaking(briefing.voice):
        return _written(weasyprint, cleaned(briefing))


def _written(weasyprint: Any, briefing: Briefing) -> bytes:
    pages = placed_pages(briefing)
    pictures: dict[str, tuple[str | bytes, str]] = {
        f"{_OURS}{placed.id}": (_picture(placed, briefing.boundaries), "image/svg+xml")
        for page in pages
        for placed in page.figures
        if placed.chart is not None
    }
    if briefing.logo is not None:
        pictures[f"{_OURS}logo"] = (briefing.logo.content, briefing.logo.media_type)
    text = _environment().get_template("briefing.html.j2").render(
        briefing=briefing,
        say=SAY.text,
        page_of=_counted_in_style(SAY.text("page_of", page="\0", pages="\1")),
        sections=by_section(pages),
        ways_to_tell=[placed for placed in pages if placed.page.ways],
        style=(files("lanthorn.profile.pdf") / "style.css").read_text(encoding="utf-8"),
        stamp=stamp(),
        ours=_OURS,
        columns=across(len(briefing.headlines)),
    )  # fmt: skip
    document = weasyprint.HTML(string=text, url_fetcher=_Shelf(pictures), base_url=_OURS)
    written: bytes = document.write_pdf(
        pdf_variant="pdf/ua-1", pdf_identifier=_identifier(text), full_fonts=False, hinting=False
    )
    return written


def _weasyprint() -> Any:
    """The library, or what to install where the system's own libraries for it are missing."""
    try:
        import weasyprint
    except OSError as error:
        raise LanthornError(
            "PDF needs the Pango library, which this system lacks: "
            f"{str(error).splitlines()[0][:160]}. "
            "Install it (Debian and Ubuntu: apt install libpango-1.0-0 libpangoft2-1.0-0), or leave out the format "
            "pdf. Every other format works without it."
        ) from error
    return weasyprint


class _Shelf:
    """Gives WeasyPrint the pictures and fonts of one document, and refuses every other address."""

    def __init__(self, pictures: dict[str, tuple[str | bytes, str]]) -> None:
        self.pictures = pictures

    def __call__(self, url: str) -> Any:
        from weasyprint.urls import URLFetcherResponse

        if url in self.pictures:
            content, kind = self.pictures[url]
            return URLFetcherResponse(url, content, {"Content-Type": kind})
        name = url.removeprefix(_OURS)
        if name in _FONTS:
            font = (files("lanthorn.profile.pdf") / "fonts" / name).read_bytes()
            return URLFetcherResponse(url, font, {"Content-Type": "font/ttf"})
        raise ValueError(f"The document asks for {url!r}, which is not part of it.")


@cache
def _environment() -> Environment:
    return Environment(
        loader=PackageLoader("lanthorn.profile.pdf"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )


def _picture(placed: PlacedFigure, boundaries: dict[str, Any] | None) -> str:
    """The figure's chart at the width it has on paper, lettered in the document's own font."""
    assert placed.chart is not None  # noqa: S101 - the caller has asked
    beside = _LONG_BESIDE_ON_PAPER if len(placed.chart.marks) > _LONG else _BESIDE_ON_PAPER
    width = beside if placed.beside_on_paper else BESIDE if placed.beside else WIDE
    svg = chart_svg(placed.chart, boundaries=boundaries, width=width, identity=placed.id)
    return svg.replace(f'font-family="{FONT}"', f'font-family="{_FAMILY}"')


def _counted_in_style(text: str) -> str:
    """Words round the page's number and that of all, as the style sheet's content: strings and counters in a row."""
    counters = {"\0": "counter(page)", "\1": "counter(pages)"}
    parts = (part for part in re.split("([\0\1])", text) if part)
    return " ".join(counters.get(part) or json.dumps(part, ensure_ascii=False) for part in parts)


def _identifier(text: str) -> bytes:
    """The file's identifier, which would otherwise be drawn by chance."""
    return hashlib.sha256(re.sub(r"\s+", " ", text).encode()).hexdigest()[:32].encode()
