"""When somebody who leads a restricted case leaves or changes agency: its custodian is told, and nobody else.

A contact point or an administrator moves people and caseloads without knowing that such a case exists: neither a count
nor a refusal tells them. Whoever led it does not see it any more; it stays theirs by name until the custodian acts.
"""

from typing import Any

from django.utils import timezone

from lanthorn.casework.access.holding import holders
from lanthorn.casework.access.models import Role
from lanthorn.casework.cases.models import AccessGrant, Basis, Case
from lanthorn.casework.notices.models import NoticeKind
from lanthorn.casework.notices.telling import tell


def leave_restricted_cases(user: Any) -> None:
    """End what opens restricted cases that they lead, and tell each one's custodians in its circle."""
    for case in Case.objects.for_purpose("restriction").filter(owner=user, closed_at=None, restricted=True):
        held = AccessGrant.objects.for_purpose("restriction").filter(case=case, user=user, ends=None)
        for grant in held.filter(basis=Basis.OWNER):
            grant.ends = timezone.now()
            grant.save()
        circle = AccessGrant.objects.for_purpose("restriction").filter(case=case, ends=None, opens_restricted=True)
        for custodian in holders(Role.RESTRICTED_CUSTODIAN).filter(pk__in=circle.values("user")).exclude(pk=user.pk):
            tell(custodian, NoticeKind.LEAD_LEFT, page="cases:page", about=case.pk)
