"""The questions of a prevention session, one a page, and from a finished draft to the session."""

from typing import Any

from django import forms
from django.http import HttpRequest
from django.urls import reverse

from lanthorn.casework.journeys.journey import Answers, Journey, Question, QuestionForm
from lanthorn.casework.journeys.models import Draft
from lanthorn.casework.look.forms import ChoiceRadios, WholeDateField
from lanthorn.casework.prevention.models import Audience, PreventionSession, Setting

MOST = 100_000


class HeldOnForm(QuestionForm):
    """When."""

    held_on = WholeDateField(
        label="When was the session held?",
        help_text="For example 27 3 2026",
        error_messages={"required": "Enter the day on which it was held"},
    )


class AudienceForm(QuestionForm):
    """For whom."""

    audience = ChoiceRadios(label="Who took part?", choices=Audience.choices, missing="Choose who took part")


class SettingForm(QuestionForm):
    """Where."""

    setting = ChoiceRadios(label="Where was it held?", choices=Setting.choices, missing="Choose where it was held")


class AuthorityForm(QuestionForm):
    """For which area."""

    authority = forms.CharField(
        label="For which local authority or body was it held?",
        max_length=120,
        error_messages={"required": "Enter the authority or body"},
    )


class ReachForm(QuestionForm):
    """How many."""

    reach = forms.IntegerField(
        label="How many took part?",
        min_value=0,
        max_value=MOST,
        widget=forms.TextInput({"size": "5", "inputmode": "numeric"}),
        error_messages={"required": "Enter how many took part", "invalid": "Enter a whole number"},
    )


QUESTIONS = (
    Question("when", "When it was held", HeldOnForm),
    Question("audience", "Who took part", AudienceForm),
    Question("setting", "Where it was held", SettingForm),
    Question("authority", "For which authority", AuthorityForm),
    Question("reach", "How many took part", ReachForm),
)


def send(request: HttpRequest, draft: Draft, answers: Answers) -> str:
    """Keep the session."""
    user: Any = request.user
    PreventionSession(recorded_by=user, **answers).save()
    return reverse("prevention:list")


SESSION = Journey(
    "prevention", "Record a prevention session", QUESTIONS, send, "Record it",
    intro="You are asked when and where it was held, for whom, and how many took part. Name nobody.",
)  # fmt: skip
