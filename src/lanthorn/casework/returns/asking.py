"""Ask agencies what they know before the pack date, take their returns, and chase those that are late, once."""

from collections.abc import Collection
from datetime import date
from typing import Any

from django.db.models import Q
from django.utils import timezone

from lanthorn.casework.access.models import Agency, Role, User
from lanthorn.casework.audit.operations import Operation
from lanthorn.casework.audit.watch import current_watch
from lanthorn.casework.cases.models import AccessGrant, Case
from lanthorn.casework.cases.working_days import working_days_before
from lanthorn.casework.notices.models import NoticeKind
from lanthorn.casework.notices.telling import tell
from lanthorn.casework.panels.models import AgendaItem, Meeting
from lanthorn.casework.returns.models import ReturnRequest
from lanthorn.casework.returns.wording import policy
from lanthorn.errors import LanthornError


class ReturnRefusedError(LanthornError):
    """A return that cannot be asked for or sent."""


def answerers(agency: str, case: Case) -> list[User]:
    """Who answers for an agency: its contact points; of a restricted case, or where it has none, its circle members."""
    now = timezone.now()
    people = User.objects.filter(agency=agency, is_active=True).distinct()
    if not case.restricted:
        held = Q(role_holdings__ends=None) | Q(role_holdings__ends__gt=now)
        points = people.filter(held, role_holdings__role=Role.CONTACT_POINT, role_holdings__begins__lte=now)
        if points:
            return list(points)
    return [user for user in people if AccessGrant.held_by(user).filter(case=case).exists()]


def ask(case: Case, agencies: list[Agency], question: str, pack_on: date, *, by: Any) -> list[ReturnRequest]:
    """Ask each of the agencies, due before the pack is released. A request tells them who the child is.

    Raises ReturnRefusedError where one was asked already and has not answered, where nobody could answer for one, or
    where the pack is released too soon.
    """
    due = working_days_before(pack_on, policy("due_before_pack_in_working_days"))
    if due <= timezone.localdate():
        raise ReturnRefusedError("The pack is released too soon for anybody to answer before it. Choose a later day.")
    waiting = set(
        ReturnRequest.objects.visible_to(by).filter(case=case, answered_at=None).values_list("agency", flat=True)
    )
    watch = current_watch()
    watch.writes_as = Operation.DISCLOSURE
    watch.because(question, lawful_basis="safeguarding", recipients=[agency.code for agency in agencies])
    asked = []
    for agency in agencies:
        if agency.code in waiting:
            raise ReturnRefusedError(f"{agency.name} was asked already and has not answered yet.")
        told = answerers(agency.code, case)
        if not told:
            raise ReturnRefusedError(
                f"Nobody can answer for {agency.name}: let one of its people into the case circle first."
            )
        one = ReturnRequest(case=case, agency=agency, question=question, pack_on=pack_on, due=due, asked_by=by)
        one.save()
        asked.append(one)
        for user in told:
            tell(user, NoticeKind.RETURN_ASKED, page="returns:page", about=one.pk)
    return asked


def finish(asked: ReturnRequest, *, by: Any) -> None:
    """Send the return: nothing can be added to it afterwards. Tells whoever leads the case.

    Raises ReturnRefusedError where it was sent before.
    """
    if asked.answered_at:
        raise ReturnRefusedError("This return was sent before.")
    asked.answered_at, asked.answered_by = timezone.now(), by
    asked.save()
    tell(asked.case.owner, NoticeKind.RETURN_RECEIVED, page="cases:page", about=asked.case_id)


def chase(today: date) -> int:
    """Ask again, once, of every agency that has not answered by the policy's day. Gives how many were asked again."""
    waiting = ReturnRequest.objects.for_purpose("chasing returns").filter(answered_at=None, chased_at=None)
    count = 0
    for asked in waiting.filter(case__closed_at=None).select_related("case"):
        if today < working_days_before(asked.due, policy("chase_before_due_in_working_days")):
            continue
        asked.chased_at = timezone.now()
        asked.save()
        count += 1
        for user in answerers(asked.agency_id, asked.case):
            tell(user, NoticeKind.RETURN_CHASED, page="returns:page", about=asked.pk)
    return count


def returns_given(meeting: Meeting, agencies: Collection[str]) -> dict[str, bool]:
    """For each of these agencies that was asked about a case of the agenda: whether all was answered before it."""
    cases = AgendaItem.objects.for_purpose("returns given").filter(meeting=meeting).exclude(case=None).values("case")
    asked = ReturnRequest.objects.for_purpose("returns given").filter(
        case__in=cases, agency__in=agencies, asked_at__lt=meeting.begins_at
    )
    given: dict[str, bool] = {}
    for agency, answered_at in asked.values_list("agency", "answered_at"):
        in_time = answered_at is not None and answered_at < meeting.begins_at
        given[agency] = given.get(agency, True) and in_time
    return given
