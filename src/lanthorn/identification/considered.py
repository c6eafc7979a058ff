"""What a run of the rules gives back: children to consider, the reasons, and the records behind each.

There is no score and no rank: children stand in the order of their latest event, and where that is the same day in the
order of their names in the store.
"""

from dataclasses import dataclass
from datetime import date
from typing import Any

import pyarrow as pa

from lanthorn.identification.definition import Parameters, Rule

CHILDREN = pa.schema(
    {
        "child_id": pa.string(),
        "latest_on": pa.date32(),
        "rules": pa.list_(pa.string()),
        "decided_before": pa.bool_(),
        "authority": pa.string(),
    }
)
REASONS = pa.schema(
    {
        "child_id": pa.string(),
        "rule": pa.string(),
        "version": pa.string(),
        "name": pa.string(),
        "reason": pa.string(),
        "source": pa.string(),
        "events": pa.int64(),
        "first_on": pa.date32(),
        "latest_on": pa.date32(),
        "decided_on": pa.date32(),
        "decision": pa.string(),
    }
)
EVIDENCE = pa.schema(
    {
        "child_id": pa.string(),
        "rule": pa.string(),
        "event_id": pa.string(),
        "record_id": pa.string(),
        "happened_on": pa.date32(),
        "is_new": pa.bool_(),
    }
)
RECORDS = pa.schema({"child_id": pa.string(), "record_id": pa.string()})
"""Every record of a child to consider, so that a child is found again when linkage gives another name."""


@dataclass(frozen=True)
class Asked:
    """One rule of the run: whether it could be asked, with which parameters, and of how many children it speaks."""

    rule: Rule
    parameters: Parameters
    why_not: str
    """Empty where the rule was asked; else the reason why it could not be."""
    children: int
    """Children whom the rule brings to attention in this run, those that were left out not counted."""


@dataclass(frozen=True)
class Behind:
    """One record behind a reason. `is_new` where nobody had seen it when the last decision was made."""

    record_id: str
    event_id: str
    happened_on: date
    is_new: bool


@dataclass(frozen=True)
class Reason:
    """Why a child is to be considered, in words, with the records behind it and what was decided before."""

    rule: str
    version: str
    name: str
    words: str
    source: str
    events: int
    first_on: date
    latest_on: date
    records: tuple[Behind, ...]
    decided_on: date | None
    decision: str | None


@dataclass(frozen=True)
class ChildToConsider:
    """One child, by the name that linkage gave it, with the day of the latest event and the reasons."""

    child_id: str
    latest_on: date
    reasons: tuple[Reason, ...]


@dataclass(frozen=True)
class Considered:
    """The answer of a run. The tables have the columns of CHILDREN, REASONS, EVIDENCE and RECORDS."""

    as_of: date
    records_version: int
    links_version: int
    asked: tuple[Asked, ...]
    children: Any
    reasons: Any
    evidence: Any
    records: Any
    adults_left_out: int
    """Children whom a rule met and who by every date of birth recorded are 18 or over."""
    decided_left_out: int
    """Children left out since each of their reasons was decided, and nothing new has happened."""
    decisions_not_understood: int
    """Decisions about a record or a rule that is not there any more."""

    def view(self) -> tuple[ChildToConsider, ...]:
        """The children one by one, in the order of the table."""
        behind: dict[tuple[str, str], list[Behind]] = {}
        for row in self.evidence.to_pylist():
            key = (row.pop("child_id"), row.pop("rule"))
            behind.setdefault(key, []).append(Behind(**row))
        reasons: dict[str, list[Reason]] = {}
        for row in self.reasons.to_pylist():
            child, words = row.pop("child_id"), row.pop("reason")
            records = tuple(behind[child, row["rule"]])
            reasons.setdefault(child, []).append(Reason(words=words, records=records, **row))
        return tuple(
            ChildToConsider(row["child_id"], row["latest_on"], tuple(reasons[row["child_id"]]))
            for row in self.children.to_pylist()
        )
