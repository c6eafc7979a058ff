"""Finding in a child's events what a rule asks for: so many within so many days, or any that is recent.

Given Ibis tables with a row per event or record and its day, `happened_on`; gives back those of the rows that count.
"""

from datetime import date

import ibis
import ibis.expr.types as ir

_DAY = "happened_on"


def days_from(earlier: ir.DateValue, later: ir.DateValue) -> ir.IntegerValue:
    """Whole days from one date to another: 0 on the same day, negative where the order is the other way."""
    return later.delta(earlier, unit="day")


def recent(rows: ibis.Table, as_of: date, recent_days: int) -> ibis.Table:
    """Rows that happened at most so many days before the day."""
    return rows.filter(days_from(rows[_DAY], ibis.literal(as_of)) <= recent_days)


def latest_run(
    events: ibis.Table, by: tuple[str, ...], *, at_least: int, within_days: int, as_of: date, recent_days: int
) -> ibis.Table:
    """The last run of so many events within so many days, if it ended recently; no row for whom there is none.

    `events` has one row per event and columns `by`, `event_id` and `happened_on`. A run is complete where the first
    and the last of so many events in a row lie at most `within_days` apart. Given back are all events within as many
    days before the event that last completed a run, that event included: the columns `by`, event_id and happened_on.
    """
    events = events.select(*by, "event_id", _DAY).distinct()
    earlier = events[_DAY].lag(at_least - 1).over(group_by=list(by), order_by=[_DAY, "event_id"])
    ordered = events.mutate(begun_on=earlier)
    complete = ordered.filter(days_from(ordered.begun_on, ordered[_DAY]) <= within_days)
    ended = complete.group_by(*by).agg(ended_on=complete[_DAY].max())
    ended = ended.filter(days_from(ended.ended_on, ibis.literal(as_of)) <= recent_days)
    joined = events.inner_join(ended, list(by))
    inside = joined.filter(days_from(joined[_DAY], joined.ended_on).between(0, within_days))
    return inside.select(*by, "event_id", _DAY)
