"""Emergency access: ask for it, and review somebody's use of it."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from lanthorn.casework.cases.circle import EmergencyRefusedError, open_in_emergency, review_emergency
from lanthorn.casework.cases.forms import EmergencyForm, EmergencyReviewForm
from lanthorn.casework.cases.models import EmergencyAccess
from lanthorn.casework.cases.sheets import EMERGENCY_SHEET


def emergency(request: HttpRequest) -> HttpResponse:
    """Open a case for an hour. On the register as fresh: one signs in again first."""
    form = EmergencyForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            opened = open_in_emergency(request.user, form.cleaned_data["reference"], form.cleaned_data["reason"])
        except EmergencyRefusedError as refusal:
            form.add_error("reference", str(refusal))
        else:
            return redirect("cases:page", case=opened.case_id)
    context = {
        "title": "Open a case in an emergency", "form": form, "button": "Open the case for one hour", "warning": True,
        "intro": "For when a child would be less safe if you waited to be let into the case circle.",
    }  # fmt: skip
    return render(request, "look/form_page.html", context)


def emergency_review(request: HttpRequest, emergency: UUID) -> HttpResponse:
    """Review one use: by the data-protection lead, or by whoever leads the case; never one's own."""
    user: Any = request.user
    opened = (
        EmergencyAccess.objects.visible_to(user).select_related("user__agency", "case").filter(pk=emergency).first()
    )
    if opened is None:
        raise Http404
    if opened.user_id == user.pk:
        raise PermissionDenied
    form = EmergencyReviewForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            review_emergency(
                opened,
                by=user,
                justified=form.cleaned_data["justified"] == "yes",
                finding=form.cleaned_data["finding"],
            )
        except EmergencyRefusedError as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, "The review was kept.")
            return redirect("work:home")
    context = {
        "title": "Review an emergency access", "form": form, "button": "Keep the review",
        "record": EMERGENCY_SHEET.show(opened, user), "done": opened.reviewed_at,
    }  # fmt: skip
    return render(request, "cases/emergency_review.html", context)
