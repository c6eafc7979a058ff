"""A breakdown of two sides as one chart and one table, each value's figures one beside the other."""

from dataclasses import replace

from lanthorn.measures import Cell, Denominator, dimension, unit
from lanthorn.profile import figures, tables, wording
from lanthorn.profile.beside.sides import Kind, Line, Pair, Side
from lanthorn.profile.breakdown import Breakdown
from lanthorn.profile.content import Chart, ChartKind, Figure, Mark
from lanthorn.profile.estimates import Standing
from lanthorn.profile.sentences import templates
from lanthorn.profile.suited import AUTHORITIES
from lanthorn.profile.tables import Printed
from lanthorn.vocabulary import UNKNOWN, authorities

_SAY = templates(
    "beside_figures", title="units dimension first second", number="side", share="side", rate="side",
    with_interval="figure interval", stands="this other", not_compared="", share_axis="", total="",
    periods_above="", periods_below="", periods_similar="", periods_unclear="",
    places_above="", places_below="", places_similar="", places_unclear="",
)  # fmt: skip
_MOST_PAIRS = 14
"""Values that two bars each leave readable; with more, the table stands alone."""


def figure(pair: Pair, mine: Breakdown, theirs: Breakdown) -> Figure | None:
    """Both sides of one breakdown; None where nothing but noughts and symbols would be shown."""
    lines = pair.lines(mine, theirs)
    if not any(cell.count for line in lines for cell in (line.this, line.other)):
        return None
    title = _title(pair, mine)
    table = _table(pair, lines, mine, theirs, title)
    shown = [line for line in lines if line.value != UNKNOWN]
    if mine.last in AUTHORITIES:
        return replace(table, chart=_tiles(pair, lines, mine, title))
    if len(shown) > _MOST_PAIRS:
        return table
    marks = tuple(mark for line in shown for mark in _marks(pair, line, mine))
    if not any(mark.value for mark in marks):
        return table
    intervals = figures.intervals_of(marks, mine)
    axis = figures.rate_axis() if _rated(mine) else _SAY.text("share_axis")
    return replace(table, chart=Chart(ChartKind.PAIRS, title, figures.alt_of(marks), marks, axis, "", intervals))


def in_order(pair: Pair) -> tuple[Side, Side]:
    """The sides as they stand from left to right: time runs forward, a place stands before the whole."""
    return (pair.other, pair.this) if pair.kind is Kind.PERIODS else (pair.this, pair.other)


def _title(pair: Pair, mine: Breakdown) -> str:
    first, second = in_order(pair)
    return _SAY.text(
        "title", units=wording.capital(unit(mine.measure.unit).many),
        dimension=dimension(mine.last).label[:1].lower() + dimension(mine.last).label[1:],
        first=first.label, second=second.label,
    )  # fmt: skip


def _rated(by: Breakdown) -> bool:
    return by.measure.denominator is Denominator.CHILDREN_10_17


def _table(pair: Pair, lines: list[Line], mine: Breakdown, theirs: Breakdown, title: str) -> Figure:
    first, _ = in_order(pair)
    name = "rate" if _rated(mine) else "share"
    columns = [dimension(mine.last).label]
    for side in in_order(pair):
        columns += [_SAY.text("number", side=side.label), _SAY.text(name, side=side.label)]
    columns.append(_SAY.text("stands", this=pair.this.label, other=pair.other.label))
    rows = []
    for line in lines:
        sides = [(line.this, line.standing[0]), (line.other, line.standing[1])]
        if first is pair.other:
            sides.reverse()
        row = [tables.heading(dimension(mine.last).say(line.value))]
        for cell, standing in sides:
            row += [tables.count(cell), with_interval(cell, standing)]
        rows.append([*row, tables.heading(_stands(pair, line))])
    totals = [by.cell() for by in ((theirs, mine) if first is pair.other else (mine, theirs))]
    dash = tables.heading(tables.NO_SHARE)
    rows.append([tables.heading(_SAY.text("total")), *(c for cell in totals for c in (tables.count(cell), dash)), dash])
    numeric = [False, *(True for _ in columns[2:]), False]
    return Figure(tables.made(title, columns, rows, strong=[len(rows) - 1], numeric=numeric))


def with_interval(cell: Cell, standing: Standing = Standing.RECORDED) -> Printed:
    """A share or a rate with its interval; a bound, which has none, alone."""
    if cell.rate is not None:
        found, interval = tables.rate(cell), tables.rate_interval(cell)
    else:
        found, interval = tables.share(cell, standing), tables.interval(cell, standing)
    if interval.text == tables.NO_SHARE:
        return found
    text = _SAY.text("with_interval", figure=found.text, interval=interval.text)
    return Printed(text, found.value, (*found.facts, *interval.facts))


def _stands(pair: Pair, line: Line) -> str:
    if line.stands is not None:
        return _SAY.text(f"{pair.kind}_{line.stands}")
    return tables.NO_SHARE if line.value == UNKNOWN else _SAY.text("not_compared")


def _marks(pair: Pair, line: Line, mine: Breakdown) -> list[Mark]:
    group = dimension(mine.last).say(line.value) if line.value else ""
    cells = {pair.this.label: (line.this, line.standing[0]), pair.other.label: (line.other, line.standing[1])}
    return [
        _mark(side.label, *cells[side.label], rated=_rated(mine), emphasis=side is pair.this, group=group)
        for side in in_order(pair)
    ]


def _mark(label: str, cell: Cell, standing: Standing, *, rated: bool, emphasis: bool, group: str = "") -> Mark:
    if rated:
        return replace(figures.rate_mark(label, cell, emphasis), group=group)
    return figures.share_mark(label, cell, standing, emphasis=emphasis, group=group)


def _tiles(pair: Pair, lines: list[Line], mine: Breakdown, title: str) -> Chart | None:
    """The share of each authority on both sides, as the tiles of a map: of numbers only shares may be compared.

    A tile has room for an abbreviation, as on the maps; the words for those who cannot see it have the names.
    """
    found = {line.value: line for line in lines}
    nobody = Line("", Cell(0), Cell(0), (Standing.RECORDED, Standing.RECORDED), None)
    marks, named = [], []
    for entry in authorities():
        for mark in _marks(pair, found.get(entry.code, nobody), mine):
            plain = replace(figures.without_interval(mark), emphasis=False)
            named.append(replace(plain, group=entry.label))
            tile = replace(plain, group=entry.abbreviation, code=entry.code)
            marks.append(replace(tile, column=entry.tile_column, row=entry.tile_row))
    if not any(mark.value for mark in marks):
        return None
    axis = figures.rate_axis() if _rated(mine) else _SAY.text("share_axis")
    return Chart(ChartKind.SMALL_MULTIPLES, title, figures.alt_of(named, highest_first=True), tuple(marks), axis)
