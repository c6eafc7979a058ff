"""The facts of the process on a timeline: screenings, decisions of the panel, actions and how they ended."""

from collections.abc import Iterator
from typing import Any

from django.urls import reverse

from lanthorn.casework.cases.models import Case
from lanthorn.casework.panels.models import Decision
from lanthorn.casework.panels.sheets import DECISION_SHEET
from lanthorn.casework.plans.models import Action
from lanthorn.casework.plans.sheets import ACTION_SHEET
from lanthorn.casework.screening.models import Screening
from lanthorn.casework.screening.sheets import SCREENING_SHEET
from lanthorn.casework.timeline.facts import Fact, add_facts


def screenings(case: Case, user: Any) -> Iterator[Fact]:
    """Screenings, on the day for which they were made; a second, blind one stands with the first on its page."""
    found = Screening.objects.visible_to(user).filter(case=case, second_to=None).select_related("scorer__agency")
    for one in found:
        shown = SCREENING_SHEET.show(one, user)
        href = reverse("screening:page", args=[one.pk])
        yield Fact(one.made_on, "The case was screened", f"{shown['category']}. {shown['outcome']}", href)


def decisions(case: Case, user: Any) -> Iterator[Fact]:
    """What the panel decided."""
    for one in Decision.objects.visible_to(user).filter(case=case).select_related("recorded_by"):
        shown = DECISION_SHEET.show(one, user)
        yield Fact(one.decided_at, "The panel decided", f"{shown['now']}. {shown['reasons']}")


def actions(case: Case, user: Any) -> Iterator[Fact]:
    """Actions, when they were set and when they ended."""
    found = Action.objects.visible_to(user).filter(case=case).select_related("case", "owner", "agency", "item")
    for one in found:
        shown = ACTION_SHEET.show(one, user)
        yield Fact(one.set_at, "An action was set", f"{shown['what']}. {shown['owner']}, due {shown['due']}")
        if one.closed_at:
            yield Fact(one.closed_at, "An action ended", f"{shown['what']}. {shown['state']}. {shown['outcome']}")


def register() -> None:
    """Put these sources on every timeline."""
    for source in (screenings, decisions, actions):
        add_facts(source)
