"""The early warning on one measure: which authorities recorded more than would be expected, or why none can be given.

Given a store and a day; gives rows that are ready for disclosure control. A row says nothing of any child, and nothing
of why more was recorded: that is for people to find out.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

import ibis
import pyarrow as pa

from lanthorn.evidence import Layer, Store, connect, open_tables
from lanthorn.measures.catalogue import catalogue
from lanthorn.measures.definition import Measure
from lanthorn.measures.results import TOTAL, Key
from lanthorn.measures.units import unit
from lanthorn.measures.warning.expectation import expected_range
from lanthorn.measures.warning.series import MonthlyCounts, last_whole_month, length, monthly_counts
from lanthorn.measures.warning.settings import settings
from lanthorn.measures.warning.watching import Comparison, Watched, enough, watch
from lanthorn.measures.warning.words import say_declined, say_row
from lanthorn.vocabulary import authorities

LAST, EARLIER, BEFORE = "last month", "months between", "months before"
"""Which months a count to be protected is of."""


@dataclass(frozen=True)
class Row:
    """One authority over the last month or months. Whatever is hidden is None, and then so is whether it is flagged."""

    place: str
    label: str
    months: tuple[str, ...]
    count: int | None
    expected_low: int | None
    expected_high: int | None
    chance: float | None
    adjusted: float | None
    flagged: bool | None
    words: str
    """For a flagged row, the sentence that says so; else empty."""


@dataclass(frozen=True)
class Warnings:
    """The answer for one measure and month. `declined` says why there is none; then there are no rows."""

    measure: Measure
    as_of: date
    month: str
    declined: str
    before: tuple[str, ...] = ()
    """The months that the expectation comes from."""
    rows: tuple[Row, ...] = ()
    counts: Mapping[str, Mapping[Key, int]] | None = None
    """What is to be protected: by population, counts by place and by which months, with every total."""

    @property
    def flagged(self) -> tuple[Row, ...]:
        """The rows flagged, in the order of the authorities' codes; an authority can be there for both windows."""
        return tuple(sorted((row for row in self.rows if row.flagged), key=lambda row: (row.place, len(row.months))))

    def table(self) -> Any:
        """The rows as an Arrow table; what is hidden is missing."""
        rows = [{**vars(row), "months": list(row.months)} for row in self.rows]
        return pa.Table.from_pylist(rows, schema=_SCHEMA)

    def publish(self, is_hidden: Callable[[str, Key], bool]) -> "Warnings":
        """The same with every row emptied of which a count is hidden, that over the months before included.

        `is_hidden` is asked of a population and key of `counts`. Whether a hidden count is flagged is hidden too,
        since it would say that the count is not small. The chances are left out: a count can be worked out from them.
        """
        rows = tuple(self._published(row, is_hidden) for row in self.rows)
        return replace(self, rows=rows, counts=None)

    def _published(self, row: Row, is_hidden: Callable[[str, Key], bool]) -> Row:
        shown, basis = _populations(self.measure)
        cells = [(shown, (row.place, LAST if len(row.months) == 1 else TOTAL)), (basis, (row.place,))]
        row = replace(row, chance=None, adjusted=None)
        if any(is_hidden(population, key) for population, key in cells):
            return replace(row, count=None, expected_low=None, expected_high=None, flagged=None, words="")
        return row


_SCHEMA = pa.schema(
    {
        "place": pa.string(),
        "label": pa.string(),
        "months": pa.list_(pa.string()),
        "count": pa.int64(),
        "expected_low": pa.int64(),
        "expected_high": pa.int64(),
        "chance": pa.float64(),
        "adjusted": pa.float64(),
        "flagged": pa.bool_(),
        "words": pa.string(),
    }
)


def early_warning(store: Store, measure: str, as_of: date) -> Warnings:
    """The early warning on a measure for the last whole month by a day.

    `measure` is one of those that `settings().watched` names. Raises StoreError where there are no records, and
    BadDefinitionError for a measure that is not watched.
    """
    tables = open_tables(store.need(Layer.RECORDS).tables(), connect())
    return early_warning_of(tables, measure, as_of)


def early_warning_of(tables: Mapping[str, ibis.Table], measure: str, as_of: date) -> Warnings:
    """The same from tables that are open already."""
    place = settings().place_of(measure)
    asked = catalogue().measure(measure)
    month = last_whole_month(as_of)
    missing = [name for name in unit(asked.unit).needs if name not in tables]
    if missing:
        return Warnings(asked, as_of, month, say_declined(asked, month, 0, "the records it needs are not loaded"))
    counts = monthly_counts(tables, asked, place, as_of)
    if not enough(counts):
        reason = say_declined(asked, month, len(counts.months), counts.starts_because)
        return Warnings(asked, as_of, month, reason)
    watched = watch(counts)
    rows = tuple(_row(asked, comparison, watched) for comparison in watched.comparisons)
    return Warnings(
        measure=asked,
        as_of=as_of,
        month=month,
        declined="",
        before=watched.before,
        rows=rows,
        counts=_to_protect(asked, counts, watched),
    )


def _row(measure: Measure, comparison: Comparison, watched: Watched) -> Row:
    days = sum(length(month) for month in comparison.months)
    low, high = expected_range(comparison.before, days, watched.days_before, comparison.spread, settings().outside)
    label = {entry.code: entry.label for entry in authorities()}[comparison.place]
    row = Row(
        place=comparison.place,
        label=label,
        months=comparison.months,
        count=comparison.count,
        expected_low=low,
        expected_high=high,
        chance=comparison.chance,
        adjusted=comparison.adjusted,
        flagged=comparison.flagged,
        words="",
    )
    if not comparison.flagged:
        return row
    said = say_row(measure, label, comparison.months, comparison.count, (low, high), watched.before)
    return replace(row, words=said)


def _populations(measure: Measure) -> tuple[str, str]:
    many = unit(measure.unit).many
    return f"{many} of the last months", f"{many} of the {BEFORE}"


def _to_protect(measure: Measure, counts: MonthlyCounts, watched: Watched) -> dict[str, dict[Key, int]]:
    """Counts of the last month, of the two between and of both; and of the months before; each with its totals."""
    shown, basis = _populations(measure)
    last: dict[Key, int] = {}
    before: dict[Key, int] = {}
    single = {entry.place: entry for entry in watched.comparisons if len(entry.months) == 1}
    several = {entry.place: entry for entry in watched.comparisons if len(entry.months) > 1}
    for place in counts.places:
        now, together = single[place].count, several[place].count
        last |= {(place, LAST): now, (place, EARLIER): together - now, (place, TOTAL): together}
        before[(place,)] = single[place].before
    for which in (LAST, EARLIER, TOTAL):
        last[(TOTAL, which)] = sum(last[(place, which)] for place in counts.places)
    before[(TOTAL,)] = sum(before.values())
    return {shown: last, basis: before}
