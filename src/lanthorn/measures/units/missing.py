"""Unit views that join police missing reports, and care, to victims and to each other through the linked child."""

import ibis
import ibis.expr.types as ir

from lanthorn.measures.units import care, coding, police
from lanthorn.measures.units.sources import Sources, kept
from lanthorn.records import MISSING_REPORT
from lanthorn.vocabulary import UNKNOWN

REPORTS_THAT_ARE_OFTEN = 3
DAYS_OF_OFTEN = 90
"""A child counts as missing often with so many reports within so many days: a common trigger of a review in local
protocols on missing children, and this project's choice."""

_IDENTIFYING = tuple(field.name for field in MISSING_REPORT.fields if field.identifying)
"""What could name a child, which no measure needs."""


@kept
def reports(sources: Sources) -> ibis.Table:
    """One row per report of a missing child made to police in the period."""
    report = sources["missing_report"]
    day = report.reported_at.date()
    report = report.mutate(reported_on=day).filter(day.between(sources.period.start, sources.period.end))
    age = coding.age_on(report.date_of_birth, report.reported_on)
    coded = report.mutate(
        sex=coding.listed(report.sex, "sex"),
        age=coding.banded(age, "age"),
        authority=coding.authority(report.authority),
        missing_from=coding.listed(report.missing_from, "missing_from"),
        month=coding.month(report.reported_on),
    )
    return coded.mutate(area=coding.area(coded.authority)).drop(*_IDENTIFYING)


@kept
def days_reported_missing(sources: Sources) -> ibis.Table:
    """Child and day of every missing report in the store, of whatever period."""
    report = sources["missing_report"]
    report = report.mutate(
        record_id=ibis.literal("missing_report:") + report.report_reference,
        missing_on=report.reported_at.date(),
    )
    return report.inner_join(sources["child"].select("record_id", "child_id"), "record_id").select(
        "child_id", "missing_on"
    )


def lies_in_the_months_before(missing_on: ir.DateValue, reported_on: ir.DateValue) -> ir.BooleanValue:
    """Whether a missing report came in the months looked back over, the day of the other report left out.

    What was reported that day may have come after.
    """
    earliest = (reported_on - ibis.interval(months=police.MONTHS_LOOKED_BACK)).cast("date")
    return (missing_on < reported_on) & (missing_on >= earliest)


def victims_with_missing_history(sources: Sources) -> ibis.Table:
    """Victims of the period, with how often each was reported missing in the 12 months before the first report."""
    victim = police.victims(sources)
    history = days_reported_missing(sources)
    before = (
        victim.select("child_id", "reported_on")
        .inner_join(history, "child_id")
        .filter(lambda t: lies_in_the_months_before(t.missing_on, t.reported_on))
        .group_by("child_id")
        .agg(times=lambda t: t.count())
    )
    joined = victim.left_join(before, "child_id").drop("child_id_right")
    times = joined.times.fill_null(0)
    return joined.mutate(missing_times=coding.banded(times, "missing_times"), missing_before=coding.yes_no(times > 0))


@kept
def children_reported_missing(sources: Sources) -> ibis.Table:
    """One row per child reported missing in the period: how often, and whether looked after when first reported."""
    report = reports(sources).mutate(record_id=lambda t: ibis.literal("missing_report:") + t.report_reference)
    linked = report.inner_join(sources["child"].select("record_id", "child_id"), "record_id")
    order = linked.reported_at.cast("string") + "|" + linked.report_reference
    child = linked.group_by("child_id").agg(
        reported_on=linked.reported_on.min(),
        times=linked.count(),
        sex=coding.first_known(linked.sex.nullif(UNKNOWN), order),
        age=coding.first_known(linked.age.nullif(UNKNOWN), order),
        authority=coding.first_known(linked.authority.nullif(UNKNOWN), order),
    )
    child = child.mutate(
        sex=child.sex.fill_null(UNKNOWN),
        age=child.age.fill_null(UNKNOWN),
        authority=child.authority.fill_null(UNKNOWN),
        missing_times=coding.banded(child.times, "missing_times"),
    )
    return care.with_care_status(child, sources)


def children_reported_missing_with_flags(sources: Sources) -> ibis.Table:
    """Children reported missing in the period, with whether often, and whether flagged by the period's end.

    `missing_often` is yes where a report of the period was the third, or a later one, within the days of "often".
    """
    child = children_reported_missing(sources)
    report = days_reported_missing(sources)
    before = report.missing_on.lag(REPORTS_THAT_ARE_OFTEN - 1).over(
        group_by=report.child_id, order_by=report.missing_on
    )
    report = report.mutate(before=before)
    often = report.filter(
        report.missing_on.between(sources.period.start, sources.period.end),
        coding.days_from(report.before, report.missing_on) <= DAYS_OF_OFTEN,
    )
    flags = police.first_flags(sources)
    flagged = flags.filter(flags.first_flagged_report_on <= sources.period.end)
    child = child.left_join(often.select(often_id="child_id").distinct(), [("child_id", "often_id")])
    child = child.left_join(flagged.select(flagged_id="child_id"), [("child_id", "flagged_id")])
    return child.mutate(
        missing_often=coding.yes_no(child.often_id.notnull()), flagged=coding.yes_no(child.flagged_id.notnull())
    )


def victims_with_lead_time(sources: Sources) -> ibis.Table:
    """Victims of the period, with the days from the child's first missing report to the child's first flag.

    Both are the first of all records in the store. A report on the day of the flag itself is not before it.
    """
    victim = police.victims(sources)
    history = days_reported_missing(sources)
    first_missing = history.group_by("child_id").agg(first_missing_on=history.missing_on.min())
    joined = victim.inner_join(police.first_flags(sources), "child_id")
    joined = joined.left_join(first_missing, "child_id").drop("child_id_right")
    before = (joined.first_missing_on < joined.first_flag_on).fill_null(False)
    days = coding.days_from(joined.first_missing_on, joined.first_flag_on)
    return joined.mutate(missing_before_flag=coding.yes_no(before), lead_time=coding.banded(days, "lead_time"))


def victims_with_care_status(sources: Sources) -> ibis.Table:
    """Victims of the period, with whether each was looked after on the day of the first report."""
    return care.with_care_status(police.victims(sources), sources)
