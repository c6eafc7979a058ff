"""Where everything stands in a document: given a briefing, gives its pages with numbers, ids and manner of setting."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby

from lanthorn.profile.content import Briefing, Chart, DataTable, Figure, Page

_MOST_COLUMNS_BESIDE = 4
_MOST_ROWS_BESIDE = 14
"""A table larger than this has no room beside its chart; with more rows it stands below the chart, folded until it is
asked for, searched for or printed."""
_MOST_COLUMNS_ON_PAPER, _MOST_ROWS_ON_PAPER = 5, 40
"""Of the columns that paper has room for beside a chart, and of the rows of small type that one sheet of A4 holds below
a headline."""

_ACROSS = (4, 3)


@dataclass(frozen=True)
class PlacedFigure:
    """A figure with its number in the document, its id and the manner of its table."""

    number: int
    id: str
    figure: Figure
    beside: bool
    beside_on_paper: bool
    folded: bool
    same_table_as: int = 0
    """The number of an earlier figure of the page whose table says the same, word for word; 0 where there is none."""

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


def placed_pages(briefing: Briefing) -> list[PlacedPage]:
    """The pages in order; figures are numbered through the document."""
    placed, number = [], 0
    for place, page in enumerate(briefing.pages, start=1):
        figures: list[PlacedFigure] = []
        for figure in page.figures:
            number += 1
            earlier = next((each.number for each in figures if each.table == figure.table), 0)
            figures.append(_placed_figure(figure, number, earlier))
        placed.append(PlacedPage(f"page-{place}-{plain(page.id)}", page, tuple(figures)))
    return placed


def by_section(pages: Sequence[PlacedPage]) -> list[tuple[str, list[PlacedPage]]]:
    """The pages under the names of their sections, in order."""
    return [(section, list(group)) for section, group in groupby(pages, key=lambda placed: placed.page.section)]


def across(headlines: int) -> int:
    """How many key figures stand side by side, so that the last row has the fewest gaps."""
    return max(headlines, 1) if headlines <= max(_ACROSS) else min(_ACROSS, key=lambda columns: -headlines % columns)


def plain(text: str) -> str:
    """A text as part of an id: letters, digits and hyphens."""
    return "".join(letter if letter.isascii() and letter.isalnum() else "-" for letter in text)


def _placed_figure(figure: Figure, number: int, earlier: int) -> PlacedFigure:
    rows, columns = len(figure.table.rows), len(figure.table.columns)
    told_beside = figure.chart is not None and not earlier
    return PlacedFigure(
        number,
        f"figure-{number}",
        figure,
        beside=told_beside and columns <= _MOST_COLUMNS_BESIDE and rows <= _MOST_ROWS_BESIDE,
        beside_on_paper=told_beside and columns <= _MOST_COLUMNS_ON_PAPER and rows <= _MOST_ROWS_ON_PAPER,
        folded=figure.chart is not None and rows > _MOST_ROWS_BESIDE,
        same_table_as=earlier if figure.chart is not None else 0,
    )
