"""The forms of an action besides setting it: progress, finishing, handing over; and moving a caseload."""

from typing import Any

from django import forms

from lanthorn.casework.access.models import User
from lanthorn.casework.look.forms import ChoiceRadios, LongText
from lanthorn.casework.panels.forms import choose_person, people
from lanthorn.casework.plans.models import State
from lanthorn.casework.plans.questions import PRACTITIONERS


class ProgressForm(forms.Form):
    """What was done so far."""

    text = LongText(
        label="What was done so far?",
        help_text="And what shows it: a date, a letter, who was met.",
        error_messages={"required": "Write what was done so far"},
    )


class FinishForm(forms.Form):
    """How it ended, and what came of it."""

    state = ChoiceRadios(
        label="How did the action end?",
        choices=[choice for choice in State.choices if choice[0] != State.OPEN],
        missing="Choose how the action ended",
    )
    outcome = LongText(
        label="What came of it, or why was it not done?",
        help_text="If it is done, say what changed and what shows it. If another action takes its place, name that.",
        error_messages={"required": "Write what came of it, or why it was not done"},
    )


class HandOverForm(forms.Form):
    """To whom, and why."""

    owner = choose_person("Who does it from now on?", "Choose who does it from now on")
    reason = forms.CharField(
        label="Why is it handed over?", max_length=300, error_messages={"required": "Say why it is handed over"}
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["owner"]
        field.queryset = people(*PRACTITIONERS)


class MoveForm(forms.Form):
    """From whom, to whom, and why."""

    leaver = choose_person("Whose caseload moves?", "Choose whose caseload moves")
    successor = choose_person("Who takes it over?", "Choose who takes it over")
    reason = forms.CharField(
        label="Why does it move?", max_length=300, error_messages={"required": "Say why the caseload moves"}
    )

    def __init__(self, mover: User, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        leaver: Any = self.fields["leaver"]
        successor: Any = self.fields["successor"]
        leaver.queryset = User.objects.filter(agency=mover.agency_id).order_by("name")
        successor.queryset = people(*PRACTITIONERS).filter(agency=mover.agency_id).exclude(pk=mover.pk)
