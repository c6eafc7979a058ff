"""Two records of one child: found with reasons, compared, joined, separated, and never past a restriction."""

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client

from lanthorn.casework.audit.models import AuditEvent
from lanthorn.casework.cases.models import Case
from lanthorn.casework.demonstration.loading import Loaded
from lanthorn.casework.merges.joining import join
from lanthorn.casework.merges.tests.planting import a_record
from lanthorn.casework.people.merging import MergeRefusedError
from lanthorn.casework.people.models import Address, Person, PersonMerge
from lanthorn.casework.restrictions.restricting import restrict

As = Callable[..., Client]
Watched = Callable[[], Any]
JOIN = {"keep": "first", "reason": "The school knows one Ines only"}


@pytest.fixture
def two(world: Loaded, watched: Watched) -> tuple[Case, Case]:
    """Ines Vale, written Inez in a second record, both led by the front door."""
    by = world.users["front_door"]
    with watched():
        first, second = a_record(by, "Ines", "Vale"), a_record(by, "Inez", "Vale")
        Address(person=second.person, lines="7 Heron Court", postcode="ZZ1 1ZZ", protected=True).save()
    return first, second


def compare(two: tuple[Case, Case]) -> str:
    return f"/persons/{two[0].person_id}/same/{two[1].person_id}"


def test_the_other_record_is_offered_with_the_reasons(as_user: As, two: tuple[Case, Case]) -> None:
    page = as_user("front_door").get(f"/persons/{two[0].person_id}/same").content.decode()
    assert "Inez Vale" in page
    assert "The forename sounds the same" in page
    assert "The same telephone number" in page
    assert compare(two) in page


def test_the_reference_of_the_other_case_leads_to_it_and_an_unknown_one_says_so(
    as_user: As, two: tuple[Case, Case]
) -> None:
    client, page = as_user("front_door"), f"/persons/{two[0].person_id}/same"
    assert client.post(page, {"reference": two[1].reference.lower()}).headers["Location"] == compare(two)
    assert "You see no other person" in client.post(page, {"reference": "2222222"}).content.decode()


def test_both_are_seen_side_by_side_and_a_protected_address_is_not(as_user: As, two: tuple[Case, Case]) -> None:
    page = as_user("front_door", again=True).get(compare(two)).content.decode()
    for words in ("Ines Vale", "Inez Vale", two[0].reference, two[1].reference, "withheld"):
        assert words in page
    assert "Heron" not in page


def test_joined_they_are_one_and_separated_each_has_what_it_had(
    world: Loaded, as_user: As, two: tuple[Case, Case]
) -> None:
    client = as_user("front_door", again=True)
    after = client.post(compare(two), JOIN).headers["Location"]
    assert Case._base_manager.get(pk=two[1].pk).person_id == two[0].person_id
    joined = AuditEvent.objects.filter(act="merges:compare").latest("sequence")
    assert joined.operation == "combination"
    assert "Two records were joined" in client.get(f"/cases/{two[0].pk}").content.decode()
    assert client.post(after, {"reason": ""}).status_code == 200
    assert client.post(after, {"reason": "Two cousins of one name"}).status_code == 302
    assert Case._base_manager.get(pk=two[1].pk).person_id == two[1].person_id
    assert Person._base_manager.get(pk=two[1].person_id).merged_into_id is None
    kept = PersonMerge._base_manager.get()
    assert (kept.split_by_id, kept.split_reason) == (world.users["front_door"].pk, "Two cousins of one name")


def test_without_a_reason_nothing_is_joined(as_user: As, two: tuple[Case, Case]) -> None:
    page = as_user("front_door", again=True).post(compare(two), {"keep": "first", "reason": ""})
    assert "Say why they are one person" in page.content.decode()
    assert not PersonMerge._base_manager.exists()


def test_it_asks_to_sign_in_again_first(as_user: As, two: tuple[Case, Case]) -> None:
    assert as_user("front_door").get(compare(two)).headers["Location"].startswith("/sign-in/again")


def test_who_sees_only_one_of_them_finds_nothing(world: Loaded, as_user: As, two: tuple[Case, Case]) -> None:
    client = as_user("second_scorer", again=True)
    for method in (client.get, client.post):
        assert method(compare(two)).status_code == 404
    assert as_user("social_worker", again=True).get(compare(two)).status_code == 403


def test_a_restricted_case_is_not_joined_to_one_that_is_not(
    world: Loaded, watched: Watched, two: tuple[Case, Case]
) -> None:
    by, custodian = world.users["front_door"], world.users["custodian"]
    first, second = (Case._base_manager.get(pk=one.pk) for one in two)
    with watched():
        restrict(first, "A relative works in an agency", keep=(), custodian=custodian, by=by)
        with pytest.raises(MergeRefusedError, match="restricted"):
            join(first.person, second.person, "One child", by=by)
        restrict(second, "A relative works in an agency", keep=(), custodian=custodian, by=by)
        join(first.person, second.person, "One child", by=by)
    assert Case._base_manager.get(pk=second.pk).person_id == first.person_id
