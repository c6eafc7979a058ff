"""The timeline of one case."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from lanthorn.casework.cases.sheets import CASE_LINE
from lanthorn.casework.cases.views import case_without_stage
from lanthorn.casework.timeline.facts import facts_of


def page(request: HttpRequest, case: UUID) -> HttpResponse:
    """All that is known of the case, in the order of its dates."""
    found = case_without_stage(request, case)
    context = {"case": CASE_LINE.show(found, request.user), "facts": facts_of(found, request.user)}
    return render(request, "timeline/page.html", context)
