"""Unit views from the children looked after return: children looked after in the period, and their absences.

Each year's return repeats the open episodes of the year before; an episode is taken from the latest return that has
it. An episode still open in that return is known to run to the end of the return's year, and no further.
"""

from datetime import date

import ibis
import ibis.expr.types as ir

from lanthorn.measures.units import coding
from lanthorn.measures.units.sources import Sources, kept
from lanthorn.vocabulary import UNKNOWN

_STATED_YEAR = r"^\d{4}-\d{2}$"


def _of_latest_return(rows: ibis.Table, *key: str) -> ibis.Table:
    """Of rows that several returns repeat, those of the latest return: its word counts, a blank included."""
    latest = rows.group_by(*key).agg(return_year=rows.return_year.max())
    return rows.semi_join(latest, [*key, "return_year"])


@kept
def _episodes(sources: Sources) -> ibis.Table:
    return _with_child(_of_latest_return(sources["care_episode"], "care_authority", "child_id", "began_on"), sources)


def _with_child(rows: ibis.Table, sources: Sources) -> ibis.Table:
    """Add `person`: the linked child behind an authority's own identifier."""
    rows = rows.mutate(record_id=ibis.literal("care_child:") + rows.care_authority + "|" + rows.child_id)
    child = sources["child"].select("record_id", person="child_id")
    return rows.inner_join(child, "record_id")


def _known_open_on(episode: ibis.Table, day: ir.DateValue | date) -> ir.BooleanValue:
    """Whether an episode without an end is known to be open on a day: its return's year has not ended before."""
    stated = episode.return_year.re_search(_STATED_YEAR)
    year = stated.ifelse(episode.return_year, ibis.null("string")).substr(0, 4).cast("int64")
    return episode.ended_on.isnull() & (~stated | (ibis.date(year + 1, 3, 31) >= day))


def _overlaps(episode: ibis.Table, sources: Sources) -> ir.BooleanValue:
    """Whether a child was looked after under an episode on any day of the period, the day it ended included."""
    start, end = sources.period.start, sources.period.end
    return (episode.began_on <= end) & ((episode.ended_on >= start) | _known_open_on(episode, start))


def with_care_status(child: ibis.Table, sources: Sources) -> ibis.Table:
    """Add `looked_after`: whether an episode begun by each child's `reported_on` had not ended on that day.

    A child whose last episode ends on a day is not looked after at its end, as the Department for Education counts
    children looked after on 31 March.
    """
    episode = _episodes(sources).select("person", "began_on", "ended_on", "return_year")
    covered = (
        child.select("child_id", "reported_on")
        .inner_join(episode, [("child_id", "person")])
        .filter(
            lambda t: (t.began_on <= t.reported_on) & ((t.ended_on > t.reported_on) | _known_open_on(t, t.reported_on))
        )
        .select("child_id")
        .distinct()
        .mutate(covered=True)
    )
    joined = child.left_join(covered, "child_id").drop("child_id_right")
    return joined.mutate(looked_after=coding.yes_no(joined.covered.fill_null(False)))


@kept
def children_looked_after(sources: Sources) -> ibis.Table:
    """One row per child looked after at any time in the period, as the latest return that says so knows the child.

    Age is on the last day of the period; the placement is that of the last episode that overlaps it.
    """
    episode = _episodes(sources)
    episode = episode.filter(_overlaps(episode, sources))
    order = episode.began_on.cast("string") + "|" + episode.record_id
    child = episode.group_by("person").agg(
        placement=episode.placement.fill_null(UNKNOWN).argmax(order),
        authority=episode.care_authority.argmax(order),
    )
    described = _with_child(sources["care_child"], sources)
    latest = described.return_year + "|" + described.record_id
    described = described.group_by("person").agg(
        sex=coding.last_known(coding.listed(described.sex, "sex").nullif(UNKNOWN), latest),
        date_of_birth=coding.last_known(described.date_of_birth, latest),
    )
    child = child.inner_join(described, "person")
    return child.mutate(
        sex=child.sex.fill_null(UNKNOWN),
        care_age=coding.banded(coding.age_on(child.date_of_birth, ibis.literal(sources.period.end)), "care_age"),
        placement_group=coding.grouped(child.placement, "placement"),
        authority=coding.authority(child.authority),
    ).mutate(area=lambda t: coding.area(t.authority))


def children_looked_after_with_absences(sources: Sources) -> ibis.Table:
    """Children looked after in the period, with how often each was missing in it."""
    child = children_looked_after(sources)
    missing = absences(sources).filter(lambda t: t.absence_kind == "M")
    times = missing.group_by("person").agg(times=missing.count())
    child = child.left_join(times, "person").drop("person_right")
    return child.mutate(missing_in_care=coding.banded(child.times.fill_null(0), "missing_in_care"))


def returned_in(sources: Sources) -> ibis.Table:
    """Child records of the returns that hold an episode in the period, one per child: that of the latest return."""
    episode = sources["care_episode"]
    inside = episode.filter(_overlaps(episode, sources))
    child = _of_latest_return(sources["care_child"], "care_authority", "child_id")
    return child.semi_join(inside, ["care_authority", "child_id"])


@kept
def absences(sources: Sources) -> ibis.Table:
    """One row per time a looked-after child was missing or away and which began in the period."""
    absence = sources["care_absence"]
    inside = absence.filter(absence.began_on.between(sources.period.start, sources.period.end))
    once = _of_latest_return(inside, "care_authority", "child_id", "began_on", "absence_kind")
    return _with_child(once.mutate(absence_kind=coding.listed(once.absence_kind, "absence_kind")), sources)
