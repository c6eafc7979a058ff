"""Make a member's pack when it is fetched: once, for that member, of what they may see at that moment. Nothing is kept.

A pack is a disclosure: its event names each case and child in it, the lawful basis and the member's agency.
"""

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from django.template.loader import render_to_string
from django.utils import timezone

from lanthorn.casework.access.protected import StaleError
from lanthorn.casework.audit.operations import Operation
from lanthorn.casework.audit.sealing import Subject
from lanthorn.casework.audit.watch import current_watch, note
from lanthorn.casework.cases.models import Case
from lanthorn.casework.panels.models import AgendaItem, Conflict, Outcome, Pack
from lanthorn.casework.panels.parts import pack_parts
from lanthorn.casework.panels.redacting import without
from lanthorn.casework.panels.releasing import LAWFUL_BASIS
from lanthorn.casework.panels.sheets import AGENDA_LINE, MEETING_SHEET, PACK_CASE, PACK_REFERRAL
from lanthorn.casework.people.finding import with_names
from lanthorn.casework.people.models import Address, Person
from lanthorn.casework.people.sheets import PERSON_SHEET
from lanthorn.casework.referrals.models import Referral
from lanthorn.errors import LanthornError

_STYLE = Path(__file__).parent / "data" / "pack.css"


class PackOverError(LanthornError):
    """A pack that was fetched before or has expired."""


def fetch(pack: Pack, *, by: Any) -> bytes:
    """The pack as a PDF, for its own member. Afterwards it is over.

    Raises PackOverError where it was fetched before or has expired; NotRedactedError where a protected address could
    not be kept out.
    """
    if pack.user_id != by.pk or pack.over:
        raise PackOverError("This pack was fetched before, or has expired.")
    items = items_for(pack, by)
    page = without(_page(pack, items, by), _protected(items))
    pack.used_at, pack.items = timezone.now(), [str(item.pk) for item in items]
    try:
        pack.save()
    except StaleError:  # fetched twice at the same moment: the second gets nothing
        raise PackOverError("This pack was fetched before, or has expired.") from None
    _note_disclosure(pack, items, by)
    return as_pdf(page)


def items_for(pack: Pack, user: Any) -> list[AgendaItem]:
    """The released items that this member may see now, without those for which they must leave."""
    leaving = Conflict.objects.visible_to(user).filter(user=user).values("item")
    found = AgendaItem.objects.visible_to(user).filter(meeting=pack.meeting_id, released_at__isnull=False)
    found = found.exclude(outcome=Outcome.CARRIED).exclude(pk__in=leaving)
    return list(found.select_related("case__owner__agency", "presenter__agency").order_by("place"))


def as_pdf(page: str) -> bytes:
    """The page on paper, tagged for screen readers. It may load nothing."""
    import weasyprint  # heavy: only who fetches a pack waits for it

    made = weasyprint.HTML(string=page, url_fetcher=_refuse).write_pdf(
        stylesheets=[weasyprint.CSS(string=_STYLE.read_text(encoding="utf-8"), url_fetcher=_refuse)],
        pdf_variant="pdf/ua-1",
    )
    return bytes(made)


def _page(pack: Pack, items: Sequence[AgendaItem], user: Any) -> str:
    cases = [item.case_id for item in items if item.case_id]
    seen = {
        case.pk: case for case in Case.objects.visible_to(user).filter(pk__in=cases).select_related("owner__agency")
    }
    asked = Person.objects.visible_to(user).filter(pk__in=[case.person_id for case in seen.values()])
    children = {person.pk: PERSON_SHEET.show(person, user) for person in with_names(asked)}
    referrals: dict[Any, list[Any]] = {}
    told = Referral.objects.visible_to(user).filter(case__in=cases).select_related("agency").order_by("sent_at")
    for referral in told:
        referrals.setdefault(referral.case_id, []).append(PACK_REFERRAL.show(referral, user))
    parts = pack_parts(user, items)
    entries = [
        {
            "line": AGENDA_LINE.show(item, user),
            "case": PACK_CASE.show(seen[item.case_id], user) if item.case_id in seen else None,
            "child": children.get(seen[item.case_id].person_id) if item.case_id in seen else None,
            "referrals": referrals.get(item.case_id, []),
            "parts": parts[item.pk],
        }
        for item in items
    ]
    context = {
        "pack": pack, "meeting": MEETING_SHEET.show(pack.meeting, user), "title": pack.meeting.name, "user": user,
        "entries": entries, "made": timezone.now(),
    }  # fmt: skip
    return render_to_string("panels/pack_paper.html", context)


def _protected(items: Sequence[AgendaItem]) -> list[str]:
    """Every protected address of the children in the pack, as text to be kept out of it."""
    cases = [item.case for item in items if item.case is not None]
    addresses = Address.objects.for_purpose("protected addresses kept out of packs").filter(
        person__in=[case.person_id for case in cases], protected=True
    )
    referred = Referral.objects.for_purpose("protected addresses kept out of packs").filter(
        case__in=[case.pk for case in cases], address_protected=True
    )
    found = [(one.lines, one.postcode) for one in addresses]
    found += [(one.address_lines, one.postcode) for one in referred]
    return [text for pair in found for text in pair if text]


def _note_disclosure(pack: Pack, items: Sequence[AgendaItem], user: Any) -> None:
    watch = current_watch()
    watch.because("Pack of a panel meeting", lawful_basis=LAWFUL_BASIS, recipients=[user.agency_code])
    subjects = [Subject("pack", pack.pk)]
    for item in items:
        subjects += [*item.audit_subjects(), *(item.case.audit_subjects() if item.case else ())]
    sheets = (AGENDA_LINE, PERSON_SHEET, PACK_CASE, PACK_REFERRAL)
    note(Operation.DISCLOSURE, subjects, [f"{sheet.kind}.{one.name}" for sheet in sheets for one in sheet.fields])


def _refuse(url: str, *_: Any, **__: Any) -> Any:
    raise ValueError("A pack loads nothing.")
