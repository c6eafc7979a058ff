"""What a user may not see is on no page of the problem-solving view, not even as a gap that can be counted.

Two databases that differ only in what is hidden from a user give that user the same pages, byte for byte but for the
token against forgery.
"""

import re
from collections.abc import Callable
from datetime import UTC, date, datetime
from typing import Any

import pytest
from django.db import transaction
from django.urls import reverse
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from lanthorn.casework.audit.recording import Actor
from lanthorn.casework.audit.watch import watching
from lanthorn.casework.cases.models import Case
from lanthorn.casework.conftest import sign_in
from lanthorn.casework.contexts.models import Context, Disruption, Kind, LinkKind
from lanthorn.casework.contexts.recording import link_to, record_context
from lanthorn.casework.demonstration.loading import Loaded
from lanthorn.casework.missing.recording import record_episode
from lanthorn.casework.people.models import Address, Phone
from lanthorn.casework.tests.planted_around import KNOWN, a_person_of_concern, a_place

PHONE, HOME = "07700 900777", "12 Quay Street"
EPISODE: dict[str, Any] = {
    "last_seen_at": datetime(2026, 3, 1, 20, 0, tzinfo=UTC),
    "police_told": True,
    "source": "A neighbour",
}
# Who looks, and the case that they may not see. The chair sees what surrounds every case that is not restricted.
LOOKERS = [("nurse", "Karim"), ("nurse", "Nowak"), ("chair", "Nowak"), ("social_worker", "Nowak")]
Plant = Callable[[Loaded, Case, dict[str, Context]], None]


class _UndoneError(Exception):
    """Ends a trial, so that the database is as before."""


def a_hidden_place(world: Loaded, hidden: Case, seen: dict[str, Context]) -> None:
    a_place(hidden, hidden.owner)


def a_hidden_person(world: Loaded, hidden: Case, seen: dict[str, Context]) -> None:
    a_person_of_concern(hidden, hidden.owner)


def a_hidden_person_with_the_same_phone(world: Loaded, hidden: Case, seen: dict[str, Context]) -> None:
    person = a_person_of_concern(hidden, hidden.owner)
    Phone(person=person.person, digits=PHONE, source="test").save()


def the_hidden_child_has_the_same_phone(world: Loaded, hidden: Case, seen: dict[str, Context]) -> None:
    Phone(person_id=hidden.person_id, digits=PHONE, source="test").save()


def the_hidden_child_has_the_same_address(world: Loaded, hidden: Case, seen: dict[str, Context]) -> None:
    Address(person_id=hidden.person_id, lines=HOME, source="test").save()


def a_seen_place_is_linked_to_the_hidden_case(world: Loaded, hidden: Case, seen: dict[str, Context]) -> None:
    link_to(seen["place"], hidden, by=hidden.owner, **KNOWN)


def a_seen_person_is_linked_to_the_hidden_case(world: Loaded, hidden: Case, seen: dict[str, Context]) -> None:
    link_to(seen["person"], hidden, by=hidden.owner, **KNOWN | {"since": date(2020, 1, 1)})


def a_seen_place_is_linked_to_a_hidden_one(world: Loaded, hidden: Case, seen: dict[str, Context]) -> None:
    place = a_place(hidden, hidden.owner, source="The market warden")
    link_to(place, seen["place"], by=hidden.owner, **KNOWN)


def a_hidden_place_is_disrupted(world: Loaded, hidden: Case, seen: dict[str, Context]) -> None:
    place = a_place(hidden, hidden.owner)
    Disruption(
        context=place, kind="visit", authority="The council", begins=date(2026, 3, 9), recorded_by=hidden.owner
    ).save()


def the_hidden_child_was_missing(world: Loaded, hidden: Case, seen: dict[str, Context]) -> None:
    record_episode(hidden, by=hidden.owner, **EPISODE)


def a_seen_person_of_concern_is_a_child_of_a_hidden_case(world: Loaded, hidden: Case, seen: dict[str, Context]) -> None:
    Case(person=seen["person"].person, owner=hidden.owner, area="E09000099", restricted=True).save()


PLANTS: list[Plant] = [
    a_hidden_place, a_hidden_person, a_hidden_person_with_the_same_phone, the_hidden_child_has_the_same_phone,
    the_hidden_child_has_the_same_address, a_seen_place_is_linked_to_the_hidden_case,
    a_seen_person_is_linked_to_the_hidden_case, a_seen_place_is_linked_to_a_hidden_one, a_hidden_place_is_disrupted,
    the_hidden_child_was_missing, a_seen_person_of_concern_is_a_child_of_a_hidden_case,
]  # fmt: skip


@pytest.fixture
def seen(world: Loaded) -> dict[str, Context]:
    """What all who look may see: around Katherine Dunmore and Leah Anders."""
    users, case = world.users, world.cases["Dunmore"]
    with watching("test", Actor()):
        place = a_place(case, users["nurse"], since=date(2026, 2, 1))
        person = a_person_of_concern(case, users["nurse"])
        group = record_context(case, Kind.GROUP, {"name": "Ferry Road"}, KNOWN, by=users["nurse"])
        link_to(place, person, by=users["nurse"], **KNOWN | {"kind": LinkKind.BELONGS})
        Phone(person=person.person, digits=PHONE, source="test").save()
        Phone(person_id=case.person_id, digits=PHONE, source="test").save()
        Address(person=person.person, lines=HOME, source="test").save()
        Disruption(
            context=place, kind="licence", authority="The council", begins=date(2026, 3, 1), recorded_by=users["nurse"]
        ).save()
        record_episode(case, by=users["nurse"], **EPISODE)
    return {"place": place, "person": person, "group": group}


def pages(world: Loaded, key: str, seen: dict[str, Context]) -> dict[str, bytes]:
    """Every page of the view, as this user gets it, without the token against forgery."""
    client = sign_in(world.users[key], again=True)
    names = ["volt:overview", "volt:graph", "volt:months", "contexts:list"]
    names += ["volt:outside"] if key == "chair" else []
    urls = [reverse(name) for name in names]
    urls += [reverse("contexts:page", args=[one.pk]) for one in seen.values()]
    answers = {url: client.get(url) for url in urls}
    assert {answer.status_code for answer in answers.values()} <= {200, 404}
    return {url: re.sub(rb'value="[A-Za-z0-9]{64}"', b"", answer.content) for url, answer in answers.items()}


@settings(max_examples=10, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(looks=st.sampled_from(LOOKERS), planted=st.lists(st.sampled_from(PLANTS), min_size=1, max_size=6, unique=True))
def test_two_databases_that_differ_in_hidden_records_alone_give_the_same_pages(
    world: Loaded, seen: dict[str, Context], looks: tuple[str, str], planted: list[Plant]
) -> None:
    key, name = looks
    before = pages(world, key, seen)
    with pytest.raises(_UndoneError), transaction.atomic():  # noqa: PT012 - the whole trial is undone
        with watching("test", Actor()):
            for plant in planted:
                plant(world, world.cases[name], seen)
        after = pages(world, key, seen)
        raise _UndoneError
    assert after == before


@pytest.mark.parametrize("plant", PLANTS, ids=lambda plant: plant.__name__)
def test_each_of_them_shows_to_whoever_may_see_it(world: Loaded, seen: dict[str, Context], plant: Plant) -> None:
    """Else the test above would hold of a page that shows nothing."""
    from lanthorn.casework.cases.circle import let_in
    from lanthorn.casework.cases.models import Basis

    hidden = world.cases["Karim"]
    with watching("test", Actor()):
        for case in (hidden, world.cases["Dunmore"]):
            let_in(case, world.users["worker"], Basis.WORKER, "Works with the child", by=None)
    before = pages(world, "worker", seen)
    with watching("test", Actor()):
        plant(world, hidden, seen)
        for case in Case.objects.for_purpose("test").filter(restricted=True).exclude(pk=world.cases["Nowak"].pk):
            let_in(case, world.users["worker"], Basis.WORKER, "Works with the child", by=None)
    after = pages(world, "worker", seen)
    expected_without = plant is the_hidden_child_has_the_same_address  # a project worker reads no addresses
    assert (after == before) is expected_without


def test_a_protected_address_in_common_is_told_to_nobody(world: Loaded, seen: dict[str, Context]) -> None:
    users = world.users
    before = pages(world, "social_worker", seen)
    with watching("test", Actor()):
        Address(person_id=world.cases["Dunmore"].person_id, lines=HOME, protected=True, source="test").save()
    assert pages(world, "social_worker", seen) == before
    with watching("test", Actor()):
        Address(person_id=world.cases["Dunmore"].person_id, lines=HOME.upper(), source="test").save()
    text = sign_in(users["social_worker"]).get("/volt").content.decode()
    assert "the same address is recorded for both" in text
    assert HOME.lower() not in text.lower()
