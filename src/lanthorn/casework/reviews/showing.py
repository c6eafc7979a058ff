"""Where reviews show: a section of the case page, a stage, and what is due from whoever leads a case."""

from collections.abc import Iterable
from typing import Any

from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone

from lanthorn.casework.cases.models import Case
from lanthorn.casework.cases.sections import Section, add_section
from lanthorn.casework.cases.stages import Stage, add_stage
from lanthorn.casework.cases.working_days import working_days_after
from lanthorn.casework.reviews.sending import may_review
from lanthorn.casework.screening.tool import policy
from lanthorn.casework.work.due import Due, add_due


def of_case(request: HttpRequest, case: Case) -> dict[str, Any]:
    """When the next one is, and where to read the last."""
    return {"case": case.pk, "next_review": case.next_review, "may_review": may_review(request.user, case)}


def review_due(case: Case) -> bool:
    """Whether the case waits for its review today."""
    due = case.next_review is not None and case.next_review <= timezone.localdate()
    return bool(due and case.category and case.closed_at is None)


def due(user: Any) -> Iterable[Due]:
    """The next step of each open case that the user leads: its screening, or once it is screened its next review."""
    for case in Case.objects.visible_to(user).filter(owner=user.pk, closed_at=None):
        if not case.category:
            on = working_days_after(timezone.localdate(case.opened_at), policy().due_in_working_days)
            yield Due(on, f"Screen case {case.reference}", reverse("screening:new", args=[case.pk]))
        elif case.next_review is not None:
            yield Due(case.next_review, f"Review case {case.reference}", reverse("reviews:new", args=[case.pk]))


def register() -> None:
    """Add it all. Called once, as the app is ready."""
    add_section(Section(90, "Review", "reviews/of_case.html", of_case))
    add_stage(Stage(90, "review", "Review due", review_due))
    add_due(due)
