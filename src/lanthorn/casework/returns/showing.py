"""Where returns show: case page, packs and attendance of a meeting, a stage, and what is due from whoever answers."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import Any
from uuid import UUID

from django.http import HttpRequest
from django.urls import reverse

from lanthorn.casework.access.models import Role
from lanthorn.casework.cases.models import Case
from lanthorn.casework.cases.sections import Section, add_section
from lanthorn.casework.cases.stages import Stage, add_stage, holds
from lanthorn.casework.panels.given import known_by
from lanthorn.casework.panels.models import AgendaItem
from lanthorn.casework.panels.parts import Part, add_pack_part
from lanthorn.casework.returns.asking import returns_given
from lanthorn.casework.returns.models import InformationItem, ReturnRequest
from lanthorn.casework.returns.sending import may_ask
from lanthorn.casework.returns.sheets import ITEM_SHEETS
from lanthorn.casework.work.due import Due, add_due


def of_case(request: HttpRequest, case: Case) -> dict[str, Any]:
    """Whether agencies were asked, and where to read what they told: on a page of its own, as it is much."""
    return {"asked": holds(case, "returns"), "case": case.pk, "may_ask": may_ask(request.user, case)}


def of_pack(user: Any, items: Sequence[AgendaItem]) -> Mapping[UUID, dict[str, Any]]:
    """What this member may read of what the agencies told on each item's case, on paper."""
    cases = {item.case_id for item in items if item.case_id}
    told = InformationItem.objects.visible_to(user).filter(case__in=cases).select_related("agency").order_by("given_at")
    shown: dict[UUID, list[Any]] = {}
    for one in told:
        shown.setdefault(one.case_id, []).append(ITEM_SHEETS[one.group].show(one, user))
    return {item.pk: {"items": shown[item.case_id]} for item in items if item.case_id in shown}


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
    add_pack_part(Part(40, "What the agencies told", "returns/on_paper.html", of_pack))
    known_by(returns_given)
    add_stage(Stage(40, "returns", "Agencies were asked", lambda case: bool(asked_about([case.pk])), asked_about))
    add_due(due)
