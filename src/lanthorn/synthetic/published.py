"""What was published about 2014/15: the table that the demonstration sets beside the profile's own figures.

Given nothing, gives back one row per published figure, each naming the measure, the cell and the statistic it is.
"""

from dataclasses import dataclass
from functools import cache

from lanthorn.synthetic.parameters import parameter_rows

STATISTICS = ("count", "share", "rank", "above", "majority", "recorded")
"""What `published` is: the cell's count; its share of the units where the table's last dimension is recorded; its place
among the cells by count, 1 the highest; a count that it exceeds; a share that it exceeds; or the share of units for
which the dimension is recorded at all."""


@dataclass(frozen=True)
class PublishedFigure:
    """One figure of the table."""

    id: str
    measure: str
    """Id of the measure that answers it."""
    selection: tuple[tuple[str, str], ...]
    """The breakdown's dimensions in order, each with the value of the cell; empty for the measure's total."""
    statistic: str
    """One of STATISTICS."""
    published: float
    half_width: float
    """How far the exact figure may lie from the published one because the source rounds; 0 where it does not."""
    half_width_reason: str
    words: str
    """What the source says, in our words."""
    source: str


@cache
def published_figures() -> tuple[PublishedFigure, ...]:
    """Every published figure, in the order in which the 2015 briefing turns to it."""
    return tuple(
        PublishedFigure(
            id=row["id"],
            measure=row["measure"],
            selection=_selection(row["selection"]),
            statistic=row["statistic"],
            published=float(row["published"]),
            half_width=float(row["half_width"]),
            half_width_reason=row["half_width_reason"],
            words=row["words"],
            source=row["source"],
        )
        for row in parameter_rows("published_2015")
    )


def _selection(text: str) -> tuple[tuple[str, str], ...]:
    cells = (cell.split("=", 1) for cell in text.split(";") if cell)
    return tuple((dimension, value) for dimension, value in cells)
