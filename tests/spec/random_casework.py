"""Casework records made by chance from their declared tables: every code, blanks, codes in no list, days at the edges.

Given a source of chance and the names of linked records, gives back rows of texts by table, as `stored` takes them.
"""

from collections.abc import Sequence
from random import Random

from lanthorn.records import CASEWORK, Field, Kind
from lanthorn.vocabulary import codes

Rows = list[dict[str, str]]

CASES = tuple(f"C{number}" for number in range(8))
_TEXTS = {
    "child_reference": ("K1", "K2", "K3", ""), "context_reference": ("X1", "X2"), "meeting_reference": ("M1", "M2"),
    "agency": ("police-1", "health-1"), "follows": ("", "C1"), "second_to": ("", "", "S1"),
}  # fmt: skip


def casework(chance: Random, days: Sequence[str], places: Sequence[str], linked: Sequence[str]) -> dict[str, Rows]:
    """Rows of every table of the casework."""
    made: dict[str, Rows] = {}
    for table in CASEWORK:
        rows, seen = [], set()
        for number in range(chance.randint(0, 3 * len(CASES))):
            row = {field.name: _value(chance, field, number, days, places, linked) for field in table.fields}
            key = tuple(row[name] for name in table.key)
            if key not in seen and all(row[name] for name in table.required):
                seen.add(key)
                rows.append(row)
        made[table.name] = rows
    return made


def _value(
    chance: Random, field: Field, number: int, days: Sequence[str], places: Sequence[str], linked: Sequence[str]
) -> str:
    if field.name == "case_reference":
        return chance.choice(CASES if field.required else ("", *CASES))
    if field.name == "record_id":
        return chance.choice(("missing_report:gone", *linked))
    if field.name in _TEXTS:
        return chance.choice(_TEXTS[field.name])
    blank = () if field.required else ("",)
    if field.kind is Kind.CODE:
        return chance.choice((*blank, "?", *codes(field.codes).by_code))
    if field.kind is Kind.DATE:
        return chance.choice((*blank * len(days), *days))  # half of what may be open is
    if field.kind is Kind.MOMENT:
        return chance.choice((*blank, *(f"{day}T{hour}" for day in days for hour in ("00:00:00", "23:59:59"))))
    if field.kind is Kind.YES_NO:
        return chance.choice((*blank, "yes", "no"))
    if field.kind is Kind.AUTHORITY:
        return chance.choice(places)
    if field.kind is Kind.NUMBER:
        return chance.choice((*blank, "0", "12"))
    return f"{field.name[0].upper()}{number}"
