"""Stores made from small tables that an analyst can read, and the children that linkage finds in them."""

from collections.abc import Callable
from datetime import date, datetime, time
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from lanthorn.evidence import Layer, Store
from lanthorn.linkage import link

_TEXT, _DAY = pa.string(), pa.date32()
_NAMED = {"forename": _TEXT, "surname": _TEXT, "date_of_birth": _DAY, "sex": _TEXT, "ethnicity": _TEXT}
SCHEMAS = {
    "offence": pa.schema(
        {"offence_reference": _TEXT, "reported_on": _DAY, "flag_category": _TEXT, "flagged_on": _DAY},
    ),
    "involvement": pa.schema(
        {
            "offence_reference": _TEXT,
            "person_number": _TEXT,
            "role": _TEXT,
            **_NAMED,
            "home_postcode": _TEXT,
            "home_authority": _TEXT,
        }
    ),
    "missing_report": pa.schema(
        {
            "report_reference": _TEXT,
            "reported_at": pa.timestamp("us"),
            "authority": _TEXT,
            **_NAMED,
            "home_postcode": _TEXT,
        }
    ),
    "care_child": pa.schema(
        {
            "care_authority": _TEXT,
            "return_year": _TEXT,
            "child_id": _TEXT,
            "sex": _TEXT,
            "date_of_birth": _DAY,
            "ethnicity": _TEXT,
        }
    ),
    "care_episode": pa.schema(
        {
            "care_authority": _TEXT,
            "return_year": _TEXT,
            "child_id": _TEXT,
            "began_on": _DAY,
            "ended_on": _DAY,
            "home_postcode": _TEXT,
            "placement_postcode": _TEXT,
        }
    ),
    "care_absence": pa.schema(
        {
            "care_authority": _TEXT,
            "return_year": _TEXT,
            "child_id": _TEXT,
            "absence_kind": _TEXT,
            "began_on": _DAY,
        }
    ),
}

Row = dict[str, Any]
RowsOf = Callable[[str], dict[str, list[Row]]]
MakeStore = Callable[[dict[str, list[Row]]], Store]
ChildrenIn = Callable[..., set[frozenset[str]]]


def read_table(text: str) -> list[Row]:
    """Rows of a table drawn with bars; a blank cell is a missing value, `born` a date, `missing` one or more dates."""
    lines = [[cell.strip() for cell in line.split("|")] for line in text.strip().splitlines()]
    return [{name: _value(name, cell) for name, cell in zip(lines[0], line, strict=True)} for line in lines[1:]]


def _value(name: str, cell: str) -> Any:
    if name == "missing":
        return [date.fromisoformat(day) for day in cell.split()]
    if not cell:
        return None
    return date.fromisoformat(cell) if name == "born" else cell


def _as_records(row: Row) -> list[tuple[str, Row]]:
    named = {
        "forename": row.get("forename"),
        "surname": row.get("surname"),
        "date_of_birth": row["born"],
        "sex": row["sex"],
    }
    name, authority, postcode = row["record"], row.get("authority"), row.get("postcode")
    if name.startswith("crime"):
        key = {"offence_reference": name, "person_number": "1", "role": row.get("role") or "victim"}
        involved = {**key, **named, "home_postcode": postcode, "home_authority": authority}
        if not row.get("reported"):
            return [("involvement", involved)]
        day = date.fromisoformat(row["reported"])
        return [
            ("involvement", {**involved, "ethnicity": row.get("ethnicity")}),
            ("offence", {"offence_reference": name, "reported_on": day, "flag_category": "1", "flagged_on": day}),
        ]
    if name.startswith("report"):
        [day] = row.get("missing") or [date(2014, 6, 1)]
        key = {"report_reference": name, "reported_at": datetime.combine(day, time(22, 30))}
        return [("missing_report", {**key, **named, "home_postcode": postcode, "authority": authority})]
    key = {"care_authority": authority, "return_year": row.get("year") or "2014-15", "child_id": name}
    records = [("care_child", {**key, "sex": row["sex"], "date_of_birth": row["born"]})]
    placed = {"began_on": date(2014, 5, 1), "home_postcode": postcode, "placement_postcode": row.get("placement")}
    records.append(("care_episode", {**key, **placed}))
    absences = [("care_absence", {**key, "absence_kind": "M", "began_on": day}) for day in row.get("missing", ())]
    return records + absences


@pytest.fixture
def make_store(tmp_path: Path) -> MakeStore:
    """A store whose records are these rows, by table name."""

    def make(rows: dict[str, list[Row]]) -> Store:
        store = Store.open(tmp_path / "store", create=True)
        with store.write(Layer.RECORDS) as writer:
            for name, content in rows.items():
                pq.write_table(pa.Table.from_pylist(content, schema=SCHEMAS[name]), writer.path(name))
        return store

    return make


@pytest.fixture
def rows_of() -> RowsOf:
    """The rows of each record table in one drawn table; the first letters of `record` say which agency holds it."""

    def rows(table: str) -> dict[str, list[Row]]:
        found: dict[str, list[Row]] = {}
        for row in read_table(table):
            for name, record in _as_records(row):
                found.setdefault(name, []).append(record)
        return found

    return rows


@pytest.fixture
def store_of(make_store: MakeStore, rows_of: RowsOf) -> Callable[[str], Store]:
    """A store of the records in one drawn table."""
    return lambda table: make_store(rows_of(table))


@pytest.fixture
def children_in(store_of: Callable[[str], Store]) -> ChildrenIn:
    """The children that linkage finds in a drawn table, each as the set of its records."""

    def children(table: str) -> set[frozenset[str]]:
        store = store_of(table)
        link(store, defaults=True)
        found: dict[str, set[str]] = {}
        for row in pq.read_table(store.need(Layer.LINKS).table("child")).to_pylist():
            record = row["record_id"].split(":")[1].replace("|1", "").split("|")[-1]
            found.setdefault(row["child_id"], set()).add(record)
        return {frozenset(records) for records in found.values()}

    return children
