"""Small tables in, small tables out: what the specification tests are written with.

A table is written as an analyst would on a whiteboard: headings, then rows, cells divided by "|". An empty cell is
missing. Columns that a test leaves out are missing in every row.
"""

from datetime import date, datetime

import ibis
import pyarrow as pa

from lanthorn.measures import Answer, CountTable, Evaluator, Key, Measure, PublishedAnswer, catalogue, publish
from lanthorn.records import PROVENANCE, TABLE_BY_NAME, Field, Kind
from lanthorn.vocabulary import parse_period

_TYPES = {
    Kind.DATE: pa.date32(),
    Kind.MOMENT: pa.timestamp("us"),
    Kind.YES_NO: pa.bool_(),
    Kind.NUMBER: pa.int64(),
}

_LINKS = (
    Field("record_id", Kind.TEXT, ""),
    Field("record_table", Kind.TEXT, ""),
    Field("child_id", Kind.TEXT, ""),
)
_NOTES = (*PROVENANCE, Field("field", Kind.TEXT, ""), Field("kind", Kind.TEXT, ""))


def _read(kind: Kind, text: str) -> object:
    if not text:
        return None
    if kind is Kind.DATE:
        return date.fromisoformat(text)
    if kind is Kind.MOMENT:
        return datetime.fromisoformat(text)
    if kind is Kind.YES_NO:
        return {"yes": True, "no": False}[text]
    return int(text) if kind is Kind.NUMBER else text


def rows(text: str) -> list[dict[str, str]]:
    """The rows of a whiteboard table, as texts by heading."""
    lines = [[cell.strip() for cell in line.split("|")] for line in text.strip().splitlines()]
    return [dict(zip(lines[0], line, strict=True)) for line in lines[1:]]


def table(name: str, text: str) -> ibis.Table:
    """A whiteboard table of records as the store would hold it."""
    return stored(name, rows(text))


def stored(name: str, written: list[dict[str, str]]) -> ibis.Table:
    """Rows of texts as a table of the store: each field of its own type, what is left out missing."""
    fields = {"child": _LINKS, "field_note": _NOTES}.get(name) or (*TABLE_BY_NAME[name].fields, *PROVENANCE)
    for row in written:
        assert set(row) <= {field.name for field in fields}, f"{name} has no field {set(row)}"
    columns = {field.name: [_read(field.kind, row.get(field.name, "")) for row in written] for field in fields}
    schema = pa.schema([(field.name, _TYPES.get(field.kind, pa.string())) for field in fields])
    return ibis.memtable(pa.table(columns, schema=schema))


def same_children(text: str) -> ibis.Table:
    """Which records are which child, written as "child: record, record" a line."""
    linked = []
    for line in text.strip().splitlines():
        child, records = line.split(":", 1)
        for record in (entry.strip() for entry in records.split(",")):
            linked.append({"record_id": record, "record_table": record.split(":")[0], "child_id": child.strip()})
    return stored("child", linked)


def each_its_own_child(*records: str) -> ibis.Table:
    """Linkage that joins nothing: every one of these records is a child of its own."""
    return same_children("\n".join(f"child {number}: {record}" for number, record in enumerate(records)))


def answer(measure: str | Measure, period: str = "2014-15", **tables: str | ibis.Table) -> Answer:
    """A measure's answer over whiteboard tables."""
    found = measure if isinstance(measure, Measure) else catalogue().measure(measure)
    opened = {name: value if not isinstance(value, str) else table(name, value) for name, value in tables.items()}
    return Evaluator(opened, parse_period(period)).answer(found)


def published(result: Answer, *hidden: Key) -> PublishedAnswer:
    """The answer as published when disclosure control hides these cells."""

    def is_hidden(_: CountTable, key: Key) -> bool:
        return key in hidden

    return publish(result, is_hidden)


def expected(text: str) -> dict[str, int]:
    """What `counts` is to give, as a whiteboard table: the dimensions, then the count in the last column."""
    written = {}
    for row in rows(text):
        *values, count = row.values()
        written[" / ".join(values)] = int(count)
    return written


def counts(result: Answer, *dimensions: str) -> dict[str, int]:
    """The non-zero counts of one breakdown without its totals: values joined by " / "."""
    (chosen,) = [entry for entry in result.tables if entry.dimensions == dimensions]
    return {" / ".join(key): number for key, number in chosen.counts.items() if number and "total" not in key}
