"""The chair is away: who chairs instead, why, and who noted it. Nobody takes the chair by themselves."""

from typing import Any
from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from lanthorn.casework.look.forms import ChoiceRadios
from lanthorn.casework.panels.models import Meeting, Seat
from lanthorn.casework.panels.planning import PanelRefusedError, must_run
from lanthorn.casework.panels.views import meeting_of

THE_CHAIR = "chair"


class DeputyForm(forms.Form):
    """Who chairs the meeting: one of those with a seat, or the chair after all."""

    user = ChoiceRadios(
        label="Who chairs this meeting?",
        help_text="Somebody with a seat who does not take the minutes. They can run the meeting from now on.",
        missing="Choose who chairs",
    )
    reason = forms.CharField(
        label="Why does the chair not? (leave empty if the chair does)", max_length=300, required=False,
        help_text="For example: is ill. The minutes show it. Name no child.",
    )  # fmt: skip

    def __init__(self, choices: list[tuple[str, str]], data: Any, initial: dict[str, str]) -> None:
        super().__init__(data, initial=initial)
        field: Any = self.fields["user"]
        field.choices = choices

    def clean(self) -> dict[str, Any]:
        """A reason wherever somebody else chairs."""
        cleaned = super().clean() or {}
        if cleaned.get("user") not in (None, THE_CHAIR) and not cleaned.get("reason"):
            self.add_error("reason", "Say why the chair does not chair")
        return cleaned


def name_deputy(meeting: Meeting, deputy: Any, reason: str, *, by: Any) -> None:
    """Note who chairs in the chair's place, or with None that the chair does after all. Raises PanelRefusedError."""
    must_run(meeting, by)
    if deputy is not None:
        if deputy.pk == by.pk:
            raise PanelRefusedError("Nobody takes the chair by themselves: the chair or the minute taker names them")
        if deputy.pk in {meeting.chair_id, meeting.minute_taker_id}:
            raise PanelRefusedError("Whoever takes the minutes does not chair, and the chair is no deputy")
        if not Seat.objects.visible_to(by).filter(meeting=meeting, user=deputy).exists():
            raise PanelRefusedError("Whoever chairs has a seat on this meeting: give them one first")
    meeting.deputy, meeting.deputy_reason = deputy, reason if deputy is not None else ""
    meeting.deputy_noted_by = by
    meeting.save()


def deputy(request: HttpRequest, meeting: UUID) -> HttpResponse:
    """Note who chairs."""
    found, user = meeting_of(request, meeting, run=True), request.user
    seats = Seat.objects.visible_to(user).filter(meeting=found).select_related("user__agency").order_by("user__name")
    members: dict[str, Any] = {
        str(seat.user_id): seat.user
        for seat in seats
        if seat.user_id not in {found.chair_id, found.minute_taker_id, user.pk}
    }
    choices = [(THE_CHAIR, f"{found.chair.name}, who was to chair it")]
    choices += [(key, f"{one.name}, {one.agency.name}") for key, one in members.items()]
    initial = {"user": str(found.deputy_id or THE_CHAIR), "reason": found.deputy_reason}
    form = DeputyForm(choices, request.POST or None, initial)
    if request.method == "POST" and form.is_valid():
        answers = form.cleaned_data
        try:
            name_deputy(found, members.get(answers["user"]), answers["reason"], by=user)
        except PanelRefusedError as refusal:
            form.add_error("user", str(refusal))
        else:
            messages.success(request, "It is noted who chairs. Note the attendance next.")
            return redirect("panels:page", meeting=found.pk)
    context = {
        "title": "Who chairs", "form": form, "button": "Note it", "caption": found.name,
        "back": reverse("panels:page", args=[found.pk]),
    }  # fmt: skip
    return render(request, "look/form_page.html", context)
