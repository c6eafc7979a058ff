"""Rules on children reported missing: often, for long, without a return, from a placement elsewhere, not in the return.

Each is given the linked records of a day and its parameters, and gives back the records that meet it.
"""

from datetime import datetime, time, timedelta

import ibis

from lanthorn.identification.definition import EVIDENCE_COLUMNS, Parameters
from lanthorn.identification.events import days_from, latest_run, recent
from lanthorn.identification.linked import Linked, looked_after_on
from lanthorn.vocabulary import series

_FROM_CARE = "care"
_MISSING = "M"
_SECONDS_AN_HOUR = 3600


def often(linked: Linked, parameters: Parameters) -> ibis.Table:
    """Reports of the last run of so many reports within so many days."""
    run = latest_run(
        linked.missing,
        ("child_id",),
        at_least=parameters["reports"],
        within_days=parameters["days"],
        as_of=linked.as_of,
        recent_days=parameters["recent_days"],
    )
    return run.mutate(record_id=run.event_id).select(*EVIDENCE_COLUMNS)


def for_long(linked: Linked, parameters: Parameters) -> ibis.Table:
    """Recent reports of a child who came back more than so many hours later; exactly so many is not more."""
    report = linked.missing
    seconds = report.returned_at.epoch_seconds() - report.reported_at.epoch_seconds()
    longer = report.filter(seconds > parameters["hours"] * _SECONDS_AN_HOUR)
    return recent(longer, linked.as_of, parameters["recent_days"]).select(*EVIDENCE_COLUMNS)


def not_known_to_be_back(linked: Linked, parameters: Parameters) -> ibis.Table:
    """A child's last report where no return is recorded and so many hours have gone by at the end of the day.

    A later report of the child shows that the child had come back, so that only the last one counts.
    """
    report = linked.missing
    last = report.filter(report.reported_at == report.reported_at.max().over(group_by="child_id"))
    end = datetime.combine(linked.as_of, time.min) + timedelta(days=1)
    waited = ibis.literal(end).epoch_seconds() - last.reported_at.epoch_seconds()
    open_ones = last.filter(last.returned_at.isnull(), waited > parameters["hours"] * _SECONDS_AN_HOUR)
    return recent(open_ones, linked.as_of, parameters["recent_days"]).select(*EVIDENCE_COLUMNS)


def from_placement_elsewhere(linked: Linked, parameters: Parameters) -> ibis.Table:
    """Recent reports from a care placement in another authority than the one that looks after the child that day."""
    report = linked.missing
    report = report.filter(report.missing_from == _FROM_CARE, report.authority.notnull())
    episode = linked.episodes.select("child_id", "care_authority", "began_on", "ended_on", "known_until")
    joined = recent(report, linked.as_of, parameters["recent_days"]).inner_join(episode, "child_id")
    covered = joined.filter(looked_after_on(joined, joined.happened_on))
    # Where links join children of two authorities, one that looks after the child where it is speaks against the rule.
    at_home = covered.filter(covered.authority == covered.care_authority).select("record_id").distinct()
    return covered.anti_join(at_home, "record_id").select(*EVIDENCE_COLUMNS).distinct()


def not_in_the_return(linked: Linked, parameters: Parameters) -> ibis.Table:
    """Recent reports on a day of being looked after for which the authority's return has no time missing near by.

    Asked only of years of which the authority returned absences at all, and since every absence is to be returned.
    """
    report = linked.missing
    report = report.filter(report.happened_on >= series("ssda903_missing").starts)
    episode = linked.episodes.select("child_id", "care_authority", "began_on", "ended_on", "known_until")
    joined = recent(report, linked.as_of, parameters["recent_days"]).inner_join(episode, "child_id")
    year = linked.returned_years
    asked = joined.filter(looked_after_on(joined, joined.happened_on)).inner_join(year, "care_authority")
    asked = asked.filter(asked.happened_on.between(asked.returned_from, asked.returned_until))
    absence = linked.absences.filter(lambda t: t.absence_kind == _MISSING)
    absence = absence.select("child_id", absent_from="began_on", absent_until="ended_on")
    near = asked.inner_join(absence, "child_id")
    # An absence without an end is one that social care has open: the child is missing to them too.
    absent_until = near.absent_until.fill_null(ibis.literal(linked.as_of))
    returned = near.filter(
        days_from(near.happened_on, near.absent_from) <= parameters["days_apart"],
        days_from(absent_until, near.happened_on) <= parameters["days_apart"],
    )
    return asked.anti_join(returned.select("record_id").distinct(), "record_id").select(*EVIDENCE_COLUMNS).distinct()
