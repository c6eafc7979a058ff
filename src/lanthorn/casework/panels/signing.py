"""Finish the draft minutes, and sign them. Nobody signs minutes that they alone took or a draft they finished."""

from typing import Any

from django.utils import timezone

from lanthorn.casework.access.models import Role
from lanthorn.casework.notices.models import NoticeKind
from lanthorn.casework.notices.telling import tell
from lanthorn.casework.panels.models import AgendaItem, Meeting, Minutes, Outcome, Seat
from lanthorn.casework.panels.planning import PanelRefusedError, must_run, still_open


def finish_draft(meeting: Meeting, *, by: Any) -> None:
    """The draft is finished: whoever may sign it is told.

    Raises PanelRefusedError where an item of the agenda is neither heard nor carried over.
    """
    must_run(meeting, by)
    waiting = AgendaItem.objects.lines_for(by).filter(meeting=meeting, outcome=Outcome.WAITING).count()
    if waiting:
        raise PanelRefusedError(f"Hear or carry over every item first: {waiting} of the agenda still waits")
    meeting.drafted_at, meeting.drafted_by = timezone.now(), by
    meeting.save()
    for user in signers(meeting, by):
        tell(user, NoticeKind.MINUTES_DRAFTED, page="panels:minutes", about=meeting.pk)


def sign(meeting: Meeting, *, by: Any) -> None:
    """Sign the minutes: by a chair with a seat on the meeting who did not finish the draft or take them alone.

    Raises PanelRefusedError.
    """
    still_open(meeting)
    if not by.holds(Role.CHAIR) or not Seat.objects.visible_to(by).filter(meeting=meeting, user=by).exists():
        raise PanelRefusedError("A chair with a seat on this meeting signs its minutes")
    if meeting.drafted_at is None:
        raise PanelRefusedError("The draft minutes are not finished yet")
    if meeting.drafted_by_id == by.pk or Minutes.objects.authors_of(meeting) == {str(by.pk)}:
        raise PanelRefusedError("Nobody signs minutes that they took themselves: another chair signs these")
    meeting.signed_at, meeting.signed_by = timezone.now(), by
    meeting.save()


def signers(meeting: Meeting, user: Any) -> list[Any]:
    """Chairs with a seat on the meeting, who could sign what this user drafted."""
    seats = Seat.objects.visible_to(user).filter(meeting=meeting).exclude(user=user).select_related("user")
    return [seat.user for seat in seats if seat.user.holds(Role.CHAIR)]
