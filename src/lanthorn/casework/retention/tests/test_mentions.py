"""Texts of other records that name a child whose case is disposed of: found, shown to a reviewer, and redacted."""

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client

from lanthorn.casework.audit.models import AuditEvent
from lanthorn.casework.cases.models import Case
from lanthorn.casework.demonstration.loading import Loaded
from lanthorn.casework.people.models import Name, NameKind
from lanthorn.casework.retention.disposing import (
    DisposalRefusedError,
    agree,
    ask_for_disposal,
    decide_on_mentions,
    found_mentions,
)
from lanthorn.casework.retention.mentions import TAKEN_OUT
from lanthorn.casework.retention.models import Disposal
from lanthorn.casework.reviews.models import Review
from lanthorn.casework.tests.planted_around import an_old_case
from lanthorn.casework.tests.planted_steps import a_review

As = Callable[..., Client]
Watched = Callable[[], Any]


@pytest.fixture
def asked(world: Loaded, watched: Watched) -> Disposal:
    """The case of Rowan Ashby, also known as Ro Sparrow, closed long ago."""
    with watched():
        case = an_old_case(world.users["social_worker"])
        Name(person=case.person, kind=NameKind.ALIAS, forename="Robin", surname="Sparrow").save()
        return ask_for_disposal(case, "The schedule says so", by=world.users["data_protection_lead"])


def review_saying(world: Loaded, text: str, surname: str = "Karim") -> Review:
    return a_review(world.cases[surname], world.users["social_worker"], change=text, voice="I am well")


@pytest.mark.parametrize(
    ("text", "whole"),
    [
        ("He went there with Rowan Ashby on Friday", True),
        ("he went there with ROWAN ASHBY", True),
        ("Seen with Ashby, Rowan", True),
        ("With a girl called Rowan", False),
        ("By her other name, Robin Sparrow.", True),
    ],
)
def test_a_name_or_alias_in_another_childs_record_is_found(
    world: Loaded, watched: Watched, asked: Disposal, text: str, whole: bool
) -> None:
    with watched():
        review = review_saying(world, text)
        found = found_mentions(asked, world.users["chair"])
    assert [(one.record.pk, one.field, one.whole) for one in found] == [(review.pk, "change", whole)]


@pytest.mark.parametrize("text", ["The rowanberry tree", "At Ashbyfield station", "Nobody else was there"])
def test_part_of_another_word_is_no_name(world: Loaded, watched: Watched, asked: Disposal, text: str) -> None:
    with watched():
        review_saying(world, text)
        assert found_mentions(asked, world.users["chair"]) == []


def test_the_chosen_texts_lose_the_name_and_the_others_stay(
    world: Loaded, as_user: As, watched: Watched, asked: Disposal
) -> None:
    with watched():
        meant = review_saying(world, "With Rowan Ashby, and again with Rowan")
        other = review_saying(world, "Her uncle Rowan drove them", "Dunmore")
    page = f"/retention/disposals/{asked.pk}/texts"
    client = as_user("chair", again=True)
    shown = client.get(page).content.decode()
    assert "<strong>Rowan Ashby</strong>" in shown
    assert "Her uncle <strong>Rowan</strong> drove them" in shown
    assert client.post(page, {"chosen": [f"reviews.review:{meant.pk}:change"]}).status_code == 302
    assert Review._base_manager.get(pk=meant.pk).change == f"With {TAKEN_OUT}, and again with {TAKEN_OUT}"
    assert Review._base_manager.get(pk=other.pk).change == "Her uncle Rowan drove them"
    altered = AuditEvent.objects.filter(act="retention:texts", operation="alteration").latest("sequence")
    assert "review.change" in altered.fields


def test_nothing_is_destroyed_before_a_reviewer_has_looked_or_where_a_text_was_written_since(
    world: Loaded, watched: Watched, asked: Disposal
) -> None:
    chair, custodian = world.users["chair"], world.users["custodian"]
    with watched():
        agree(asked, by=chair)
        with pytest.raises(DisposalRefusedError, match="Look first"):
            agree(asked, by=custodian)
        decide_on_mentions(asked, found_mentions(asked, custodian), [], by=custodian)
        review_saying(world, "Seen with Rowan Ashby")
        with pytest.raises(DisposalRefusedError, match="found since"):
            agree(asked, by=custodian)
        assert Case.objects.for_purpose("test").filter(pk=asked.about).exists()
        left = found_mentions(asked, custodian)
        decide_on_mentions(asked, left, [], by=custodian)
        agree(asked, by=custodian)
    assert not Case._base_manager.filter(pk=asked.about).exists()


def test_a_text_of_a_restricted_case_is_shown_to_its_circle_only(
    world: Loaded, watched: Watched, asked: Disposal
) -> None:
    with watched():
        a_review(world.cases["Nowak"], world.users["custodian"], change="A friend of Rowan Ashby")
        assert found_mentions(asked, world.users["chair"]) == []
        assert len(found_mentions(asked, world.users["custodian"])) == 1


def test_who_asked_for_the_disposal_does_not_look_through_its_texts(as_user: As, asked: Disposal) -> None:
    page = f"/retention/disposals/{asked.pk}/texts"
    assert as_user("data_protection_lead", again=True).get(page).status_code == 403
    assert as_user("chair").get(page).headers["Location"].startswith("/sign-in/again")
