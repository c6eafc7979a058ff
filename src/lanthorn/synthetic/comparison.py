"""What the 2015 briefing said beside what a profile of 2014/15 says, figure by figure.

Given a version of the store's results, reads its protected cells and nothing else: no record, and no truth.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import pyarrow.parquet as pq

from lanthorn.evidence import Version
from lanthorn.measures import TOTAL, Estimate, poisson, wilson
from lanthorn.synthetic.published import PublishedFigure, published_figures
from lanthorn.vocabulary import OUTSIDE, UNKNOWN

Cells = Mapping[tuple[str, str, str], Mapping[str, Any]]
"""Measure, breakdown and cell to what is published of it."""


@dataclass(frozen=True)
class Compared:
    """One published figure and the profile's own, in words; `within` is None where the profile cannot show it."""

    figure: PublishedFigure
    profile: str
    within: bool | None


def compare(results: Version) -> list[Compared]:
    """Compare every published figure with the results of a profile, in the order of the briefing.

    A figure agrees where what was published, widened by the source's own rounding, meets the profile's 95 % interval.
    A place in a ranking agrees where the intervals of the counts allow that place.
    """
    cells: dict[tuple[str, str, str], Mapping[str, Any]] = {
        (row["measure"], row["breakdown"], row["cell"]): row for row in pq.read_table(results.table("cell")).to_pylist()
    }
    return [_compare(figure, cells) for figure in published_figures()]


def _compare(figure: PublishedFigure, cells: Cells) -> Compared:
    by_statistic = {
        "count": _count,
        "above": _above,
        "share": _share,
        "majority": _majority,
        "recorded": _recorded,
        "rank": _rank,
    }
    return by_statistic[figure.statistic](figure, cells)


def _cell(figure: PublishedFigure, cells: Cells) -> Mapping[str, Any] | None:
    if not figure.selection:
        totals = (row for (measure, _, cell), row in cells.items() if measure == figure.measure and _is_total(cell))
        return next(totals, None)
    names = ";".join(name for name, _ in figure.selection)
    return cells.get((figure.measure, names, ";".join(value for _, value in figure.selection)))


def _is_total(cell: str) -> bool:
    return set(cell.split(";")) == {TOTAL}


def _not_shown(figure: PublishedFigure) -> Compared:
    return Compared(figure, "not shown", None)


def _count(figure: PublishedFigure, cells: Cells) -> Compared:
    cell = _cell(figure, cells)
    if cell is None or cell["count"] is None:
        return _not_shown(figure)
    interval = poisson(cell["count"])
    said = f"{cell['count']:,} ({interval.low:,.0f} to {interval.high:,.0f})"
    return Compared(figure, said, _meets(figure, interval))


def _above(figure: PublishedFigure, cells: Cells) -> Compared:
    compared = _count(figure, cells)
    cell = _cell(figure, cells)
    if compared.within is None or cell is None:
        return compared
    return Compared(figure, compared.profile, poisson(cell["count"]).high > figure.published)


def _share_of(cell: Mapping[str, Any] | None) -> Estimate | None:
    if cell is None or cell["share"] is None:
        return None
    return Estimate(cell["share"], cell["share_low"], cell["share_high"])


def _share(figure: PublishedFigure, cells: Cells) -> Compared:
    share = _share_of(_cell(figure, cells))
    return _not_shown(figure) if share is None else Compared(figure, _say(share), _meets(figure, share))


def _majority(figure: PublishedFigure, cells: Cells) -> Compared:
    share = _share_of(_cell(figure, cells))
    return _not_shown(figure) if share is None else Compared(figure, _say(share), share.high > figure.published)


def _recorded(figure: PublishedFigure, cells: Cells) -> Compared:
    (name, _), *_ = figure.selection
    total = cells.get((figure.measure, name, TOTAL))
    of = {
        row["denominator"]
        for (measure, breakdown, _), row in cells.items()
        if (measure, breakdown) == (figure.measure, name) and row["denominator"] is not None
    }
    if total is None or total["count"] is None or len(of) != 1:
        return _not_shown(figure)
    share = wilson(of.pop(), total["count"])
    return Compared(figure, _say(share), _meets(figure, share))


def _rank(figure: PublishedFigure, cells: Cells) -> Compared:
    (name, value), *_ = figure.selection
    others = {
        cell: poisson(row["count"])
        for (measure, breakdown, cell), row in cells.items()
        if (measure, breakdown) == (figure.measure, name)
        and cell not in (TOTAL, UNKNOWN, OUTSIDE)
        and row["count"] is not None
    }
    own = others.pop(value, None)
    if own is None:
        return _not_shown(figure)
    place = 1 + sum(other.value > own.value for other in others.values())
    best = 1 + sum(other.low > own.high for other in others.values())
    worst = 1 + sum(other.high >= own.low for other in others.values())
    return Compared(
        figure, f"place {place} of {len(others) + 1} ({best} to {worst})", best <= figure.published <= worst
    )


def _meets(figure: PublishedFigure, interval: Estimate) -> bool:
    return (
        interval.low <= figure.published + figure.half_width and interval.high >= figure.published - figure.half_width
    )


def _say(share: Estimate) -> str:
    return f"{share.value:.1%} ({share.low:.1%} to {share.high:.1%})"
