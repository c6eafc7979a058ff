"""Put what stands around the made-up children into the demonstration, from data/around.toml."""

import tomllib
from datetime import datetime, time, timedelta
from pathlib import Path
from typing import Any

from django.utils import timezone

from lanthorn.casework.audit.recording import Actor
from lanthorn.casework.audit.watch import current_watch, watching
from lanthorn.casework.cases.models import Case
from lanthorn.casework.cases.models.case import Ground
from lanthorn.casework.contexts.models import Context, Disruption, Kind, Outcome
from lanthorn.casework.contexts.recording import conclude, link_to, record_context
from lanthorn.casework.disclosures.deciding import ask
from lanthorn.casework.missing.models import StepKind
from lanthorn.casework.missing.recording import record_episode, record_step
from lanthorn.casework.people.models import Name, Person, Phone
from lanthorn.casework.prevention.models import PreventionSession, RecordedNeed
from lanthorn.casework.transfers.transferring import propose

Row = dict[str, Any]
_TOLD = ("name", "where", "area", "described", "forename", "surname")


def add_around(users: dict[str, Any], cases: dict[str, Case]) -> dict[str, Context]:
    """Load it: called once, after the people were loaded. Gives what stands around the children, by key."""
    data = tomllib.loads((Path(__file__).parent / "data" / "around.toml").read_text(encoding="utf-8"))
    today, now = timezone.localdate(), timezone.now()
    with watching("demonstration.load", Actor()):
        current_watch().because("Made-up surroundings for a demonstration")
        contexts = {row["key"]: _context(row, users, cases) for row in data["context"]}
        for row in data["tie"]:
            link_to(contexts[row["one"]], contexts[row["other"]], by=users[row["by"]], **_link(row))
        for row in data["phone"]:
            Phone(person=contexts[row["context"]].person, digits=row["digits"], source="demonstration").save()
        for row in data["disruption"]:
            _disruption(row, users, contexts)
        for row in data["missing"]:
            _missing(row, users, cases, now)
        for row in data["session"]:
            day = today - timedelta(days=row.pop("days_ago"))
            PreventionSession(recorded_by=users[row.pop("by")], held_on=day, **row).save()
        RecordedNeed(title=data["need"]["title"], rows=data["need"]["rows"], taken_by=users["worker"]).save()
        for row in data["disclosure"]:
            ask(cases[row.pop("case")], by=users[row.pop("by")], **row)
        for row in data["closed"]:
            _closed(row, users)
    for row in data["transfer"]:
        with watching("demonstration.load", Actor()):
            propose(cases[row["case"]], users[row["to"]], row["reason"], by=users[row["by"]])
    return contexts


def _link(row: Row) -> Row:
    today = timezone.localdate()
    review = today + timedelta(days=row["review_in"]) if "review_in" in row else None
    return {"kind": row["link"], "since": today - timedelta(days=row["days_ago"]), "source": row["source"],
            "review_on": review}  # fmt: skip


def _context(row: Row, users: dict[str, Any], cases: dict[str, Case]) -> Context:
    told: Row = {name: row[name] for name in _TOLD if name in row}
    context = record_context(cases[row["case"]], Kind(row["kind"]), told, _link(row), by=users[row["by"]])
    for also in row["also"]:
        link_to(context, cases[also["case"]], by=users[also["by"]], **_link(also))
    return context


def _disruption(row: Row, users: dict[str, Any], contexts: dict[str, Context]) -> None:
    today = timezone.localdate()
    disruption = Disruption(
        context=contexts[row["context"]], kind=row["kind"], authority=row["authority"],
        begins=today - timedelta(days=row["days_ago"]), recorded_by=users[row["by"]],
    )  # fmt: skip
    disruption.save()
    if "outcome" in row:
        conclude(disruption, Outcome(row["outcome"]), today - timedelta(days=row["outcome_days_ago"]))


def _missing(row: Row, users: dict[str, Any], cases: dict[str, Case], now: datetime) -> None:
    by = users[row["by"]]
    episode = record_episode(
        cases[row["case"]], last_seen_at=now - timedelta(hours=row["seen_hours_ago"]), police_told=row["police"],
        source=row["source"], by=by, returned_at=now - timedelta(hours=row["back_hours_ago"]),
    )  # fmt: skip
    if "offered_by" in row:
        at = now - timedelta(hours=row["offered_hours_ago"])
        record_step(episode, StepKind.OFFERED, at, row["offered_by"], "", by=by)


def _closed(row: Row, users: dict[str, Any]) -> None:
    person = Person(birth_year=row["born"], sex="female")
    person.save()
    Name(person=person, forename=row["forename"], surname=row["surname"], source="demonstration").save()
    closed = timezone.make_aware(datetime.combine(row["closed"], time(12)))
    Case(
        person=person, owner=users[row["owner"]], area="E09000099", opened_at=closed - timedelta(days=365),
        closed_at=closed, closing_ground=Ground.REVIEW,
    ).save()  # fmt: skip
