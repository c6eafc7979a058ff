"""The list of prevention sessions, and where there is need and no session."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone

from lanthorn.casework.prevention.coverage import LOOKED_BACK, coverage_of
from lanthorn.casework.prevention.models import PreventionSession, RecordedNeed, Setting
from lanthorn.casework.prevention.sheets import NEED_SHEET, SESSION_SHEET

LISTED = 100


def listing(request: HttpRequest) -> HttpResponse:
    """The latest sessions first."""
    found = PreventionSession.objects.visible_to(request.user).order_by("-held_on")[:LISTED]
    return render(request, "prevention/list.html", {"sessions": SESSION_SHEET.show_all(found, request.user)})


def coverage(request: HttpRequest) -> HttpResponse:
    """Sessions of twelve months beside what is recorded: where there is need and no session."""
    user = request.user
    need = RecordedNeed.objects.visible_to(user).select_related("taken_by").order_by("-taken_at").first()
    today = timezone.localdate()
    sessions = PreventionSession.objects.visible_to(user).filter(held_on__gt=today - LOOKED_BACK)
    context = {
        "coverage": coverage_of(need, sessions, today),
        "need": NEED_SHEET.show(need, user) if need else None,
        "settings": [setting.label for setting in Setting],
    }
    return render(request, "prevention/coverage.html", context)
