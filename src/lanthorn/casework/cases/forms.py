"""The forms of a case: opening it in an emergency, reviewing that, and letting somebody into its circle."""

from typing import Any

from django import forms

from lanthorn.casework.access.models import User
from lanthorn.casework.cases.models import Basis
from lanthorn.casework.look.forms import ChoiceRadios, LongText


class EmergencyForm(forms.Form):
    """Which case, and why it cannot wait."""

    reference = forms.CharField(
        label="Case reference",
        max_length=12,
        help_text="Seven letters and digits. A colleague in the case circle or the front door can read it out.",
        error_messages={"required": "Enter the case reference"},
        widget=forms.TextInput({"size": "10"}),
    )
    reason = LongText(
        label="Why do you need to see this case now?",
        min_length=15,
        help_text="The case's owner and the data-protection lead will read this at once, and will ask you about it.",
        error_messages={
            "required": "Say why you need to see this case now",
            "min_length": "Say why in a sentence, so that somebody else can judge it",
        },
    )


class EmergencyReviewForm(forms.Form):
    """Was it justified, and what was found."""

    justified = ChoiceRadios(
        label="Was the emergency access justified?",
        choices=[("yes", "Yes"), ("no", "No")],
        missing="Say whether it was justified",
    )
    finding = LongText(label="What did you find?", error_messages={"required": "Write what you found"})


class CircleForm(forms.Form):
    """Whom to let in, on what footing and why."""

    user = forms.ModelChoiceField(
        User.objects.none(), label="Who", empty_label="", error_messages={"required": "Choose who is to be let in"}
    )
    basis = ChoiceRadios(
        label="On what footing?",
        choices=[(Basis.WORKER.value, Basis.WORKER.label), (Basis.ACTION.value, Basis.ACTION.label)],
        missing="Choose on what footing",
    )
    reason = forms.CharField(
        label="Why do they need to see this case?", max_length=300, error_messages={"required": "Say why they need to"}
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["user"]
        field.queryset = User.objects.filter(is_active=True)
        field.label_from_instance = lambda user: f"{user.name}, {user.agency.name}"
