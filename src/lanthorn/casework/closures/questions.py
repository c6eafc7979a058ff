"""The questions of a closure, one a page."""

from django import forms

from lanthorn.casework.closures.wording import choices
from lanthorn.casework.journeys.journey import Question, QuestionForm
from lanthorn.casework.look.forms import ChoiceRadios, LongText


class OutcomeForm(QuestionForm):
    """What was reached."""

    outcome = ChoiceRadios(label="What was reached?", choices=choices("outcome"), missing="Choose what was reached")


class LeadsForm(QuestionForm):
    """Who leads now."""

    leads_now = forms.CharField(
        label="Who leads the child's support from now on?",
        help_text="A person or a service, for example the school's safeguarding lead.",
        max_length=160,
        error_messages={"required": "Say who leads the child's support from now on"},
    )


class PlanForm(QuestionForm):
    """The plan for a return of the worry."""

    plan_for_return = LongText(
        label="What happens if the worry returns?",
        help_text="Which signs to look out for, who acts on them, and whom the child knows they can go to.",
        error_messages={"required": "Write what happens if the worry returns"},
    )


class RetentionForm(QuestionForm):
    """How long it is kept."""

    retention_class = ChoiceRadios(
        label="In which class is the record kept?",
        help_text="The retention schedule says for how long.",
        choices=choices("retention"),
        missing="Choose a class of the retention schedule",
    )


QUESTIONS = (
    Question("outcome", "What was reached", OutcomeForm),
    Question("leads", "Who leads now", LeadsForm),
    Question("plan", "If the worry returns", PlanForm),
    Question("kept", "How it is kept", RetentionForm),
)
