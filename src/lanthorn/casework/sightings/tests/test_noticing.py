"""A protected address in an answer other than its own page is noticed, told without naming it, and looked into."""

from collections.abc import Callable
from typing import Any

import pytest
from django.db import IntegrityError, transaction
from django.test import Client

from lanthorn.casework.demonstration.loading import Loaded
from lanthorn.casework.notices.models import Notice
from lanthorn.casework.people.models import Address
from lanthorn.casework.sightings.models import Sighting
from lanthorn.casework.sightings.noticing import stands_in
from lanthorn.casework.tests.planted_referral import a_referral

As = Callable[..., Client]
Watched = Callable[[], Any]
LINES = "9 Canary Wren Passage"


@pytest.fixture
def case(world: Loaded, watched: Watched) -> Any:
    """The case of Katherine Dunmore, whose protected address it is."""
    with watched():
        address = Address.objects.for_purpose("test").get(person=world.cases["Dunmore"].person_id)
        address.lines, address.protected = LINES, True
        address.save()
    return world.cases["Dunmore"]


def typed_into_a_referral(case: Any, world: Loaded, watched: Watched) -> None:
    with watched():
        a_referral(world.users["nurse"], case=case, seen=f"She was seen at {LINES.upper()} on Friday")


def test_an_address_that_somebody_typed_into_a_note_is_noticed_once_and_told(
    world: Loaded, as_user: As, watched: Watched, case: Any
) -> None:
    typed_into_a_referral(case, world, watched)
    for _ in range(2):
        assert as_user("nurse").get(f"/cases/{case.pk}").status_code == 200, "the page is not lost to the nurse"
    seen = Sighting._base_manager.get()
    assert (seen.page, seen.user_id) == ("cases:page", world.users["nurse"].pk)
    told = Notice.objects.filter(kind="address_seen")
    assert [one.user_id for one in told] == [world.users["data_protection_lead"].pk]


def test_where_it_stands_nowhere_nothing_is_noticed(world: Loaded, as_user: As, case: Any) -> None:
    for page in ("/", f"/cases/{case.pk}", f"/cases/{case.pk}/timeline"):
        as_user("nurse").get(page)
    assert not Sighting._base_manager.exists()


def test_its_own_page_is_no_sighting_and_stands_in_the_list_of_openings(world: Loaded, as_user: As, case: Any) -> None:
    address = Address._base_manager.get(person=case.person_id)
    page = as_user("social_worker", again=True).get(f"/cases/{case.pk}/address/{address.pk}").content.decode()
    assert LINES in page
    assert not Sighting._base_manager.exists()
    assert world.users["social_worker"].name in as_user("data_protection_lead").get("/sightings").content.decode()


def test_the_page_of_alerts_names_neither_the_address_nor_the_child(
    world: Loaded, as_user: As, watched: Watched, case: Any
) -> None:
    typed_into_a_referral(case, world, watched)
    as_user("nurse").get(f"/cases/{case.pk}")
    page = as_user("data_protection_lead").get("/sightings").content.decode()
    assert "The case" in page
    assert world.users["nurse"].name in page
    for words in (LINES, "Katherine", "Dunmore", case.reference):
        assert words.lower() not in page.lower()


def test_what_was_found_is_kept_and_a_later_sighting_is_told_again(
    world: Loaded, as_user: As, watched: Watched, case: Any
) -> None:
    typed_into_a_referral(case, world, watched)
    as_user("nurse").get(f"/cases/{case.pk}")
    client, seen = as_user("data_protection_lead"), Sighting._base_manager.get()
    assert "Write what you found" in client.post(f"/sightings/{seen.pk}", {"finding": ""}).content.decode()
    assert client.post(f"/sightings/{seen.pk}", {"finding": "Typed by mistake, taken out"}).status_code == 302
    as_user("nurse").get(f"/cases/{case.pk}")
    assert Sighting._base_manager.count() == 2
    assert Notice.objects.filter(kind="address_seen").count() == 2


def test_nobody_looks_into_what_was_shown_to_themselves(
    world: Loaded, as_user: As, watched: Watched, case: Any
) -> None:
    typed_into_a_referral(case, world, watched)
    as_user("nurse").get(f"/cases/{case.pk}")
    with pytest.raises(IntegrityError), transaction.atomic():
        Sighting._base_manager.update(checked_by=world.users["nurse"])


@pytest.mark.parametrize(
    ("text", "there"),
    [
        ("<p>at 9 canary wren passage</p>", True),
        ("9 Canary\n   Wren Passage", True),
        ("19 Canary Wren Lane", False),
        ("", False),
    ],
)
def test_it_is_found_however_it_is_capitalised_or_spaced(text: str, there: bool) -> None:
    assert stands_in(LINES, text.encode()) is there
