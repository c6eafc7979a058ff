"""Who the children in the linked records are, as far as any agency recorded it: sex, age, ethnicity, home, care.

Given the linked records of a day; gives one row per child. UNKNOWN is a value; where agencies differ, police's first
record that has the field goes before social care's, in the order of the records' names.
"""

from typing import Any

import ibis
import ibis.expr.types as ir
import pyarrow as pa

from lanthorn.identification.linked import Linked, looked_after_on
from lanthorn.vocabulary import OUTSIDE, UNKNOWN, authorities, codes

_GSS_CODE = r"^[ENSW]\d{8}$"
_NOT_STATED = "not_stated"
AGE_BANDS = (("under_10", 0, 9), ("10_12", 10, 12), ("13_15", 13, 15), ("16_17", 16, 17), ("18_or_over", 18, 200))
"""Bands of age in completed years, both ends included."""


def described(linked: Linked) -> ibis.Table:
    """One row per child with a record: child_id, sex, age_band, ethnic_group, authority, looked_after.

    `authority` is where the child lives: that which looks after the child on the day; else the home as police
    recorded it of a victim; else where the child went missing from home.
    """
    rows = _recorded(linked)
    child = rows.group_by("child_id").agg(
        sex=_first(rows.sex, rows.record_id),
        born_on=_first(rows.date_of_birth, rows.record_id),
        ethnic_group=_first(rows.ethnic_group, rows.record_id),
        home=_first(rows.home, rows.home_order + rows.record_id),
    )
    care = _care_authorities(linked)
    child = child.left_join(care, "child_id").drop("child_id_right")
    home = child.care_authority.coalesce(child.home)
    london = [entry.code for entry in authorities()]
    return child.select(
        "child_id",
        sex=child.sex.fill_null(UNKNOWN),
        age_band=_band(_age_on(child.born_on, ibis.literal(linked.as_of))),
        ethnic_group=child.ethnic_group.fill_null(UNKNOWN),
        authority=ibis.cases((home.isin(london), home), (home.re_search(_GSS_CODE), OUTSIDE), else_=UNKNOWN),
        looked_after=child.care_authority.notnull().ifelse("yes", "no"),
    )


_SOURCES = (("missing_report",), ("offence", "involvement"), ("care_child",))


def homes(linked: Linked) -> Any:
    """An Arrow table of every child with the authority where the child lives: child_id, authority; UNKNOWN is one."""
    if all(linked.missing_tables(source) for source in _SOURCES):
        return pa.table({"child_id": pa.array([], pa.string()), "authority": pa.array([], pa.string())})
    return described(linked).select("child_id", "authority").to_pyarrow()


def _recorded(linked: Linked) -> ibis.Table:
    """What each record known by the day says of its child."""
    parts = []
    if not linked.missing_tables(("offence", "involvement")):
        known = linked.victims.select("record_id")
        involvement = linked.table("involvement")
        record = ibis.literal("involvement:") + involvement.offence_reference + "|" + involvement.person_number
        named = involvement.mutate(record_id=record).semi_join(known, "record_id")
        parts.append(_said(named, named.home_authority, "1"))
    if not linked.missing_tables(("missing_report",)):
        report = linked.table("missing_report")
        report = report.mutate(record_id=ibis.literal("missing_report:") + report.report_reference)
        report = report.semi_join(linked.missing.select("record_id"), "record_id")
        from_home = (report.missing_from == "home").ifelse(report.authority, ibis.null("string"))
        parts.append(_said(report, from_home, "2"))
    if not linked.missing_tables(("care_child",)):
        child = linked.table("care_child")
        record = ibis.literal("care_child:") + child.care_authority + "|" + child.child_id
        parts.append(_said(child.mutate(record_id=record), ibis.null("string"), "3"))
    return linked.with_child(ibis.union(*parts) if len(parts) > 1 else parts[0])


def _said(rows: ibis.Table, home: ir.StringValue, home_order: str) -> ibis.Table:
    groups = {code.code: code.group for code in codes("ethnicity").codes if code.group and code.group != _NOT_STATED}
    sexes = [code.code for code in codes("sex").codes]
    return rows.select(
        record_id=rows.record_id,
        sex=rows.sex.isin(sexes).ifelse(rows.sex, ibis.null("string")),
        date_of_birth=rows.date_of_birth,
        ethnic_group=rows.ethnicity.substitute(groups, else_=ibis.null("string")),
        home=home,
        home_order=ibis.literal(home_order),
    )


def _care_authorities(linked: Linked) -> ibis.Table:
    if linked.missing_tables(("care_child", "care_episode")):
        return ibis.memtable([], schema={"child_id": "string", "care_authority": "string"})
    episode = linked.episodes
    now = episode.filter(looked_after_on(episode, ibis.literal(linked.as_of)))
    return now.group_by("child_id").agg(care_authority=now.care_authority.min())


def _first(column: ir.Value, order: ir.Value) -> ir.Value:
    return column.argmin(order, where=column.notnull())


def _age_on(birth: ir.DateValue, day: ir.DateValue) -> ir.IntegerValue:
    # 20150331 less 20000401, divided by 10,000, is the number of birthdays between the two days.
    years = ((_as_number(day) - _as_number(birth)) / 10_000).floor().cast("int64")
    return (years >= 0).ifelse(years, ibis.null("int64"))


def _as_number(day: ir.DateValue) -> ir.IntegerValue:
    return day.year().cast("int64") * 10_000 + day.month().cast("int64") * 100 + day.day().cast("int64")


def _band(age: ir.IntegerValue) -> ir.StringValue:
    return ibis.cases(*((age.between(low, high), name) for name, low, high in AGE_BANDS), else_=UNKNOWN)
