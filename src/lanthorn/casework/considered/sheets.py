"""What a reader sees of children on lists, of the reasons, and of decisions."""

from datetime import date
from typing import Any

from lanthorn.casework.access.sheets import Field, Sheet
from lanthorn.casework.areas import authority_label
from lanthorn.casework.considered.models import (
    ConsideredChild,
    ConsideredDecision,
    ConsideredList,
    ConsideredReason,
)
from lanthorn.casework.look.templatetags.look import day

_RECORDS = {
    "missing_report": "Missing report",
    "offence": "Offence",
    "care_child": "Care record",
    "care_absence": "Absence from care",
    "care_episode": "Placement",
}
HEALTH = "health."
"""How the names of rules on health services begin: their reasons are health information."""


def record_in_words(record: str) -> str:
    """The record as people look it up: "Missing report MR1", "Offence CR7, person 2", "Care record C5, Newham"."""
    table, _, key = record.partition(":")
    first, _, second = key.partition("|")
    if table == "involvement":
        return f"Offence {first}, person {second}"
    what = _RECORDS.get(table, table.replace("_", " ").capitalize())
    if not second:
        return f"{what} {first}"
    return f"{what} {second}, {authority_label(first)}" if table.startswith("care_") else f"{what} {first} / {second}"


CHILD_SHEET: Sheet[ConsideredChild] = Sheet(
    "consideredchild",
    [
        Field("name", "Known by", "identity", lambda one: record_in_words(one.store_name)),
        Field("authority", "Lives in", "identity", lambda one: authority_label(one.authority)),
        Field("latest", "Latest event", "concern", lambda one: day(one.latest_on)),
        Field("list", "List of", "identity", lambda one: day(one.list.as_of)),
    ],
)

_REASON = [
    Field[ConsideredReason]("name", "Rule", "concern", lambda one: one.name),
    Field[ConsideredReason]("words", "Reason", "concern", lambda one: one.words),
    Field[ConsideredReason]("source", "What the rule rests on", "concern", lambda one: one.source),
]
REASON_SHEET: Sheet[ConsideredReason] = Sheet("consideredreason", _REASON)
# Of a rule on health services: read by those who read health information.
HEALTH_REASON_SHEET: Sheet[ConsideredReason] = Sheet(
    "consideredreason", [Field(one.name, one.label, "health", one.read) for one in _REASON]
)

DECISION_SHEET: Sheet[ConsideredDecision] = Sheet(
    "considereddecision",
    [
        Field("child", "Child", "identity", lambda one: record_in_words(one.child.store_name)),
        Field("decided", "Decided", "concern", lambda one: one.get_decided_display()),
        Field("reason", "Why", "concern", lambda one: one.reason or "Nothing more was said"),
        Field("by", "By", "identity", lambda one: f"{one.by.name}, {one.by.agency.name}"),
        Field("on", "On", "identity", lambda one: day(one.on)),
    ],
)

LIST_SHEET: Sheet[ConsideredList] = Sheet(
    "consideredlist",
    [
        Field("as_of", "List of", "work", lambda one: day(one.as_of)),
        Field("children", "Children who came to be considered", "work", lambda one: f"{one.children:,}"),
        Field(
            "decided", "Left out: decided here, nothing new since", "work", lambda one: f"{one.decided:,}"
        ),
        Field("taken", "Taken in", "work", lambda one: f"{day(one.taken_at)} by {one.taken_by.name}"),
        Field("versions", "Rests on", "work", lambda one: f"{one.versions}; Lanthorn {one.program}"),
    ],
)  # fmt: skip


def show_reason(reason: ConsideredReason, user: Any) -> dict[str, Any]:
    """A reason, with the records behind it where the reader may read the reason."""
    sheet = HEALTH_REASON_SHEET if reason.rule.startswith(HEALTH) else REASON_SHEET
    shown = sheet.show(reason, user)
    return {"reason": shown, "records": [] if shown["words"].withheld else [_record(one) for one in reason.records]}


def _record(record: dict[str, Any]) -> dict[str, Any]:
    return {
        "what": record_in_words(record["record"]),
        "on": day(date.fromisoformat(record["on"])),
        "new": record["new"],
    }
