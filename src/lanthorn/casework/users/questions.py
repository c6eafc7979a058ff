"""The journey of an invitation: one question a page. A contact point is not asked for the agency: it is their own."""

from typing import Any

from django import forms
from django.http import HttpRequest
from django.urls import reverse

from lanthorn.casework.access.models import Agency, Role, User
from lanthorn.casework.journeys.journey import Answers, Journey, Question, QuestionForm
from lanthorn.casework.journeys.models import Draft
from lanthorn.casework.users.managing import add
from lanthorn.casework.users.roles import choices, fault_in
from lanthorn.casework.users.showing import invite


class NameQuestion(QuestionForm):
    """Their name."""

    name = forms.CharField(
        label="What is their name?",
        max_length=120,
        help_text="As colleagues know it",
        error_messages={"required": "Enter their name"},
    )


class EmailQuestion(QuestionForm):
    """Their work address."""

    email = forms.EmailField(
        label="What is their work address?",
        help_text="The address of their agency, not a private one. They sign in with it.",
        error_messages={"required": "Enter their work address", "invalid": "Enter an address such as name@agency.org"},
        widget=forms.TextInput({"inputmode": "email", "spellcheck": "false"}),
    )

    def clean_email(self) -> str:
        """Nobody is invited twice."""
        email = str(self.cleaned_data["email"]).lower()
        if User.objects.filter(email__iexact=email).exists():
            raise forms.ValidationError("Somebody with this work address is here already")
        return email


class JobQuestion(QuestionForm):
    """What they do."""

    job = forms.CharField(
        label="What is their job?",
        max_length=120,
        help_text="In your agency's words, for example: designated safeguarding lead",
        error_messages={"required": "Enter their job"},
    )


class AgencyQuestion(QuestionForm):
    """Which agency, asked of administrators only."""

    agency = forms.ModelChoiceField(
        Agency.objects.all(),
        label="Which agency do they work for?",
        empty_label="",
        error_messages={"required": "Choose the agency they work for"},
    )


class RolesQuestion(QuestionForm):
    """What they do here."""

    roles = forms.MultipleChoiceField(
        label="What will they do here?",
        choices=choices(Role.CONTACT_POINT),
        widget=forms.CheckboxSelectMultiple,
        help_text="A role by itself opens no case: each case is opened to people by name.",
        error_messages={"required": "Choose at least one role"},
    )

    def clean_roles(self) -> list[str]:
        """Some roles do not go together."""
        roles: list[str] = self.cleaned_data["roles"]
        fault = fault_in(roles)
        if fault:
            raise forms.ValidationError(fault)
        return roles


class AllRolesQuestion(RolesQuestion):
    """For administrators: every role."""

    roles = forms.MultipleChoiceField(
        label="What will they do here?",
        choices=choices(Role.ADMINISTRATOR),
        widget=forms.CheckboxSelectMultiple,
        help_text="A role by itself opens no case: each case is opened to people by name.",
        error_messages={"required": "Choose at least one role"},
    )


class SupervisorQuestion(QuestionForm):
    """Who answers for their work."""

    supervisor = forms.EmailField(
        label="What is the work address of their supervisor?",
        required=False,
        help_text="Who is told when a case or an action of theirs lies still. Leave it empty if you do not know.",
        error_messages={"invalid": "Enter an address such as name@agency.org"},
        widget=forms.TextInput({"inputmode": "email", "spellcheck": "false"}),
    )

    def clean_supervisor(self) -> str:
        """Somebody who is here."""
        email = str(self.cleaned_data["supervisor"] or "").lower()
        if email and not User.objects.filter(email__iexact=email, is_active=True).exists():
            raise forms.ValidationError("Nobody with this work address is here")
        return email


def send(request: HttpRequest, draft: Draft, answers: Answers) -> str:
    """Add the user and invite them; the code is shown on the page that follows."""
    by: Any = request.user
    supervisor = User.objects.filter(email__iexact=answers["supervisor"]).first() if answers["supervisor"] else None
    user = add(
        name=answers["name"], email=answers["email"], job=answers["job"], agency=answers.get("agency") or by.agency,
        roles=answers["roles"], supervisor=supervisor, by=by,
    )  # fmt: skip
    invite(request, user)
    return reverse("users:page", args=[user.pk])


_WHO = Question("name", "Name", NameQuestion)
_EMAIL = Question("email", "Work address", EmailQuestion)
_JOB = Question("job", "Job", JobQuestion)
_SUPERVISOR = Question("supervisor", "Supervisor", SupervisorQuestion)

INVITE = Journey(
    name="invite",
    title="Invite somebody of your agency",
    questions=(_WHO, _EMAIL, _JOB, Question("roles", "Roles", RolesQuestion), _SUPERVISOR),
    send=send,
    send_button="Invite them",
    start_template="users/start.html",
)
INVITE_ANYWHERE = Journey(
    name="invite_anywhere",
    title="Invite somebody",
    questions=(
        _WHO, _EMAIL, _JOB, Question("agency", "Agency", AgencyQuestion),
        Question("roles", "Roles", AllRolesQuestion), _SUPERVISOR,
    ),
    send=send,
    send_button="Invite them",
    start_template="users/start.html",
    prefix="any_",
)  # fmt: skip
