"""Published tables of a measure as charts and tables of the briefing: texts and marks, nothing computed."""

from collections.abc import Collection, Mapping, Sequence

from lanthorn.measures import CONFIDENTIAL, TOTAL, Cell, PublishedTable, dimension
from lanthorn.profile.content import Chart, ChartKind, DataTable, Figure, Mark
from lanthorn.profile.wording import percent, percent_interval
from lanthorn.vocabulary import OUTSIDE, UNKNOWN, authorities

WILSON = "Lines show the 95% interval (Wilson)"
POISSON = "Lines show the 95% interval (exact Poisson)"
_HIDDEN_NOTE = f"{CONFIDENTIAL}: a small count, or one from which a small count could be worked out, is not shown."
_NO_SHARE = "–"


def share_text(cell: Cell) -> str:
    """A cell's share as a table prints it."""
    if cell.share is not None:
        return percent(cell.share.value)
    return CONFIDENTIAL if cell.count is None else _NO_SHARE


def _interval_text(cell: Cell) -> str:
    return percent_interval(cell.share) if cell.share is not None else _NO_SHARE


def _notes(cells: Collection[Cell]) -> tuple[str, ...]:
    return (_HIDDEN_NOTE,) if any(cell.count is None for cell in cells) else ()


def one_way_table(table: PublishedTable, caption: str, order: Sequence[str] | None = None) -> DataTable:
    """A breakdown by one dimension: number, share of those recorded, interval; the total last."""
    (name,) = table.dimensions
    values = list(order if order is not None else table.values[0])
    cells = [table[(value,)] for value in values]
    rows = [
        (dimension(name).say(value), cell.shown, share_text(cell), _interval_text(cell))
        for value, cell in zip(values, cells, strict=True)
    ]
    rows.append(("Total", table.total.shown, _NO_SHARE, _NO_SHARE))
    return DataTable(
        caption=caption,
        columns=(dimension(name).label, "Number", "Share of recorded", "95% interval"),
        rows=tuple(rows),
        numeric=(False, True, True, True),
        strong=(len(rows) - 1,),
        notes=_notes([*cells, table.total]),
    )


def two_way_table(table: PublishedTable, caption: str, *, shares: bool = False) -> DataTable:
    """A breakdown by two dimensions: the first down the side, the last along the top, totals at both ends.

    With `shares`, each count is followed by its share of the row's recorded units.
    """
    down, along = table.dimensions
    columns = (dimension(down).label, *(dimension(along).say(value) for value in table.values[1]), "Total")
    rows = []
    for value in (*table.values[0], TOTAL):
        texts = ["Total" if value == TOTAL else dimension(down).say(value)]
        for other in (*table.values[1], TOTAL):
            cell = table[(value, other)]
            texts.append(f"{cell.shown} ({percent(cell.share.value)})" if shares and cell.share else cell.shown)
        rows.append(tuple(texts))
    return DataTable(
        caption=caption,
        columns=columns,
        rows=tuple(rows),
        numeric=(False, *(True for _ in columns[1:])),
        strong=(len(rows) - 1,),
        notes=_notes(table.cells.values()),
    )


def count_mark(label: str, cell: Cell, *, emphasis: bool = False, group: str = "", code: str = "") -> Mark:
    """A mark whose length is the count."""
    return Mark(label, None if cell.count is None else float(cell.count), cell.shown, group, emphasis=emphasis, code=code)


def share_mark(label: str, cell: Cell, *, emphasis: bool = False, group: str = "") -> Mark:
    """A mark whose length is the share in per cent, with its interval."""
    if cell.share is None:
        return Mark(label, None, share_text(cell), group, emphasis=emphasis)
    share = cell.share.scaled(100)
    return Mark(label, share.value, percent(cell.share.value), group, share.low, share.high, emphasis=emphasis)


def share_bars(
    table: PublishedTable, title: str, alt: str, *, emphasis: Collection[str] = (), order: Sequence[str] | None = None
) -> Figure:
    """A breakdown by one dimension as bars of shares, the unknown left to the table."""
    (name,) = table.dimensions
    values = list(order if order is not None else table.values[0])
    marks = tuple(
        share_mark(dimension(name).say(value), table[(value,)], emphasis=value in emphasis)
        for value in values
        if value != UNKNOWN
    )
    chart = Chart(
        ChartKind.BARS, title, alt, marks, value_axis="Share of those recorded (%)", label_axis=dimension(name).label,
        intervals=WILSON,
    )  # fmt: skip
    return Figure(one_way_table(table, title, values), chart)


def count_bars(
    table: PublishedTable, title: str, alt: str, value_axis: str, *, emphasis: Collection[str] = (),
    order: Sequence[str] | None = None,
) -> Figure:  # fmt: skip
    """A breakdown by one dimension as bars of counts."""
    (name,) = table.dimensions
    values = list(order if order is not None else table.values[0])
    marks = tuple(
        count_mark(dimension(name).say(value), table[(value,)], emphasis=value in emphasis)
        for value in values
        if value != UNKNOWN or table[(value,)].count != 0
    )
    chart = Chart(ChartKind.BARS, title, alt, marks, value_axis=value_axis, label_axis=dimension(name).label)
    return Figure(one_way_table(table, title, values), chart)


def pyramid(table: PublishedTable, title: str, alt: str, value_axis: str) -> Chart:
    """Counts by sex and age, back to back."""
    sexes, ages = (dimension(name) for name in table.dimensions)
    marks = tuple(
        count_mark(ages.say(age), table[(sex, age)], group=sexes.say(sex))
        for sex in sexes.values
        for age in ages.values
    )
    return Chart(ChartKind.PYRAMID, title, alt, marks, value_axis=value_axis, label_axis=ages.label)


def tile_map(cells: Mapping[str, Mark], title: str, alt: str, value_axis: str) -> Chart:
    """Marks of the 33 authorities by code, as tiles."""
    marks = tuple(
        Mark(
            entry.abbreviation, cells[entry.code].value, cells[entry.code].shown, entry.label, cells[entry.code].low,
            cells[entry.code].high, entry.code, entry.tile_column, entry.tile_row, cells[entry.code].emphasis,
        )
        for entry in authorities()
    )  # fmt: skip
    return Chart(ChartKind.TILE_MAP, title, alt, marks, value_axis=value_axis)


def boundary_map(cells: Mapping[str, Mark], title: str, alt: str, value_axis: str) -> Chart:
    """Marks of the 33 authorities by code, as outlines."""
    marks = tuple(
        Mark(entry.label, cells[entry.code].value, cells[entry.code].shown, entry.abbreviation, code=entry.code)
        for entry in authorities()
    )
    return Chart(ChartKind.BOUNDARY_MAP, title, alt, marks, value_axis=value_axis)


def ranked(table: PublishedTable) -> list[tuple[str, int]]:
    """The values of a one-dimensional breakdown whose counts are shown, most frequent first; no unknown, no outside."""
    shown = [
        (value, table[(value,)].count) for value in table.values[0] if value not in (UNKNOWN, OUTSIDE)
    ]
    return sorted(((value, count) for value, count in shown if count is not None), key=lambda pair: (-pair[1], pair[0]))
