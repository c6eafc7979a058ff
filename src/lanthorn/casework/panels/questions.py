"""The questions of a decision, one a page, and how its answers become one."""

from typing import Any
from uuid import UUID

from django import forms
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest
from django.urls import reverse
from django.utils import timezone

from lanthorn.casework.access.sheets import ShownRecord
from lanthorn.casework.cases.protocol import edition_on
from lanthorn.casework.journeys.journey import Answers, Journey, Question, QuestionForm
from lanthorn.casework.journeys.models import Draft
from lanthorn.casework.look.forms import ChoiceRadios, FutureDateField, LongText
from lanthorn.casework.panels.hearing import Verdict, decide
from lanthorn.casework.panels.models import AgendaItem, Attendance, Decision, Presence, Seat, Told
from lanthorn.casework.panels.sheets import DECISION_SHEET

NO_CHILD = "no_child"
YES_NO = [("yes", "Yes"), ("no", "No")]


def item_run_by(request: HttpRequest, item: UUID) -> AgendaItem:
    """The item, if this user may see it and chairs or minutes its meeting."""
    user: Any = request.user
    found = (
        AgendaItem.objects.visible_to(user)
        .select_related(
            "meeting__chair__agency",
            "meeting__deputy__agency",
            "meeting__minute_taker__agency",
            "case",
            "presenter__agency",
        )
        .filter(pk=item)
        .first()
    )
    if found is None or not found.meeting.is_run_by(user):
        raise Http404
    return found


class CategoryForm(QuestionForm):
    """The category by the edition of the protocol in force."""

    category = ChoiceRadios(label="Which category does the panel give now?", missing="Choose the category")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["category"]
        field.choices = [
            *edition_on(timezone.localdate()).choices,
            (NO_CHILD, "This item is not about a child's case"),
        ]


class ReasonsForm(QuestionForm):
    """Why."""

    reasons = LongText(
        label="Why did the panel decide so?",
        help_text="What it rests on, what speaks against it, and what the child wants.",
        error_messages={"required": "Write why the panel decided so"},
    )


class AgreedForm(QuestionForm):
    """Whether every agency agreed."""

    agreed = ChoiceRadios(
        label="Did every agency that attended agree?", choices=YES_NO, missing="Say whether every agency agreed"
    )


class DissentForm(QuestionForm):
    """Which agency did not, and why: its reasons stand in the minutes beside the panel's."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for code, name in _agencies_at(self.about):
            self.fields[f"why_{code}"] = LongText(label=name, rows=2, required=False)

    def clean(self) -> dict[str, Any]:
        """One agency at least, and only the answers that were given, as one table."""
        cleaned = super().clean() or {}
        if not any(cleaned.values()):
            raise ValidationError("Write beside the agency that did not agree why it did not")
        return cleaned


def _agencies_at(item: UUID | None) -> list[tuple[str, str]]:
    """Code and name of the agencies that attended; until that is noted, of those with a seat."""
    there = Attendance.objects.for_purpose("agencies that attended").filter(meeting__items=item)
    if there.exists():
        return list(
            there.filter(presence=Presence.PRESENT).order_by("agency__name").values_list("agency", "agency__name")
        )
    seats = Seat.objects.for_purpose("agencies that attended").filter(meeting__items=item)
    return list(seats.order_by("user__agency__name").values_list("user__agency", "user__agency__name").distinct())


class NextForm(QuestionForm):
    """When next."""

    next_date = FutureDateField(
        label="When does the panel look again?",
        help_text="An open case always has a next date. For example 27 3 2027",
        error_messages={"required": "Enter when the panel looks again"},
    )


class ToldForm(QuestionForm):
    """Who is told."""

    told = forms.MultipleChoiceField(
        label="Who is told of the decision?",
        choices=Told.choices,
        widget=forms.CheckboxSelectMultiple,
        help_text="Those in the case circle get a notice here. The others are told by people.",
        error_messages={"required": "Choose who is told"},
    )


def send(request: HttpRequest, draft: Draft, answers: Answers) -> str:
    """Record the decision, and go back to the item."""
    item = item_run_by(request, UUID(str(draft.about)))
    category = answers["category"]
    verdict = Verdict(
        "" if category == NO_CHILD else category, answers["reasons"], answers["next_date"], tuple(answers["told"])
    )
    dissents = {name.removeprefix("why_"): why for name, why in answers.items() if name.startswith("why_") and why}
    decide(item, verdict, by=request.user, dissents=dissents)
    return reverse("panels:item", args=[item.pk])


def meanwhile(request: HttpRequest, draft: Draft) -> list[ShownRecord]:
    """A decision on the same item that was recorded since this draft was begun."""
    found = Decision.objects.visible_to(request.user).filter(item=draft.about, decided_at__gte=draft.started_at)
    return DECISION_SHEET.show_all(found.select_related("recorded_by"), request.user)


DECISION = Journey(
    name="decision",
    title="Record a decision",
    prefix="decision_",
    intro="You are asked for the category, the reasons, who did not agree, the next date and who is told. "
    "Check the answers aloud with the panel before you record them.",
    questions=(
        Question("category", "Category", CategoryForm),
        Question("reasons", "Reasons", ReasonsForm),
        Question("agreed", "Agreement", AgreedForm),
        Question(
            "dissent",
            "Which agency did not agree, and why?",
            DissentForm,
            applies=lambda answers: answers.get("agreed") == "no",
        ),
        Question("next", "Next date", NextForm),
        Question("told", "Who is told", ToldForm),
    ),
    send=send,
    send_button="Record the decision",
    about=item_run_by,
    meanwhile=meanwhile,
)
