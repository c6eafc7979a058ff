"""The questions about a missing episode and its interview, one a page."""

from datetime import time
from typing import Any

from django import forms

from lanthorn.casework.journeys.journey import Question, QuestionForm
from lanthorn.casework.look.forms import ChoiceRadios, WholeDateField
from lanthorn.casework.missing.models import StepKind

YES_NO = [("yes", "Yes"), ("no", "No")]


class ClockField(forms.TimeField):
    """A time of the day, as a clock shows it."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(
            input_formats=["%H:%M", "%H.%M", "%H%M"],
            help_text="By the 24-hour clock, for example 21:30",
            widget=forms.TextInput({"size": "5"}),
            error_messages={"required": "Enter the time", "invalid": "Enter the time like 21:30"},
            **kwargs,
        )

    def clean(self, value: Any) -> time:
        """The time."""
        cleaned: time = super().clean(value)
        return cleaned


def _day(label: str, missing: str) -> WholeDateField:
    return WholeDateField(label=label, help_text="For example 27 3 2026", error_messages={"required": missing})


class LastSeenForm(QuestionForm):
    """When the child was last seen."""

    last_seen_on = _day("Day", "Enter the day on which the child was last seen")
    last_seen_clock = ClockField(label="Time")


class ReturnedForm(QuestionForm):
    """Whether the child is back."""

    returned = ChoiceRadios(
        label="Has the child returned?", choices=YES_NO, missing="Say whether the child has returned"
    )


class ReturnForm(QuestionForm):
    """When the child returned."""

    returned_on = _day("Day", "Enter the day on which the child returned")
    returned_clock = ClockField(label="Time")


class PoliceForm(QuestionForm):
    """Whether the police were told."""

    police = ChoiceRadios(
        label="Were the police told that the child was missing?",
        choices=YES_NO,
        missing="Say whether the police were told",
    )


class SourceForm(QuestionForm):
    """Who says so."""

    source = forms.CharField(
        label="Who told you of this?", max_length=120, error_messages={"required": "Say who told you"}
    )


class StepForm(QuestionForm):
    """What was done about the interview."""

    step = ChoiceRadios(
        label="What was done about the return-home interview?",
        choices=StepKind.choices,
        missing="Choose what was done",
    )


class StepAtForm(QuestionForm):
    """When."""

    at_on = _day("Day", "Enter the day")
    at_clock = ClockField(label="Time")


class ByWhomForm(QuestionForm):
    """By whom."""

    by_whom = forms.CharField(
        label="Who offered or held it?",
        max_length=120,
        help_text="Name and agency. It should be somebody who does not care for the child from day to day.",
        error_messages={"required": "Say who offered or held it"},
    )


class ReasonForm(QuestionForm):
    """Why it was not held."""

    reason = forms.CharField(
        label="Why was it not held?", max_length=200, error_messages={"required": "Say why it was not held"}
    )


EPISODE_QUESTIONS = (
    Question("last-seen", "When was the child last seen?", LastSeenForm),
    Question("returned", "Has the child returned", ReturnedForm),
    Question(
        "return", "When did the child return?", ReturnForm, applies=lambda answers: answers.get("returned") == "yes"
    ),
    Question("police", "Were the police told", PoliceForm),
    Question("source", "Who told you", SourceForm),
)
STEP_QUESTIONS = (
    Question("step", "What was done", StepForm),
    Question("when", "When was that?", StepAtForm),
    Question("by", "By whom", ByWhomForm),
    Question("reason", "Why not", ReasonForm, applies=lambda answers: answers.get("step") == StepKind.NOT_HELD),
)
