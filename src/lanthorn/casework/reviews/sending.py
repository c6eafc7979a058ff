"""From a finished draft to a review: the case goes on in its category to its next review."""

from datetime import date, timedelta
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest
from django.urls import reverse
from django.utils import timezone

from lanthorn.casework.access.models import Role
from lanthorn.casework.access.sheets import ShownRecord
from lanthorn.casework.audit.watch import current_watch
from lanthorn.casework.cases.closing import CaseRefusedError, put
from lanthorn.casework.cases.models import Case
from lanthorn.casework.cases.protocol import category_label
from lanthorn.casework.cases.views import case_of
from lanthorn.casework.journeys.journey import Answers, Journey, Question
from lanthorn.casework.journeys.models import Draft
from lanthorn.casework.reviews.facts import facts_since
from lanthorn.casework.reviews.models import Follows, Review
from lanthorn.casework.reviews.questions import QUESTIONS
from lanthorn.casework.reviews.sheets import REVIEW_SHEET
from lanthorn.casework.screening.tool import policy


def may_review(user: Any, case: Case) -> bool:
    """Whoever leads the case, and a chair in its circle, once it was screened and while it is open."""
    return bool(case.closed_at is None and case.category and (case.owner_id == user.pk or user.holds(Role.CHAIR)))


def case_to_review(request: HttpRequest, case: UUID) -> Case:
    """The case, for somebody who may review it."""
    found = case_of(request, case)
    if not may_review(request.user, found):
        raise PermissionDenied
    return found


def last_reviewed(user: Any, case: Case) -> date:
    """The day of the last review, or that on which the case was opened."""
    latest = Review.objects.visible_to(user).filter(case=case).order_by("-held_on").first()
    return latest.held_on if latest else timezone.localtime(case.opened_at).date()


def keep(case: Case, reviewer: Any, answers: Answers) -> Review:
    """The review as a record, and its category and next review in the case.

    Raises CaseRefusedError where the next review is later than the category allows, or the case is closed.
    """
    category = answers.get("category") or case.category
    latest = timezone.localdate() + timedelta(days=policy().longest_until_review[category])
    if answers["next_review"] > latest:
        raise CaseRefusedError(
            f"In {category_label(category)} the next review is by {latest.day} {latest:%B %Y} at the latest."
        )
    review = Review(
        case=case, reviewer=reviewer, held_on=answers["held_on"], change=answers["change"], heard=answers["heard"],
        voice=answers["voice"], facts=facts_since(reviewer, case, last_reviewed(reviewer, case)),
        category_before=case.category, category=category, category_reason=answers.get("category_reason", ""),
        follows=answers["follows"], next_review=answers["next_review"],
    )  # fmt: skip
    review.save()
    put(case, category=category, next_review=answers["next_review"])
    return review


def send(request: HttpRequest, draft: Draft, answers: Answers) -> str:
    """Keep the review. Where the case can be closed, go on to its closure."""
    if draft.about is None:
        raise Http404
    case = case_to_review(request, draft.about)
    current_watch().because("Review", lawful_basis="safeguarding")
    review = keep(case, request.user, answers)
    messages.success(request, "The review was kept.")
    if review.follows == Follows.CLOSE and case.owner_id == request.user.pk:
        return reverse("closures:new", args=[case.pk])
    return reverse("cases:page", args=[case.pk])


def beside(request: HttpRequest, draft: Draft, question: Question, before: Answers) -> dict[str, Any]:
    """With what changed: what other apps know to have happened since. With the category: what it is now."""
    if question.slug not in {"change", "changes"} or draft.about is None:
        return {}
    case = case_to_review(request, draft.about)
    if question.slug == "changes":
        return {"intro": f"It is {category_label(case.category)} now."}
    since = last_reviewed(request.user, case)
    return {"since": since, "facts": facts_since(request.user, case, since)}


def meanwhile(request: HttpRequest, draft: Draft) -> list[ShownRecord]:
    """The reviews of the case that others have sent since the draft was begun."""
    found = Review.objects.visible_to(request.user).filter(case=draft.about, sent_at__gt=draft.started_at)
    return REVIEW_SHEET.show_all(found.select_related("reviewer__agency"), request.user)


REVIEW = Journey(
    name="review",
    title="Review the case",
    questions=QUESTIONS,
    send=send,
    send_button="Keep the review",
    start_template="reviews/start.html",
    about=case_to_review,
    beside=beside,
    meanwhile=meanwhile,
)
