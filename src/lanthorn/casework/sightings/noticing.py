"""Look through each answer for the protected addresses of those whom it is about, before it leaves.

The answer still leaves: a case page into which somebody once typed an address must not be lost to those who work with
the child. But the data-protection leads are told at once, and somebody has to look into it.
"""

import time
from typing import Any, ClassVar

from django.db.models.signals import post_save
from django.dispatch import receiver
from django.http import HttpResponseBase
from django.utils import timezone

from lanthorn.casework.access.holding import holders
from lanthorn.casework.access.models import Role
from lanthorn.casework.audit.watch import Watch
from lanthorn.casework.notices.models import NoticeKind
from lanthorn.casework.notices.telling import tell
from lanthorn.casework.people.models import Address
from lanthorn.casework.sightings.models import Sighting

ITS_OWN_PAGE = "cases:address"
_KEPT_SECONDS = 60
_SHORTEST = 8  # letters: a shorter line, such as a house's name, stands in other texts too


class _Kept:
    """What is kept of them, and until when."""

    addresses: ClassVar[list[Address]] = []
    until: ClassVar[float] = 0.0


def notice(page: str, answer: HttpResponseBase, watch: Watch, user: Any) -> None:
    """Keep a sighting for each protected address that stands in this answer, and tell of each new one."""
    persons = watch.ids_of("person")
    content = getattr(answer, "content", b"")
    if page == ITS_OWN_PAGE or not persons or not content or not user.is_authenticated:
        return
    shown = [one for one in _protected() if one.person_id in persons and stands_in(one.lines, content)]
    if not shown:
        return
    known = Sighting.objects.for_purpose("protected addresses in answers").filter(page=page, checked_at=None)
    seen_before = set(known.filter(address__in=[one.pk for one in shown]).values_list("address", flat=True))
    for address in shown:
        if address.pk not in seen_before:
            Sighting(address_id=address.pk, person_id=address.person_id, page=page, user=user).save()
            for lead in holders(Role.DATA_PROTECTION_LEAD):
                tell(lead, NoticeKind.ADDRESS_SEEN, page="sightings:list")


def stands_in(lines: str, content: bytes) -> bool:
    """Whether the address stands in the text, however it is capitalised or spaced."""
    text = " ".join(content.decode("utf-8", "ignore").lower().split())
    return " ".join(lines.lower().split()) in text


def _protected() -> list[Address]:
    """All protected addresses. Kept in this process for a minute, so that no page asks for them again."""
    if _Kept.until < time.monotonic():
        found = Address.objects.for_purpose("protected addresses in answers").filter(protected=True)
        _Kept.addresses = [one for one in found if len(one.lines) >= _SHORTEST]
        _Kept.until = time.monotonic() + _KEPT_SECONDS
    return _Kept.addresses


@receiver(post_save, sender=Address)
def forget(sender: object, **_: object) -> None:
    """A saved address may be a newly protected one: ask again. Other processes do so within the minute."""
    _Kept.until = 0.0


def check(sighting: Sighting, finding: str, *, by: Any) -> None:
    """Keep what somebody found who looked into it."""
    sighting.checked_by, sighting.checked_at, sighting.finding = by, timezone.now(), finding
    sighting.save()
