"""Published breakdowns as tables of the briefing: texts as printed, the same cells as numbers, nothing computed."""

from collections.abc import Collection, Iterable, Sequence
from typing import NamedTuple

from lanthorn.measures import CONFIDENTIAL, RATE_PER, TOTAL, Cell, dimension
from lanthorn.profile import wording
from lanthorn.profile.breakdown import Breakdown
from lanthorn.profile.content import DataTable, Fact
from lanthorn.profile.estimates import Standing
from lanthorn.profile.sentences import templates
from lanthorn.vocabulary import UNKNOWN

NO_SHARE = "–"


class Printed(NamedTuple):
    """A cell as it is printed, as a number in the same unit where it is one, and what that says of the counts."""

    text: str
    value: float | None
    facts: tuple[Fact, ...] = ()


_HEADS = templates(
    "tables", number="", share="", share_of_recorded="", interval="", total="", children="",
    population="", rate="", rate_interval="low high", hidden="symbol", bound="", corrected="",
)  # fmt: skip
DECIMALS = 1

EXACT_SHARE, INTERVAL, RATE, ESTIMATED, PUBLIC = "exact share", "interval", "rate", "estimated", "public"
"""Kinds of facts that figures state, beside those of sentences."""


def made(
    caption: str, columns: Sequence[str], rows: Sequence[Sequence[Printed]], *, strong: Sequence[int] = (),
    notes: Sequence[str] = (), numeric: Sequence[bool] | None = None,
) -> DataTable:  # fmt: skip
    """A table from printed cells, with the notes that its symbols need."""
    shown = {cell.text for row in rows for cell in row}
    explained = [_HEADS.text("hidden", symbol=CONFIDENTIAL)] if any(CONFIDENTIAL in text for text in shown) else []
    return DataTable(
        caption=caption,
        columns=tuple(columns),
        rows=tuple(tuple(cell.text for cell in row) for row in rows),
        numeric=tuple(numeric) if numeric is not None else (False, *(True for _ in columns[1:])),
        strong=tuple(strong),
        values=tuple(tuple(cell.value for cell in row) for row in rows),
        notes=(*explained, *notes),
        facts=tuple(tuple(cell.facts for cell in row) for row in rows),
    )


def count(cell: Cell) -> Printed:
    """A count, or the symbol that stands for it."""
    if cell.count is None:
        return heading(cell.shown)
    return Printed(cell.shown, float(cell.count), (fact_of(cell, "count", cell.shown),))


def fact_of(cell: Cell, kind: str, shown: str) -> Fact:
    """What a figure of a cell says of its count."""
    measure, where = cell.source
    return Fact(measure, where, shown, kind)


def share(cell: Cell, standing: Standing) -> Printed:
    """A share in per cent; the symbol where its count is hidden, a dash where there is none."""
    if cell.share is None:
        return heading(CONFIDENTIAL if cell.count is None else NO_SHARE)
    # Of a corrected share the interval stands beside it, or in the sentence; the table's note says what it is.
    said_as = Standing.RECORDED if standing is Standing.ESTIMATED else standing
    text = wording.say_percent(cell.share, said_as) or NO_SHARE
    return Printed(text, round(cell.share.value * 100, DECIMALS), (_share_fact(cell, standing, text),))


def interval(cell: Cell, standing: Standing) -> Printed:
    """The interval of a share; a bound has none."""
    if cell.share is None or standing in (Standing.AT_LEAST, Standing.AT_MOST):
        return heading(NO_SHARE)
    text = wording.percent_interval(cell.share)
    return Printed(text, None, (interval_fact(cell, standing, text),))


def _share_fact(cell: Cell, standing: Standing, text: str) -> Fact:
    """A share in a table is exact for a spreadsheet, and its bar for a ruler; a corrected one is an estimate."""
    return fact_of(cell, ESTIMATED if standing is Standing.ESTIMATED else EXACT_SHARE, text)


def interval_fact(cell: Cell, standing: Standing, text: str) -> Fact:
    """The interval of a share tells what the share is and of how many, too."""
    return fact_of(cell, ESTIMATED if standing is Standing.ESTIMATED else INTERVAL, text)


def heading(text: str) -> Printed:
    """A text that is no number."""
    return Printed(text, None)


def public(number: int) -> Printed:
    """A number that anybody can look up elsewhere, such as how many people live in a place."""
    shown = f"{number:,}"
    return Printed(shown, float(number), (Fact("", "", shown, PUBLIC),))


def one_way(breakdown: Breakdown, caption: str, order: Sequence[str] | None = None) -> DataTable:
    """A breakdown by one dimension: number, share of those recorded, interval; the total last.

    A row of nought not known is left out; so is the column of intervals where every share is a bound.
    """
    name = breakdown.last
    values = [value for value in (order or breakdown.values()) if not _is_nought_unknown(breakdown, value)]
    cells = [(value, breakdown.cell(**{name: value}), breakdown.standing(**{name: value})) for value in values]
    with_interval = any(interval(cell, standing)[0] != NO_SHARE for _, cell, standing in cells)
    with_share = any(cell.share is not None for _, cell, _ in cells)
    share_head = "share_of_recorded" if UNKNOWN in values else "share"
    columns = [dimension(name).label, _HEADS.text("number")]
    columns += [_HEADS.text(share_head)] if with_share else []
    columns += [_HEADS.text("interval")] if with_interval else []
    rows = []
    for value, cell, standing in cells:
        row = [heading(dimension(name).say(value)), count(cell)]
        row += [share(cell, standing)] if with_share else []
        row += [interval(cell, standing)] if with_interval else []
        rows.append(row)
    dashes = [heading(NO_SHARE)] * (len(columns) - 2)
    rows.append([heading(_HEADS.text("total")), count(breakdown.cell()), *dashes])
    return made(caption, columns, rows, strong=[len(rows) - 1], notes=_what_shares_are(s for _, _, s in cells))


def numbers(breakdown: Breakdown, caption: str, order: Sequence[str] | None = None) -> DataTable:
    """A breakdown by one dimension without shares, where these would say nothing: numbers, the total last."""
    name = breakdown.last
    values = [value for value in (order or breakdown.values()) if not _is_nought_unknown(breakdown, value)]
    rows = [[heading(dimension(name).say(value)), count(breakdown.cell(**{name: value}))] for value in values]
    rows.append([heading(_HEADS.text("total")), count(breakdown.cell())])
    return made(caption, [dimension(name).label, _HEADS.text("number")], rows, strong=[len(rows) - 1])


def _what_shares_are(standings: Iterable[Standing]) -> list[str]:
    found = set(standings)
    notes = [_HEADS.text("bound")] if found & {Standing.AT_LEAST, Standing.AT_MOST} else []
    return notes + ([_HEADS.text("corrected")] if Standing.ESTIMATED in found else [])


def _is_nought_unknown(breakdown: Breakdown, value: str) -> bool:
    return value == UNKNOWN and breakdown.cell(**{breakdown.last: value}).count == 0


def two_way(
    breakdown: Breakdown, caption: str, *, down: str | None = None, shares: bool = False, totals_down: bool = True
) -> DataTable:
    """A breakdown by two dimensions, `down` (the first, unless named) down the side, totals at both ends.

    With `shares`, each count is followed by its share. Rows and columns of nought not known are left out.
    """
    side = down or breakdown.dimensions[0]
    (along,) = (name for name in breakdown.dimensions if name != side)
    sides = [*_worth_showing(breakdown, side), *([TOTAL] if totals_down else [])]
    alongs = [*_worth_showing(breakdown, along), TOTAL]
    rows: list[list[Printed]] = []
    standings = set()
    for value in sides:
        row = [heading(_HEADS.text("total") if value == TOTAL else dimension(side).say(value))]
        for other in alongs:
            where = {side: value, along: other}
            cell = breakdown.cell(**where)
            with_share = shares and cell.share is not None
            number = count(cell)
            if with_share:
                beside = share(cell, breakdown.standing(**where))
                standings.add(breakdown.standing(**where))
                number = Printed(f"{cell.shown} ({beside.text})", number.value, (*number.facts, *beside.facts))
            row.append(number)
        rows.append(row)
    columns = [dimension(side).label]
    columns += [_HEADS.text("total") if other == TOTAL else wording.column_label(along, other) for other in alongs]
    strong = [len(rows) - 1] if totals_down else []
    return made(caption, columns, rows, strong=strong, notes=_what_shares_are(standings))


def _worth_showing(breakdown: Breakdown, name: str) -> list[str]:
    return [value for value in breakdown.values(name) if value != UNKNOWN or breakdown.cell(**{name: value}).count != 0]


def rated(breakdown: Breakdown, place: str) -> Cell:
    """The cell that carries a place's rate: of the ages in scope where the breakdown has them, else of the place."""
    first, *scope = breakdown.dimensions
    return breakdown.cell(**{first: place}, **dict.fromkeys(scope, "yes"))


def rates(breakdown: Breakdown, caption: str, order: Sequence[str]) -> DataTable:
    """Rates by place: children recorded, children who live there, rate with its interval."""
    place = breakdown.dimensions[0]
    rows = []
    for value in order:
        cell = rated(breakdown, value)
        people = heading(NO_SHARE) if cell.rate is None or cell.denominator is None else public(cell.denominator)
        rows.append([heading(dimension(place).say(value)), count(cell), people, rate(cell), rate_interval(cell)])
    heads = ("children", "population", "rate", "interval")
    return made(caption, [dimension(place).label, *(_HEADS.text(head) for head in heads)], rows)


def rate(cell: Cell) -> Printed:
    """A rate; the symbol where its count is hidden, a dash where there is none."""
    if cell.rate is None:
        return heading(CONFIDENTIAL if cell.count is None else NO_SHARE)
    text = f"{cell.rate.value:.1f}"
    return Printed(text, round(cell.rate.value, DECIMALS), (rate_fact(cell, text),))


def rate_interval(cell: Cell) -> Printed:
    """The interval of a rate."""
    if cell.rate is None:
        return heading(NO_SHARE)
    text = _HEADS.text("rate_interval", low=f"{cell.rate.low:.1f}", high=f"{cell.rate.high:.1f}")
    return Printed(text, None, (rate_fact(cell, text),))


def rate_fact(cell: Cell, text: str) -> Fact:
    """A rate, or its interval: of how many people is public, so that it tells the count."""
    return fact_of(cell, RATE, f"{text} per {RATE_PER:,} of {cell.denominator:,}")


def long(breakdown: Breakdown, caption: str, *, most: int | None = None, leave_out: Collection[str] = ()) -> DataTable:
    """A breakdown by several dimensions as one row a cell that is not nought, the most frequent first."""
    found = []
    for key in breakdown.table.cells:
        cell = breakdown.cell(**dict(zip(breakdown.dimensions, key, strict=True)))
        if TOTAL not in key and cell.count != 0 and not set(key) & set(leave_out):
            found.append((key, cell))
    found.sort(key=lambda entry: -(entry[1].count or 0))
    rows = [
        [*(heading(dimension(name).say(value)) for name, value in zip(breakdown.dimensions, key, strict=True)),
         count(cell)]
        for key, cell in found[:most]
    ]  # fmt: skip
    columns = [*(dimension(name).label for name in breakdown.dimensions), _HEADS.text("number")]
    numeric = [*(False for _ in breakdown.dimensions), True]
    return made(caption, columns, rows, numeric=numeric)
