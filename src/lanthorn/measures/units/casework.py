"""Unit views from the partnership's casework: referrals, cases, hearings, reviews, as things stood at the period's end.

A day after the period's last day is not known yet: what was done later counts as not done by then.
"""

import ibis
import ibis.expr.types as ir

from lanthorn.measures.standards import standard
from lanthorn.measures.units import coding
from lanthorn.measures.units.sources import Sources, kept
from lanthorn.measures.units.working_days import working_days_between
from lanthorn.vocabulary import UNKNOWN

_CATEGORIES = ("none", "1", "2", "3")
"""From the least grave to the gravest."""


def in_period(day: ir.DateValue, sources: Sources) -> ir.BooleanValue:
    """Whether a day lies in the period."""
    return day.between(sources.period.start, sources.period.end)


def by_end(day: ir.DateValue, sources: Sources) -> ir.BooleanValue:
    """Whether a day had come by the period's end; false where it is missing."""
    return (day <= sources.period.end).fill_null(False)


def with_agency(rows: ibis.Table) -> ibis.Table:
    """The rows with the kind of agency as a dimension."""
    return rows.mutate(agency_kind=coding.listed(rows.agency_kind, "agency_kind"))


def referrals(sources: Sources) -> ibis.Table:
    """One row per referral sent in the period."""
    rows = sources["referral"]
    rows = rows.filter(in_period(rows.sent_at.cast("date"), sources))
    return with_agency(rows).mutate(child_told=coding.yes_no(rows.child_told))


@kept
def _referred(sources: Sources) -> ibis.Table:
    """By case, the days of its first referral and of its last by the period's end, with its child and authority."""
    rows = sources["referral"].mutate(sent_on=lambda t: t.sent_at.cast("date"))
    rows = rows.filter(rows.case_reference.notnull(), rows.sent_on <= sources.period.end)
    days = rows.group_by("case_reference").agg(first_on=rows.sent_on.min(), last_on=rows.sent_on.max())
    case = sources["case_episode"].select("case_reference", "child_reference", "authority")
    return days.inner_join(case, "case_reference")


@kept
def _first_screenings(sources: Sources) -> ibis.Table:
    """By case, the first screening made by the period's end; second, blind ones left out."""
    rows = sources["screening"]
    rows = rows.filter(rows.second_to.isnull(), by_end(rows.screened_on, sources))
    order = rows.screened_on.cast("string") + "|" + rows.screening_reference
    return rows.group_by("case_reference").agg(
        screened_on=rows.screened_on.min(),
        screened_category=coding.first_known(rows.category, order),
        screening_outcome=coding.first_known(rows.outcome, order),
    )


@kept
def referred_cases(sources: Sources) -> ibis.Table:
    """One row per case whose first referral was sent in the period: how soon it was screened, and whether a repeat."""
    every = _referred(sources)
    earlier = every.select("child_reference", before="case_reference", before_first="first_on", before_last="last_on")
    pairs = every.inner_join(earlier, "child_reference")
    repeated = pairs.filter(
        pairs.before_first < pairs.first_on,
        coding.days_from(pairs.before_last, pairs.first_on) <= standard("repeat").value,
    )
    repeated = repeated.select("case_reference").distinct().mutate(repeated=True)
    cases = every.filter(every.first_on >= sources.period.start)
    cases = cases.left_join(repeated, "case_reference").drop("case_reference_right")
    cases = cases.left_join(_first_screenings(sources), "case_reference").drop("case_reference_right")
    until = working_days_between(cases.first_on, cases.screened_on, sources.period)
    waited = working_days_between(cases.first_on, ibis.date(sources.period.end), sources.period)
    return cases.mutate(
        authority=coding.authority(cases.authority),
        days_to_screening=ibis.cases(
            # Screened before anybody referred: the referral was matched to the case afterwards.
            (cases.screened_on < cases.first_on, UNKNOWN),
            (cases.screened_on.notnull(), coding.banded(until, "days_to_screening")),
            (waited > standard("screening").value, "waits_too_long"),
            else_=UNKNOWN,
        ),
        referred_before=coding.yes_no(cases.repeated.fill_null(False)),
    ).mutate(
        area=lambda t: coding.area(t.authority),
        screened_in_time=lambda t: in_time(t.days_to_screening),
    )


def in_time(days_to_screening: ir.StringValue) -> ir.StringValue:
    """Whether a band of days to screening lies within the standard."""
    return ibis.cases(
        (days_to_screening.isin(list(DAYS_IN_TIME)), "yes"), (days_to_screening == UNKNOWN, UNKNOWN), else_="no"
    )


DAYS_IN_TIME = tuple(str(days) for days in range(standard("screening").value + 1))
"""The bands of days to screening that lie within the standard."""


@kept
def _hearings(sources: Sources) -> ibis.Table:
    """Decisions on cases by the period's end."""
    rows = sources["panel_decision"]
    return rows.filter(rows.case_reference.notnull(), by_end(rows.held_on, sources))


def cases_to_panel(sources: Sources) -> ibis.Table:
    """One row per case screened in the period and sent to the panel: days until the panel first heard it."""
    screened = _first_screenings(sources)
    screened = screened.filter(in_period(screened.screened_on, sources), screened.screening_outcome == "panel")
    hearings = _hearings(sources)
    heard = hearings.group_by("case_reference").agg(heard_on=hearings.held_on.min())
    cases = screened.left_join(heard, "case_reference").drop("case_reference_right")
    days = coding.days_from(cases.screened_on, cases.heard_on)
    return cases.mutate(
        days_to_panel=cases.heard_on.isnull().ifelse("not_yet", coding.banded(days, "days_to_panel")),
        case_category=coding.listed(cases.screened_category, "case_category"),
    )


def open_cases(sources: Sources) -> ibis.Table:
    """One row per screened case open at the end of the period's last day: whether its next review is overdue.

    The review due is the one named by whatever came last: a review, or a decision of the panel. Where neither names
    one, it is the case's own.
    """
    case = sources["case_episode"]
    closed = by_end(case.closed_on, sources)
    case = case.filter(by_end(case.opened_on, sources), ~closed)
    case = case.semi_join(_first_screenings(sources), "case_reference")
    review, hearing = sources["review"], _hearings(sources)
    review = review.filter(by_end(review.held_on, sources))
    named = ibis.union(
        review.select("case_reference", "held_on", "next_on", order=ibis.literal("2|") + review.review_reference),
        hearing.select("case_reference", "held_on", "next_on", order=ibis.literal("1|") + hearing.decision_reference),
    )
    named = named.filter(named.next_on.notnull())
    latest = named.group_by("case_reference").agg(
        due_on=named.next_on.argmax(named.held_on.cast("string") + "|" + named.order)
    )
    rows = case.left_join(latest, "case_reference").drop("case_reference_right")
    due = rows.due_on.fill_null(rows.next_review_on)
    return rows.mutate(
        review_state=coding.banded(coding.days_from(due, ibis.date(sources.period.end)), "review_state"),
    )


def reviews(sources: Sources) -> ibis.Table:
    """One row per review held in the period: how the category moved, and how the child's voice came into it."""
    rows = sources["review"]
    rows = rows.filter(in_period(rows.held_on, sources))
    before, after = _grade(rows.category_before), _grade(rows.category)
    return rows.mutate(
        case_category=coding.listed(rows.category_before, "case_category"),
        category_change=ibis.cases(
            (after < before, "lower"), (after > before, "higher"), (after == before, "same"), else_=UNKNOWN
        ),
        child_voice=coding.listed(rows.child_voice, "child_voice"),
    )


def _grade(category: ir.StringValue) -> ir.IntegerValue:
    return ibis.cases(
        *((category == code, ibis.literal(place)) for place, code in enumerate(_CATEGORIES)),
        else_=ibis.null("int8"),
    )
