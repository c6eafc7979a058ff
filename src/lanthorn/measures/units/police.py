"""Unit views from police records: flagged offences, victims, suspects, victim and suspect pairs.

Each takes `Sources` and gives one row per unit that is counted in the period, with a column per dimension.
"""

import ibis
import ibis.expr.types as ir

from lanthorn.measures.units import coding
from lanthorn.measures.units.sources import Sources, kept
from lanthorn.vocabulary import UNKNOWN

MONTHS_LOOKED_BACK = 12
"""How far before a victim's report a missing report counts: the briefing's twelve months."""

AGES_OUTSIDE_THE_RATE = ("under_10", "18_or_over")
"""Bands of `age` that rates per child aged 10 to 17 leave out."""


@kept
def offences(sources: Sources) -> ibis.Table:
    """One row per offence that bears a flag and was reported in the period."""
    return _described(flagged(sources))


def offences_of_two_periods(sources: Sources) -> ibis.Table:
    """Flagged offences of the period and of the one before, with a column that says which."""
    later, earlier = sources.period, sources.period.previous
    return ibis.union(
        offences(sources.over(earlier)).mutate(period=ibis.literal(earlier.label)),
        offences(sources.over(later)).mutate(period=ibis.literal(later.label)),
    )


def bears_a_flag(offence: ibis.Table) -> ir.BooleanValue:
    """Whether an offence bears a flag: a category or the date of a flag is recorded."""
    return offence.flag_category.notnull() | offence.flagged_on.notnull()


@kept
def flagged(sources: Sources) -> ibis.Table:
    """Offence records that bear a flag and were reported in the period, as recorded."""
    offence = sources["offence"]
    return offence.filter(bears_a_flag(offence), offence.reported_on.between(sources.period.start, sources.period.end))


def victims_of(offence: ibis.Table, sources: Sources) -> ibis.Table:
    """Each time a child was a victim in one of these offences: the columns of the involvement, then of the offence."""
    involvement = sources["involvement"]
    victim = involvement.filter(involvement.role == "victim").mutate(
        record_id=ibis.literal("involvement:") + involvement.offence_reference + "|" + involvement.person_number
    )
    child = sources["child"].select("record_id", "child_id")
    return victim.inner_join(offence, "offence_reference").inner_join(child, "record_id")


@kept
def first_flags(sources: Sources) -> ibis.Table:
    """Child, the day of the first flag and of the first flagged report, over all records in the store.

    Where the day of a flag is not recorded, the day of its report stands in.
    """
    offence = sources["offence"]
    offence = offence.filter(bears_a_flag(offence)).select("offence_reference", "reported_on", "flagged_on")
    rows = victims_of(offence, sources)
    return rows.group_by("child_id").agg(
        first_flag_on=rows.flagged_on.coalesce(rows.reported_on).min(), first_flagged_report_on=rows.reported_on.min()
    )


def _described(offence: ibis.Table) -> ibis.Table:
    return offence.mutate(
        category=coding.listed(offence.flag_category, "category"),
        online=coding.yes_no(offence.online),
        offence_authority=coding.authority(offence.offence_authority),
        investigating_unit=coding.listed(offence.investigating_unit, "investigating_unit"),
        notification_channel=coding.listed(offence.notification_channel, "notification_channel"),
        month=coding.month(offence.reported_on),
        days_to_flag=coding.banded(coding.days_from(offence.reported_on, offence.flagged_on), "days_to_flag"),
    ).mutate(offence_area=lambda t: coding.area(t.offence_authority))


def _victim_rows(sources: Sources) -> ibis.Table:
    """Each time a child was a victim in a flagged offence reported in the period, with the child's id.

    A value that is in no code list counts as left out, so that a later report can supply it.
    """
    offence = flagged(sources)
    offence = offence.select(
        "offence_reference", "reported_on", offence_place=coding.authority_code(offence.offence_authority)
    )
    rows = victims_of(offence, sources)
    return rows.mutate(
        order=rows.reported_on.cast("string") + "|" + rows.record_id,
        sex=coding.listed(rows.sex, "sex").nullif(UNKNOWN),
        home=coding.authority_code(rows.home_authority),
        ethnic_group=coding.grouped(rows.ethnicity, "ethnicity").nullif(UNKNOWN),
        offence_place=rows.offence_place.fill_null(UNKNOWN),
    )


@kept
def victims(sources: Sources) -> ibis.Table:
    """One row per child who was a victim in the period, as the first report of the period records the child.

    What the first report leaves out is taken from the next one that has it. Age is on the day of the first report.
    """
    rows = _victim_rows(sources)
    days = rows.group_by("child_id", "offence_reference").agg(reported_on=rows.reported_on.min())
    second = (
        days.mutate(
            place=ibis.row_number().over(group_by=days.child_id, order_by=[days.reported_on, days.offence_reference])
        )
        .filter(lambda t: t.place == 1)
        .select("child_id", second_on="reported_on")
    )
    child = rows.group_by("child_id").agg(
        reported_on=rows.reported_on.min(),
        offences=rows.offence_reference.nunique(),
        sex=coding.first_known(rows.sex, rows.order),
        date_of_birth=coding.first_known(rows.date_of_birth, rows.order),
        home=coding.first_known(rows.home, rows.order),
        ethnic_group=coding.first_known(rows.ethnic_group, rows.order),
        offence_place=rows.offence_place.argmin(rows.order),
    )
    child = child.left_join(second, "child_id").drop("child_id_right")
    age = coding.age_on(child.date_of_birth, child.reported_on)
    return child.mutate(
        sex=child.sex.fill_null(UNKNOWN),
        age=coding.banded(age, "age"),
        ethnic_group=child.ethnic_group.fill_null(UNKNOWN),
        home_authority=coding.authority(child.home),
        offence_authority=coding.authority(child.offence_place),
        same_authority=ibis.cases(
            (child.home.isnull() | (child.offence_place == UNKNOWN), UNKNOWN),
            (child.home == child.offence_place, "yes"),
            else_="no",
        ),
        flagged_times=coding.banded(child.offences, "flagged_times"),
        repeated=coding.yes_no(child.offences > 1),
        days_between=coding.banded(coding.days_from(child.reported_on, child.second_on), "days_between"),
    ).mutate(
        age_in_scope=lambda t: ibis.cases(
            (t.age == UNKNOWN, UNKNOWN), (t.age.isin(AGES_OUTSIDE_THE_RATE), "no"), else_="yes"
        ),
        home_area=lambda t: coding.area(t.home_authority),
        home_region=lambda t: coding.region(t.home_authority),
        offence_area=lambda t: coding.area(t.offence_authority),
    )


def suspects(sources: Sources) -> ibis.Table:
    """One row per suspect and flagged offence reported in the period: a person named in two offences counts twice.

    Police exports carry no identifier of a person, and suspects are not linked; the unit says so.
    """
    involvement = sources["involvement"]
    rows = involvement.filter(involvement.role == "suspect").inner_join(
        offences(sources).select("offence_reference", "reported_on"), "offence_reference"
    )
    age = coding.age_on(rows.date_of_birth, rows.reported_on)
    return rows.mutate(
        sex=coding.listed(rows.sex, "sex"),
        suspect_age=coding.banded(age, "suspect_age"),
        ethnic_group=coding.grouped(rows.ethnicity, "ethnicity"),
    )


def pairs(sources: Sources) -> ibis.Table:
    """One row per victim and suspect named in the same flagged offence."""
    involvement = sources["involvement"]
    offence = offences(sources).select("offence_reference", "reported_on")
    victim = involvement.filter(involvement.role == "victim").select("offence_reference", victim_birth="date_of_birth")
    suspect = involvement.filter(involvement.role == "suspect").select(
        "offence_reference", "relationship", suspect_birth="date_of_birth"
    )
    pair = victim.inner_join(suspect, "offence_reference").inner_join(offence, "offence_reference")
    gap = coding.age_on(pair.suspect_birth, pair.reported_on) - coding.age_on(pair.victim_birth, pair.reported_on)
    return pair.mutate(
        relationship=coding.listed(pair.relationship, "relationship"),
        age_gap=coding.banded(gap, "age_gap"),
    )
