"""The questions of a screening, one a page: those of the tool and of the protocol in force on the day it is made.

Every edition's questions are listed; which of them apply follows from the day.
"""

from datetime import timedelta
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone

from lanthorn.casework.cases.protocol import Edition, edition_on, editions
from lanthorn.casework.journeys.journey import Answers, Question, QuestionForm
from lanthorn.casework.look.forms import ChoiceRadios, FutureDateField, LongText, WholeDateField
from lanthorn.casework.screening.models import Outcome, State
from lanthorn.casework.screening.tool import UNKNOWN, Answer, Indicator, Tool, policy, tool_on, tools
from lanthorn.errors import LanthornError


class MadeOnForm(QuestionForm):
    """The day, from which tool and protocol follow."""

    made_on = WholeDateField(
        label="On which day do you screen?",
        help_text="For example 27 3 2026. The tool and the protocol in force on that day are used.",
        error_messages={"required": "Enter the day of the screening"},
    )

    def clean_made_on(self) -> Any:
        """A day for which there is a tool and an edition of the protocol."""
        day = self.cleaned_data["made_on"]
        try:
            tool_on(day), edition_on(day)
        except LanthornError as refusal:
            raise ValidationError(str(refusal)) from refusal
        return day


class _IndicatorForm(QuestionForm):
    """What is known of one indicator; each one's own form has its fields."""

    code: str

    def clean(self) -> dict[str, Any]:
        """What is present or absent is known from somebody, of some day."""
        cleaned = super().clean() or {}
        state = cleaned.get(f"{self.code}_state")
        if state and state != UNKNOWN:
            if not cleaned.get(f"{self.code}_source") and f"{self.code}_source" not in self.errors:
                self.add_error(f"{self.code}_source", "Say who knows it, for example the school or the social worker")
            if not cleaned.get(f"{self.code}_known_on") and f"{self.code}_known_on" not in self.errors:
                self.add_error(f"{self.code}_known_on", "Enter the day of which this is known")
        return cleaned


class ProtectiveForm(QuestionForm):
    """What protects the child."""

    protective = LongText(
        label="What protects the child? (optional)",
        help_text="People the child trusts, what they like to do, school, what the family does well.",
        required=False,
    )


class OverrideForm(QuestionForm):
    """Why the scorer's category differs from the tool's."""

    override_reason = LongText(
        label="Why is your category another than the tool's?",
        help_text="Your judgement counts. The reason lets others follow it.",
        error_messages={"required": "Say why your category is another than the tool's"},
    )


class OutcomeForm(QuestionForm):
    """Where it leads."""

    outcome = ChoiceRadios(
        label="What happens next?",
        help_text="An urgent strategy discussion is held at once: ring the police and social care now.",
        choices=Outcome.choices,
        missing="Choose what happens next",
    )


class ReasonForm(QuestionForm):
    """The reason that the referrer is told."""

    reason_told = LongText(
        label="Why is there no further action?",
        help_text="Whoever made the referral reads this. Say what they can do if their worry grows.",
        error_messages={"required": "Say why there is no further action: the referrer is told"},
    )


class _NextReviewForm(QuestionForm):
    """When it is reviewed next, no later than the category allows."""

    longest: int

    def clean_next_review(self) -> Any:
        """Within what the policy says."""
        day = self.cleaned_data["next_review"]
        latest = timezone.localdate() + timedelta(days=self.longest)
        if day > latest:
            raise ValidationError(f"In this category the next review is by {latest.day} {latest:%B %Y} at the latest")
        return day


def next_review_form(category: str) -> type[QuestionForm]:
    """The form for the next review of a case in this category."""
    longest = policy().longest_until_review[category]
    field = FutureDateField(
        label="When is the next review?",
        help_text=f"Within {longest} days in this category.",
        error_messages={"required": "Enter the day of the next review"},
    )
    made = {
        "next_review": field,
        "longest": longest,
        "__doc__": _NextReviewForm.__doc__,
    }
    return type("NextReviewForm", (_NextReviewForm,), made)


def category_form(edition: Edition) -> type[QuestionForm]:
    """The form for the category, in the words of this edition."""
    field = ChoiceRadios(label="Which category do you give?", choices=edition.choices, missing="Choose a category")
    return type("CategoryForm", (QuestionForm,), {"category": field, "__doc__": "The category."})


def tool_answer(answers: Answers) -> Answer | None:
    """What the tool answers with, as far as it was filled in."""
    if "made_on" not in answers:
        return None
    states = {name.removesuffix("_state"): value for name, value in answers.items() if name.endswith("_state")}
    return tool_on(answers["made_on"]).answer(states, edition_on(answers["made_on"]))


def _indicator_form(indicator: Indicator) -> type[QuestionForm]:
    fields: dict[str, Any] = {
        f"{indicator.code}_state": ChoiceRadios(
            label="What is known of it?", help_text=indicator.hint, choices=State.choices,
            missing="Choose present, absent or not known",
        ),
        f"{indicator.code}_source": forms.CharField(label="Who knows it?", max_length=160, required=False),
        f"{indicator.code}_known_on": WholeDateField(
            label="Of which day is that?", help_text="For example 27 3 2026", required=False
        ),
        "code": indicator.code,
        "__doc__": indicator.label,
    }  # fmt: skip
    return type("IndicatorForm", (_IndicatorForm,), fields)


def _of_tool(tool: Tool) -> Any:
    return lambda answers: "made_on" in answers and tool_on(answers["made_on"]).name == tool.name


def _of_edition(edition: Edition) -> Any:
    return lambda answers: "made_on" in answers and edition_on(answers["made_on"]).name == edition.name


def _overridden(answers: Answers) -> bool:
    answer = tool_answer(answers)
    return answer is not None and "category" in answers and answers["category"] != answer.category


def _goes_on_in(category: str) -> Any:
    goes_on = {Outcome.PANEL, Outcome.STRATEGY, Outcome.SUPPORT}
    return lambda answers: answers.get("category") == category and answers.get("outcome") in goes_on


SCORING = (
    Question("day", "Day of the screening", MadeOnForm),
    *(
        Question(f"tool-{number}-{one.code}", one.label, _indicator_form(one), applies=_of_tool(tool))
        for number, tool in enumerate(tools(), start=1)
        for one in tool.indicators
    ),
    Question("protective", "What protects the child", ProtectiveForm),
    *(
        Question(f"category-{number}", "Category", category_form(edition), applies=_of_edition(edition))
        for number, edition in enumerate(editions(), start=1)
    ),
    Question("override", "Why another category", OverrideForm, applies=_overridden),
)
DECIDING = (
    Question("outcome", "What happens next", OutcomeForm),
    Question("reason", "Why no further action", ReasonForm,
             applies=lambda answers: answers.get("outcome") == Outcome.NO_FURTHER_ACTION),
    *(
        Question(f"next-review-{code}", "Next review", next_review_form(code), applies=_goes_on_in(code))
        for code in policy().longest_until_review
    ),
)  # fmt: skip
