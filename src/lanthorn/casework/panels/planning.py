"""Plan a meeting, give seats on it, and put something on its agenda by hand."""

from datetime import date, datetime, time
from typing import Any

from django.db.models import Max
from django.utils import timezone

from lanthorn.casework.cases.models import Case
from lanthorn.casework.cases.working_days import is_working_day, working_days_after, working_days_before
from lanthorn.casework.notices.models import NoticeKind
from lanthorn.casework.notices.telling import tell
from lanthorn.casework.panels.models import AgendaItem, Meeting, Seat, SubjectKind
from lanthorn.casework.panels.policy import quorum_on, working_days
from lanthorn.casework.panels.releasing import open_cases
from lanthorn.casework.panels.sources import bring_up_to_date
from lanthorn.errors import LanthornError


class PanelRefusedError(LanthornError):
    """Something that a meeting's rules do not allow; the message names nobody."""


def plan(on: date, starts: time, place: str, *, chair: Any, minute_taker: Any) -> Meeting:
    """A meeting with its due days, the seats of its chair and minute taker, and the agenda that builds itself.

    Raises PanelRefusedError where it is no working day, or where one person would chair and take the minutes.
    """
    if not is_working_day(on):
        raise PanelRefusedError("The panel meets on a working day: this is a weekend or a bank holiday")
    if chair.pk == minute_taker.pk:
        raise PanelRefusedError("Somebody other than the chair must take the minutes")
    meeting = Meeting(
        on=on, starts=starts, place=place, chair=chair, minute_taker=minute_taker,
        pack_due=working_days_before(on, working_days("pack_before")),
        draft_due=working_days_after(on, working_days("draft_after")),
        sign_off_due=working_days_after(on, working_days("sign_off_after")),
        quorum_version=quorum_on(on).version,
    )  # fmt: skip
    meeting.save()
    for officer in (chair, minute_taker):
        Seat(meeting=meeting, user=officer, expires_at=_end_of(on, "officers_seat_open_after")).save()
    bring_up_to_date(meeting)
    return meeting


def give_seat(meeting: Meeting, user: Any, *, by: Any) -> Seat:
    """A seat for a member. Where the packs are out already, it opens the cases of the agenda at once.

    Raises PanelRefusedError where they have one, or where they would give it to themselves.
    """
    still_open(meeting)
    if user.pk == by.pk:
        raise PanelRefusedError("Nobody gives themselves a seat")
    if Seat.objects.visible_to(by).filter(meeting=meeting, user=user).exists():
        raise PanelRefusedError("This person has a seat already")
    seat = Seat(meeting=meeting, user=user, given_by=by, expires_at=_end_of(meeting.on, "seat_open_after"))
    seat.save()
    tell(user, NoticeKind.SEAT_GIVEN, page="panels:page", about=meeting.pk)
    released = AgendaItem.objects.lines_for(by).filter(meeting=meeting, released_at__isnull=False)
    open_cases(list(released.select_related("case")), [seat])
    return seat


def put_forward(case: Case, meeting: Meeting, *, by: Any, reason: str) -> AgendaItem:
    """Put a case on an agenda. Whoever puts it forward presents it, and somebody else releases it to the members."""
    still_open(meeting)
    if AgendaItem.objects.visible_to(by).filter(meeting=meeting, case=case).exists():
        raise PanelRefusedError("This case is on that agenda already")
    item = AgendaItem(
        meeting=meeting, place=_next_place(meeting), kind=SubjectKind.CHILD, case=case, source="person", reason=reason,
        presenter=by, added_by=by,
    )  # fmt: skip
    item.save()
    return item


def put_forward_other(
    meeting: Meeting, kind: SubjectKind, subject: str, *, by: Any, reason: str, about: Any = None
) -> AgendaItem:
    """Put a person of concern, a place or a group on an agenda; `about` is its record, where it has one."""
    still_open(meeting)
    item = AgendaItem(
        meeting=meeting, place=_next_place(meeting), kind=kind, subject=subject, about=about, source="person",
        reason=reason, presenter=by, added_by=by,
    )  # fmt: skip
    item.save()
    return item


def still_open(meeting: Meeting) -> None:
    """Raise PanelRefusedError where the minutes are signed: nothing of that meeting changes any more."""
    if meeting.signed_at:
        raise PanelRefusedError("The minutes of this meeting are signed: nothing of it changes any more")


def must_run(meeting: Meeting, user: Any) -> None:
    """Raise PanelRefusedError where the user neither chairs nor minutes the meeting, or where it is signed."""
    if not meeting.is_run_by(user):
        raise PanelRefusedError("The chair and the minute taker of this meeting do this")
    still_open(meeting)


def _next_place(meeting: Meeting) -> int:
    places = AgendaItem.objects.for_purpose("agenda").filter(meeting=meeting)
    return int(places.aggregate(last=Max("place"))["last"] or 0) + 1


def _end_of(on: date, step: str) -> datetime:
    """The end of that working day by the clock on the wall, whatever the clocks do in between."""
    last = working_days_after(on, working_days(step))
    return timezone.make_aware(datetime.combine(last, time(23, 59)))
