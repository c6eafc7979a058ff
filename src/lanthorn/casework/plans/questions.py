"""The questions of an action, one a page: outside a meeting about a case, in a meeting under the item being heard."""

from typing import Any
from uuid import UUID

from django import forms
from django.core.exceptions import ValidationError
from django.http import HttpRequest
from django.urls import reverse

from lanthorn.casework.access.models import Role, User
from lanthorn.casework.cases.views import case_of
from lanthorn.casework.journeys.journey import Answers, Journey, Question, QuestionForm
from lanthorn.casework.journeys.models import Draft
from lanthorn.casework.look.forms import ChoiceRadios
from lanthorn.casework.panels.forms import choose_person, people
from lanthorn.casework.panels.questions import item_run_by
from lanthorn.casework.plans.acting import LONGEST_DAYS, set_action
from lanthorn.casework.plans.models import Aim
from lanthorn.casework.plans.wording import fault_in

PRACTITIONERS = (Role.PRACTITIONER, Role.FRONT_DOOR, Role.CHAIR, Role.MINUTE_TAKER)


class WhatForm(QuestionForm):
    """What is done, beginning with a verb."""

    what = forms.CharField(
        label="What is to be done?",
        max_length=300,
        help_text="Begin with a verb, for example: Visit Mo at school and offer him a place in the boxing group.",
        error_messages={"required": "Write what is to be done"},
    )

    def clean_what(self) -> str:
        """A verb first."""
        what = str(self.cleaned_data["what"])
        fault = fault_in(what)
        if fault:
            raise ValidationError(fault)
        return what


class AimForm(QuestionForm):
    """What for."""

    aim = ChoiceRadios(label="What is it for?", choices=Aim.choices, missing="Choose what it is for")


class OwnerForm(QuestionForm):
    """One owner, whose agency answers for it."""

    owner = choose_person(
        "Who does it?",
        "Choose who does it",
        "One person. They are told, belong to the case circle until it is finished, and their agency answers for it.",
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["owner"]
        field.queryset = people(*PRACTITIONERS)


class DueForm(QuestionForm):
    """By when, in working days."""

    days = forms.IntegerField(
        label="In how many working days is it due?",
        min_value=0,
        max_value=LONGEST_DAYS,
        widget=forms.TextInput({"size": "3", "inputmode": "numeric"}),
        help_text="Weekends and bank holidays do not count. 0 is today.",
        error_messages={
            "required": "Enter a number of working days",
            "invalid": "Enter a whole number of working days",
            "min_value": f"Enter a number of working days from 0 to {LONGEST_DAYS}",
            "max_value": f"Enter a number of working days from 0 to {LONGEST_DAYS}",
        },
    )


QUESTIONS = (
    Question("what", "What is to be done", WhatForm),
    Question("aim", "What it is for", AimForm),
    Question("owner", "Who does it", OwnerForm),
    Question("due", "When it is due", DueForm),
)


def send_of_case(request: HttpRequest, draft: Draft, answers: Answers) -> str:
    """Set an action of a case, and go back to it."""
    case = case_of(request, UUID(str(draft.about)))
    set_action(answers["what"], Aim(answers["aim"]), _owner(answers), answers["days"], by=request.user, case=case)
    return reverse("cases:page", args=[case.pk])


def send_of_item(request: HttpRequest, draft: Draft, answers: Answers) -> str:
    """Set an action under the item that is being heard, and go back to it."""
    item = item_run_by(request, UUID(str(draft.about)))
    set_action(
        answers["what"], Aim(answers["aim"]), _owner(answers), answers["days"],
        by=request.user, case=item.case, item=item,
    )  # fmt: skip
    return reverse("panels:item", args=[item.pk])


def _owner(answers: Answers) -> User:
    owner: User = answers["owner"]
    return owner


OF_CASE = Journey(
    name="action", title="Set an action", questions=QUESTIONS, send=send_of_case, send_button="Set the action",
    about=case_of,
    intro="You are asked what is to be done, what it is for, who does it and by when. They are told at once.",
)  # fmt: skip
OF_ITEM = Journey(
    name="item-action", title="Minute an action", prefix="item_", questions=QUESTIONS, send=send_of_item,
    send_button="Set the action", about=item_run_by,
    intro="You are asked what is to be done, what it is for, who does it and by when. The minutes show it.",
)  # fmt: skip
