"""Where returns show: a section of the case page, a stage, and what is due from those who answer for an agency."""

from collections.abc import Collection, Iterable
from typing import Any
from uuid import UUID

from django.http import HttpRequest
from django.urls import reverse

from lanthorn.casework.access.models import Role
from lanthorn.casework.cases.models import Case
from lanthorn.casework.cases.sections import Section, add_section
from lanthorn.casework.cases.stages import Stage, add_stage, holds
from lanthorn.casework.returns.models import ReturnRequest
from lanthorn.casework.returns.sending import may_ask
from lanthorn.casework.work.due import Due, add_due


def of_case(request: HttpRequest, case: Case) -> dict[str, Any]:
    """Whether agencies were asked, and where to read what they told: on a page of its own, as it is much."""
    return {"asked": holds(case, "returns"), "case": case.pk, "may_ask": may_ask(request.user, case)}


def asked_about(cases: Collection[UUID]) -> Iterable[UUID]:
    """Those of the cases on which an agency was asked."""
    found = ReturnRequest.objects.for_purpose("stages").filter(case__in=cases)
    return found.values_list("case", flat=True)


def due(user: Any) -> Iterable[Due]:
    """Returns that a contact point owes for their agency."""
    if not user.holds(Role.CONTACT_POINT):
        return
    waiting = ReturnRequest.objects.visible_to(user).filter(agency=user.agency_code, answered_at=None)
    for asked in waiting.filter(case__closed_at=None):
        yield Due(asked.due, "Answer what your agency was asked", reverse("returns:page", args=[asked.pk]))


def register() -> None:
    """Add it all. Called once, as the app is ready."""
    add_section(Section(30, "What the agencies told", "returns/of_case.html", of_case))
    add_stage(Stage(40, "returns", "Agencies were asked", lambda case: bool(asked_about([case.pk])), asked_about))
    add_due(due)
