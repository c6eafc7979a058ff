"""The questions of a review, one a page."""

from typing import Any

from django.core.exceptions import ValidationError

from lanthorn.casework.cases.protocol import Edition, edition_on, editions
from lanthorn.casework.journeys.journey import Question, QuestionForm
from lanthorn.casework.look.forms import ChoiceRadios, FutureDateField, LongText, WholeDateField
from lanthorn.casework.reviews.models import Follows, Heard
from lanthorn.errors import LanthornError


class HeldForm(QuestionForm):
    """The day."""

    held_on = WholeDateField(
        label="When was the review?",
        help_text="For example 27 3 2026",
        error_messages={"required": "Enter the day of the review"},
    )

    def clean_held_on(self) -> Any:
        """A day on which an edition of the protocol was in force."""
        try:
            edition_on(self.cleaned_data["held_on"])
        except LanthornError as refusal:
            raise ValidationError(str(refusal)) from refusal
        return self.cleaned_data["held_on"]


class ChangeForm(QuestionForm):
    """What changed."""

    change = LongText(
        label="What has changed for the child?",
        help_text="Since the last review, or since the screening if this is the first.",
        error_messages={"required": "Write what has changed"},
    )


class HeardForm(QuestionForm):
    """How the child was heard."""

    heard = ChoiceRadios(
        label="How was the child heard?", choices=Heard.choices, missing="Choose how the child was heard"
    )


class VoiceForm(QuestionForm):
    """The child's voice."""

    voice = LongText(
        label="What does the child say and want?",
        help_text="In their own words where you know them.",
        error_messages={"required": "Write what the child says and wants"},
    )


class NotHeardForm(QuestionForm):
    """Why not."""

    voice = LongText(
        label="Why was the child not heard, and when will they be?",
        error_messages={"required": "Say why the child was not heard, and when they will be"},
    )


class ChangesForm(QuestionForm):
    """Whether the category changes."""

    changes = ChoiceRadios(
        label="Does the category change?",
        choices=[("no", "No, it stays as it is"), ("yes", "Yes")],
        missing="Say whether the category changes",
    )


class ReasonForm(QuestionForm):
    """Why it changes."""

    category_reason = LongText(
        label="Why does the category change?", error_messages={"required": "Say why the category changes"}
    )


class FollowsForm(QuestionForm):
    """What follows."""

    follows = ChoiceRadios(label="What follows?", choices=Follows.choices, missing="Choose what follows")


class NextForm(QuestionForm):
    """The next review."""

    next_review = FutureDateField(
        label="When is the next review?",
        help_text="Every open case has one. If the case is to be closed: when you look again, should nobody agree.",
        error_messages={"required": "Enter the day of the next review: every open case has one"},
    )


def _category_form(edition: Edition) -> type[QuestionForm]:
    field = ChoiceRadios(label="Which category now?", choices=edition.choices, missing="Choose a category")
    return type("CategoryForm", (QuestionForm,), {"category": field, "__doc__": "The category."})


def _changed(edition: Edition) -> Any:
    return lambda answers: answers.get("changes") == "yes" and edition_on(answers["held_on"]).name == edition.name


QUESTIONS = (
    Question("day", "Day of the review", HeldForm),
    Question("change", "What has changed", ChangeForm, template="reviews/since_question.html"),
    Question("heard", "How the child was heard", HeardForm),
    Question("voice", "The child's voice", VoiceForm,
             applies=lambda answers: answers.get("heard") in {Heard.SPOKEN, Heard.EARLIER}),
    Question("not-heard", "Why not heard", NotHeardForm,
             applies=lambda answers: answers.get("heard") == Heard.NOT_HEARD),
    Question("changes", "Does the category change", ChangesForm),
    *(
        Question(f"category-{number}", "Category", _category_form(edition), applies=_changed(edition))
        for number, edition in enumerate(editions(), start=1)
    ),
    Question("reason", "Why the category changes", ReasonForm, applies=lambda answers: answers.get("changes") == "yes"),
    Question("follows", "What follows", FollowsForm),
    Question("next", "Next review", NextForm),
)  # fmt: skip
