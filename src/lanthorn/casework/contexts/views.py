"""The pages of persons of concern, places and groups besides the journeys: lists, one of them, what came of it."""

from typing import Any
from uuid import UUID

from django import forms
from django.contrib import messages
from django.db.models import Q
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from lanthorn.casework.cases.sheets import CASE_SHEET
from lanthorn.casework.cases.views import case_of
from lanthorn.casework.contexts.models import Context, Disruption, Link, LinkKind, Outcome
from lanthorn.casework.contexts.recording import LinkRefusedError, conclude, settle
from lanthorn.casework.contexts.sending import context_of
from lanthorn.casework.contexts.sheets import CONTEXT_LINE, CONTEXT_SHEET, DISRUPTION_SHEET, show_links, with_names
from lanthorn.casework.look.forms import ChoiceRadios, WholeDateField
from lanthorn.casework.volt.followed import what_followed
from lanthorn.casework.volt.seen import Seen

LISTED = 100


def listing(request: HttpRequest) -> HttpResponse:
    """Those that this user may see, through a case or by role."""
    found = with_names(Context.objects.visible_to(request.user).order_by("kind", "recorded_at"))[:LISTED]
    return render(request, "contexts/list.html", {"contexts": CONTEXT_LINE.show_all(found, request.user)})


def of_case(request: HttpRequest, case: UUID) -> HttpResponse:
    """Those around one child."""
    found = case_of(request, case)
    links = Link.objects.visible_to(request.user).filter(case=found).select_related("case", "context")
    rows = show_links(with_names(links.order_by("ends", "-since"), "context__"), request.user)
    context = {"case": CASE_SHEET.show(found, request.user), "rows": rows}
    return render(request, "contexts/of_case.html", context)


def page(request: HttpRequest, context: UUID) -> HttpResponse:
    """One of them, with its links as far as this user may see the other ends, and its disruptions."""
    found, user = context_of(request, context), request.user
    links = Link.objects.visible_to(user).filter(Q(context=found) | Q(other=found))
    links = links.select_related("case", "context", "other").order_by("ends", "-since")
    named = with_names(with_names(links, "context__"), "other__")
    disruptions = list(Disruption.objects.visible_to(user).filter(context=found).order_by("-begins"))
    seen = Seen(user) if disruptions else None
    shown = {
        "context": CONTEXT_SHEET.show(found, user),
        "rows": show_links(named, user, found),
        "disruptions": [
            (DISRUPTION_SHEET.show(one, user), not one.outcome, what_followed(one, seen) if seen else None)
            for one in disruptions
        ],
    }
    return render(request, "contexts/page.html", shown)


class SettleForm(forms.Form):
    """How they are linked after all, and who knows it."""

    kind = ChoiceRadios(
        label="How are they linked?",
        choices=[(kind, kind.label) for kind in LinkKind if kind != LinkKind.UNKNOWN],
        missing="Choose how they are linked",
    )
    source = forms.CharField(
        label="Who knows it, and how?", max_length=120, error_messages={"required": "Say who knows it, and how"}
    )


def settle_link(request: HttpRequest, link: UUID) -> HttpResponse:
    """Say more of a link that was not known yet."""
    found = Link.objects.visible_to(request.user).select_related("case", "context", "other").filter(pk=link).first()
    if found is None:
        raise Http404
    form = SettleForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            settle(found, kind=form.cleaned_data["kind"], source=form.cleaned_data["source"], by=request.user)
        except LinkRefusedError as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, "The link was recorded. The earlier one is kept as ended.")
            return redirect("contexts:page", context=found.context_id)
    context = {
        "title": "Say how they are linked", "form": form, "button": "Keep",
        "back": reverse("contexts:page", args=[found.context_id]),
    }  # fmt: skip
    return render(request, "look/form_page.html", context)


class OutcomeForm(forms.Form):
    """What came of it, and since when."""

    outcome = ChoiceRadios(label="What came of it?", choices=Outcome.choices, missing="Choose what came of it")
    on = WholeDateField(
        label="Since which day?", help_text="For example 27 3 2026", error_messages={"required": "Enter the day"}
    )


def outcome(request: HttpRequest, disruption: UUID) -> HttpResponse:
    """Say what came of a disruption."""
    found = Disruption.objects.visible_to(request.user).filter(pk=disruption).first()
    if found is None:
        raise Http404
    form: Any = OutcomeForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            conclude(found, Outcome(form.cleaned_data["outcome"]), form.cleaned_data["on"])
        except LinkRefusedError as refusal:
            form.add_error("on", str(refusal))
        else:
            messages.success(request, "The outcome was kept.")
            return redirect("contexts:page", context=found.context_id)
    context = {
        "title": "What came of the disruption", "form": form, "button": "Keep the outcome",
        "back": reverse("contexts:page", args=[found.context_id]),
    }  # fmt: skip
    return render(request, "look/form_page.html", context)
