"""What is overdue today in the cases that somebody may see: live numbers that they could count themselves."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Count

from lanthorn.casework.cases.models import Case
from lanthorn.casework.plans.models import Action, State
from lanthorn.casework.returns.models import ReturnRequest


@dataclass(frozen=True)
class OverdueLine:
    """One agency's, or where the agency is empty, one number over all."""

    what: str
    agency: str
    number: int


def overdue_for(user: Any, today: date) -> list[OverdueLine]:
    """Reviews, actions by agency and returns by agency whose day has passed; empty where nothing is overdue."""
    cases = Case.objects.visible_to(user).filter(closed_at=None, next_review__lt=today).count()
    actions = Action.objects.visible_to(user).filter(state=State.OPEN, due__lt=today)
    returns = ReturnRequest.objects.visible_to(user).filter(answered_at=None, due__lt=today)
    lines = [OverdueLine("Reviews overdue", "", cases)] if cases else []
    for what, rows in (("Actions overdue", actions), ("Returns overdue", returns)):
        by_agency = rows.order_by("agency__name").values_list("agency__name").annotate(number=Count("pk"))
        lines += [OverdueLine(what, name, number) for name, number in by_agency]
    return lines
