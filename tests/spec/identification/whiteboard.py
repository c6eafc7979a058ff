"""Small tables in, the children brought to attention out: what the specification of the rules is written with.

Records are named as in the store ("missing_report:M1"); dates of birth are left out unless a test is about them.
"""

from datetime import date

import ibis

from lanthorn.identification import Considered, Rule, considered_of, rules
from tests.spec.tables import same_children, table

AS_OF = date(2015, 3, 31)


def cases(text: str) -> dict[str, ibis.Table]:
    """The partnership's cases and the record recognised in each: record_id, opened_on, closed_on; a blank is missing.

    Commas divide the cells, since the name of a record has bars of its own.
    """
    lines = [[cell.strip() for cell in line.split(",")] for line in text.strip().splitlines()[1:]]
    episodes = [
        {"case_reference": f"C{number}", "opened_on": date.fromisoformat(opened), "closed_on": _day(closed)}
        for number, (_, opened, closed) in enumerate(lines)
    ]
    recognised = [{"case_reference": f"C{number}", "record_id": line[0]} for number, line in enumerate(lines)]
    days = {"case_reference": "string", "opened_on": "date", "closed_on": "date"}
    return {
        "case_episode": ibis.memtable(episodes, schema=days),
        "case_record": ibis.memtable(recognised, schema={"case_reference": "string", "record_id": "string"}),
    }


def _day(text: str) -> date | None:
    return date.fromisoformat(text) if text else None


def ask(
    *rule: str | Rule,
    children: str,
    as_of: date = AS_OF,
    parameters: dict[str, dict[str, object]] | None = None,
    decided: object = None,
    **tables: str | ibis.Table,
) -> Considered:
    """What these rules say of whiteboard tables; `children` says which records are whose."""
    chosen = [entry if isinstance(entry, Rule) else _named(entry) for entry in rule]
    opened = {name: value if not isinstance(value, str) else table(name, value) for name, value in tables.items()}
    return considered_of(
        {**opened, "child": same_children(children)}, as_of, rules=chosen, parameters=parameters, decided=decided
    )


def _named(name: str) -> Rule:
    return {entry.id: entry for entry in rules()}[name]


def children_of(considered: Considered) -> list[str]:
    """The children to consider, in the order given."""
    return considered.children["child_id"].to_pylist()


def records_of(considered: Considered, child: str, rule: str | None = None) -> list[str]:
    """The records behind a child's reasons, or one of them, in the order given."""
    return [
        row["record_id"]
        for row in considered.evidence.to_pylist()
        if row["child_id"] == child and rule in (None, row["rule"])
    ]


def words_of(considered: Considered, child: str) -> list[str]:
    """The reasons for a child, in words."""
    return [row["reason"] for row in considered.reasons.to_pylist() if row["child_id"] == child]


def why_not(considered: Considered) -> str:
    """Why the only rule that was chosen could not be asked."""
    (asked,) = considered.asked
    return asked.why_not
