"""Writes a briefing as HTML: given the content model, gives the text of one file.

The words and figures are the model's; here they are numbered, put in order and given their pictures.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from itertools import groupby
from typing import Any

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

from lanthorn.profile.charts import BESIDE, NARROW, WIDE, chart_svg
from lanthorn.profile.content import Briefing, Chart, DataTable, Figure, Page

_MOST_COLUMNS_BESIDE = 4
_MOST_ROWS_BESIDE = 14
"""A table larger than this has no room beside its chart; with more rows it stands below the chart, folded until it is
asked for, searched for or printed."""
_MOST_ROWS_ON_PAPER = 40
"""Of the rows of small type that one sheet of A4 holds below a headline."""


@dataclass(frozen=True)
class PlacedFigure:
    """A figure with its number in the document, its id, its pictures and the manner of its table."""

    number: int
    id: str
    figure: Figure
    pictures: tuple[tuple[str, Markup], ...]
    beside: bool
    beside_on_paper: bool
    folded: bool

    @property
    def table(self) -> DataTable:
        """The figure's table."""
        return self.figure.table

    @property
    def chart(self) -> Chart | None:
        """The figure's chart, where it has one."""
        return self.figure.chart

    @property
    def title(self) -> str:
        """The figure's heading: the chart's title, or the table's where it stands alone."""
        return self.figure.chart.title if self.figure.chart else self.figure.table.caption


@dataclass(frozen=True)
class PlacedPage:
    """A page with its id in the document and its figures."""

    id: str
    page: Page
    figures: tuple[PlacedFigure, ...]


def render_html(briefing: Briefing) -> str:
    """The briefing as the text of one HTML file, the same for the same briefing.

    Raises BadFileError where the briefing's boundaries have none of the authorities of a boundary map.
    """
    pages = _placed(briefing.pages, briefing.boundaries)
    ids = {placed.page.id: placed.id for placed in pages}
    return _environment().get_template("briefing.html.j2").render(
        briefing=briefing,
        sections=_sections(pages),
        page_ids=ids,
        style=Markup((files("lanthorn.profile.html") / "style.css").read_text(encoding="utf-8")),  # noqa: S704
    )  # fmt: skip


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


def _sections(pages: Sequence[PlacedPage]) -> list[tuple[str, list[PlacedPage]]]:
    return [(section, list(group)) for section, group in groupby(pages, key=lambda placed: placed.page.section)]


def _placed(pages: Sequence[Page], boundaries: dict[str, Any] | None) -> list[PlacedPage]:
    placed, number = [], 0
    for place, page in enumerate(pages, start=1):
        name = f"page-{place}-{_plain(page.id)}"
        figures = []
        for figure in page.figures:
            number += 1
            figures.append(_placed_figure(figure, number, boundaries))
        placed.append(PlacedPage(name, page, tuple(figures)))
    return placed


def _plain(text: str) -> str:
    """A text as part of an id: letters, digits and hyphens."""
    return "".join(letter if letter.isascii() and letter.isalnum() else "-" for letter in text)


def _placed_figure(figure: Figure, number: int, boundaries: dict[str, Any] | None) -> PlacedFigure:
    name = f"figure-{number}"
    rows, columns = len(figure.table.rows), len(figure.table.columns)
    if figure.chart is None:
        return PlacedFigure(number, name, figure, (), beside=False, beside_on_paper=False, folded=False)
    beside = columns <= _MOST_COLUMNS_BESIDE and rows <= _MOST_ROWS_BESIDE
    return PlacedFigure(
        number,
        name,
        figure,
        tuple(_pictures(figure.chart, name, BESIDE if beside else WIDE, boundaries)),
        beside=beside,
        beside_on_paper=columns <= _MOST_COLUMNS_BESIDE and rows <= _MOST_ROWS_ON_PAPER,
        folded=rows > _MOST_ROWS_BESIDE,
    )


def _pictures(chart: Chart, name: str, width: int, boundaries: dict[str, Any] | None) -> Iterable[tuple[str, Markup]]:
    """The chart for wide and for narrow screens; the style sheet shows one of them."""
    for manner, pixels in (("wide", width), ("narrow", NARROW)):
        svg = chart_svg(chart, boundaries=boundaries, width=pixels, identity=f"{name}-{manner}")
        yield manner, Markup(svg)  # noqa: S704 - written by an XML serialiser, which has escaped every text
