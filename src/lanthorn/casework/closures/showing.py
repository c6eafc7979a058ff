"""Where closures show: a section of the case page with the child's other episodes, and a stage."""

from collections.abc import Collection, Iterable
from typing import Any
from uuid import UUID

from django.http import HttpRequest

from lanthorn.casework.cases.models import Case
from lanthorn.casework.cases.sections import Section, add_section
from lanthorn.casework.cases.stages import Stage, add_stage, holds
from lanthorn.casework.closures.deciding import may_reopen
from lanthorn.casework.closures.models import Closure
from lanthorn.casework.closures.sheets import CLOSURE_SHEET, EPISODE_SHEET


def of_case(request: HttpRequest, case: Case) -> dict[str, Any]:
    """A closure that waits or was agreed, and the other episodes of the child that this user may see.

    Asked of the database only where there can be any: an open first episode has none.
    """
    user: Any = request.user
    closures: list[Any] = []
    episodes: list[Any] = []
    if case.closed_at or holds(case, "closing"):
        rows = Closure.objects.visible_to(user).filter(case=case).exclude(agreed=False)
        found = rows.select_related("proposed_by__agency", "answered_by__agency").order_by("-proposed_at")
        closures = CLOSURE_SHEET.show_all(found, user)
    if case.closed_at or case.follows_id:
        others = Case.objects.visible_to(user).filter(person=case.person_id).exclude(pk=case.pk)
        episodes = EPISODE_SHEET.show_all(others.order_by("opened_at"), user)
    return {
        "closures": closures,
        "episodes": episodes,
        "case": case.pk,
        "may_reopen": may_reopen(user, case),
    }


def waiting(cases: Collection[UUID]) -> Iterable[UUID]:
    """Those of the cases whose closure waits to be agreed."""
    found = Closure.objects.for_purpose("stages").filter(case__in=cases, agreed=None)
    return found.values_list("case", flat=True)


def register() -> None:
    """Add it all. Called once, as the app is ready."""
    add_section(Section(95, "Closure and other episodes", "closures/of_case.html", of_case))
    add_stage(Stage(95, "closing", "Closure waits to be agreed", lambda case: bool(waiting([case.pk])), waiting))
