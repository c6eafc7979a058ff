"""Ask to disclose, approve or refuse what somebody else asked for, and say that it was given."""

from typing import Any

from django.db.models import Q
from django.utils import timezone

from lanthorn.casework.access.models import Role, User
from lanthorn.casework.audit.operations import Operation
from lanthorn.casework.audit.watch import current_watch
from lanthorn.casework.cases.models import Case
from lanthorn.casework.disclosures.models import Disclosure
from lanthorn.casework.notices.models import NoticeKind
from lanthorn.casework.notices.telling import tell
from lanthorn.errors import LanthornError


class DisclosureRefusedError(LanthornError):
    """What may not be done with this disclosure now."""


def may_decide(disclosure: Disclosure, user: Any) -> bool:
    """Whoever leads the case, and the data-protection lead; never who asked."""
    decides = disclosure.case.owner_id == user.pk or user.holds(Role.DATA_PROTECTION_LEAD)
    return bool(decides and disclosure.asked_by_id != user.pk)


def ask(case: Case, *, recipient: str, what: str, why: str, basis: str, by: Any) -> Disclosure:
    """Put it on the register, and tell those who may approve it."""
    disclosure = Disclosure(case=case, recipient=recipient, what=what, why=why, basis=basis, asked_by=by)
    disclosure.save()
    now = timezone.now()
    holding = Q(role_holdings__ends=None) | Q(role_holdings__ends__gt=now)
    leads = User.objects.filter(holding, is_active=True, role_holdings__role=Role.DATA_PROTECTION_LEAD)
    told = {case.owner, *(() if case.restricted else leads)} - {by}
    for user in told:
        tell(user, NoticeKind.DISCLOSURE_ASKED, page="disclosures:page", about=disclosure.pk)
    return disclosure


def decide(disclosure: Disclosure, *, approved: bool, reason: str, by: Any) -> None:
    """Approve or refuse it. Raises DisclosureRefusedError for one's own, and for one that was decided."""
    if not may_decide(disclosure, by):
        raise DisclosureRefusedError(
            "Nobody approves their own disclosure: the case's owner or data-protection lead do."
        )
    if disclosure.decided_at:
        raise DisclosureRefusedError("This disclosure was decided before.")
    disclosure.approved, disclosure.reason = approved, reason
    disclosure.decided_by, disclosure.decided_at = by, timezone.now()
    disclosure.save()
    tell(disclosure.asked_by, NoticeKind.DISCLOSURE_DECIDED, page="disclosures:page", about=disclosure.pk)


def give(disclosure: Disclosure, *, by: Any) -> None:
    """Say that it was given: the audit keeps a disclosure, with recipient and basis. Raises DisclosureRefusedError."""
    if not disclosure.approved:
        raise DisclosureRefusedError("Only what was approved is given.")
    if disclosure.given_at:
        raise DisclosureRefusedError("It was given before.")
    watch = current_watch()
    watch.writes_as = Operation.DISCLOSURE
    watch.because(disclosure.why, lawful_basis=disclosure.basis, recipients=[f"disclosure:{disclosure.pk}"])
    disclosure.given_at, disclosure.given_by = timezone.now(), by
    disclosure.save()
