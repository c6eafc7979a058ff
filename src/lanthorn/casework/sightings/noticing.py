"""Look through each answer for the protected addresses of those whom it is about, before it leaves.

The answer still leaves: a case page into which somebody once typed an address must not be lost to those who work with
the child. But the data-protection leads are told at once, and somebody has to look into it.
"""

from typing import Any

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
_SHORTEST = 8  # letters: a shorter line, such as a house's name, stands in other texts too


def notice(page: str, answer: HttpResponseBase, watch: Watch, user: Any) -> None:
    """Keep a sighting for each protected address that stands in this answer, and tell of each new one."""
    persons = watch.ids_of("person")
    content = getattr(answer, "content", b"")
    if page == ITS_OWN_PAGE or not persons or not content or not user.is_authenticated:
        return
    protected = Address.objects.for_purpose("protected addresses in answers").filter(person__in=persons, protected=True)
    shown = [one for one in protected if len(one.lines) >= _SHORTEST and stands_in(one.lines, content)]
    if not shown:
        return
    known = Sighting.objects.for_purpose("protected addresses in answers").filter(page=page, checked_at=None)
    seen_before = set(known.filter(address__in=shown).values_list("address", flat=True))
    for address in shown:
        if address.pk not in seen_before:
            Sighting(address=address, person_id=address.person_id, page=page, user=user).save()
            for lead in holders(Role.DATA_PROTECTION_LEAD):
                tell(lead, NoticeKind.ADDRESS_SEEN, page="sightings:list")


def stands_in(lines: str, content: bytes) -> bool:
    """Whether the address stands in the text, however it is capitalised or spaced."""
    text = " ".join(content.decode("utf-8", "ignore").lower().split())
    return " ".join(lines.lower().split()) in text


def check(sighting: Sighting, finding: str, *, by: Any) -> None:
    """Keep what somebody found who looked into it."""
    sighting.checked_by, sighting.checked_at, sighting.finding = by, timezone.now(), finding
    sighting.save()
