"""Unit views that join police missing reports, and care, to victims and to each other through the linked child."""

import ibis

from lanthorn.measures.units import care, coding, police
from lanthorn.measures.units.sources import Sources


def reports(sources: Sources) -> ibis.Table:
    """One row per report of a missing child made to police in the period, with the child's id where linked."""
    report = sources["missing_report"]
    day = report.reported_at.date()
    report = report.mutate(reported_on=day).filter(day.between(sources.period.start, sources.period.end))
    age = coding.age_on(report.date_of_birth, report.reported_on)
    return report.mutate(
        sex=coding.listed(report.sex, "sex"),
        age=coding.banded(age, "age"),
        authority=coding.authority(report.authority),
        missing_from=coding.listed(report.missing_from, "missing_from"),
        month=coding.month(report.reported_on),
    ).mutate(area=lambda t: coding.area(t.authority))


def _days_reported_missing(sources: Sources) -> ibis.Table:
    """Child and day of every missing report in the store, of whatever period."""
    report = sources["missing_report"]
    report = report.mutate(
        record_id=ibis.literal("missing_report:") + report.report_reference, missing_on=report.reported_at.date()
    )
    return report.inner_join(sources["child"].select("record_id", "child_id"), "record_id").select(
        "child_id", "missing_on"
    )


def victims_with_missing_history(sources: Sources) -> ibis.Table:
    """Victims of the period, with how often each was reported missing in the 12 months before the first report.

    The day of the report itself does not count: what was reported that day may have come after.
    """
    victim = police.victims(sources)
    history = _days_reported_missing(sources)
    before = (
        victim.select("child_id", "reported_on")
        .inner_join(history, "child_id")
        .filter(
            lambda t: (
                (t.missing_on < t.reported_on)
                & (t.missing_on >= (t.reported_on - ibis.interval(months=police.MONTHS_LOOKED_BACK)).cast("date"))
            )
        )
        .group_by("child_id")
        .agg(times=lambda t: t.count())
    )
    joined = victim.left_join(before, "child_id").drop("child_id_right")
    times = joined.times.fill_null(0)
    return joined.mutate(missing_times=coding.banded(times, "missing_times"), missing_before=coding.yes_no(times > 0))


def children_reported_missing(sources: Sources) -> ibis.Table:
    """One row per child reported missing in the period: how often, and whether looked after when first reported."""
    report = reports(sources).mutate(record_id=lambda t: ibis.literal("missing_report:") + t.report_reference)
    linked = report.inner_join(sources["child"].select("record_id", "child_id"), "record_id")
    order = linked.reported_at.cast("string") + "|" + linked.report_reference
    child = linked.group_by("child_id").agg(
        reported_on=linked.reported_on.min(),
        times=linked.count(),
        sex=coding.first_known(linked.sex.nullif("unknown"), order),
        age=coding.first_known(linked.age.nullif("unknown"), order),
    )
    child = child.mutate(
        sex=child.sex.fill_null("unknown"),
        age=child.age.fill_null("unknown"),
        missing_times=coding.banded(child.times, "missing_times"),
    )
    return care.with_care_status(child, sources) if "care_episode" in sources.tables else child


def victims_with_care_status(sources: Sources) -> ibis.Table:
    """Victims of the period, with whether each was looked after on the day of the first report."""
    return care.with_care_status(police.victims(sources), sources)
