"""The journeys of a restriction: place it, and lift it. Whom one can choose depends on the case."""

from typing import Any
from uuid import UUID

from django import forms
from django.http import Http404, HttpRequest
from django.urls import reverse

from lanthorn.casework.access.models import User
from lanthorn.casework.cases.models import Case
from lanthorn.casework.cases.views import case_of
from lanthorn.casework.journeys.journey import Answers, Journey, Question, QuestionForm
from lanthorn.casework.journeys.models import Draft
from lanthorn.casework.look.forms import LongText
from lanthorn.casework.restrictions.models import Restriction
from lanthorn.casework.restrictions.restricting import (
    custodians_but,
    left_out_of,
    lift,
    may_lift,
    may_restrict,
    members_of,
    restrict,
)


class ReasonForm(QuestionForm):
    """Why."""

    reason = LongText(
        label="Why may only some people see this case?",
        rows=4,
        help_text="For example: somebody in an agency is related to a person of concern.",
        error_messages={"required": "Say why only some people may see it"},
    )


class KeepForm(QuestionForm):
    """Who keeps access."""

    keep = forms.MultipleChoiceField(
        label="Who else goes on seeing it?",
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text="You, whoever leads the case and its custodian see it in any case. Nobody else is told.",
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["keep"]
        field.choices = _people(members_of(self.about)) if self.about else []


class CustodianForm(QuestionForm):
    """Who looks after it."""

    custodian = forms.ModelChoiceField(
        User.objects.none(),
        label="Which custodian looks after the restriction?",
        empty_label="",
        help_text="They see the case, and can lift the restriction. Nobody looks after their own.",
        error_messages={"required": "Choose a custodian"},
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["custodian"]
        field.queryset = custodians_but(UUID(int=0))
        field.label_from_instance = lambda user: f"{user.name}, {user.agency.name}"


class LiftForm(QuestionForm):
    """Why it is lifted."""

    reason = LongText(
        label="Why is the restriction lifted?", rows=4, error_messages={"required": "Say why it is lifted"}
    )


class BackForm(QuestionForm):
    """Who sees it again."""

    back = forms.MultipleChoiceField(
        label="Who of those left out sees it again?",
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text="Whoever you do not choose leaves the case circle.",
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["back"]
        field.choices = _people(left_out_of(self.about)) if self.about else []


def case_to_restrict(request: HttpRequest, case: UUID) -> Case:
    """The case, for whoever may restrict it."""
    found = case_of(request, case)
    if not may_restrict(request.user, found):
        raise Http404
    return found


def restriction_of(request: HttpRequest, case: UUID) -> Restriction:
    """The restriction of a visible case that lasts, for whoever may lift it."""
    found = case_of(request, case)
    placed = Restriction.objects.visible_to(request.user).filter(case=found, lifted_at=None).select_related("case")
    one = placed.first()
    if one is None or not may_lift(request.user, one):
        raise Http404
    return one


def send_restriction(request: HttpRequest, draft: Draft, answers: Answers) -> str:
    """Place it."""
    case = case_to_restrict(request, draft.about)  # type: ignore[arg-type] # this journey is about a case
    keep = {UUID(user) for user in answers["keep"]}
    restrict(case, answers["reason"], keep=keep, custodian=answers["custodian"], by=request.user)
    return reverse("cases:page", args=[case.pk])


def send_lifting(request: HttpRequest, draft: Draft, answers: Answers) -> str:
    """Lift it."""
    placed = restriction_of(request, draft.about)  # type: ignore[arg-type] # this journey is about a case
    lift(placed, answers["reason"], back={UUID(user) for user in answers["back"]}, by=request.user)
    return reverse("cases:page", args=[placed.case_id])


def _people(grants: Any) -> list[tuple[str, str]]:
    """Each person once, however many memberships they have."""
    return list({str(one.user_id): f"{one.user.name}, {one.user.agency.name}" for one in grants}.items())


RESTRICT = Journey(
    name="restrict",
    title="Restrict the case",
    questions=(
        Question("reason", "Why", ReasonForm),
        Question("keep", "Who goes on seeing it", KeepForm),
        Question("custodian", "Who looks after it", CustodianForm),
    ),
    send=send_restriction,
    send_button="Restrict the case now",
    start_template="restrictions/start.html",
    about=case_to_restrict,
)
LIFT = Journey(
    name="lift_restriction",
    title="Lift the restriction",
    questions=(Question("reason", "Why", LiftForm), Question("back", "Who sees it again", BackForm)),
    send=send_lifting,
    send_button="Lift the restriction now",
    start_template="restrictions/start_lifting.html",
    prefix="lift_",
    about=restriction_of,
)
