"""The one evaluator: a measure, the store's tables and a period in; counts out.

Every unit view is computed once and kept for all the measures that count it.
"""

from collections.abc import Mapping
from itertools import product

import ibis

from lanthorn.errors import BadDefinitionError
from lanthorn.measures.comparability import Held
from lanthorn.measures.definition import Measure
from lanthorn.measures.dimensions import dimension
from lanthorn.measures.results import TOTAL, Answer, CountTable, Key
from lanthorn.measures.units import Sources, Unit, unit
from lanthorn.records import TABLE_BY_NAME
from lanthorn.vocabulary import Period


class Evaluator:
    """Answers measures over one set of tables and one period."""

    def __init__(self, tables: Mapping[str, ibis.Table], period: Period) -> None:
        self._sources = Sources(tables, period)
        self._days_of: dict[str, Held | None] = {}

    def answer(self, measure: Measure) -> Answer:
        """Evaluate a measure; where its tables are missing or hold nothing of the period, say so instead.

        Raises BadDefinitionError when a breakdown names a dimension that the unit does not have.
        """
        counted = unit(measure.unit)
        reason = self._unanswerable(counted)
        if reason:
            return Answer(measure, self._sources.period, (), reason)
        view = self._view(counted)
        _check_dimensions(measure, view)
        if measure.where is not None:
            view = view.filter(measure.where(view))
        tables = tuple(_count(view, names, weighted=counted.weighted) for names in measure.breakdowns)
        if not tables[0].total and not self._holds_any(counted):
            return Answer(
                measure, self._sources.period, (), f"the records loaded hold no {counted.many} of this period"
            )
        return Answer(measure, self._sources.period, tables, held=self._held(counted))

    def _unanswerable(self, counted: Unit) -> str:
        if counted.view is None:
            return counted.why_never or "no records of this kind can be loaded yet"
        missing = self._sources.missing(counted.needs)
        if missing:
            words = ", ".join(TABLE_BY_NAME[name].meaning if name in TABLE_BY_NAME else name for name in missing)
            return f"it needs records that have not been loaded: {words}"
        return ""

    def _holds_any(self, counted: Unit) -> bool:
        """Whether there is any unit before a measure narrows them: then none of the narrower kind is an answer."""
        return bool(self._view(counted).limit(1).count().to_pyarrow().as_py())

    def _held(self, counted: Unit) -> Held | None:
        """The days that the records of all the tables of a unit reach over: as late as the latest, as the soonest."""
        held = [days for table, column in counted.dated if (days := self._days(table, column)) is not None]
        if not held or len(held) < len(counted.dated):
            return None
        return Held(max(days.first for days in held), min(days.last for days in held))

    def _days(self, table: str, column: str) -> Held | None:
        if table not in self._days_of:
            day = self._sources[table][column].cast("date")
            (row,) = self._sources[table].agg(first=day.min(), last=day.max()).to_pyarrow().to_pylist()
            self._days_of[table] = Held(row["first"], row["last"]) if row["first"] is not None else None
        return self._days_of[table]

    def _view(self, counted: Unit) -> ibis.Table:
        assert counted.view is not None  # noqa: S101  # `_unanswerable` has turned the others away
        return self._sources.once(counted.view)


def _check_dimensions(measure: Measure, view: ibis.Table) -> None:
    for names in measure.breakdowns:
        for name in names:
            dimension(name)
            if name not in view.columns:
                raise BadDefinitionError(
                    f"Measure {measure.id}: its unit {measure.unit!r} has no dimension {name!r}. "
                    f"It has: {', '.join(sorted(column for column in view.columns if _is_dimension(column)))}."
                )


def _is_dimension(name: str) -> bool:
    try:
        dimension(name)
    except BadDefinitionError:
        return False
    return True


def _count(view: ibis.Table, names: tuple[str, ...], *, weighted: bool) -> CountTable:
    number = view.weight.sum() if weighted else view.count()
    rows = view.group_by(*names).agg(number=number).to_pyarrow().to_pylist()
    found: dict[Key, int] = {tuple(row[name] for name in names): int(row["number"]) for row in rows}
    values = tuple(dimension(name).ordered(key[place] for key in found) for place, name in enumerate(names))
    counts: dict[Key, int] = dict.fromkeys(product(*((*shown, TOTAL) for shown in values)), 0)
    for key, count in found.items():
        for margin in product(*((value, TOTAL) for value in key)):
            counts[margin] += count
    return CountTable(names, values, counts)
