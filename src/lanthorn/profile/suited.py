"""Which figure suits a breakdown: the one that a measure of the user's own gets, and most of the built-in ones."""

from collections.abc import Collection

from lanthorn.measures import Denominator, dimension
from lanthorn.profile import figures, tables
from lanthorn.profile.breakdown import Breakdown
from lanthorn.profile.content import Figure

AUTHORITIES = ("offence_authority", "home_authority", "authority")
_PLACES = (*AUTHORITIES, "offence_area", "home_area", "area")
_SEX = "sex"
_AGES = ("age", "suspect_age", "care_age")
_MOST_DIVISIONS = 7
_LONGEST_TABLE = 40
"""Rows of a table of many dimensions, the most frequent first."""


def figure_for(breakdown: Breakdown, title: str, *, boundaries: bool, emphasis: Collection[str] = ()) -> Figure:
    """The chart and table that suit a breakdown's dimensions."""
    names = breakdown.dimensions
    if breakdown.measure.denominator is Denominator.CHILDREN_10_17:
        return figures.rate_bars(breakdown, title, emphasis=emphasis)
    if len(names) == 1:
        if names[0] in AUTHORITIES:
            return figures.authority_map(breakdown, title, boundaries=boundaries, emphasis=emphasis)
        if names[0] == "month":
            marks = [figures.count_mark(month, breakdown.cell(month=month)) for month in breakdown.known()]
            return figures.months(breakdown, title, marks)
        return figures.bars(breakdown, title, emphasis=emphasis, order=_order(breakdown))
    if len(names) == 2:
        if names[0] == _SEX and names[1] in _AGES:
            return figures.pyramid(breakdown, title)
        if set(names) <= set(_PLACES):
            if set(names) <= set(AUTHORITIES):
                return Figure(tables.long(breakdown, title, most=_LONGEST_TABLE))
            return figures.flows(breakdown, title)
        if len(breakdown.known()) <= _MOST_DIVISIONS:
            return figures.divided(breakdown, title, emphasis=emphasis)
        return Figure(tables.two_way(breakdown, title))
    return Figure(tables.long(breakdown, title, most=_LONGEST_TABLE))


def _order(breakdown: Breakdown) -> list[str] | None:
    """By frequency where the values have no order of their own, as bands and categories have."""
    from lanthorn.measures.dimensions import dimension_entry

    return None if "bands" in dimension_entry(dimension(breakdown.last).name) else breakdown.by_frequency()
