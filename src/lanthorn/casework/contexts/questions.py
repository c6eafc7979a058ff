"""The questions about persons of concern, places, groups, their links, and disruption: one a page."""

from typing import Any

from django import forms

from lanthorn.casework.areas import authority_choices
from lanthorn.casework.contexts.models import DisruptionKind, Kind, LinkKind
from lanthorn.casework.journeys.journey import Question, QuestionForm
from lanthorn.casework.look.forms import ChoiceRadios, FutureDateField, LongText, WholeDateField


class KindForm(QuestionForm):
    """What it is."""

    kind = ChoiceRadios(
        label="Who or what stands around the child?", choices=Kind.choices, missing="Choose who or what it is"
    )


class PersonForm(QuestionForm):
    """The name of a person of concern, as far as it is known."""

    forename = forms.CharField(label="Forename or nickname", max_length=80, required=False)
    surname = forms.CharField(label="Surname", max_length=80, required=False)

    def clean(self) -> dict[str, Any]:
        """One name at least, or nobody could be found by it."""
        cleaned = super().clean() or {}
        if not any(cleaned.get(name) for name in ("forename", "surname")):
            self.add_error("forename", "Enter a name by which the person is known, even part of one")
        return cleaned


class NameForm(QuestionForm):
    """What it is called."""

    name = forms.CharField(
        label="What is it called?", max_length=120, error_messages={"required": "Enter what it is called"}
    )


class WhereForm(QuestionForm):
    """Where it is."""

    where = forms.CharField(
        label="Where is it? (optional)",
        max_length=200,
        required=False,
        help_text="The address, or for an online space the site, game or app. Never a child's home.",
    )


class AreaForm(QuestionForm):
    """In which local authority a place lies: what is told of it outside the panel is no finer than that."""

    area = forms.ChoiceField(label="In which local authority is it? (optional)", required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["area"]
        field.choices = [("", "Not known"), *authority_choices()]


class DescribedForm(QuestionForm):
    """What is known."""

    described = LongText(
        label="What is known? (optional)", rows=4, required=False, help_text="Facts, each with who knows them."
    )


class HowForm(QuestionForm):
    """How they are linked."""

    link_kind = ChoiceRadios(
        label="How are they linked?",
        choices=LinkKind.choices,
        missing="Choose how they are linked, or that it is not known yet",
    )


class ReviewForm(QuestionForm):
    """When to look again."""

    review_on = FutureDateField(
        label="When will you look at this link again?",
        help_text="A day to come, by which more can be known",
        error_messages={"required": "Enter the day on which you will look at it again"},
    )


class SinceForm(QuestionForm):
    """Since when."""

    since = WholeDateField(
        label="Since when is it known?",
        help_text="For example 27 3 2026",
        error_messages={"required": "Enter the day since which it is known"},
    )


class SourceForm(QuestionForm):
    """The source."""

    source = forms.CharField(
        label="Who knows it, and how?",
        max_length=120,
        help_text="For example: the child told her school nurse",
        error_messages={"required": "Say who knows it, and how"},
    )


class EndForm(QuestionForm):
    """The other end, by its reference."""

    reference = forms.CharField(
        label="What is the reference of the other one?",
        max_length=12,
        help_text="Seven letters and digits: of a child's case, or of a person of concern, place or group",
        error_messages={"required": "Enter the reference"},
        widget=forms.TextInput({"size": "10"}),
    )


class DisruptionKindForm(QuestionForm):
    """What is done."""

    disruption = ChoiceRadios(label="What is done?", choices=DisruptionKind.choices, missing="Choose what is done")


class AuthorityForm(QuestionForm):
    """By whom."""

    authority = forms.CharField(
        label="Who does it, or grants it?", max_length=120, error_messages={"required": "Say who does or grants it"}
    )


class BeginsForm(QuestionForm):
    """From when."""

    begins = WholeDateField(
        label="From which day?", help_text="For example 27 3 2026", error_messages={"required": "Enter the first day"}
    )


class ExpiresForm(QuestionForm):
    """Until when."""

    expires = FutureDateField(
        label="Until which day does it run? (optional)", help_text="Leave it empty if it has no end", required=False
    )


def _answered(name: str, *values: str) -> Any:
    return lambda answers: answers.get(name) in values


LINK_QUESTIONS = (
    Question("how", "How they are linked", HowForm),
    Question("review", "When to look again", ReviewForm, applies=_answered("link_kind", LinkKind.UNKNOWN)),
    Question("since", "Since when", SinceForm),
    Question("source", "Who knows it", SourceForm),
)
CONTEXT_QUESTIONS = (
    Question("kind", "Who or what", KindForm),
    Question("person", "What is the person's name?", PersonForm, applies=_answered("kind", Kind.PERSON)),
    Question("name", "Name", NameForm, applies=_answered("kind", Kind.PLACE, Kind.ONLINE, Kind.GROUP)),
    Question("where", "Where it is", WhereForm, applies=_answered("kind", Kind.PLACE, Kind.ONLINE)),
    Question("area", "Local authority", AreaForm, applies=_answered("kind", Kind.PLACE)),
    Question("described", "What is known", DescribedForm),
    *LINK_QUESTIONS,
)
FURTHER_LINK_QUESTIONS = (Question("reference", "The other one", EndForm), *LINK_QUESTIONS)
DISRUPTION_QUESTIONS = (
    Question("what", "What is done", DisruptionKindForm),
    Question("authority", "By whom", AuthorityForm),
    Question("begins", "From when", BeginsForm),
    Question("expires", "Until when", ExpiresForm),
)
