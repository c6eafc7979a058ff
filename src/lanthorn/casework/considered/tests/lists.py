"""A list as `lanthorn identify --out` writes it, for the tests: small, and each part can be changed or spoilt."""

import json
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq

from lanthorn.casework.considered.reading import WHO_HEADINGS

RIVERSIDE, NORTHBANK = "E09000099", "E09000098"
OFTEN = "missing.often"
TEXT, DAY = pa.string(), pa.date32()
SCHEMAS = {
    "children": {"child_id": TEXT, "latest_on": DAY, "rules": pa.list_(TEXT), "decided_before": pa.bool_(),
                 "authority": TEXT},
    "reasons": {"child_id": TEXT, "rule": TEXT, "version": TEXT, "name": TEXT, "reason": TEXT, "source": TEXT,
                "events": pa.int64(), "first_on": DAY, "latest_on": DAY, "decided_on": DAY, "decision": TEXT},
    "evidence": {"child_id": TEXT, "rule": TEXT, "event_id": TEXT, "record_id": TEXT, "happened_on": DAY,
                 "is_new": pa.bool_()},
    "records": {"child_id": TEXT, "record_id": TEXT},
}  # fmt: skip


@dataclass
class Child:
    """One child of a list: the records by rule behind each reason, and any other records."""

    behind: dict[str, list[str]]
    others: list[str] = field(default_factory=list)
    authority: str | None = RIVERSIDE
    on: date = date(2026, 3, 2)

    @property
    def name(self) -> str:
        """The smallest of the records, as linkage names a child."""
        return min(self.records)

    @property
    def records(self) -> list[str]:
        """All of them, each once."""
        return sorted({record for records in self.behind.values() for record in records} | set(self.others))


def missing(*numbers: str, rule: str = OFTEN, **changed: Any) -> Child:
    """A child with these missing reports behind one reason."""
    return Child({rule: [f"missing_report:{number}" for number in numbers]}, **changed)


def rows_of(*children: Child) -> dict[str, list[dict[str, Any]]]:
    """The rows of the four tables."""
    reasons = [
        {"child_id": child.name, "rule": rule, "version": "1", "name": f"Rule {rule}",
         "reason": f"Reported missing {len(records)} times.", "source": "A protocol", "latest_on": child.on}
        for child in children for rule, records in child.behind.items()
    ]  # fmt: skip
    evidence = [
        {"child_id": child.name, "rule": rule, "event_id": record, "record_id": record, "happened_on": child.on,
         "is_new": True}
        for child in children for rule, records in child.behind.items() for record in records
    ]  # fmt: skip
    return {
        "children": [{"child_id": one.name, "latest_on": one.on, "authority": one.authority} for one in children],
        "reasons": reasons,
        "evidence": evidence,
        "records": [{"child_id": child.name, "record_id": record} for child in children for record in child.records],
    }


def write(folder: Path, *children: Child, as_of: date = date(2026, 3, 31), **changed: Any) -> Path:
    """Write the list into a folder. `changed` are tables' rows in place of those of the children."""
    folder.mkdir(parents=True, exist_ok=True)
    for name, rows in (rows_of(*children) | changed).items():
        schema = pa.schema(list(SCHEMAS[name].items()))
        filled = [{column: row.get(column) for column in schema.names} for row in rows]
        pq.write_table(pa.Table.from_pylist(filled, schema=schema), folder / f"{name}.parquet")
    account = {
        "as_of": as_of.isoformat(), "code_version": "0.1", "records_version": 3, "links_version": 2,
        "rules": [{"name": "Flagged, and no open case", "asked": False, "why_not": "it needs cases"}],
    }  # fmt: skip
    (folder / "identification.json").write_text(json.dumps(account), encoding="utf-8")
    who = [",".join(WHO_HEADINGS), "Sex,Female,120,30,25% (18 to 33),1.2 (0.9 to 1.6),–", "Sex,Male,c,c,–,–,–"]
    (folder / "who.csv").write_text("\n".join(who) + "\n", encoding="utf-8-sig")
    return folder
