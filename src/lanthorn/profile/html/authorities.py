"""One authority beside the whole area: given a briefing's pages, gives for each authority its own cells of all tables.

Nothing is counted here: the cells are those of the protected tables whose rows are authorities, and beside each stands
the cell of the table's total.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from lanthorn.profile.placement import PlacedFigure, PlacedPage, plain
from lanthorn.vocabulary import authorities

_MOST_COLUMNS = 8
"""A table with more columns is a grid of one authority against all others, to be read as a whole."""
_LEAST_ROWS_SHARE = 0.6
"""Of the authorities that must head a row, for a table to be one of authorities."""


@dataclass(frozen=True)
class Line:
    """One cell of an authority and the whole area's beside it: its column's heading, and both as printed."""

    figure: str
    number: int
    caption: str
    heading: str
    own: str
    whole: str


@dataclass(frozen=True)
class Authority:
    """An authority's name, the id of its place in the document, and its lines in printed order."""

    id: str
    name: str
    lines: tuple[Line, ...]


def beside_the_whole(pages: Sequence[PlacedPage]) -> tuple[Authority, ...]:
    """The authorities in the order of their names, each with its cells; none where no table is one of authorities."""
    tables = [placed for page in pages for placed in page.figures if _of_authorities(placed)]
    found = []
    for name in sorted(entry.label for entry in authorities()):
        lines = tuple(line for placed in tables for line in _lines(placed, name))
        if lines:
            found.append(Authority(f"authority-{plain(name.lower())}", name, lines))
    return tuple(found)


def _of_authorities(placed: PlacedFigure) -> bool:
    names = {entry.label for entry in authorities()}
    heads = {row[0] for row in placed.table.rows}
    few = len(placed.table.columns) <= _MOST_COLUMNS
    return few and not placed.same_table_as and len(heads & names) >= _LEAST_ROWS_SHARE * len(names)


def _lines(placed: PlacedFigure, name: str) -> Iterator[Line]:
    table = placed.table
    own = next((row for row in table.rows if row[0] == name), None)
    if own is None:
        return
    totals = [table.rows[place] for place in table.strong]
    whole = totals[-1] if totals else ("",) * len(table.columns)
    for column in range(1, len(table.columns)):
        yield Line(placed.id, placed.number, table.caption, table.columns[column], own[column], whole[column])
