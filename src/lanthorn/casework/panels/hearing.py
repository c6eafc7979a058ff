"""What happens in the meeting: who is there, is that enough to decide, the minutes, carrying over, and the decision."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Q
from django.utils import timezone

from lanthorn.casework.access.models import Agency
from lanthorn.casework.access.protected import StaleError
from lanthorn.casework.cases.closing import put
from lanthorn.casework.cases.models import AccessGrant, Basis, Case
from lanthorn.casework.notices.models import NoticeKind
from lanthorn.casework.notices.telling import tell
from lanthorn.casework.panels.given import returns_given
from lanthorn.casework.panels.models import (
    AgendaItem,
    Attendance,
    Conflict,
    Decision,
    Dissent,
    Meeting,
    Minutes,
    Outcome,
    Presence,
    Seat,
    Told,
)  # fmt: skip
from lanthorn.casework.panels.planning import PanelRefusedError, must_run
from lanthorn.casework.panels.policy import quorum_of
from lanthorn.casework.panels.releasing import close_case


@dataclass(frozen=True)
class There:
    """An agency as the minutes name it: was it there, and who spoke for it."""

    agency: str
    presence: str
    who: str


@dataclass(frozen=True)
class Verdict:
    """What the panel decided on an item."""

    category: str
    reasons: str
    next_date: date | None
    told: tuple[str, ...]


def agencies_of(meeting: Meeting, user: Any) -> list[Agency]:
    """The agencies whose attendance is asked for: those with a seat, and those of the area that the quorum names."""
    seated = Seat.objects.visible_to(user).filter(meeting=meeting).values("user__agency")
    needed = quorum_of(meeting.quorum_version).agencies
    of_area = Q(kind__in=needed, area__in=["", meeting.chair.agency.area])
    return list(Agency.objects.filter(Q(pk__in=seated) | of_area).order_by("name"))


def note_attendance(meeting: Meeting, rows: Iterable[There], *, by: Any) -> None:
    """Keep who was there, one row an agency, and whether its returns had come before the meeting."""
    must_run(meeting, by)
    rows = list(rows)
    given = returns_given(meeting, [row.agency for row in rows])
    known = {one.agency_id: one for one in Attendance.objects.visible_to(by).filter(meeting=meeting)}
    for row in rows:
        kept = known.get(row.agency) or Attendance(meeting=meeting, agency_id=row.agency)
        before = (kept.presence, kept.who, kept.return_given)
        kept.presence, kept.who, kept.return_given = row.presence, row.who, given.get(row.agency)
        if kept._state.adding or before != (kept.presence, kept.who, kept.return_given):
            kept.save()


def present_for(item: AgendaItem, user: Any) -> list[Attendance]:
    """The agencies present for this item: without one all of whose members must leave for it."""
    leaving = set(Conflict.objects.visible_to(user).filter(item=item).values_list("user", flat=True))
    seats = Seat.objects.visible_to(user).filter(meeting=item.meeting_id).values_list("user__agency", "user")
    members: dict[str, set[Any]] = {}
    for agency, member in seats:
        members.setdefault(agency, set()).add(member)
    there = Attendance.objects.visible_to(user).filter(meeting=item.meeting_id, presence=Presence.PRESENT)
    return [
        one
        for one in there.select_related("agency").order_by("agency__name")
        if not members.get(one.agency_id) or members[one.agency_id] - leaving
    ]


def wanting(item: AgendaItem, user: Any) -> list[str]:
    """What is wanting for the panel to decide on this item, by the quorum rule of the meeting's day."""
    there = present_for(item, user)
    chair = item.meeting.chairing
    leaves = Conflict.objects.visible_to(user).filter(item=item, user=chair).exists()
    chair_there = not leaves and any(one.agency_id == chair.agency_id for one in there)
    return quorum_of(item.meeting.quorum_version).missing([one.agency.kind for one in there], chair=chair_there)


def take_minutes(item: AgendaItem, text: str, *, by: Any, version: int) -> Minutes:
    """Save the minutes of an item. Raises StaleError where they were saved since `version` was read (0: never yet)."""
    must_run(item.meeting, by)
    kept = Minutes.objects.visible_to(by).filter(item=item).first() or Minutes(item=item)
    if (0 if kept._state.adding else kept.version) != version:
        raise StaleError("Somebody saved these minutes since they were opened.")
    kept.text, kept.changed_at = text, timezone.now()
    kept.wrote(by).save()
    return kept


def carry_over(item: AgendaItem, reason: str, *, by: Any) -> None:
    """The item is not heard today; the next agenda takes it up. The members' seats open its case no more."""
    must_run(item.meeting, by)
    if item.outcome == Outcome.HEARD:
        raise PanelRefusedError("The panel has decided on this item")
    item.outcome, item.carried_reason = Outcome.CARRIED, reason
    item.save()
    close_case(item, Seat.objects.visible_to(by).filter(meeting=item.meeting_id).values_list("user", flat=True))


def decide(item: AgendaItem, verdict: Verdict, *, by: Any, dissents: Mapping[str, str]) -> Decision:
    """Record what the panel decided, or put it right until the minutes are signed. The case takes the category.

    Raises PanelRefusedError where the item is not released or carried over, where the panel is not quorate, or where
    an open case would be left without a next date.
    """
    must_run(item.meeting, by)
    _must_be_decidable(item, verdict, by)
    kept = Decision.objects.visible_to(by).filter(item=item).first()
    case = Case.objects.visible_to(by).filter(pk=item.case_id).first() if item.case_id else None
    decision = kept or Decision(item=item, case=case, category_before=case.category if case else "")
    decision.category_now = verdict.category if case else ""
    decision.reasons, decision.next_date, decision.told = verdict.reasons, verdict.next_date, list(verdict.told)
    decision.attended = [{"agency": one.agency.name, "who": one.who} for one in present_for(item, by)]
    decision.recorded_by, decision.decided_at = by, timezone.now()
    decision.save()
    _keep_dissents(item, dissents, by)
    if case is not None and verdict.next_date is not None:
        put(case, category=verdict.category, next_review=verdict.next_date)
    if item.outcome != Outcome.HEARD:
        item.outcome = Outcome.HEARD
        item.save()
    if kept is None and case is not None and Told.CIRCLE in verdict.told:
        _tell_circle(case, by)
    return decision


def _must_be_decidable(item: AgendaItem, verdict: Verdict, by: Any) -> None:
    if item.released_at is None:
        raise PanelRefusedError("This item was not released to the members")
    if item.outcome == Outcome.CARRIED:
        raise PanelRefusedError("This item was carried over")
    missing = wanting(item, by)
    if missing:
        raise PanelRefusedError(f"The panel cannot decide yet. Wanting: {'; '.join(missing)}. Note who attends")
    if item.case_id and verdict.next_date is None:
        raise PanelRefusedError("Enter when the panel looks again: an open case always has a next date")
    if item.case_id and not verdict.category:
        raise PanelRefusedError("Choose the category: this item is about a child's case")


def _keep_dissents(item: AgendaItem, dissents: Mapping[str, str], by: Any) -> None:
    known: Mapping[str, Dissent] = {one.agency_id: one for one in Dissent.objects.visible_to(by).filter(item=item)}
    for agency, reason in dissents.items():
        kept = known.get(agency) or Dissent(item=item, agency_id=agency)
        if kept.reason != reason:
            kept.reason = reason
            kept.save()


def _tell_circle(case: Case, by: Any) -> None:
    circle = AccessGrant.objects.visible_to(by).filter(case=case, ends=None).exclude(
        basis=Basis.PANEL
    ).select_related("user")  # fmt: skip
    for user in {grant.user for grant in circle} - {by}:
        tell(user, NoticeKind.DECISION_MADE, page="cases:page", about=case.pk)
