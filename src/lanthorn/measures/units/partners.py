"""Unit views from the casework of what partners did: meetings, returns, actions, interviews, disruption, sessions."""

from datetime import datetime, time, timedelta

import ibis

from lanthorn.measures.standards import standard
from lanthorn.measures.units import coding
from lanthorn.measures.units.casework import by_end, in_period, with_agency
from lanthorn.measures.units.sources import Sources
from lanthorn.vocabulary import UNKNOWN

_AIM_OF = {
    "referral": "identify", "agency_return": "collaborate", "panel_decision": "intervene",
    "disruption": "solve", "action": "act", "prevention_session": "raise",
}  # fmt: skip
"""By table, the aim that its rows speak of. Of actions, only those that are to stop those who harm."""
_DAY_OF = {
    "referral": "sent_at", "agency_return": "asked_at", "panel_decision": "held_on", "disruption": "begins_on",
    "action": "set_on", "prevention_session": "held_on",
}  # fmt: skip


def work(sources: Sources) -> ibis.Table:
    """One row per record of the partnership's work in the period, by the aim it speaks of."""
    parts = []
    for table, aim in _AIM_OF.items():
        rows = sources[table]
        rows = rows.filter(in_period(rows[_DAY_OF[table]].cast("date"), sources))
        if table == "action":
            rows = rows.filter(rows.aim == "offender")
        parts.append(rows.select(aim=ibis.literal(aim)))
    return ibis.union(*parts)


def seats(sources: Sources) -> ibis.Table:
    """One row per agency and meeting of a panel held in the period."""
    rows = sources["panel_attendance"]
    rows = with_agency(rows.filter(in_period(rows.held_on, sources)))
    return rows.mutate(presence=coding.listed(rows.presence, "presence"))


def returns(sources: Sources) -> ibis.Table:
    """One row per return that was due in the period: given in time, late, or not by the period's end."""
    rows = sources["agency_return"]
    rows = with_agency(rows.filter(in_period(rows.due_on, sources)))
    answered = rows.answered_at.cast("date")
    given = by_end(answered, sources)
    return rows.mutate(
        return_state=ibis.cases((given & (answered <= rows.due_on), "in_time"), (given, "late"), else_="not_given")
    )


def actions(sources: Sources) -> ibis.Table:
    """One row per action due in the period: done on time, late, given up, replaced, or still open at its end."""
    rows = sources["action"]
    rows = with_agency(rows.filter(in_period(rows.due_on, sources)))
    closed = by_end(rows.closed_on, sources)
    return rows.mutate(
        action_result=ibis.cases(
            (~closed, "open"),
            ((rows.state == "done") & (rows.closed_on <= rows.due_on), "on_time"),
            (rows.state == "done", "late"),
            (rows.state == "not_done", "not_done"),
            (rows.state == "superseded", "superseded"),
            else_=UNKNOWN,
        )
    )


def interviews(sources: Sources) -> ibis.Table:
    """One row per time missing after which an interview was due in the period: held in time, later, or not."""
    within = timedelta(hours=standard("interview").value)
    ends = datetime.combine(sources.period.end, time.max)
    starts = datetime.combine(sources.period.start, time.min)
    rows = sources["missing_episode"]
    rows = rows.mutate(due_at=rows.returned_at + ibis.interval(hours=standard("interview").value))
    rows = rows.filter(rows.returned_at >= starts, rows.returned_at <= ends - within)
    known = rows.interview_at <= ends
    return rows.mutate(
        interview_state=ibis.cases(
            (known & (rows.interview_outcome == "held") & (rows.interview_at <= rows.due_at), "in_time"),
            (known & (rows.interview_outcome == "held"), "late"),
            (known & (rows.interview_outcome == "declined"), "declined"),
            (known & (rows.interview_outcome == "not_held"), "not_held"),
            else_="nothing",
        )
    )


def cases_beside_panel(sources: Sources) -> ibis.Table:
    """One row per case that a panel first heard in the period, its last days left out: reports missing on both sides.

    The child's reports are found through the agencies' records in which the front door recognised the child.
    """
    days = standard("beside_panel").value
    decision, case_record = sources["panel_decision"], sources["case_record"]
    decision = decision.filter(decision.case_reference.notnull())
    heard = decision.group_by("case_reference").agg(heard_on=decision.held_on.min())
    heard = heard.filter(
        heard.heard_on >= sources.period.start, heard.heard_on <= sources.period.end - timedelta(days=days)
    )
    child = sources["child"].select("record_id", "child_id")
    # The year is no part of the name of a return's child; a case has one child, whatever linkage thinks.
    linked = case_record.inner_join(child, "record_id").select("case_reference", "record_id", "child_id")
    linked = linked.group_by("case_reference").agg(child_id=linked.child_id.argmin(linked.record_id))
    cases = heard.left_join(linked, "case_reference").drop("case_reference_right")
    report = sources["missing_report"]
    report = report.select(
        record_id=ibis.literal("missing_report:") + report.report_reference, missing_on=report.reported_at.cast("date")
    )
    report = report.inner_join(child, "record_id").select("child_id", "missing_on")
    beside = cases.select("case_reference", "child_id", "heard_on").inner_join(report, "child_id")
    apart = coding.days_from(beside.heard_on, beside.missing_on)
    counted = beside.group_by("case_reference").agg(
        before=apart.between(-days, -1).cast("int64").sum(), after=apart.between(1, days).cast("int64").sum()
    )
    cases = cases.left_join(counted, "case_reference").drop("case_reference_right")
    known = cases.child_id.notnull()
    return cases.mutate(
        **{
            f"missing_{side}_panel": known.ifelse(
                coding.banded(cases[side].fill_null(0), f"missing_{side}_panel"), UNKNOWN
            )
            for side in ("before", "after")
        }
    )


def links_to_persons(sources: Sources) -> ibis.Table:
    """One row per child's case and person of concern linked in the period: is it known how, by the period's end."""
    rows = sources["context_link"]
    rows = rows.filter(rows.target == "person", by_end(rows.since, sources))
    pairs = rows.group_by("case_reference", "context_reference").agg(
        since=rows.since.min(), known=rows.link_kind.notnull().any()
    )
    pairs = pairs.filter(pairs.since >= sources.period.start)
    return pairs.mutate(relationship_known=coding.yes_no(pairs.known))


def disruptions(sources: Sources) -> ibis.Table:
    """One row per measure of disruption that began in the period, with what had come of it by the period's end."""
    rows = sources["disruption"]
    rows = rows.filter(in_period(rows.begins_on, sources))
    known = by_end(rows.outcome_on, sources)
    return rows.mutate(
        disruption_target=coding.listed(rows.target, "disruption_target"),
        disruption_kind=coding.listed(rows.kind, "disruption_kind"),
        disruption_outcome=known.ifelse(coding.listed(rows.outcome, "disruption_outcome"), UNKNOWN),
    )


def sessions_held(sources: Sources) -> ibis.Table:
    """One row per prevention session held in the period."""
    rows = sources["prevention_session"]
    rows = rows.filter(in_period(rows.held_on, sources))
    return rows.mutate(
        session_audience=coding.listed(rows.audience, "session_audience"),
        session_setting=coding.listed(rows.setting, "session_setting"),
        session_authority=coding.authority(rows.authority),
    )


def places_taken(sources: Sources) -> ibis.Table:
    """One row per prevention session held in the period and its reach recorded, to be added up."""
    rows = sessions_held(sources)
    return rows.filter(rows.reach.notnull()).mutate(weight=rows.reach)
