"""End somebody's membership of a case's circle: by whoever leads the case."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from lanthorn.casework.cases.circle import end
from lanthorn.casework.cases.models import AccessGrant
from lanthorn.casework.cases.sheets import GRANT_SHEET
from lanthorn.casework.cases.views import case_of
from lanthorn.casework.notices.models import NoticeKind
from lanthorn.casework.notices.telling import tell


def end_grant(request: HttpRequest, case: UUID, grant: UUID) -> HttpResponse:
    """Ask, and end it. They are told; what they did before stays as it is."""
    found = case_of(request, case)
    user: Any = request.user
    if found.owner_id != user.pk:
        raise PermissionDenied
    held = AccessGrant.objects.visible_to(user).filter(pk=grant, case=found, ends=None)
    one = held.exclude(user=found.owner_id).select_related("user__agency", "case").first()
    if one is None:
        raise Http404
    if request.method == "POST":
        end(one)
        tell(one.user, NoticeKind.ACCESS_ENDED, page="work:home")
        messages.success(request, "They no longer belong to the case circle, and were told.")
        return redirect("cases:page", case=found.pk)
    return render(request, "cases/end_grant.html", {"case": found.pk, "grant": GRANT_SHEET.show(one, user)})
