"""The questions of a disclosure, one a page, and from a finished draft to a line of the register."""

from django import forms
from django.http import HttpRequest
from django.urls import reverse

from lanthorn.casework.cases.views import case_of
from lanthorn.casework.disclosures.deciding import ask
from lanthorn.casework.disclosures.models import LawfulBasis
from lanthorn.casework.journeys.journey import Answers, Journey, Question, QuestionForm
from lanthorn.casework.journeys.models import Draft
from lanthorn.casework.look.forms import ChoiceRadios, LongText


class RecipientForm(QuestionForm):
    """To whom."""

    recipient = forms.CharField(
        label="To whom do you want to give it?",
        max_length=160,
        help_text="Name and organisation",
        error_messages={"required": "Say to whom"},
    )


class WhatForm(QuestionForm):
    """What."""

    what = LongText(
        label="What do you want to give them?",
        rows=4,
        help_text="Say what kind of information, not the information itself. Never a protected address.",
        error_messages={"required": "Say what you want to give them"},
    )


class WhyForm(QuestionForm):
    """Why."""

    why = LongText(label="Why do they need it?", rows=4, error_messages={"required": "Say why they need it"})


class BasisForm(QuestionForm):
    """On what basis."""

    basis = ChoiceRadios(label="On what lawful basis?", choices=LawfulBasis.choices, missing="Choose the lawful basis")


QUESTIONS = (
    Question("recipient", "To whom", RecipientForm),
    Question("what", "What", WhatForm),
    Question("why", "Why", WhyForm),
    Question("basis", "Lawful basis", BasisForm),
)


def send(request: HttpRequest, draft: Draft, answers: Answers) -> str:
    """Put it on the register."""
    case = case_of(request, draft.about)  # type: ignore[arg-type] # a journey about a case names it
    disclosure = ask(case, by=request.user, **answers)
    return reverse("disclosures:page", args=[disclosure.pk])


DISCLOSURE = Journey(
    "disclosure", "Ask to disclose something", QUESTIONS, send, "Ask for approval", about=case_of,
    intro="To give something from the case to somebody outside its circle. You are asked to whom, what, why and on "
    "what lawful basis. Somebody else must approve it before it is given.",
)  # fmt: skip
