"""The questions of asking agencies, and those of one item of a return; each one a page."""

from typing import Any

from django import forms

from lanthorn.casework.access.field_groups import field_groups
from lanthorn.casework.access.models import Agency, AgencyKind
from lanthorn.casework.journeys.journey import Question, QuestionForm
from lanthorn.casework.look.forms import ChoiceRadios, FutureDateField, LongText
from lanthorn.casework.returns.wording import choices


class AgenciesForm(QuestionForm):
    """Whom to ask."""

    agencies = forms.MultipleChoiceField(
        label="Which agencies do you ask?",
        help_text="Each is told who the child is, and nothing else of the case.",
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": "Choose at least one agency"},
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["agencies"]
        field.choices = [(agency.code, agency.name) for agency in Agency.objects.exclude(kind=AgencyKind.OVERSIGHT)]


class PackForm(QuestionForm):
    """Before when."""

    pack_on = FutureDateField(
        label="When is the pack released?",
        help_text="The agencies answer a working day before it. They are asked again once if they do not.",
        error_messages={"required": "Enter the day on which the pack is released"},
    )


class AskForm(QuestionForm):
    """What is asked."""

    question = LongText(
        label="What do you need to know?",
        help_text="Ask for what bears on the child's safety, and no more. For example: attendance since September.",
        error_messages={"required": "Write what you need to know"},
    )


class KindForm(QuestionForm):
    """What kind of thing."""

    kind = ChoiceRadios(
        label="What do you want to tell?", choices=choices("kind"), missing="Choose what you want to tell"
    )


class TextForm(QuestionForm):
    """The item itself."""

    text = LongText(
        label="What does your agency know?",
        help_text="One thing at a time: each is read by those who need it. Say when it was. No details of abuse.",
        error_messages={"required": "Write what your agency knows"},
    )


class GroupForm(QuestionForm):
    """Which group of fields it belongs to."""

    group = ChoiceRadios(
        label="What is it about?",
        help_text="From this follows who can read it at all.",
        choices=[(name, group.label) for name, group in field_groups().items() if name not in {"address", "work"}],
        missing="Choose what it is about",
    )


class GradeForm(QuestionForm):
    """How reliable the source is."""

    grade = ChoiceRadios(
        label="How reliable is the source?", choices=choices("grade"), missing="Choose how reliable the source is"
    )


class SensitivityForm(QuestionForm):
    """How sensitive it is."""

    sensitivity = ChoiceRadios(
        label="How sensitive is it?", choices=choices("sensitivity"), missing="Choose how sensitive it is"
    )


class BasisForm(QuestionForm):
    """The lawful basis."""

    lawful_basis = ChoiceRadios(
        label="On what lawful basis do you share it?",
        help_text="Sharing to keep a child safe does not rest on consent.",
        choices=choices("basis"),
        missing="Choose the lawful basis",
    )


class SharedForm(QuestionForm):
    """With whom it may be shared."""

    shared_with = forms.MultipleChoiceField(
        label="Which agencies in the case circle may read it?",
        help_text="Your own can always read it.",
        choices=AgencyKind.of_practice(),
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": "Choose at least one kind of agency"},
    )


class ExpiryForm(QuestionForm):
    """Until when."""

    expires_on = FutureDateField(
        label="Until when may others read it?",
        help_text="Often the day of the next review. After it only your agency sees it.",
        error_messages={"required": "Enter the last day on which others may read it"},
    )


ASKING = (
    Question("agencies", "Which agencies", AgenciesForm),
    Question("pack", "When the pack is released", PackForm),
    Question("ask", "What is asked", AskForm),
)
ITEM = (
    Question("kind", "What you tell", KindForm),
    Question("text", "What your agency knows", TextForm),
    Question("about", "What it is about", GroupForm),
    Question("grade", "How reliable", GradeForm),
    Question("sensitivity", "How sensitive", SensitivityForm),
    Question("basis", "Lawful basis", BasisForm),
    Question("shared", "Who may read it", SharedForm),
    Question("expiry", "Until when", ExpiryForm),
)
