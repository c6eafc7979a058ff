"""One closure, with its answer; and re-opening a closed case."""

from typing import Any
from uuid import UUID

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from lanthorn.casework.access.middleware import watch_of
from lanthorn.casework.cases.closing import CaseRefusedError
from lanthorn.casework.cases.views import case_of
from lanthorn.casework.closures.deciding import answer, may_answer, may_reopen, reopen
from lanthorn.casework.closures.models import Closure
from lanthorn.casework.closures.sheets import CLOSURE_SHEET
from lanthorn.casework.look.forms import ChoiceRadios, LongText


class AnswerForm(forms.Form):
    """Do you agree, and why."""

    agreed = ChoiceRadios(
        label="Do you agree that the case is closed?",
        choices=[("yes", "Yes, close it"), ("no", "No, the work goes on")],
        missing="Say whether you agree",
    )
    reason = LongText(label="Why?", rows=4, error_messages={"required": "Say why, so that others can follow it"})


class ReopenForm(forms.Form):
    """Why it is opened again."""

    reason = LongText(
        label="Why is the case opened again?", error_messages={"required": "Say why the case is opened again"}
    )


def page(request: HttpRequest, closure: UUID) -> HttpResponse:
    """The closure; for those who may, the question whether they agree."""
    user: Any = request.user
    found = (
        Closure.objects.visible_to(user)
        .select_related("case", "proposed_by__agency", "answered_by__agency")
        .filter(pk=closure)
        .first()
    )
    if found is None:
        raise Http404
    asked = may_answer(user, found)
    form = AnswerForm(request.POST if request.method == "POST" else None) if asked else None
    if request.method == "POST":
        if form is None:
            raise PermissionDenied
        if form.is_valid():
            answer(found, by=user, agreed=form.cleaned_data["agreed"] == "yes", reason=form.cleaned_data["reason"])
            messages.success(request, "Your answer was kept, and whoever proposed the closure was told.")
            return redirect("cases:page", case=found.case_id)
    context = {"closure": CLOSURE_SHEET.show(found, user), "case": found.case_id, "form": form}
    return render(request, "closures/page.html", context)


def reopening(request: HttpRequest, case: UUID) -> HttpResponse:
    """Open a closed case again, as a new episode."""
    found = case_of(request, case)
    if found.closed_at is None:
        messages.info(request, "This case is open.")
        return redirect("cases:page", case=found.pk)
    if not may_reopen(request.user, found):
        raise PermissionDenied
    form = ReopenForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        try:
            watch_of(request).because(form.cleaned_data["reason"], lawful_basis="safeguarding")
            episode = reopen(found, by=request.user, reason=form.cleaned_data["reason"])
        except CaseRefusedError as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, "A new episode was opened. The earlier one stays as it was.")
            return redirect("cases:page", case=episode.pk)
    context = {
        "title": "Open the case again", "form": form, "button": "Open it again", "caption": found.reference,
        "heading_in_form": False,
        "intro": "This begins a new episode, which you lead. The earlier one stays closed, and is linked to it.",
    }  # fmt: skip
    return render(request, "look/form_page.html", context)
