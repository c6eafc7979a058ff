"""Release an agenda to its members: their seats open its cases, and each gets a pack. And who must leave for an item.

Nobody approves their own disclosure: an item is released by somebody other than who put it forward, and a pack is
approved by somebody other than its member. The database refuses both too.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db.models import Q
from django.utils import timezone

from lanthorn.casework.audit.watch import current_watch
from lanthorn.casework.cases.models import AccessGrant, Basis
from lanthorn.casework.notices.models import NoticeKind
from lanthorn.casework.notices.telling import tell
from lanthorn.casework.panels.models import AgendaItem, Conflict, Meeting, Outcome, Pack, Seat
from lanthorn.casework.panels.policy import pack_lasts
from lanthorn.errors import LanthornError

LAWFUL_BASIS = "safeguarding"


class DisclosureRefusedError(LanthornError):
    """A disclosure that its rules do not allow; the message names nobody."""


@dataclass(frozen=True)
class Released:
    """What a release did: items that went out, items that wait for another to release them, packs made."""

    items: int
    left: int
    packs: int


def release(meeting: Meeting, *, by: Any) -> Released:
    """Release what waits on the agenda to the members. Items that `by` put forward wait for somebody else.

    Raises DisclosureRefusedError where there is nothing that this person may release.
    """
    _must_run(meeting, by)
    waiting = AgendaItem.objects.lines_for(by).filter(
        meeting=meeting, released_at=None, outcome=Outcome.WAITING
    ).select_related("case")  # fmt: skip
    items = [item for item in waiting if item.added_by_id != by.pk]
    left = len(waiting) - len(items)
    if not items:
        raise DisclosureRefusedError(
            "You put all of this forward yourself: somebody else who runs the meeting releases it"
            if left
            else "There is nothing on the agenda to release"
        )
    seats = list(Seat.objects.visible_to(by).filter(meeting=meeting).select_related("user"))
    current_watch().because(
        "Pack of a panel meeting", lawful_basis=LAWFUL_BASIS, recipients={seat.user.agency_code for seat in seats}
    )
    now = timezone.now()
    for item in items:
        item.released_at, item.released_by = now, by
        item.save()
    if meeting.released_at is None:
        meeting.released_at, meeting.released_by = now, by
        meeting.save()
    open_cases(items, seats)
    members = [seat for seat in seats if seat.user_id != by.pk]
    for seat in members:
        give_pack(meeting, seat, by=by)
    return Released(len(items), left, len(members))


def give_pack(meeting: Meeting, seat: Seat, *, by: Any) -> Pack:
    """A pack for a member, approved by somebody else who runs the meeting. Earlier unused ones end.

    Raises DisclosureRefusedError before the release, after the seat expired, or for oneself.
    """
    _must_run(meeting, by)
    if meeting.released_at is None:
        raise DisclosureRefusedError("The agenda is not released yet")
    if seat.user_id == by.pk:
        raise DisclosureRefusedError("Nobody approves a pack for themselves: ask the other who runs the meeting")
    now = timezone.now()
    if seat.expires_at <= now:
        raise DisclosureRefusedError("This seat has expired")
    for earlier in Pack.objects.visible_to(by).filter(meeting=meeting, user=seat.user_id, used_at=None):
        if not earlier.over:
            earlier.expires_at = now
            earlier.save()
    pack = Pack(
        meeting=meeting, user_id=seat.user_id, approved_by=by, expires_at=min(now + pack_lasts(), seat.expires_at)
    )
    pack.save()
    tell(seat.user, NoticeKind.PACK_RELEASED, page="panels:pack", about=pack.pk)
    return pack


def open_cases(items: Iterable[AgendaItem], seats: Iterable[Seat]) -> None:
    """Let each seat into the circle of each released case of the agenda, until the seat expires.

    Not into a restricted case, which lets in by name only; and nobody who must leave for the item.
    """
    now = timezone.now()
    open_items = [item for item in items if item.case is not None and not item.case.restricted]
    conflicts = Conflict.objects.for_purpose("agenda").filter(item__in=[item.pk for item in open_items])
    leaving = set(conflicts.values_list("item", "user"))
    for seat in seats:
        for item in open_items:
            if (item.pk, seat.user_id) not in leaving and seat.expires_at > now:
                AccessGrant(
                    case=item.case, user_id=seat.user_id, basis=Basis.PANEL, ends=seat.expires_at,
                    reason="A seat on the panel that hears the case",
                ).save()  # fmt: skip


def must_leave(item: AgendaItem, user: Any, *, by: Any, reason: str) -> Conflict:
    """A member must leave while the item is heard: their seat opens its case no more, and their pack leaves it out.

    Whoever runs the meeting says so of anybody, a member of themselves only.
    """
    if by.pk != user.pk:
        _must_run(item.meeting, by)
    if Conflict.objects.visible_to(by).filter(item=item, user=user).exists():
        raise DisclosureRefusedError("It is noted already that this person leaves for this item")
    conflict = Conflict(item=item, user=user, reason=reason, declared_by=by)
    conflict.save()
    close_case(item, [user.pk])
    return conflict


def close_case(item: AgendaItem, users: Iterable[Any]) -> None:
    """End what seats opened to these users in the item's case. What they see of it on another footing stays."""
    if item.case_id is None:
        return
    now = timezone.now()
    opened = AccessGrant.objects.for_purpose("agenda").filter(
        Q(ends=None) | Q(ends__gt=now), case=item.case_id, basis=Basis.PANEL, user__in=list(users)
    )
    for grant in opened:
        grant.ends = now
        grant.save()


def _must_run(meeting: Meeting, user: Any) -> None:
    if not meeting.is_run_by(user) or meeting.signed_at:
        raise DisclosureRefusedError("The chair and the minute taker do this, until the minutes are signed")
