"""The form by which a token is made: for whom, what for, how long, and whether it takes records."""

from typing import Any

from django import forms

from lanthorn.casework.access.models import Agency, User
from lanthorn.casework.api.tokens import LONGEST_DAYS, is_service_account, service_account

AGENCY, PERSON = "agency", "person"
_USUAL_DAYS = 90


class TokenForm(forms.Form):
    """For an agency's service account, or in the name of a person, who then answers for what it reads."""

    holder = forms.ChoiceField(
        label="In whose name does the machine read?",
        help_text="A machine of an agency belongs to no case circle. In a person's name it reads their cases.",
        error_messages={"required": "Choose in whose name the machine reads"},
    )
    takes_records = forms.BooleanField(
        label="It takes the record tables for the profile",
        help_text="All cases that are not restricted, without a name. For an agency's machine only.",
        required=False,
    )
    purpose = forms.CharField(
        label="What is it used for?",
        help_text="Kept with each event of the audit. Name no child.",
        max_length=200,
        error_messages={"required": "Write what it is used for"},
    )
    days = forms.IntegerField(
        label="For how many days does it hold?",
        help_text=f"{LONGEST_DAYS} at most.",
        initial=_USUAL_DAYS,
        min_value=1,
        max_value=LONGEST_DAYS,
        error_messages={"required": "Enter for how many days it holds", "invalid": "Days must be a whole number"},
        widget=forms.TextInput({"inputmode": "numeric", "size": "3"}),
    )

    def __init__(self, maker: User, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        agencies = [(f"{AGENCY}:{one.pk}", f"Machine of {one.name}") for one in Agency.objects.all()]
        active = User.objects.filter(is_active=True).exclude(pk=maker.pk)
        people = [
            (f"{PERSON}:{one.pk}", f"{one.name}, {one.agency.name}") for one in active if not is_service_account(one)
        ]
        holder: Any = self.fields["holder"]
        holder.choices = [("", "Choose"), ("Machines of agencies", agencies), ("People", people)]

    def account(self) -> User:
        """The account chosen; that of an agency's machine is made at first. Call it only for a valid form."""
        kind, _, key = self.cleaned_data["holder"].partition(":")
        return service_account(Agency.objects.get(pk=key)) if kind == AGENCY else User.objects.get(pk=key)
