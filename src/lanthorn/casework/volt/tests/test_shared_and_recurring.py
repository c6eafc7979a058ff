"""Persons of concern and groups that come up again, and telephones and addresses that two people have in common."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest

from lanthorn.casework.contexts.models import Context, Kind
from lanthorn.casework.contexts.recording import link_to, record_context
from lanthorn.casework.demonstration.loading import Loaded
from lanthorn.casework.people.models import Address, Phone
from lanthorn.casework.tests.planted_around import KNOWN, a_person_of_concern
from lanthorn.casework.volt.graph import groups_of
from lanthorn.casework.volt.repeats import recurring
from lanthorn.casework.volt.seen import Seen

Watched = Callable[[], Any]
PHONE = "The same telephone number is recorded for both"
ADDRESS = "The same address is recorded for both"


@pytest.fixture
def owner(world: Loaded) -> Any:
    return world.users["social_worker"]


@pytest.fixture
def person(world: Loaded, watched: Watched, owner: Any) -> Context:
    """A person of concern who is linked to one child."""
    with watched():
        return a_person_of_concern(world.cases["Dunmore"], owner)


@pytest.fixture
def group(world: Loaded, watched: Watched, owner: Any) -> Context:
    """A group that is linked to one child."""
    with watched():
        return record_context(world.cases["Karim"], Kind.GROUP, {"name": "Station car park"}, KNOWN, by=owner)


def look(user: Any, watched: Watched) -> Seen:
    with watched():
        return Seen(user)


@pytest.mark.parametrize(("kind", "other"), [("person", "Karim"), ("group", "Dunmore")])
def test_a_person_of_concern_or_a_group_recurs_once_a_second_child_is_linked(
    kind: str, other: str, world: Loaded, watched: Watched, owner: Any, request: pytest.FixtureRequest
) -> None:
    found: Context = request.getfixturevalue(kind)
    assert recurring(look(owner, watched), Kind(kind)) == []
    with watched():
        link_to(found, world.cases[other], by=owner, **KNOWN | {"since": date(2026, 4, 1)})
    [row] = recurring(look(owner, watched), Kind.PERSON, Kind.GROUP)
    assert row.context == found.pk
    assert [child.name for child in row.children] == ["Katherine Dunmore", "Mohammed Karim"]
    assert row.latest == date(2026, 4, 1)


@pytest.mark.parametrize(("model", "value", "told"), [
    (Phone, {"digits": "07700900987"}, PHONE),
    (Address, {"lines": "4 Wharf Lane", "postcode": "E99 1AA"}, ADDRESS),
])  # fmt: skip
def test_what_a_child_and_a_person_of_concern_have_in_common_ties_them(
    model: Any, value: dict[str, str], told: str, world: Loaded, watched: Watched, owner: Any, person: Context
) -> None:
    child = world.cases["Karim"].person_id
    with watched():
        model(person_id=person.person_id, source="test", **value).save()
    assert told not in _ties(look(owner, watched)), "one alone shares with nobody"
    with watched():
        model(person_id=child, source="test", **value).save()
    assert told in _ties(look(owner, watched))


def _ties(seen: Seen) -> set[str]:
    return {tie.how for group in groups_of(seen) for tie in group.ties}
