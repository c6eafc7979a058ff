"""Ask to transfer a case, and answer as the colleague who was asked."""

from typing import Any
from uuid import UUID

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from lanthorn.casework.access.models import User
from lanthorn.casework.cases.views import case_of
from lanthorn.casework.look.forms import ChoiceRadios, LongText
from lanthorn.casework.transfers.models import Answer, Transfer
from lanthorn.casework.transfers.sheets import TRANSFER_SHEET
from lanthorn.casework.transfers.transferring import TransferRefusedError, accept, decline, propose


class ProposeForm(forms.Form):
    """To whom, and why."""

    to_user = forms.ModelChoiceField(
        User.objects.none(),
        label="Who will lead the case there?",
        empty_label="",
        help_text="Somebody in the area to which the child moves",
        error_messages={"required": "Choose who will lead the case"},
    )
    reason = LongText(label="Why is it transferred?", rows=4, error_messages={"required": "Say why"})

    def __init__(self, area: str, data: Any) -> None:
        super().__init__(data)
        field: Any = self.fields["to_user"]
        field.queryset = User.objects.filter(is_active=True).exclude(agency__area__in=["", area])
        field.label_from_instance = lambda user: f"{user.name}, {user.agency.name}"


def proposal(request: HttpRequest, case: UUID) -> HttpResponse:
    """Ask to transfer it: by whoever leads the case."""
    found = case_of(request, case)
    if found.owner_id != request.user.pk:
        raise PermissionDenied
    form = ProposeForm(found.area, request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            transfer = propose(found, form.cleaned_data["to_user"], form.cleaned_data["reason"], by=request.user)
        except TransferRefusedError as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, "They were told. Both areas are accountable until they accept.")
            return redirect("transfers:page", transfer=transfer.pk)
    context = {
        "title": "Transfer the case to another area", "form": form, "button": "Ask them to accept it",
        "back": reverse("cases:page", args=[found.pk]),
        "caption": found.reference,
        "intro": "They can read the case from now on. Both areas are accountable until they accept it.",
    }  # fmt: skip
    return render(request, "look/form_page.html", context)


class AnswerForm(forms.Form):
    """Yes or no."""

    answer = ChoiceRadios(
        label="Do you accept the case?",
        choices=[("yes", "Yes, my area is accountable from now on"), ("no", "No")],
        missing="Say whether you accept the case",
    )
    reason = LongText(label="If not, why not?", rows=4, required=False)

    def clean(self) -> dict[str, Any]:
        """A refusal has a reason."""
        cleaned = super().clean() or {}
        if cleaned.get("answer") == "no" and not cleaned.get("reason"):
            self.add_error("reason", "Say why you do not accept it")
        return cleaned


def page(request: HttpRequest, transfer: UUID) -> HttpResponse:
    """One transfer; the colleague who was asked answers here."""
    found = (
        Transfer.objects.visible_to(request.user)
        .select_related("case", "to_user__agency", "by", "grant__case")
        .filter(pk=transfer)
        .first()
    )
    if found is None:
        raise Http404
    asked = found.answer == Answer.WAITING and found.to_user_id == request.user.pk
    if request.method == "POST" and not asked:
        raise PermissionDenied
    form = AnswerForm(request.POST or None) if asked else None
    if form is not None and request.method == "POST" and form.is_valid():
        if form.cleaned_data["answer"] == "yes":
            accept(found, by=request.user)
            messages.success(request, "You lead the case now.")
            return redirect("cases:page", case=found.case_id)
        decline(found, form.cleaned_data["reason"], by=request.user)
        messages.success(request, "They were told that you do not accept it.")
        return redirect("work:home")
    context = {
        "title": "Transfer to another area", "form": form, "button": "Answer", "case": found.case_id,
        "record": TRANSFER_SHEET.show(found, request.user),
    }  # fmt: skip
    return render(request, "transfers/page.html", context)
