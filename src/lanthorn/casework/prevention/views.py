"""The list of prevention sessions."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from lanthorn.casework.prevention.models import PreventionSession
from lanthorn.casework.prevention.sheets import SESSION_SHEET

LISTED = 100


def listing(request: HttpRequest) -> HttpResponse:
    """The latest sessions first."""
    found = PreventionSession.objects.visible_to(request.user).order_by("-held_on")[:LISTED]
    return render(request, "prevention/list.html", {"sessions": SESSION_SHEET.show_all(found, request.user)})
