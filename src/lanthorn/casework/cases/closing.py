"""Set a case's category and next review, and close it: the only places that do, so that the invariants hold.

A screened open case has a category and a review date that lies ahead when it is set. Only a review, once its closure is
agreed, or "no further action" at screening closes a case; the database refuses any other way.
"""

from datetime import date

from django.utils import timezone

from lanthorn.casework.cases.models import Case
from lanthorn.casework.cases.models.case import Ground
from lanthorn.errors import LanthornError


class CaseRefusedError(LanthornError):
    """What may not be done with this case now."""


def put(case: Case, *, category: str, next_review: date) -> None:
    """Set the category and the next review of an open case.

    Raises CaseRefusedError where it is closed, the category is empty or the review does not lie ahead.
    """
    if case.closed_at:
        raise CaseRefusedError("This case is closed. Re-open it first: that begins a new episode.")
    if not category:
        raise CaseRefusedError("An open case that was screened has a category.")
    if next_review <= timezone.localdate():
        raise CaseRefusedError("The next review must lie in the future.")
    case.category, case.next_review = category, next_review
    case.save()


def close(case: Case, ground: Ground, *, category: str = "") -> None:
    """Close it on one of the two grounds, in this category or the one it had.

    Raises CaseRefusedError where it is closed.
    """
    if case.closed_at:
        raise CaseRefusedError("This case was closed before.")
    case.closed_at, case.closing_ground, case.next_review = timezone.now(), ground, None
    case.category = category or case.category
    case.save()
