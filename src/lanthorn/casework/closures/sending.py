"""The closure as a journey."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest
from django.urls import reverse

from lanthorn.casework.access.sheets import ShownRecord
from lanthorn.casework.audit.watch import current_watch
from lanthorn.casework.cases.models import Case
from lanthorn.casework.cases.views import case_of
from lanthorn.casework.closures.deciding import propose, review_to_close_on
from lanthorn.casework.closures.models import Closure
from lanthorn.casework.closures.questions import QUESTIONS
from lanthorn.casework.closures.sheets import CLOSURE_SHEET
from lanthorn.casework.journeys.journey import Answers, Journey
from lanthorn.casework.journeys.models import Draft


def case_to_close(request: HttpRequest, case: UUID) -> Case:
    """The case, for whoever leads it, once a review says that it can be closed."""
    user: Any = request.user
    found = case_of(request, case)
    if found.owner_id != user.pk or found.closed_at or review_to_close_on(user, found) is None:
        raise PermissionDenied
    return found


def send(request: HttpRequest, draft: Draft, answers: Answers) -> str:
    """Propose the closure."""
    if draft.about is None:
        raise Http404
    current_watch().because("Closure", lawful_basis="safeguarding")
    closure = propose(case_to_close(request, draft.about), dict(answers), by=request.user)
    messages.success(request, "Those who may agree to the closure were told. Until one does, the case stays open.")
    return reverse("closures:page", args=[closure.pk])


def meanwhile(request: HttpRequest, draft: Draft) -> list[ShownRecord]:
    """Closures of the case proposed since the draft was begun."""
    found = Closure.objects.visible_to(request.user).filter(case=draft.about, proposed_at__gt=draft.started_at)
    rows = found.select_related("proposed_by__agency", "answered_by__agency")
    return CLOSURE_SHEET.show_all(rows, request.user)


CLOSURE = Journey(
    name="closure",
    title="Close the case",
    questions=QUESTIONS,
    send=send,
    send_button="Propose the closure",
    start_template="closures/start.html",
    about=case_to_close,
    meanwhile=meanwhile,
)
