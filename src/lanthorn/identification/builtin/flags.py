"""Rules on offences in which a child is recorded as a victim or at risk: repeated, unflagged, in care, without a case.

Each is given the linked records of a day and its parameters, and gives back the records that meet it.
"""

import ibis

from lanthorn.identification.definition import EVIDENCE_COLUMNS, Parameters
from lanthorn.identification.events import latest_run, recent
from lanthorn.identification.linked import Linked, looked_after_on


def repeat_victim(linked: Linked, parameters: Parameters) -> ibis.Table:
    """Records of the child in the last run of so many offences within so many days; two records of one count once."""
    victim = linked.victims
    run = latest_run(
        victim,
        ("child_id",),
        at_least=parameters["offences"],
        within_days=parameters["days"],
        as_of=linked.as_of,
        recent_days=parameters["recent_days"],
    )
    records = victim.select("child_id", "event_id", "record_id")
    return run.inner_join(records, ["child_id", "event_id"]).select(*EVIDENCE_COLUMNS)


def exploitation_without_a_flag(linked: Linked, parameters: Parameters) -> ibis.Table:
    """Recent records of the child in offences that are exploitation by their own words and bear no flag."""
    victim = linked.victims
    unflagged = victim.filter(victim.offence_code.isin(parameters["offence_codes"]), ~victim.flagged)
    return recent(unflagged, linked.as_of, parameters["recent_days"]).select(*EVIDENCE_COLUMNS)


def looked_after_and_flagged(linked: Linked, parameters: Parameters) -> ibis.Table:
    """Recent records of the child in flagged offences, looked after on the day of the report or on the day asked."""
    victim = recent(linked.victims.filter(lambda t: t.flagged), linked.as_of, parameters["recent_days"])
    episode = linked.episodes.select("child_id", "began_on", "ended_on", "known_until")
    joined = victim.inner_join(episode, "child_id")
    covered = looked_after_on(joined, joined.reported_on) | looked_after_on(joined, ibis.literal(linked.as_of))
    return joined.filter(covered).select(*EVIDENCE_COLUMNS).distinct()


def no_open_case(linked: Linked, parameters: Parameters) -> ibis.Table:
    """Recent records of the child in flagged offences where the partnership has no case of the child open that day.

    `case_episode` holds the cases, and `case_record` the agencies' records that were recognised as their children's.
    """
    victim = recent(linked.victims.filter(lambda t: t.flagged), linked.as_of, parameters["recent_days"])
    case = linked.table("case_episode")
    still_open = case.closed_on.isnull() | (case.closed_on > linked.as_of)
    open_cases = case.filter(case.opened_on <= linked.as_of, still_open).select("case_reference")
    recognised = linked.table("case_record").semi_join(open_cases, "case_reference").select("record_id")
    return victim.anti_join(linked.with_child(recognised).select("child_id").distinct(), "child_id").select(
        *EVIDENCE_COLUMNS
    )
