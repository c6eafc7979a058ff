"""The pages of retention: what is due, holds, disposals and their certificates; and the page of what is no more."""

from typing import Any
from uuid import UUID

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from lanthorn.casework.cases.views import case_of
from lanthorn.casework.look.forms import ChoiceRadios, LongText
from lanthorn.casework.look.views import missing
from lanthorn.casework.retention.disposing import (
    DisposalRefusedError,
    agree,
    ask_for_disposal,
    decide_on_mentions,
    found_mentions,
    hold,
    lift,
    refuse,
)
from lanthorn.casework.retention.due import KIND_OF_CASE, due_cases, due_one, due_records
from lanthorn.casework.retention.models import Disposal, LegalHold, Stub
from lanthorn.casework.retention.schedule import schedule
from lanthorn.casework.retention.sheets import DISPOSAL_SHEET, HOLD_SHEET

LISTED = 100
PARTIES = ("opened_by", "mentions_by", "first_by", "second_by", "refused_by")


def missing_or_disposed(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """404; or 410 where the address names a record that was disposed of.

    Of a restricted case only to those who could see it: to others it says as little as before.
    """
    match = request.resolver_match
    named = [value for value in match.kwargs.values() if isinstance(value, UUID)] if match else []
    if named and request.user.is_authenticated:
        stub = Stub.objects.filter(record_id__in=named).values("disposal__restricted", "disposal__known_to").first()
        if stub and (not stub["disposal__restricted"] or str(request.user.pk) in stub["disposal__known_to"]):
            return render(request, "retention/gone.html", status=410)
    return missing(request, exception)


class ReasonForm(forms.Form):
    """Why."""

    reason = LongText(label="Why?", rows=4, error_messages={"required": "Say why"})


class ReviewForm(forms.Form):
    """Yes or no, and if not, why not."""

    agreed = ChoiceRadios(
        label="May it be destroyed?",
        choices=[("yes", "Yes, for good"), ("no", "No, it must be kept")],
        missing="Say whether it may be destroyed",
    )
    reason = LongText(label="If not, why not?", rows=4, required=False)

    def clean(self) -> dict[str, Any]:
        """A refusal has a reason."""
        cleaned = super().clean() or {}
        if cleaned.get("agreed") == "no" and not cleaned.get("reason"):
            self.add_error("reason", "Say why it must be kept")
        return cleaned


def listing(request: HttpRequest) -> HttpResponse:
    """What the schedule says, what is due, what is held, and the disposals."""
    user = request.user
    holds = LegalHold.objects.visible_to(user).filter(lifted_at=None).select_related("case", "placed_by", "lifted_by")
    disposals = Disposal.objects.visible_to(user).select_related(*PARTIES).order_by("-opened_at")
    context = {
        "schedule": schedule().rows(),
        "due": due_cases()[:LISTED],
        "due_records": due_records()[:LISTED],
        "holds": HOLD_SHEET.show_all(holds[:LISTED], user),
        "disposals": DISPOSAL_SHEET.show_all(disposals[:LISTED], user),
    }
    return render(request, "retention/list.html", context)


def opening(request: HttpRequest, closed: UUID) -> HttpResponse:
    """Ask for the disposal of a case, or another record, that is due."""
    due = due_one(closed)
    if due is None:
        raise Http404
    form = ReasonForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            disposal = ask_for_disposal(due.record, form.cleaned_data["reason"], by=request.user)
        except DisposalRefusedError as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, "Two others must agree before anything is destroyed. They were told.")
            return redirect("retention:disposal", disposal=disposal.pk)
    context = {
        "title": "Ask for a disposal", "form": form, "button": "Ask two others to review it",
        "caption": due.called, "back": reverse("retention:list"),
    }  # fmt: skip
    return render(request, "look/form_page.html", context)


def _disposal(request: HttpRequest, disposal: UUID) -> Disposal:
    found: Disposal | None = (
        Disposal.objects.visible_to(request.user).select_related(*PARTIES).filter(pk=disposal).first()
    )
    if found is None:
        raise Http404
    return found


def disposal_page(request: HttpRequest, disposal: UUID) -> HttpResponse:
    """One disposal: under review, or the certificate."""
    found, user = _disposal(request, disposal), request.user
    waits = not (found.refused_at or found.disposed_at) and user.pk not in {found.opened_by_id, found.first_by_id}
    context = {
        "disposal": DISPOSAL_SHEET.show(found, user), "done": found.disposed_at, "may_review": waits,
        "names_somebody": found.kind == KIND_OF_CASE, "looked_through": found.mentions_at,
    }  # fmt: skip
    return render(request, "retention/disposal.html", context)


def texts(request: HttpRequest, disposal: UUID) -> HttpResponse:
    """Look through the texts of other records that name the child, and take the name out of those chosen."""
    found = _disposal(request, disposal)
    if found.kind != KIND_OF_CASE or found.refused_at or found.disposed_at:
        raise Http404
    if request.user.pk == found.opened_by_id:
        raise PermissionDenied
    shown = found_mentions(found, request.user)
    if request.method == "POST":
        changed = decide_on_mentions(found, shown, request.POST.getlist("chosen"), by=request.user)
        messages.success(request, f"The name was taken out of {changed} {'text' if changed == 1 else 'texts'}.")
        return redirect("retention:disposal", disposal=found.pk)
    return render(
        request, "retention/texts.html", {"disposal": found.pk, "caption": found.reference, "mentions": shown}
    )


def review(request: HttpRequest, disposal: UUID) -> HttpResponse:
    """Agree or refuse. The second agreement destroys the case at once."""
    found = _disposal(request, disposal)
    if request.user.pk in {found.opened_by_id, found.first_by_id}:
        raise PermissionDenied
    form: Any = ReviewForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            if form.cleaned_data["agreed"] == "yes":
                agree(found, by=request.user)
            else:
                refuse(found, form.cleaned_data["reason"], by=request.user)
        except DisposalRefusedError as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, "Your review was kept.")
            return redirect("retention:disposal", disposal=found.pk)
    context = {
        "title": "Review a disposal", "form": form, "button": "Keep the review", "warning": True,
        "back": reverse("retention:disposal", args=[found.pk]), "second": found.first_by_id is not None,
        "record": DISPOSAL_SHEET.show(found, request.user),
    }  # fmt: skip
    return render(request, "retention/review.html", context)


def hold_case(request: HttpRequest, case: UUID) -> HttpResponse:
    """Hold a case: by anybody in its circle."""
    found = case_of(request, case)
    form = ReasonForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        hold(found, form.cleaned_data["reason"], by=request.user)
        messages.success(request, "The case is held: it is not disposed of until somebody else lifts the hold.")
        return redirect("cases:page", case=found.pk)
    context = {
        "title": "Hold this case", "form": form, "button": "Hold it", "caption": f"Case {found.reference}",
        "back": reverse("cases:page", args=[found.pk]),
        "intro": "For a claim, an inquiry or a request: whatever the schedule says, the case is kept.",
    }  # fmt: skip
    return render(request, "look/form_page.html", context)


def lift_hold(request: HttpRequest, hold: UUID) -> HttpResponse:
    """Lift a hold that somebody else placed."""
    placed = LegalHold.objects.visible_to(request.user).select_related("case").filter(pk=hold).first()
    if placed is None:
        raise Http404
    form = ReasonForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            lift(placed, form.cleaned_data["reason"], by=request.user)
        except DisposalRefusedError as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, "The hold was lifted.")
            return redirect("retention:list")
    context = {
        "title": "Lift the hold", "form": form, "button": "Lift it", "back": reverse("retention:list"),
        "caption": f"Case {placed.case.reference}",
    }  # fmt: skip
    return render(request, "look/form_page.html", context)
