"""Chase what is overdue, once at each level, and tell supervisors of cases gone quiet. Run once a day by a command."""

import tomllib
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

from django.db.models import Q
from django.utils import timezone

from lanthorn.casework.access.models import Role, User
from lanthorn.casework.audit.models import AuditEvent
from lanthorn.casework.audit.operations import Operation
from lanthorn.casework.audit.sealing import Subject, token_if_known
from lanthorn.casework.cases.models import Case
from lanthorn.casework.cases.working_days import working_days_after
from lanthorn.casework.notices.models import NoticeKind
from lanthorn.casework.notices.telling import tell
from lanthorn.casework.plans.models import Action, Chase, QuietCase, State


@dataclass(frozen=True)
class Level:
    """To whom an overdue action goes, after how many working days, and why."""

    name: str
    working_days: int
    reason: str


@cache
def levels() -> tuple[Level, ...]:
    """Every level, the first one first."""
    return tuple(sorted((Level(**row) for row in _data()["level"]), key=lambda one: one.working_days))


def chase(today: date) -> int:
    """Tell everybody who is to be told by this day of an unfinished action and was not yet. Gives how many."""
    overdue = Action.objects.for_purpose("chasing").filter(state=State.OPEN, due__lte=today)
    told_before = set(Chase.objects.for_purpose("chasing").values_list("action", "level", "told"))
    told = 0
    for action in overdue.select_related("owner__supervisor", "case__owner", "item__meeting__chair").order_by("due"):
        for level in levels():
            if working_days_after(action.due, level.working_days) > today:
                break
            for user in _addressees(action, level.name):
                if (action.pk, level.name, user.pk) not in told_before:
                    Chase(action=action, level=level.name, told=user).save()
                    _tell(user, action, level.name)
                    told += 1
    return told


def notice_quiet(today: date) -> int:
    """Tell the supervisors of open cases in which nothing was written for so long. Gives how many cases are new."""
    known = {one.case_id: one for one in QuietCase.objects.for_purpose("chasing").filter(ended_at=None)}
    new = 0
    for case in Case.objects.for_purpose("chasing").filter(closed_at=None).select_related("owner__supervisor"):
        since = last_written(case)
        quiet = working_days_after(since, int(_data()["quiet"]["working_days"])) <= today
        if quiet and case.pk not in known:
            QuietCase(case=case, agency_id=case.owner.agency_id, since=since).save()
            for user in supervisors_of(case):
                tell(user, NoticeKind.CASE_QUIET, page="plans:quiet")
            new += 1
        elif not quiet and case.pk in known:
            known[case.pk].ended_at = timezone.now()
            known[case.pk].save()
    return new


def last_written(case: Case) -> date:
    """The day on which something of this case was last collected or altered, by the audit; that it was read is not."""
    token = token_if_known(Subject("case", case.pk))
    events = AuditEvent.objects.filter(
        subjects__token=token, operation__in=[Operation.COLLECTION, Operation.ALTERATION]
    )
    latest = events.order_by("-at").values_list("at", flat=True).first() if token else None
    return timezone.localtime(latest or case.opened_at).date()


def supervisors_of(case: Case) -> list[User]:
    """Their supervisor and the agency's contact points; of a restricted case only whoever leads it."""
    return [case.owner] if case.restricted else _answerable_for(case.owner, case.owner.agency_id)


def _addressees(action: Action, level: str) -> Iterable[User]:
    if level == "owner":
        return [action.owner]
    if action.case is not None and action.case.restricted:
        return [action.case.owner]  # to anybody else it would show that the case exists
    if level == "contact_point":
        return _answerable_for(action.owner, action.agency_id)
    return [action.item.meeting.chair] if action.item is not None else _holders(Role.CHAIR)


def _answerable_for(user: User, agency: str) -> list[User]:
    """Their supervisor and the contact points of the agency; one who left is not told."""
    supervisor = user.supervisor if user.supervisor_id and user.agency_id == agency else None
    told = _holders(Role.CONTACT_POINT, agency=agency)
    return [supervisor, *told] if supervisor is not None and supervisor.is_active and supervisor not in told else told


def _tell(user: User, action: Action, level: str) -> None:
    if level == "owner":
        tell(user, NoticeKind.ACTION_OVERDUE, page="plans:page", about=action.pk)
    else:
        tell(user, NoticeKind.ACTION_ESCALATED, page="plans:passed_on")


def _holders(role: Role, **among: Any) -> list[User]:
    now = timezone.now()
    held = User.objects.filter(is_active=True, role_holdings__role=role, role_holdings__begins__lte=now, **among)
    return list(held.filter(Q(role_holdings__ends=None) | Q(role_holdings__ends__gt=now)).distinct())


@cache
def _data() -> dict[str, Any]:
    return tomllib.loads((Path(__file__).parent / "data" / "chasing.toml").read_text(encoding="utf-8"))
