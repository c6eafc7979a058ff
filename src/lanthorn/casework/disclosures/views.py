"""The disclosure register, one of its lines, and the pages that decide and give."""

from typing import Any
from uuid import UUID

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from lanthorn.casework.disclosures.deciding import DisclosureRefusedError, decide, give, may_decide
from lanthorn.casework.disclosures.models import Disclosure
from lanthorn.casework.disclosures.sheets import DISCLOSURE_SHEET
from lanthorn.casework.look.forms import ChoiceRadios, LongText

LISTED = 100


def disclosure_of(request: HttpRequest, disclosure: UUID) -> Disclosure:
    """The line of the register, if this user may see it; 404 otherwise."""
    found = Disclosure.objects.visible_to(request.user).select_related("case", "asked_by", "decided_by")
    one: Disclosure | None = found.filter(pk=disclosure).first()
    if one is None:
        raise Http404
    return one


def listing(request: HttpRequest) -> HttpResponse:
    """The register, as far as this user may see it, the latest first."""
    found = Disclosure.objects.visible_to(request.user).select_related("case", "asked_by", "decided_by")
    rows = DISCLOSURE_SHEET.show_all(found.order_by("-asked_at")[:LISTED], request.user)
    return render(request, "disclosures/list.html", {"rows": rows})


def page(request: HttpRequest, disclosure: UUID) -> HttpResponse:
    """One line of the register, and what can be done with it."""
    found, user = disclosure_of(request, disclosure), request.user
    context = {
        "disclosure": DISCLOSURE_SHEET.show(found, user),
        "may_decide": found.approved is None and may_decide(found, user),
        "may_give": bool(found.approved and not found.given_at),
    }
    return render(request, "disclosures/page.html", context)


class DecideForm(forms.Form):
    """Yes or no, and why."""

    approved = ChoiceRadios(
        label="May it be given?", choices=[("yes", "Yes"), ("no", "No")], missing="Say whether it may be given"
    )
    reason = LongText(label="Why?", rows=4, error_messages={"required": "Say why"})


def decision(request: HttpRequest, disclosure: UUID) -> HttpResponse:
    """Approve or refuse it: by the case's owner or the data-protection lead, never by who asked."""
    found, user = disclosure_of(request, disclosure), request.user
    if not may_decide(found, user):
        raise PermissionDenied
    form: Any = DecideForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            decide(found, approved=form.cleaned_data["approved"] == "yes", reason=form.cleaned_data["reason"], by=user)
        except DisclosureRefusedError as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, "Your decision was kept, and who asked was told.")
            return redirect("disclosures:page", disclosure=found.pk)
    context = {"title": "Approve or refuse a disclosure", "form": form, "button": "Keep the decision",
               "back": reverse("disclosures:page", args=[found.pk]),
               "record": DISCLOSURE_SHEET.show(found, user)}  # fmt: skip
    return render(request, "disclosures/decide.html", context)


def giving(request: HttpRequest, disclosure: UUID) -> HttpResponse:
    """Say that it was given."""
    found = disclosure_of(request, disclosure)
    if request.method != "POST":
        raise PermissionDenied
    try:
        give(found, by=request.user)
    except DisclosureRefusedError as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, "The register says that it was given.")
    return redirect("disclosures:page", disclosure=found.pk)
