"""A closure rests on a review and is agreed by somebody else; a re-opening is a new episode linked to the old."""

from collections.abc import Callable
from typing import Any

import pytest
from django.db import IntegrityError, transaction
from django.test import Client

from lanthorn.casework.cases.closing import CaseRefusedError, put
from lanthorn.casework.cases.models import Case
from lanthorn.casework.cases.stages import stage
from lanthorn.casework.closures.deciding import answer, propose, reopen, retention_classes_of
from lanthorn.casework.closures.models import Closure
from lanthorn.casework.demonstration.loading import Loaded
from lanthorn.casework.notices.models import Notice
from lanthorn.casework.reviews.models import Follows
from lanthorn.casework.reviews.tests.test_reviews import again, ahead
from lanthorn.casework.tests.planted_steps import a_closure, a_review

As = Callable[..., Client]
Watched = Callable[[], Any]
ANSWERS = {
    "outcome": {"outcome": "safer"},
    "leads": {"leads_now": "The school"},
    "plan": {"plan_for_return": "Ring the front door"},
    "kept": {"retention_class": "child-protection"},
}
TOLD = {name: value for answer in ANSWERS.values() for name, value in answer.items()}


@pytest.fixture
def case(world: Loaded, watched: Watched) -> Case:
    """A case whose review says that it can be closed."""
    with watched():
        found = again(world.cases["Karim"])
        put(found, category="1", next_review=ahead(10))
        a_review(found, world.users["social_worker"])
    return found


def test_a_case_is_closed_once_somebody_else_agrees(world: Loaded, as_user: As, case: Case) -> None:
    owner, teacher = as_user("social_worker"), as_user("teacher")
    page = owner.post(f"/cases/{case.pk}/closure").headers["Location"]
    while not page.endswith("/check"):
        page = owner.post(page, ANSWERS[page.rsplit("/", 1)[1]]).headers["Location"]
    closure = owner.post(page).headers["Location"]
    assert stage(again(case)).name == "closing"
    assert again(case).closed_at is None, "until somebody agrees it stays open"
    told = set(Notice.objects.filter(kind="closure_to_agree").values_list("user__email", flat=True))
    assert told == {world.users["teacher"].email, world.users["detective"].email}
    assert "Do you agree" not in owner.get(closure).content.decode()
    assert owner.post(closure, {"agreed": "yes", "reason": "I think so"}).status_code == 403
    assert "Say whether you agree" in teacher.post(closure, {}).content.decode()
    assert teacher.post(closure, {"agreed": "yes", "reason": "He is safer"}).status_code == 302
    closed = again(case)
    assert (stage(closed).name, closed.closing_ground, closed.next_review) == ("closed", "review", None)
    assert "Agreed by Amara Okafor" in owner.get(closure).content.decode()
    assert retention_classes_of([case.pk])[case.pk] == "child-protection"
    assert Notice.objects.filter(user=world.users["social_worker"], kind="closure_answered").count() == 1


def test_nobody_agrees_to_their_own_closure(world: Loaded, watched: Watched, case: Case) -> None:
    owner = world.users["social_worker"]
    with watched():
        closure = propose(case, TOLD, by=owner)
        with pytest.raises(CaseRefusedError, match="Nobody agrees to their own closure"):
            answer(closure, by=owner, agreed=True, reason="Mine")
        closure.answered_by = owner
        with pytest.raises(IntegrityError), transaction.atomic():
            closure.save()
    assert again(case).closed_at is None


def test_a_closure_that_is_not_agreed_leaves_the_case_open_until_the_next_review(
    world: Loaded, as_user: As, watched: Watched, case: Case
) -> None:
    owner = world.users["social_worker"]
    with watched():
        closure = propose(case, TOLD, by=owner)
        answer(closure, by=world.users["teacher"], agreed=False, reason="Too soon")
        with pytest.raises(CaseRefusedError, match="Only a review closes"):
            propose(case, TOLD, by=owner)
    left = again(case)
    assert (left.closed_at, left.next_review) == (None, ahead(10))
    assert as_user("social_worker").get(f"/cases/{case.pk}/closure").status_code == 403


def test_a_closure_waits_for_a_review_that_says_so(world: Loaded, as_user: As, watched: Watched) -> None:
    owner, case = world.users["social_worker"], again(world.cases["Karim"])
    with watched():
        with pytest.raises(CaseRefusedError, match="Only a review closes"):
            propose(case, TOLD, by=owner)
        a_review(case, owner)
        a_review(case, owner, follows=Follows.CONTINUE)
        with pytest.raises(CaseRefusedError, match="Only a review closes"):
            propose(case, TOLD, by=owner)
    assert as_user("social_worker").get(f"/cases/{case.pk}/closure").status_code == 403


def test_one_closure_waits_at_a_time(world: Loaded, watched: Watched, case: Case) -> None:
    owner = world.users["social_worker"]
    with watched():
        closure = propose(case, TOLD, by=owner)
        with pytest.raises(CaseRefusedError, match="waits to be agreed already"):
            propose(case, TOLD, by=owner)
        with pytest.raises(IntegrityError), transaction.atomic():
            a_closure(closure.review, owner)


def test_a_reopening_is_a_new_episode_linked_to_the_old_which_stays_closed(
    world: Loaded, as_user: As, watched: Watched, case: Case
) -> None:
    with watched():
        closure = propose(case, TOLD, by=world.users["social_worker"])
        answer(closure, by=world.users["teacher"], agreed=True, reason="Yes")
    owner = as_user("social_worker")
    assert "Open the case again" in owner.get(f"/cases/{case.pk}").content.decode()
    assert as_user("teacher").post(f"/cases/{case.pk}/reopen", {"reason": "No"}).status_code == 403
    assert "Say why" in owner.post(f"/cases/{case.pk}/reopen", {}).content.decode()
    opened = owner.post(f"/cases/{case.pk}/reopen", {"reason": "He has been missing again"}).headers["Location"]
    episode = Case._base_manager.get(pk=opened.rsplit("/", 1)[1])
    assert (episode.follows_id, episode.person_id, episode.category) == (case.pk, case.person_id, "")
    assert again(case).closed_at is not None
    assert stage(episode).name == "matched"
    page = owner.get(opened).content.decode()
    assert f"Case {case.reference}" in page, "earlier episodes are seen"
    twice = owner.post(f"/cases/{case.pk}/reopen", {"reason": "Again"}).content.decode()
    assert "The child has an open case" in twice


def test_an_open_case_is_not_reopened(world: Loaded, watched: Watched, case: Case) -> None:
    with watched(), pytest.raises(CaseRefusedError, match="is open"):
        reopen(case, by=world.users["social_worker"], reason="Why not")


def test_a_closure_is_never_removed(world: Loaded, watched: Watched, case: Case) -> None:
    with watched():
        propose(case, TOLD, by=world.users["social_worker"])
        from lanthorn.casework.access.protected import UnscopedError

        with pytest.raises(UnscopedError):
            Closure._base_manager.get().delete()
