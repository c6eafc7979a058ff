"""The pages of children to consider: those who wait, one child, what was decided, and who is brought to attention."""

from typing import Any
from uuid import UUID

from django import forms
from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from lanthorn.casework.areas import authority_label
from lanthorn.casework.cases.sheets import CASE_SHEET
from lanthorn.casework.cases.stages import with_stages
from lanthorn.casework.considered.deciding import (
    DecisionRefusedError,
    cases_of,
    earlier_decisions,
    known_already,
    no_action,
)
from lanthorn.casework.considered.models import (
    ConsideredChild,
    ConsideredDecision,
    ConsideredList,
    ConsideredReason,
)
from lanthorn.casework.considered.referring import child_of
from lanthorn.casework.considered.sheets import CHILD_SHEET, DECISION_SHEET, LIST_SHEET, show_reason
from lanthorn.casework.look.forms import LongText

A_PAGE = 25


def listing(request: HttpRequest) -> HttpResponse:
    """Children who wait to be considered, newest event first; a page at a time."""
    user: Any = request.user
    waiting = ConsideredChild.objects.visible_to(user).waiting().select_related("list")
    page = Paginator(waiting, A_PAGE).get_page(request.GET.get("page"))
    children = list(page.object_list)
    reasons: dict[Any, list[str]] = {}
    for one in ConsideredReason.objects.visible_to(user).filter(child__in=children).order_by("place"):
        shown = show_reason(one, user)["reason"]
        reasons.setdefault(one.child_id, []).append(str(shown["name"]))
    latest = ConsideredList.objects.visible_to(user).order_by("-as_of", "-taken_at").first()
    context = {
        "children": [(CHILD_SHEET.show(child, user), reasons[child.pk]) for child in children],
        "page": page,
        "where": authority_label(user.agency.area),
        "latest": LIST_SHEET.show(latest, user) if latest else None,
        "not_asked": latest.not_asked if latest else [],
    }
    return render(request, "considered/list.html", context)


def page(request: HttpRequest, child: UUID) -> HttpResponse:
    """One child: the reasons in words, the records behind each, what was decided before, cases that are known."""
    found, user = child_of(request, child), request.user
    reasons = ConsideredReason.objects.visible_to(user).filter(child=found).order_by("place")
    decision = ConsideredDecision.objects.visible_to(user).filter(child=found).select_related("by__agency", "child")
    made = decision.first()
    context = {
        "child": CHILD_SHEET.show(found, user),
        "reasons": [show_reason(one, user) for one in reasons],
        "decision": DECISION_SHEET.show(made, user) if made else None,
        "settled": found.settled_on,
        "replaced": found.replaced_by_id,
        "earlier": [(DECISION_SHEET.show(one, user), one.child_id) for one in earlier_decisions(found, user)],
        "cases": CASE_SHEET.show_all(with_stages(cases_of(found, user)), user),
    }
    return render(request, "considered/page.html", context)


class KnownForm(forms.Form):
    """In which case."""

    reference = forms.CharField(
        label="What is the reference of the case?",
        max_length=12,
        widget=forms.TextInput({"size": "10"}),
        help_text="Seven letters and digits. Look at the records first: it must be the same child.",
        error_messages={"required": "Enter the reference of the case"},
    )
    reason = LongText(
        label="What is to be known? (optional)", rows=3, required=False,
        help_text="For example that you told whoever leads the case what is new.",
    )  # fmt: skip


class NoActionForm(forms.Form):
    """Why not."""

    reason = LongText(
        label="Why is nothing done?",
        help_text="What you looked at, and why it does not speak for a referral. It is kept, and others read it.",
        error_messages={"required": "Say why nothing is done"},
    )


def known(request: HttpRequest, child: UUID) -> HttpResponse:
    """The child is known already: in which case."""
    found = child_of(request, child)
    suggested = [case.reference for case in cases_of(found, request.user)]
    initial = {"reference": suggested[0]} if len(suggested) == 1 else {}
    form = KnownForm(request.POST or None, initial=initial)
    if request.method == "POST" and form.is_valid():
        answers = form.cleaned_data
        try:
            known_already(found, answers["reference"], answers["reason"], by=request.user)
        except DecisionRefusedError as refusal:
            form.add_error("reference", str(refusal))
        else:
            messages.success(request, "Kept: known already. The child returns only if something new happens.")
            return redirect("considered:list")
    return _form_page(request, found, form, "The child is known already")


def nothing(request: HttpRequest, child: UUID) -> HttpResponse:
    """No action, with the reason."""
    found = child_of(request, child)
    form = NoActionForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            no_action(found, form.cleaned_data["reason"], by=request.user)
        except DecisionRefusedError as refusal:
            form.add_error("reason", str(refusal))
        else:
            messages.success(request, "Kept: no action. The child returns only if something new happens.")
            return redirect("considered:list")
    return _form_page(request, found, form, "No action")


def _form_page(request: HttpRequest, child: ConsideredChild, form: forms.Form, title: str) -> HttpResponse:
    shown = CHILD_SHEET.show(child, request.user)
    context = {
        "title": title, "form": form, "button": "Keep", "caption": f"Child {shown['name']}",
        "back": reverse("considered:page", args=[child.pk]),
    }  # fmt: skip
    return render(request, "look/form_page.html", context)


def decided(request: HttpRequest) -> HttpResponse:
    """What was decided, latest first; a page at a time."""
    user = request.user
    found = ConsideredDecision.objects.visible_to(user).select_related("by__agency", "child")
    page = Paginator(found.order_by("-on", "child__store_name"), A_PAGE).get_page(request.GET.get("page"))
    shown = [(DECISION_SHEET.show(one, user), one.child_id) for one in page.object_list]
    return render(request, "considered/decided.html", {"decisions": shown, "page": page})


def groups(request: HttpRequest) -> HttpResponse:
    """Who is brought to attention, by group, of the latest list that says so."""
    lists = ConsideredList.objects.visible_to(request.user).exclude(groups=[]).order_by("-as_of", "-taken_at")
    latest = lists.first()
    by: dict[str, list[list[str]]] = {}
    for dimension, *cells in latest.groups if latest else []:
        by.setdefault(dimension, []).append(cells)
    context = {"latest": LIST_SHEET.show(latest, request.user) if latest else None, "by": by}
    return render(request, "considered/groups.html", context)
