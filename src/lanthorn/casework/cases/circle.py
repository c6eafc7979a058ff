"""Let somebody into a case's circle, end their membership, and open a case in an emergency."""

from typing import Any

from django.db.models import Q
from django.utils import timezone

from lanthorn.casework.access.models import Role, User
from lanthorn.casework.audit.watch import current_watch
from lanthorn.casework.cases.models import AccessGrant, Basis, Case, EmergencyAccess
from lanthorn.casework.cases.models.emergency import LASTS
from lanthorn.casework.notices.models import NoticeKind
from lanthorn.casework.notices.telling import tell
from lanthorn.errors import LanthornError


class EmergencyRefusedError(LanthornError):
    """An emergency access that cannot be given; the message does not tell whether the case exists."""


def let_in(case: Case, user: Any, basis: Basis, reason: str, *, by: Any) -> AccessGrant:
    """A membership from now on. `by` is None where the process itself lets them in."""
    grant = AccessGrant(case=case, user=user, basis=basis, reason=reason, given_by=by, opens_restricted=case.restricted)
    grant.save()
    if by is not None:
        tell(user, NoticeKind.ADDED_TO_CASE, page="cases:page", about=case.pk)
    return grant


def end(grant: AccessGrant) -> None:
    """End a membership now. That of the case's owner ends when another leads the case."""
    if grant.user_id == grant.case.owner_id:
        raise LanthornError("The owner of a case belongs to its circle: choose another owner first.")
    grant.ends = timezone.now()
    grant.save()


def open_in_emergency(user: Any, reference: str, reason: str) -> EmergencyAccess:
    """An hour in the case with that reference. Its owner and the data-protection leads are told at once.

    Raises EmergencyRefusedError where an earlier use is unreviewed, or no unrestricted open case has the reference.
    """
    if EmergencyAccess.unreviewed_of(user):
        raise EmergencyRefusedError(
            "Your last emergency access has not been reviewed yet. Ask the data-protection lead."
        )
    found = Case.objects.for_purpose("emergency access").filter(
        reference=reference.strip().upper(), restricted=False, closed_at=None
    )
    case = found.first()
    if case is None:
        raise EmergencyRefusedError("No case can be opened with this reference. Check it, or ring the front door.")
    current_watch().because(reason)
    now = timezone.now()
    opened = EmergencyAccess(case=case, user=user, reason=reason, begins=now, ends=now + LASTS)
    opened.save()
    leads = User.objects.filter(is_active=True, role_holdings__role=Role.DATA_PROTECTION_LEAD).filter(
        Q(role_holdings__ends=None) | Q(role_holdings__ends__gt=now)
    )
    for told in {case.owner, *leads} - {user}:
        tell(told, NoticeKind.EMERGENCY_USED, page="cases:emergency_review", about=opened.pk)
    return opened


def review_emergency(opened: EmergencyAccess, *, by: Any, justified: bool, finding: str) -> None:
    """Record what the reviewer found. Nobody reviews their own use."""
    if opened.user_id == by.pk:
        raise EmergencyRefusedError("Nobody reviews their own emergency access.")
    if opened.reviewed_at:
        raise EmergencyRefusedError("This emergency access was reviewed before.")
    opened.reviewed_by, opened.reviewed_at = by, timezone.now()
    opened.justified, opened.finding = justified, finding
    opened.save()
