"""A review names the next one, and hears the child; only a review or no further action closes a case."""

import re
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.db import IntegrityError, transaction
from django.test import Client
from django.utils import timezone

from lanthorn.casework.cases.circle import let_in
from lanthorn.casework.cases.closing import CaseRefusedError, close, put
from lanthorn.casework.cases.models import Basis, Case, Ground
from lanthorn.casework.cases.stages import stage
from lanthorn.casework.demonstration.loading import Loaded
from lanthorn.casework.reviews import facts
from lanthorn.casework.reviews.facts import Since, add_since
from lanthorn.casework.reviews.models import Review
from lanthorn.casework.tests.planted_steps import DAY

As = Callable[..., Client]
Watched = Callable[[], Any]
CASEWORK = Path(__file__).resolve().parents[2]


def parts(name: str, day: Any) -> dict[str, str]:
    return {f"{name}_day": str(day.day), f"{name}_month": str(day.month), f"{name}_year": str(day.year)}


def ahead(days: int) -> Any:
    return timezone.localdate() + timedelta(days=days)


def screened(world: Loaded, watched: Watched, name: str = "Karim") -> Case:
    with watched():
        case = Case.objects.for_purpose("test").get(pk=world.cases[name].pk)
        put(case, category="1", next_review=ahead(10))
    return case


def write(client: Client, case: Case, **changed: Any) -> str:
    """Fill in a review and give the address of its check page."""
    answers: dict[str, dict[str, str]] = {
        "day": parts("held_on", DAY), "change": {"change": "He is back at school"}, "heard": {"heard": "spoken"},
        "voice": {"voice": "I want to play football"}, "not-heard": {"voice": "He was ill"},
        "changes": {"changes": "no"}, "category-3": {"category": "2"}, "reason": {"category_reason": "A car was seen"},
        "follows": {"follows": "continue"}, "next": parts("next_review", ahead(40)),
    }  # fmt: skip
    page = client.post(f"/cases/{case.pk}/review").headers["Location"]
    while not page.endswith("/check"):
        slug = page.rsplit("/", 1)[1]
        response = client.post(page, answers[slug] | changed.get(slug, {}))
        assert response.status_code == 302, response.content.decode()
        page = response.headers["Location"]
    return page


def again(case: Case) -> Case:
    return Case._base_manager.get(pk=case.pk)


def test_a_review_keeps_the_childs_voice_and_sets_the_next_one(world: Loaded, as_user: As, watched: Watched) -> None:
    case, client = screened(world, watched), as_user("social_worker")
    client.post(write(client, case))
    assert again(case).next_review == ahead(40)
    page = client.get(f"/cases/{case.pk}/reviews").content.decode()
    assert "I want to play football" in page
    assert "Category 1, as before" in page


def test_a_change_of_category_has_a_reason(world: Loaded, as_user: As, watched: Watched) -> None:
    case, client = screened(world, watched), as_user("social_worker")
    client.post(write(client, case, changes={"changes": "yes"}))
    assert again(case).category == "2"
    review = Review._base_manager.get()
    assert (review.category_before, review.category, review.category_reason) == ("1", "2", "A car was seen")
    review.category_reason = ""
    with watched(), pytest.raises(IntegrityError), transaction.atomic():
        review.save()


def test_a_child_who_was_not_heard_is_asked_about(world: Loaded, as_user: As, watched: Watched) -> None:
    case, client = screened(world, watched), as_user("social_worker")
    client.post(write(client, case, heard={"heard": "not_heard"}))
    assert Review._base_manager.get().voice == "He was ill"


def test_a_next_review_later_than_the_category_allows_is_refused_and_the_draft_stays(
    world: Loaded, as_user: As, watched: Watched
) -> None:
    case, client = screened(world, watched), as_user("social_worker")
    refused = client.post(write(client, case, next=parts("next_review", ahead(91))))
    assert "the next review is by" in refused.content.decode()
    assert not Review._base_manager.exists()
    assert again(case).next_review == ahead(10)


def test_what_other_apps_know_to_have_happened_since_is_shown_and_kept(
    world: Loaded, as_user: As, watched: Watched, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(facts, "_kinds", {})
    add_since(Since("Missing episodes", lambda user, case, since: ["2 March 2026, back the next day"]))
    add_since(Since("Actions not met", lambda user, case, since: []))
    case, client = screened(world, watched), as_user("social_worker")
    draft = client.post(f"/cases/{case.pk}/review").headers["Location"].rsplit("/", 1)[0]
    page = client.get(f"{draft}/change").content.decode()
    assert "2 March 2026, back the next day" in page
    client.post(write(client, case))
    assert Review._base_manager.get().facts == {
        "Actions not met": [], "Missing episodes": ["2 March 2026, back the next day"]
    }  # fmt: skip


def test_only_whoever_leads_a_screened_case_or_its_chair_reviews_it(
    world: Loaded, as_user: As, watched: Watched
) -> None:
    unscreened = f"/cases/{world.cases['Karim'].pk}/review"
    assert as_user("social_worker").get(unscreened).status_code == 403
    case = screened(world, watched)
    with watched():
        let_in(case, world.users["chair"], Basis.PANEL, "Chairs the panel", by=world.users["social_worker"])
    page = f"/cases/{case.pk}/review"
    answers = {key: as_user(key).get(page).status_code for key in ("social_worker", "chair", "teacher", "nurse")}
    assert answers == {"social_worker": 200, "chair": 200, "teacher": 403, "nurse": 404}


def test_a_case_whose_review_day_has_come_is_at_the_stage_of_review(world: Loaded, watched: Watched) -> None:
    case = screened(world, watched)
    assert stage(case).name != "review"
    case.next_review = timezone.localdate()
    assert stage(case).name == "review"


def test_of_two_who_review_one_case_the_second_sees_both_texts(world: Loaded, as_user: As, watched: Watched) -> None:
    case = screened(world, watched)
    with watched():
        let_in(case, world.users["chair"], Basis.PANEL, "Chairs the panel", by=world.users["social_worker"])
    owner, chair = as_user("social_worker"), as_user("chair")
    mine = write(owner, case, change={"change": "What I wrote"})
    chair.post(write(chair, case, change={"change": "What the chair wrote"}))
    both = owner.post(mine)
    assert both.status_code == 409
    assert "What I wrote" in both.content.decode()
    assert "What the chair wrote" in both.content.decode()


@pytest.mark.parametrize(("category", "days"), [("", 10), ("1", 0), ("1", -1)])
def test_an_open_case_is_put_only_in_a_category_with_a_review_ahead(
    world: Loaded, watched: Watched, category: str, days: int
) -> None:
    with watched(), pytest.raises(CaseRefusedError):
        put(world.cases["Karim"], category=category, next_review=ahead(days))


@pytest.mark.parametrize("ground", ["", "tired"])
def test_the_database_refuses_a_case_closed_on_any_other_ground(world: Loaded, watched: Watched, ground: str) -> None:
    case = again(world.cases["Karim"])
    case.closed_at, case.closing_ground = timezone.now(), ground
    with watched(), pytest.raises(IntegrityError), transaction.atomic():
        case.save()


def test_a_closed_case_is_neither_closed_again_nor_put_in_a_category(world: Loaded, watched: Watched) -> None:
    with watched():
        case = world.cases["Karim"]
        close(case, Ground.REVIEW)
        with pytest.raises(CaseRefusedError):
            close(case, Ground.REVIEW)
        with pytest.raises(CaseRefusedError):
            put(case, category="1", next_review=ahead(5))


def test_only_one_place_in_the_program_closes_a_case() -> None:
    """A stage or an end is never typed: `closed_at` is set by cases/closing.py, on one of the two grounds."""
    sources = [file for file in CASEWORK.rglob("*.py") if "tests" not in file.parts and "migrations" not in file.parts]
    sets = re.compile(r"case\.closed_at\b[^=(:\n]*=(?!=)|Case\([^)]*closed_at=")
    setting = {str(file.relative_to(CASEWORK)) for file in sources if sets.search(file.read_text())}
    assert setting == {"cases/closing.py"}
    callers = {str(file.relative_to(CASEWORK)) for file in sources if "close(case" in file.read_text()
               or "close(closure.case" in file.read_text()}  # fmt: skip
    assert callers == {"cases/closing.py", "screening/sending.py", "closures/deciding.py"}
