"""The forms by which somebody's access is changed, one question each, and the page of an invitation."""

from typing import Any

from django import forms
from django.contrib.auth.password_validation import validate_password

from lanthorn.casework.access.models import Agency, User
from lanthorn.casework.look.forms import ChoiceRadios
from lanthorn.casework.users.roles import choices, fault_in


class JobForm(forms.Form):
    """What they do."""

    heading_in_form = True
    job = forms.CharField(
        label="What is their job?",
        max_length=120,
        help_text="In the agency's words",
        error_messages={"required": "Enter their job"},
    )


class SupervisorForm(forms.Form):
    """Who answers for their work."""

    heading_in_form = True
    supervisor = forms.ModelChoiceField(
        User.objects.none(),
        label="Who is their supervisor?",
        required=False,
        empty_label="Nobody yet",
        help_text="A colleague of the same agency, who is told when a case or an action lies still.",
    )

    def __init__(self, user: User, data: Any = None) -> None:
        super().__init__(data, initial={"supervisor": user.supervisor_id})
        field: Any = self.fields["supervisor"]
        field.queryset = User.objects.filter(agency=user.agency_id, is_active=True).exclude(pk=user.pk)
        field.label_from_instance = lambda one: f"{one.name}, {one.job}" if one.job else one.name


class RolesForm(forms.Form):
    """What they do here."""

    heading_in_form = True
    roles = forms.MultipleChoiceField(
        label="What do they do here?",
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text="With none chosen they can sign in and do nothing.",
    )

    def __init__(self, manager: Any, held: list[str], data: Any = None) -> None:
        super().__init__(data, initial={"roles": held})
        field: Any = self.fields["roles"]
        field.choices = choices(*manager.roles)

    def clean_roles(self) -> list[str]:
        """Some roles do not go together."""
        roles: list[str] = self.cleaned_data["roles"]
        fault = fault_in(roles)
        if fault:
            raise forms.ValidationError(fault)
        return roles


class AgencyForm(forms.Form):
    """For which agency they work from now on."""

    heading_in_form = True
    agency = forms.ModelChoiceField(
        Agency.objects.none(),
        label="Which agency do they work for now?",
        empty_label="",
        help_text="Their roles, their supervisor and their place in every case circle end.",
        error_messages={"required": "Choose the agency they work for now"},
    )

    def __init__(self, user: User, data: Any = None) -> None:
        super().__init__(data)
        field: Any = self.fields["agency"]
        field.queryset = Agency.objects.exclude(pk=user.agency_id)


class CertifyForm(forms.Form):
    """Yes or no."""

    needed = ChoiceRadios(
        label="Do they still need access?",
        choices=[("yes", "Yes, for the same work"), ("no", "No, end their access now")],
        missing="Say whether they still need access",
    )


class InvitationForm(forms.Form):
    """The code that somebody told them, and the password that they choose."""

    code = forms.CharField(
        label="The code you were told",
        help_text="Ten letters and digits, from the person who invited you",
        error_messages={"required": "Enter the code you were told"},
        widget=forms.TextInput({"size": "10", "spellcheck": "false"}),
    )
    password = forms.CharField(
        label="Choose a password",
        help_text="Twelve letters or more. Three or four words that only you would put together are easy to keep.",
        error_messages={"required": "Choose a password"},
        widget=forms.PasswordInput({"autocomplete": "new-password"}),
        strip=False,
    )

    def __init__(self, user: User | None, data: Any = None) -> None:
        super().__init__(data)
        self.user = user

    def clean_password(self) -> str:
        """Long enough, and none of the common ones."""
        password = str(self.cleaned_data["password"])
        validate_password(password, self.user)
        return password
