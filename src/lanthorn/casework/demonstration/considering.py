"""Put a list of children to consider into the demonstration, some of them decided on, from data/considered.toml."""

import tomllib
from datetime import date, timedelta
from hashlib import sha256
from pathlib import Path
from typing import Any

from django.utils import timezone

from lanthorn import __version__
from lanthorn.casework.audit.recording import Actor
from lanthorn.casework.audit.watch import watching
from lanthorn.casework.cases.models import Case
from lanthorn.casework.considered.deciding import known_already, no_action
from lanthorn.casework.considered.models import ConsideredChild
from lanthorn.casework.considered.reading import ListRead
from lanthorn.casework.considered.taking import take
from lanthorn.casework.people.models import Identifier

Row = dict[str, Any]


def add_considered(users: dict[str, Any], cases: dict[str, Case]) -> None:
    """Load it: called once, after the cases were loaded."""
    content = (Path(__file__).parent / "data" / "considered.toml").read_bytes()
    data = tomllib.loads(content.decode("utf-8"))
    by = users["front_door"]
    with watching("demonstration.load", Actor()):
        take(_list(data, sha256(content).hexdigest(), by.agency.area), by=by)
        for row in data["identifier"]:
            Identifier(
                person_id=cases[row["case"]].person_id, scheme=row["scheme"], value=row["value"], source="demonstration"
            ).save()
        for row in data["child"]:
            _decide(row, cases, by)


def _list(data: Row, fingerprint: str, authority: str) -> ListRead:
    today = timezone.localdate()
    reasons: dict[str, list[Row]] = {}
    evidence: dict[tuple[str, str], list[Row]] = {}
    for row in data["child"]:
        name, latest = _name(row), today - timedelta(days=row["days_ago"])
        for rule, records in row["behind"].items():
            told = data["rule"][rule]
            reasons.setdefault(name, []).append(
                {"rule": rule, "version": "1", "name": told["name"], "source": told["source"], "latest_on": latest,
                 "reason": told["words"].format(count=len(records))}
            )  # fmt: skip
            evidence[name, rule] = [
                {"record_id": record, "happened_on": _spread(latest, len(records) - 1 - number), "is_new": True}
                for number, record in enumerate(records)
            ]
    return ListRead(
        as_of=today - timedelta(days=data["as_of_days_ago"]),
        fingerprint=fingerprint,
        program=__version__,
        versions="records 3, links 2",
        not_asked=data["not_asked"],
        children=[{"child_id": _name(row), "authority": authority} for row in data["child"]],
        reasons=reasons,
        evidence=evidence,
        records={_name(row): _records(row) for row in data["child"]},
        groups=data["groups"],
    )


def _records(row: Row) -> list[str]:
    return sorted({record for records in row["behind"].values() for record in records} | set(row["others"]))


def _name(row: Row) -> str:
    """As linkage names a child: by the smallest of the records."""
    return _records(row)[0]


def _spread(latest: date, before: int) -> date:
    """A record's day: some weeks apart from the next one."""
    return latest - timedelta(days=17 * before)


def _decide(row: Row, cases: dict[str, Case], by: Any) -> None:
    if "decided" not in row:
        return
    child = ConsideredChild.objects.visible_to(by).get(store_name=_name(row))
    if row["decided"] == "known":
        known_already(child, cases[row["case"]].reference, row["reason"], by=by)
    else:
        no_action(child, row["reason"], by=by)
