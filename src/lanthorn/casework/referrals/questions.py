"""The questions of the referral, one a page. What was seen or heard is asked apart from what is thought of it.

Nothing here asks for a description of abuse: the referrer says what made them worry.
"""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from lanthorn.casework.journeys.journey import Question, QuestionForm
from lanthorn.casework.look.forms import ChoiceRadios, LongText, PartialDateField, WholeDateField
from lanthorn.casework.people.models import Sex
from lanthorn.casework.referrals.models import Answer, Channel

YES_NO = [("yes", "Yes"), ("no", "No")]


class DangerForm(QuestionForm):
    """Immediate danger comes before everything else."""

    danger = ChoiceRadios(
        label="Is a child in immediate danger now?",
        help_text="For example a child who is missing with somebody who may harm them.",
        choices=YES_NO,
        missing="Say whether a child is in immediate danger now",
    )


class ChannelForm(QuestionForm):
    """How the referrer learned of it."""

    channel = ChoiceRadios(
        label="How did you learn of this?", choices=Channel.choices, missing="Choose how you learned of this"
    )


class ToldOnForm(QuestionForm):
    """When."""

    told_on = WholeDateField(
        label="When did you learn of it?",
        help_text="For example 27 3 2026",
        error_messages={"required": "Enter the day on which you learned of it"},
    )


class KnownForm(QuestionForm):
    """Known to the agency already."""

    known_before = ChoiceRadios(
        label="Is the child already known to your agency?",
        choices=Answer.choices,
        missing="Say whether the child is already known to your agency",
    )


class NameForm(QuestionForm):
    """The child's name, as far as it is known."""

    forename = forms.CharField(label="Forename", max_length=80, required=False)
    surname = forms.CharField(label="Surname", max_length=80, required=False)
    also_known_as = forms.CharField(
        label="Other names (optional)",
        max_length=160,
        required=False,
        help_text="Nicknames, earlier names, names used online. Separate them with commas.",
    )

    def clean(self) -> dict[str, Any]:
        """One name at least, or nobody could be found by it."""
        cleaned = super().clean() or {}
        if not any(cleaned.get(name) for name in ("forename", "surname", "also_known_as")):
            self.add_error("forename", "Enter a name by which the child is known, even part of one")
        return cleaned


class BirthForm(QuestionForm):
    """The date of birth, as far as it is known."""

    birth = PartialDateField(
        label="What is the child's date of birth?",
        help_text="Fill in what you know and leave the rest empty. For example 31 3 2011",
        required=False,
    )


class SexForm(QuestionForm):
    """Sex."""

    sex = ChoiceRadios(label="What is the child's sex?", choices=Sex.choices, missing="Choose the child's sex")


class ContactForm(QuestionForm):
    """Where the child can be found, and whether that must be kept from others."""

    phone = forms.CharField(label="Telephone (optional)", max_length=30, required=False)
    address_lines = forms.CharField(label="Address (optional)", max_length=200, required=False)
    postcode = forms.CharField(
        label="Postcode (optional)", max_length=10, required=False, widget=forms.TextInput({"size": "10"})
    )
    address_protected = forms.BooleanField(
        label="The child would be less safe if this address became known",
        help_text="It will be protected: opened one at a time, and never listed or sent.",
        required=False,
    )

    def clean_phone(self) -> str:
        """Some digits, where something was given."""
        phone = str(self.cleaned_data["phone"])
        if phone and not any(letter.isdigit() for letter in phone):
            raise ValidationError("A telephone number has digits")
        return phone


class SeenForm(QuestionForm):
    """The facts."""

    seen = LongText(
        label="What was seen or heard?",
        help_text="Say who saw or heard it, and when. Use the child's own words where you know them. "
        "Keep what you think of it for the next page.",
        error_messages={"required": "Write what was seen or heard"},
    )


class ThoughtForm(QuestionForm):
    """The opinion."""

    thought = LongText(label="What do you think it means? (optional)", required=False)


class OnlineForm(QuestionForm):
    """The online part."""

    online = ChoiceRadios(
        label="Did any of it happen online?", choices=Answer.choices, missing="Say whether any of it happened online"
    )


class OnlineWhereForm(QuestionForm):
    """Which site, game or app."""

    online_where = forms.CharField(label="Which sites, games or apps? (optional)", max_length=200, required=False)


class ChildToldForm(QuestionForm):
    """Whether the child knows of the referral."""

    child_told = ChoiceRadios(
        label="Does the child know that you are making this referral?",
        choices=Answer.choices,
        missing="Say whether the child knows of this referral",
    )


class ChildNotToldForm(QuestionForm):
    """Why not."""

    child_not_told = LongText(
        label="Why was the child not told?", rows=4, error_messages={"required": "Say why the child was not told"}
    )


class CarerToldForm(QuestionForm):
    """Whether a parent or carer knows of the referral."""

    carer_told = ChoiceRadios(
        label="Does a parent or carer know that you are making this referral?",
        choices=Answer.choices,
        missing="Say whether a parent or carer knows of this referral",
    )


class CarerNotToldForm(QuestionForm):
    """Why not."""

    carer_not_told = LongText(
        label="Why was no parent or carer told?",
        rows=4,
        help_text="For example because it would make the child less safe.",
        error_messages={"required": "Say why no parent or carer was told"},
    )


def _answered(name: str, *values: str) -> Any:
    return lambda answers: answers.get(name) in values


QUESTIONS = (
    Question("danger", "Immediate danger", DangerForm, stops=_answered("danger", "yes")),
    Question("channel", "How you learned of this", ChannelForm),
    Question("when", "When you learned of it", ToldOnForm),
    Question("name", "What is the child's name?", NameForm),
    Question("birth", "Date of birth", BirthForm),
    Question("sex", "Sex", SexForm),
    Question("contact", "How can the child be found?", ContactForm),
    Question("known", "Known to your agency", KnownForm),
    Question("seen", "What was seen or heard", SeenForm),
    Question("thought", "What you think it means", ThoughtForm),
    Question("online", "Online", OnlineForm),
    Question("online-where", "Where online", OnlineWhereForm, applies=_answered("online", "yes")),
    Question("child-told", "Does the child know", ChildToldForm),
    Question("child-not-told", "Why the child was not told", ChildNotToldForm, applies=_answered("child_told", "no")),
    Question("carer-told", "Does a carer know", CarerToldForm),
    Question("carer-not-told", "Why no carer was told", CarerNotToldForm, applies=_answered("carer_told", "no")),
)
