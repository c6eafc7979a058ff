"""Put a held meeting, one to come, and actions due and overdue into the demonstration, from data/panel.toml."""

import tomllib
from datetime import date, time
from pathlib import Path
from typing import Any

from django.utils import timezone

from lanthorn.casework.audit.recording import Actor
from lanthorn.casework.audit.watch import current_watch, watching
from lanthorn.casework.cases.models import Case
from lanthorn.casework.cases.working_days import working_days_after, working_days_before
from lanthorn.casework.panels.hearing import There, Verdict, decide, note_attendance, take_minutes
from lanthorn.casework.panels.models import AgendaItem, Meeting, SubjectKind
from lanthorn.casework.panels.planning import give_seat, plan, put_forward, put_forward_other
from lanthorn.casework.panels.releasing import release
from lanthorn.casework.panels.signing import finish_draft
from lanthorn.casework.plans.acting import note_progress, set_action
from lanthorn.casework.plans.chasing import chase
from lanthorn.casework.plans.models import Aim
from lanthorn.casework.referrals.models import Referral


def plan_the_panel(users: dict[str, Any], cases: dict[str, Case]) -> None:
    """Load it: called once, after the people were loaded."""
    data = tomllib.loads((Path(__file__).parent / "data" / "panel.toml").read_text(encoding="utf-8"))
    with watching("demonstration.load", Actor()):
        current_watch().because("Made-up meetings for a demonstration")
        _held(data["past"], users, cases)
        for row in data["referral"]:
            _referral(row, users, cases)
        _to_come(data["next"], users, cases)
        for row in data["action"]:
            _action(row, users, cases)
        chase(timezone.localdate())


def _day(count: int) -> date:
    today = timezone.localdate()
    return working_days_after(today, count) if count >= 0 else working_days_before(today, -count)


def _meeting(row: dict[str, Any], users: dict[str, Any], cases: dict[str, Case]) -> Meeting:
    meeting = plan(
        _day(row["on"]), time(14, 0), "Riverside town hall, room 2",
        chair=users["chair"], minute_taker=users["minute_taker"],
    )  # fmt: skip
    for key in row["seats"]:
        give_seat(meeting, users[key], by=users["chair"])
    for one in row["put_forward"]:
        put_forward(cases[one["child"]], meeting, by=users[one["by"]], reason=one["reason"])
    for one in row.get("other", []):
        put_forward_other(meeting, SubjectKind(one["kind"]), one["subject"], by=users[one["by"]], reason=one["reason"])
    return meeting


def _held(row: dict[str, Any], users: dict[str, Any], cases: dict[str, Case]) -> None:
    taker = users["minute_taker"]
    meeting = _meeting(row, users, cases)
    release(meeting, by=users["chair"])
    rows = [There(code, one["presence"], one["who"]) for code, one in row["attendance"].items()]
    note_attendance(meeting, rows, by=taker)
    told = row["decision"]
    item = AgendaItem.objects.visible_to(taker).select_related("meeting__chair", "case").get(
        meeting=meeting, case=cases[told["child"]]
    )  # fmt: skip
    take_minutes(item, told["minutes"], by=taker, version=0)
    verdict = Verdict(told["category"], told["reasons"], _day(told["next_in"]), tuple(told["told"]))
    decide(item, verdict, by=taker, dissents=told["dissent"])
    finish_draft(meeting, by=taker)


def _to_come(row: dict[str, Any], users: dict[str, Any], cases: dict[str, Case]) -> None:
    _meeting(row, users, cases)


def _referral(row: dict[str, Any], users: dict[str, Any], cases: dict[str, Case]) -> None:
    case, referrer = cases[row["child"]], users[row["by"]]
    today = timezone.localdate()
    Referral(
        referrer=referrer, agency=referrer.agency, channel="seen", told_on=today, known_before="yes",
        forename=row["child"], sex="female", seen=row["seen"], online="unknown", child_told="yes", carer_told="yes",
        case=case, acknowledged_at=timezone.now(), acknowledged_by=case.owner,
    ).save()  # fmt: skip


def _action(row: dict[str, Any], users: dict[str, Any], cases: dict[str, Case]) -> None:
    leads = users["social_worker"]
    action = set_action(row["what"], Aim(row["aim"]), users[row["owner"]], 0, by=leads, case=cases[row["child"]])
    action.due = _day(row["due_in"])
    action.save()
    if "progress" in row:
        note_progress(action, row["progress"], by=users[row["owner"]])
