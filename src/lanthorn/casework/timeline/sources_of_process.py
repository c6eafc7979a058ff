"""The facts of the process on a timeline: screenings, returns, decisions, actions, reviews, closures, re-openings."""

from collections.abc import Iterator
from typing import Any

from django.urls import reverse

from lanthorn.casework.cases.models import Case
from lanthorn.casework.closures.models import Closure, Reopening
from lanthorn.casework.closures.sheets import CLOSURE_SHEET, REOPENING_SHEET
from lanthorn.casework.panels.models import Decision
from lanthorn.casework.panels.sheets import DECISION_SHEET
from lanthorn.casework.plans.models import Action
from lanthorn.casework.plans.sheets import ACTION_SHEET
from lanthorn.casework.returns.models import ReturnRequest
from lanthorn.casework.returns.sheets import REQUEST_SHEET
from lanthorn.casework.reviews.models import Follows, Review
from lanthorn.casework.reviews.sheets import REVIEW_SHEET
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


def returns(case: Case, user: Any) -> Iterator[Fact]:
    """Agencies asked what they know, and their answers; what they tell stands on its own page."""
    href = reverse("returns:list", args=[case.pk])
    for one in ReturnRequest.objects.visible_to(user).filter(case=case).select_related("agency"):
        shown = REQUEST_SHEET.show(one, user)
        yield Fact(one.asked_at, "An agency was asked what it knows", f"{shown['agency']}. {shown['question']}", href)
        if one.answered_at:
            yield Fact(one.answered_at, "An agency sent its return", f"{shown['agency']}", href)


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


def reviews(case: Case, user: Any) -> Iterator[Fact]:
    """Reviews, on the day on which they were held; what was proposed after one that ends the work; a re-opening."""
    href = reverse("reviews:list", args=[case.pk])
    held = list(Review.objects.visible_to(user).filter(case=case).select_related("reviewer__agency"))
    for one in held:
        shown = REVIEW_SHEET.show(one, user)
        yield Fact(one.held_on, "The case was reviewed", f"{shown['category']}. {shown['follows']}", href)
    if any(one.follows == Follows.CLOSE for one in held):
        yield from _closures(case, user)
    if case.follows_id is not None:
        yield from _reopening(case, user)


def _closures(case: Case, user: Any) -> Iterator[Fact]:
    found = Closure.objects.visible_to(user).filter(case=case)
    for one in found.select_related("proposed_by__agency", "answered_by__agency"):
        shown = CLOSURE_SHEET.show(one, user)
        yield Fact(one.proposed_at, "Closing was proposed", f"{shown['outcome']}. By {shown['proposed']}")
        if one.answered_at:
            yield Fact(one.answered_at, "The proposal to close was answered", f"{shown['answer']}")


def _reopening(case: Case, user: Any) -> Iterator[Fact]:
    if case.follows_id is None:
        return  # a first episode: nothing to ask for
    for one in Reopening.objects.visible_to(user).filter(case=case).select_related("earlier", "by"):
        shown = REOPENING_SHEET.show(one, user)
        yield Fact(one.at, "The case was opened again", f"{shown['reason']} Earlier episode: {shown['earlier']}")


def register() -> None:
    """Put these sources on every timeline."""
    for source in (screenings, returns, decisions, actions, reviews):
        add_facts(source)
