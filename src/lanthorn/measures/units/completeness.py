"""The unit view behind completeness: one row per source, field and state, weighted by how many records are in it."""

import ibis
import ibis.expr.types as ir

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

_TABLE_OF = {"victim": "involvement", "suspect": "involvement"}

_SCHEMA = {"source_table": "string", "field": "string", "state": "string", "weight": "int64"}


def fields(sources: Sources) -> ibis.Table:
    """Rows of (source_table, field, state, weight) for the records of the period; states as in the dimension."""
    counted = [_counted(kind, sources) for kind in _FIELDS if not sources.missing(_NEEDS[kind])]
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


def _counted(kind: str, sources: Sources) -> ibis.Table:
    """The records of a kind, read once: for every field and state, how many there are."""
    rows = _with_impossible(_rows(kind, sources), kind, sources)
    each = [ibis.struct({"field": name, "state": _state(rows, kind, name)}) for name in _FIELDS[kind]]
    long = rows.select(entry=ibis.array(each).unnest()).unpack("entry")
    counted = long.group_by("field", "state").agg(weight=long.count())
    return counted.mutate(source_table=ibis.literal(kind))[list(_SCHEMA)]


def _with_impossible(rows: ibis.Table, kind: str, sources: Sources) -> ibis.Table:
    """Add a column per field, `impossible_…`, that says whether intake left out an impossible value of it."""
    if "field_note" not in sources.tables:
        return rows.mutate(**{_impossible(name): ibis.literal(False) for name in _FIELDS[kind]})
    note = sources["field_note"]
    note = note.filter(note.kind == "impossible")
    noted = note.group_by("source", "source_row").agg(
        **{_impossible(name): (note.field == name).any() for name in _FIELDS[kind]}
    )
    return rows.left_join(noted, ["source", "source_row"])


def _impossible(name: str) -> str:
    return f"impossible_{name}"


def _state(rows: ibis.Table, kind: str, name: str) -> ir.StringValue:
    field = TABLE_BY_NAME[_TABLE_OF.get(kind, kind)].by_name[name]
    column = rows[name]
    not_stated = ibis.literal(False)
    if field.kind == Kind.CODE:
        not_stated = ~column.isin([code.code for code in codes(field.codes).codes if code.group != coding.NOT_STATED])
    elif field.kind == Kind.AUTHORITY:
        not_stated = ~column.re_search(coding.GSS_CODE)
    return ibis.cases(
        (column.isnull() & rows[_impossible(name)].fill_null(False), "impossible"),
        (column.isnull(), "blank"),
        (not_stated, coding.NOT_STATED),
        else_="recorded",
    )
