"""Merging moves and never deletes; splitting gives back the same people. For any sequence of merges."""

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

import pytest
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from lanthorn.casework.audit.models import AuditEvent
from lanthorn.casework.audit.recording import Actor
from lanthorn.casework.audit.watch import watching
from lanthorn.casework.demonstration.loading import Loaded
from lanthorn.casework.people.merging import MergeRefusedError, merge, moving_models, split
from lanthorn.casework.people.models import Name, Person, PersonMerge, Phone

if TYPE_CHECKING:
    from lanthorn.casework.access.models import User

PEOPLE = 4


def belongings() -> dict[tuple[str, str], str]:
    """Whose every row is, and into whom every person was merged."""
    rows = {
        (model.__name__, str(row.pk)): str(row.person_id)  # type: ignore[attr-defined] # every moving model has one
        for model in moving_models()
        for row in model._base_manager.all()
    }
    return rows | {("Person", str(one.pk)): str(one.merged_into_id) for one in Person._base_manager.all()}


def persons() -> list[Person]:
    made = []
    for number in range(PEOPLE):
        person = Person()
        person.save()
        Name(person=person, forename=f"Name {number}", surname="Example").save()
        Phone(person=person, digits=f"0790000000{number}").save()
        made.append(person)
    return made


@settings(max_examples=30, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.tuples(st.integers(0, PEOPLE - 1), st.integers(0, PEOPLE - 1)), max_size=6), st.randoms())
def test_any_merges_split_again_give_back_the_same_people(
    world: Loaded, pairs: list[tuple[int, int]], chance: Any
) -> None:
    by: User = world.users["front_door"]
    with transaction.atomic():
        with watching("test", Actor()):
            made = persons()
            before = belongings()
            done: list[PersonMerge] = []
            for kept, merged in pairs:
                try:
                    one = merge(_again(made[kept]), _again(made[merged]), by=by, reason="The same child")
                except MergeRefusedError:
                    continue
                done.append(one)
            assert belongings().keys() >= before.keys(), "nothing is deleted"
            left = list(done)
            while left:
                one = chance.choice(left)
                try:
                    split(PersonMerge._base_manager.get(pk=one.pk), by=by)
                except MergeRefusedError:
                    continue  # its person was merged on: that merge is split first
                left.remove(one)
            assert belongings() == before
        transaction.set_rollback(True)


def test_a_merged_person_is_seen_as_the_one_kept(world: Loaded, watched: Callable[[], Any]) -> None:
    user, kept, other = world.users["social_worker"], world.cases["Karim"], world.cases["Dunmore"]
    with watched():
        merge(_again(kept.person), _again(other.person), by=user, reason="The same child")
        visible = list(Person.objects.visible_to(user))
        assert [person.pk for person in visible] == [kept.person_id]
        names = {name.whole for name in Name.objects.visible_to(user)}
    assert {"Mohammed Karim", "Katherine Dunmore"} <= names


def test_a_merge_is_one_combination_in_the_audit(world: Loaded) -> None:
    user = world.users["front_door"]
    with watching("people:merge", Actor(user.pk, user.agency_code)):
        merge(_again(world.cases["Karim"].person), _again(world.cases["Dunmore"].person), by=user, reason="Same")
    latest = AuditEvent.objects.latest("sequence")
    assert AuditEvent.objects.filter(request_id=latest.request_id, operation="combination").exists()


def test_a_person_is_not_merged_with_themselves_or_twice(world: Loaded, watched: Callable[[], Any]) -> None:
    one, other = world.cases["Karim"].person, world.cases["Dunmore"].person
    by = world.users["front_door"]
    with watched():
        with pytest.raises(MergeRefusedError):
            merge(one, one, by=by, reason="Same")
        done = merge(_again(one), _again(other), by=by, reason="Same")
        with pytest.raises(MergeRefusedError):
            merge(_again(one), _again(other), by=by, reason="Same")
        split(done, by=by)
        with pytest.raises(MergeRefusedError):
            split(done, by=by)


def _again(person: Person) -> Person:
    return Person._base_manager.get(pk=person.pk)
