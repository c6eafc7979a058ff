"""The unit view behind completeness: one row per source, field and state, weighted by how many records are in it."""

import ibis

from lanthorn.measures.units import care, coding, police
from lanthorn.measures.units.sources import Sources
from lanthorn.records import TABLE_BY_NAME, Kind
from lanthorn.vocabulary import codes

_FIELDS = {
    "offence": (
        "committed_from", "flag_category", "flagged_on", "offence_code", "online", "offence_authority",
        "investigating_unit", "notification_channel",
    ),
    "victim": ("date_of_birth", "sex", "ethnicity", "home_postcode", "home_authority"),
    "suspect": ("date_of_birth", "sex", "ethnicity", "home_authority", "relationship"),
    "missing_report": (
        "returned_at", "missing_from", "authority", "date_of_birth", "sex", "ethnicity", "home_postcode",
    ),
    "care_child": ("sex", "date_of_birth", "ethnicity", "upn"),
}  # fmt: skip
"""What is asked of each kind of record, in the order shown."""

_NEEDS = {
    "offence": ("offence",),
    "victim": ("offence", "involvement"),
    "suspect": ("offence", "involvement"),
    "missing_report": ("missing_report",),
    "care_child": ("care_child", "care_episode"),
}
"""The tables without which it is not known which records of a kind are of the period."""

_SCHEMA = {"source_table": "string", "field": "string", "state": "string", "weight": "int64"}

_TABLE_OF = {"victim": "involvement", "suspect": "involvement"}


def fields(sources: Sources) -> ibis.Table:
    """Rows of (source_table, field, state, weight) for the records of the period; states as in the dimension."""
    asked = [kind for kind in _FIELDS if not sources.missing(_NEEDS[kind])]
    counted = [_states(_rows(kind, sources), kind, name, sources) for kind in asked for name in _FIELDS[kind]]
    return ibis.union(*counted) if counted else ibis.memtable([], schema=_SCHEMA)


def _rows(kind: str, sources: Sources) -> ibis.Table:
    period = sources.period
    if kind == "missing_report":
        report = sources["missing_report"]
        return report.filter(report.reported_at.date().between(period.start, period.end))
    if kind == "care_child":
        return care.returned_in(sources)
    flagged = police.flagged(sources)
    if kind == "offence":
        return flagged
    involvement = sources["involvement"]
    return involvement.filter(involvement.role == kind).semi_join(flagged, "offence_reference")


def _states(rows: ibis.Table, kind: str, name: str, sources: Sources) -> ibis.Table:
    field = TABLE_BY_NAME[_TABLE_OF.get(kind, kind)].by_name[name]
    column = rows[name]
    not_stated = ibis.literal(False)
    if field.kind == Kind.CODE:
        listed = codes(field.codes)
        stated = [code.code for code in listed.codes if code.group != coding.NOT_STATED]
        not_stated = column.notnull() & ~column.isin(stated)
    elif field.kind == Kind.AUTHORITY:
        not_stated = column.notnull() & ~column.re_search(coding.GSS_CODE)
    state = ibis.cases((column.isnull(), "blank"), (not_stated, coding.NOT_STATED), else_="recorded")
    if "field_note" in sources.tables:
        note = sources["field_note"]
        impossible = (
            note.filter((note.field == name) & (note.kind == "impossible"))
            .select("source", "source_row")
            .distinct()
            .mutate(impossible=True)
        )
        rows = rows.mutate(state=state).left_join(impossible, ["source", "source_row"])
        state = (rows.impossible.fill_null(False) & (rows.state == "blank")).ifelse("impossible", rows.state)
    return (
        rows.mutate(found=state)
        .group_by("found")
        .agg(weight=lambda t: t.count())
        .select(source_table=ibis.literal(kind), field=ibis.literal(name), state="found", weight="weight")
    )
