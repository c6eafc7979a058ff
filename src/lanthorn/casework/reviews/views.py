"""All reviews of a case, the latest first."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from lanthorn.casework.cases.sheets import CASE_SHEET
from lanthorn.casework.cases.views import case_of
from lanthorn.casework.reviews.models import Review
from lanthorn.casework.reviews.sheets import REVIEW_SHEET


def listing(request: HttpRequest, case: UUID) -> HttpResponse:
    """Every review of the case."""
    found = case_of(request, case)
    rows = Review.objects.visible_to(request.user).filter(case=found).select_related("reviewer__agency")
    context = {
        "case": CASE_SHEET.show(found, request.user),
        "reviews": REVIEW_SHEET.show_all(rows.order_by("-sent_at"), request.user),
    }
    return render(request, "reviews/list.html", context)
