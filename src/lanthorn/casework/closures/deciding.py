"""Propose a closure, answer it, and re-open a closed case as a new episode."""

from collections.abc import Iterable
from typing import Any
from uuid import UUID

from django.utils import timezone

from lanthorn.casework.access.models import Role
from lanthorn.casework.cases.circle import let_in
from lanthorn.casework.cases.closing import CaseRefusedError, close
from lanthorn.casework.cases.models import AccessGrant, Basis, Case, Ground
from lanthorn.casework.closures.models import Closure, Reopening
from lanthorn.casework.notices.models import NoticeKind
from lanthorn.casework.notices.telling import tell
from lanthorn.casework.reviews.models import Follows, Review


def review_to_close_on(user: Any, case: Case) -> Review | None:
    """The latest review of the case, if it says that the case can be closed and no closure on it was answered."""
    latest = Review.objects.visible_to(user).filter(case=case).order_by("-sent_at").first()
    if latest is None or latest.follows != Follows.CLOSE:
        return None
    answered = Closure.objects.visible_to(user).filter(review=latest).exclude(agreed=None).exists()
    return None if answered else latest


def propose(case: Case, answers: dict[str, Any], *, by: Any) -> Closure:
    """Propose to close the case. Those of the circle who may agree are told.

    Raises CaseRefusedError where no review says so, or one is waiting already.
    """
    review = review_to_close_on(by, case)
    if case.closed_at or review is None:
        raise CaseRefusedError("Only a review closes a case: review it first, and say there that it can be closed.")
    if Closure.objects.visible_to(by).filter(case=case, agreed=None).exists():
        raise CaseRefusedError("A closure of this case waits to be agreed already.")
    closure = Closure(case=case, review=review, proposed_by=by, **answers)
    closure.save()
    circle = AccessGrant.objects.visible_to(by).filter(case=case).select_related("user")
    for user in {grant.user for grant in circle if may_answer(grant.user, closure)}:
        if Case.objects.visible_to(user).filter(pk=case.pk).exists():
            tell(user, NoticeKind.CLOSURE_TO_AGREE, page="closures:page", about=closure.pk)
    return closure


def may_answer(user: Any, closure: Closure) -> bool:
    """Anybody in the circle but whoever proposed it and whoever leads the case: nobody agrees to their own closure."""
    return closure.agreed is None and user.pk not in {closure.proposed_by_id, closure.case.owner_id}


def answer(closure: Closure, *, by: Any, agreed: bool, reason: str) -> None:
    """Agree to the closure, which closes the case, or do not.

    Raises CaseRefusedError where it is one's own, or was answered.
    """
    if closure.agreed is not None:
        raise CaseRefusedError("This closure was answered before.")
    if not may_answer(by, closure):
        raise CaseRefusedError("Nobody agrees to their own closure: ask somebody else in the case circle.")
    closure.answered_by, closure.answered_at = by, timezone.now()
    closure.agreed, closure.answer_reason = agreed, reason
    closure.save()
    if agreed:
        close(closure.case, Ground.REVIEW)
    tell(closure.proposed_by, NoticeKind.CLOSURE_ANSWERED, page="closures:page", about=closure.pk)


def may_reopen(user: Any, case: Case) -> bool:
    """The front door, and whoever led it, re-open a closed case."""
    return case.closed_at is not None and (user.holds(Role.FRONT_DOOR) or case.owner_id == user.pk)


def reopen(case: Case, *, by: Any, reason: str) -> Case:
    """A new episode, led by whoever opens it and linked to the old one, which stays closed.

    Raises CaseRefusedError where the case is open, or the child has another open case that the user sees.
    """
    if case.closed_at is None:
        raise CaseRefusedError("This case is open.")
    if Case.objects.visible_to(by).filter(person=case.person_id, closed_at=None).exists():
        raise CaseRefusedError("The child has an open case: work goes on there.")
    episode = Case(person_id=case.person_id, owner=by, area=case.area, restricted=case.restricted, follows=case)
    episode.save()
    let_in(episode, by, Basis.OWNER, "Opened the case again", by=None)
    Reopening(case=episode, earlier=case, reason=reason, by=by).save()
    return episode


def retention_classes_of(cases: Iterable[UUID]) -> dict[UUID, str]:
    """For the retention schedule: the class that the agreed closure of each case names, in one query."""
    closed = Closure.objects.for_purpose("retention class").filter(case__in=list(cases), agreed=True)
    return dict(closed.order_by("answered_at").values_list("case_id", "retention_class"))
