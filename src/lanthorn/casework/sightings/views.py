"""For the data-protection lead: protected addresses seen where they should not be, and who opened one on its own."""

from typing import Any
from uuid import UUID

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from lanthorn.casework.access.models import User
from lanthorn.casework.audit.models import AuditEvent
from lanthorn.casework.audit.operations import Operation
from lanthorn.casework.look.forms import LongText
from lanthorn.casework.sightings.models import Sighting
from lanthorn.casework.sightings.noticing import ITS_OWN_PAGE, check
from lanthorn.casework.sightings.sheets import SIGHTING_SHEET

LISTED = 50


class FindingForm(forms.Form):
    """What was found."""

    finding = LongText(
        label="What did you find, and what was done?",
        rows=4,
        help_text="Do not write the address here.",
        error_messages={"required": "Write what you found"},
    )


def listing(request: HttpRequest) -> HttpResponse:
    """Sightings, those not looked into first; and the latest openings of a protected or other address on its own."""
    found = Sighting.objects.visible_to(request.user).select_related("user__agency", "checked_by")
    opened = AuditEvent.objects.filter(act=ITS_OWN_PAGE, operation=Operation.CONSULTATION).order_by("-sequence")
    events = list(opened[:LISTED])
    names = {one.pk: str(one) for one in User.objects.filter(pk__in={event.user_id for event in events})}
    context = {
        "waiting": SIGHTING_SHEET.show_all(found.filter(checked_at=None).order_by("at")[:LISTED], request.user),
        "checked": SIGHTING_SHEET.show_all(found.exclude(checked_at=None).order_by("-at")[:LISTED], request.user),
        "opened": [(event.at, names[event.user_id]) for event in events if event.user_id in names],
    }
    return render(request, "sightings/list.html", context)


def look_into(request: HttpRequest, sighting: UUID) -> HttpResponse:
    """Keep what was found. Nobody looks into what was shown to themselves."""
    user: Any = request.user
    found = Sighting.objects.visible_to(user).select_related("user__agency", "checked_by").filter(pk=sighting).first()
    if found is None or found.checked_at:
        raise Http404
    if found.user_id == user.pk:
        raise PermissionDenied
    form = FindingForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        check(found, form.cleaned_data["finding"], by=user)
        messages.success(request, "What you found was kept.")
        return redirect("sightings:list")
    context = {
        "title": "A protected address was seen", "form": form, "button": "Keep it",
        "record": SIGHTING_SHEET.show(found, user),
    }  # fmt: skip
    return render(request, "sightings/look_into.html", context)
