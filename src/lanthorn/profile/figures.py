"""Published breakdowns as charts of the briefing, each with the table that says the same; nothing is computed here."""

from collections.abc import Collection, Sequence
from dataclasses import replace

from lanthorn.measures import CONFIDENTIAL, Cell, Denominator, dimension, unit
from lanthorn.profile import tables, wording
from lanthorn.profile.breakdown import Breakdown
from lanthorn.profile.content import Chart, ChartKind, Figure, Mark, Marker
from lanthorn.profile.estimates import Standing
from lanthorn.profile.sentences import templates
from lanthorn.vocabulary import OUTSIDE, UNKNOWN, authorities

_SAY = templates(
    "figures_of", wilson="", poisson="", poisson_of_some="", corrected="", share="", share_of_recorded="",
    number="units", rate="",
    alt_list="parts", alt_part="label shown", alt_more="parts more", share_with="value",
)  # fmt: skip
_MOST_IN_ALT = 10


def alt_of(marks: Sequence[Mark], *, highest_first: bool = False) -> str:
    """A chart in words for a reader who cannot see it: its first marks with their figures, and how many more."""
    chosen = [mark for mark in marks if mark.value is not None or not highest_first]
    if highest_first:
        chosen.sort(key=lambda mark: -(mark.value or 0))
    named = [
        _SAY.text("alt_part", label=f"{mark.group}, {mark.label}" if mark.group else mark.label, shown=mark.shown)
        for mark in chosen[:_MOST_IN_ALT]
    ]
    left = len(marks) - len(named)
    parts = "; ".join(named)
    return _SAY.text("alt_more", parts=parts, more=f"{left:,}") if left else _SAY.text("alt_list", parts=parts)


def share_mark(label: str, cell: Cell, standing: Standing, *, emphasis: bool = False, group: str = "") -> Mark:
    """A mark whose length is the share in per cent; with its interval unless it is a bound."""
    text, _, facts = tables.share(cell, standing)
    if cell.share is None:
        return Mark(label, None, text, group, emphasis=emphasis)
    estimate = cell.share.scaled(100)
    if standing in (Standing.AT_LEAST, Standing.AT_MOST):
        return Mark(label, estimate.value, text, group, emphasis=emphasis, facts=facts)
    if standing is Standing.ESTIMATED:
        text = wording.percent(cell.share.value)
    facts = (*facts, tables.interval_fact(cell, standing, wording.percent_interval(cell.share)))
    return Mark(label, estimate.value, text, group, estimate.low, estimate.high, emphasis=emphasis, facts=facts)


def without_interval(mark: Mark) -> Mark:
    """The mark without its interval, for a figure that would say nothing by it."""
    return replace(mark, low=None, high=None)


def shares_of(breakdown: Breakdown, value: str, title: str) -> Figure:
    """For each value of the first dimension, the share that has `value` of the last, as bars."""
    down, along = breakdown.dimensions
    cells = {
        group: (breakdown.cell(**{down: group, along: value}), breakdown.standing(**{down: group, along: value}))
        for group in breakdown.known(down)
        if breakdown.cell(**{down: group}).count != 0
    }
    marks = tuple(share_mark(dimension(down).say(group), *entry) for group, entry in cells.items())
    table = tables.two_way(breakdown, title, shares=True)
    if not any(mark.value for mark in marks):
        return Figure(table)
    axis = _SAY.text("share_with", value=dimension(along).say(value))
    chart = Chart(
        ChartKind.BARS, title, alt_of(marks), marks, axis, dimension(down).label, intervals_of(marks, breakdown)
    )
    return Figure(table, chart)


def count_mark(label: str, cell: Cell, *, emphasis: bool = False, group: str = "") -> Mark:
    """A mark whose length is the count."""
    text, value, facts = tables.count(cell)
    return Mark(label, value, text, group, emphasis=emphasis, facts=facts)


def bars(
    breakdown: Breakdown, title: str, *, emphasis: Collection[str] = (), order: Sequence[str] | None = None
) -> Figure:
    """A breakdown by one dimension as bars of shares; the number not known is left to the table."""
    name = breakdown.last
    values = [value for value in (order or breakdown.values()) if value != UNKNOWN]
    marks = tuple(
        share_mark(
            dimension(name).say(value), breakdown.cell(**{name: value}), breakdown.standing(**{name: value}),
            emphasis=value in emphasis,
        )
        for value in values
    )  # fmt: skip
    table = tables.one_way(breakdown, title, order)
    if not any(mark.value for mark in marks):
        return Figure(table)
    chart = Chart(
        ChartKind.BARS, title, alt_of(marks), marks, value_axis=_share_axis(breakdown),
        label_axis=dimension(name).label, intervals=intervals_of(marks, breakdown),
    )  # fmt: skip
    return Figure(table, chart)


def _share_axis(breakdown: Breakdown) -> str:
    unknown = UNKNOWN in breakdown.values() and breakdown.cell(**{breakdown.last: UNKNOWN}).count != 0
    return _SAY.text("share_of_recorded" if unknown else "share")


def intervals_of(marks: Sequence[Mark], breakdown: Breakdown) -> str:
    """What the lines across some marks of a breakdown are; nothing where none has one."""
    if not any(mark.low is not None for mark in marks):
        return ""
    if breakdown.measure.denominator is Denominator.CHILDREN_10_17:
        return _SAY.text("poisson")
    return _SAY.text("corrected" if breakdown.corrections else "wilson")


def counts(
    breakdown: Breakdown, title: str, *, emphasis: Collection[str] = (), order: Sequence[str] | None = None
) -> Figure:
    """A breakdown by one dimension as bars of counts, for units of which shares would say nothing."""
    name = breakdown.last
    marks = tuple(
        count_mark(dimension(name).say(value), breakdown.cell(**{name: value}), emphasis=value in emphasis)
        for value in (order or breakdown.values())
        if value != UNKNOWN
    )
    table = tables.numbers(breakdown, title, order)
    if not any(mark.value for mark in marks):
        return Figure(table)
    axis = number_axis(breakdown)
    return Figure(
        table, Chart(ChartKind.BARS, title, alt_of(marks), marks, value_axis=axis, label_axis=dimension(name).label)
    )


def number_axis(breakdown: Breakdown) -> str:
    """What lengths are: "Number of flagged offences"."""
    return _SAY.text("number", units=unit(breakdown.measure.unit).many)


def divided(
    breakdown: Breakdown, title: str, *, emphasis: Collection[str] = (), totals_down: bool = True,
    leave_out: Collection[str] = (UNKNOWN,),
) -> Figure:  # fmt: skip
    """A breakdown by two dimensions as one bar of 100% for each value of the first, divided by the last."""
    down, along = breakdown.dimensions
    marks = [
        share_mark(
            wording.column_label(along, other), breakdown.cell(**{down: value, along: other}),
            breakdown.standing(**{down: value, along: other}), emphasis=other in emphasis,
            group=dimension(down).say(value),
        )
        for value in breakdown.values(down)
        if value not in leave_out and breakdown.cell(**{down: value}).count != 0
        for other in breakdown.known()
    ]  # fmt: skip
    # A bar of which nothing can be shown would say less than the table.
    drawn = {mark.group for mark in marks if mark.value is not None}
    plain = tuple(without_interval(mark) for mark in marks if mark.group in drawn)
    table = tables.two_way(breakdown, title, shares=True, totals_down=totals_down)
    if not plain:
        return Figure(table)
    chart = Chart(ChartKind.SHARE_BARS, title, alt_of(plain), plain, value_axis=_share_axis(breakdown))
    return Figure(table, chart)


def pyramid(breakdown: Breakdown, title: str, *, emphasis: Collection[tuple[str, str]] = ()) -> Figure:
    """Counts by sex and age, back to back; ages go down the table."""
    sexes, ages = (dimension(name) for name in breakdown.dimensions)
    marks = tuple(
        count_mark(
            ages.say(age), breakdown.cell(**{sexes.name: sex, ages.name: age}), group=sexes.say(sex),
            emphasis=(sex, age) in emphasis,
        )
        for sex in sexes.values
        for age in ages.values
    )  # fmt: skip
    table = tables.two_way(breakdown, title, down=ages.name)
    if not any(mark.value for mark in marks):
        return Figure(table)
    alt = alt_of(marks, highest_first=True)
    return Figure(table, Chart(ChartKind.PYRAMID, title, alt, marks, number_axis(breakdown), ages.label))


def authority_map(breakdown: Breakdown, title: str, *, boundaries: bool, emphasis: Collection[str] = ()) -> Figure:
    """A breakdown by authority as a map, tiles or outlines, with the table in order of size."""
    name = breakdown.last
    cells = {entry.code: breakdown.cell(**{name: entry.code}) for entry in authorities()}
    kind = ChartKind.BOUNDARY_MAP if boundaries else ChartKind.TILE_MAP
    counted = {entry.code: count_mark(entry.label, cells[entry.code]) for entry in authorities()}
    marks = tuple(
        replace(
            counted[entry.code],
            label=entry.label if boundaries else entry.abbreviation,
            group=entry.abbreviation if boundaries else entry.label,
            code=entry.code,
            column=entry.tile_column,
            row=entry.tile_row,
            emphasis=entry.code in emphasis,
        )
        for entry in authorities()
    )
    named = list(counted.values())
    table = tables.one_way(breakdown, title, breakdown.by_frequency(last=(OUTSIDE,)))
    if not any(mark.value for mark in marks):
        return Figure(table)
    chart = Chart(kind, title, alt_of(named, highest_first=True), marks, value_axis=number_axis(breakdown))
    return Figure(table, chart)


def months(
    breakdown: Breakdown, title: str, marks: Sequence[Mark], markers: Sequence[Marker] = (), notes: Sequence[str] = ()
) -> Figure:
    """Counts by month as columns, for marks already made."""
    rows = [[tables.heading(mark.label), tables.Printed(mark.shown, mark.value, mark.facts)] for mark in marks]
    columns = (dimension(breakdown.last).label, wording.capital(unit(breakdown.measure.unit).many))
    chart = Chart(
        ChartKind.COLUMNS, title, alt_of(marks), tuple(marks), number_axis(breakdown), columns[0],
        markers=tuple(markers),
    )  # fmt: skip
    return Figure(tables.made(title, columns, rows, notes=notes), chart if any(mark.value for mark in marks) else None)


def flows(breakdown: Breakdown, title: str) -> Figure:
    """A breakdown by two places as a grid: the first down the side."""
    down, along = breakdown.dimensions
    downs = [value for value in breakdown.values(down) if breakdown.cell(**{down: value}).count != 0]
    alongs = [value for value in breakdown.values(along) if breakdown.cell(**{along: value}).count != 0]
    marks = tuple(
        count_mark(
            wording.column_label(along, other), breakdown.cell(**{down: value, along: other}),
            group=dimension(down).say(value),
        )
        for value in downs
        for other in alongs
    )  # fmt: skip
    alt = alt_of(marks, highest_first=True)
    chart = Chart(ChartKind.FLOWS, title, alt, marks, number_axis(breakdown), dimension(along).label)
    return Figure(tables.two_way(breakdown, title), chart if any(mark.value for mark in marks) else None)


def rate_bars(breakdown: Breakdown, title: str, *, emphasis: Collection[str] = ()) -> Figure:
    """Rates by place as bars with their intervals, the highest first.

    Places without a child recorded, or whose number is hidden, are left to the table: of a small place that has none,
    the interval alone would be longer than all bars.
    """
    place = breakdown.dimensions[0]
    cells = {value: tables.rated(breakdown, value) for value in breakdown.known(place) if value != OUTSIDE}
    order = sorted(cells, key=lambda value: (-_rate(cells[value]), breakdown.known(place).index(value)))
    marks = tuple(
        rate_mark(dimension(place).say(value), cells[value], value in emphasis) for value in order if cells[value].count
    )
    table = tables.rates(breakdown, title, order)
    if not any(mark.value for mark in marks):
        return Figure(table)
    chart = Chart(
        ChartKind.BARS,
        title,
        alt_of(marks, highest_first=True),
        marks,
        rate_axis(),
        dimension(place).label,
        intervals=_SAY.text("poisson" if len(marks) == len(order) else "poisson_of_some"),
    )
    return Figure(table, chart)


def _rate(cell: Cell) -> float:
    return -1.0 if cell.rate is None else cell.rate.value


def rate_axis() -> str:
    """What the lengths of rates are."""
    return _SAY.text("rate")


def rate_mark(label: str, cell: Cell, emphasis: bool) -> Mark:
    """A mark whose length is the rate, with its interval."""
    if cell.rate is None:
        return Mark(label, None, CONFIDENTIAL if cell.count is None else tables.NO_SHARE, emphasis=emphasis)
    text = f"{cell.rate.value:.1f}"
    return Mark(label, cell.rate.value, text, low=cell.rate.low, high=cell.rate.high, emphasis=emphasis,
                facts=(tables.rate_fact(cell, text),))  # fmt: skip
