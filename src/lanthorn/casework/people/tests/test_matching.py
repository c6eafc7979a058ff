"""Matching and search forgive spelling, and say why each candidate is listed."""

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client

from lanthorn.casework.demonstration.loading import Loaded
from lanthorn.casework.people.matching import Told, candidates
from lanthorn.casework.people.models import Name, Person
from lanthorn.casework.people.spelling import digits_of, similarity, sound, trigrams


@pytest.mark.parametrize(("one", "other"), [("Mohammed", "Muhamad"), ("Katherine", "Catherine"), ("Zofia", "Zofja")])
def test_names_that_sound_alike_share_a_key_or_letters(one: str, other: str) -> None:
    assert sound(one) == sound(other) or similarity(one, other) >= 0.3


def test_mohammed_and_muhamad_need_the_sound() -> None:
    assert similarity("Mohammed", "Muhamad") < 0.3
    assert sound("Mohammed") == sound("Muhamad")


def test_trigrams_are_those_of_postgresql() -> None:
    assert trigrams("cat") == {"  c", " ca", "cat", "at "}


@pytest.mark.parametrize("typed", ["020 7946 0101", "+44 20 7946 0101", "0044 2079460101", "(020) 7946-0101"])
def test_a_phone_is_one_number_however_it_is_typed(typed: str) -> None:
    assert digits_of(typed) == "02079460101"


@pytest.mark.parametrize(
    ("told", "surname", "reason"),
    [
        (Told("Muhamad", "Kareem"), "Karim", "The forename sounds the same"),
        (Told("Mo", ""), "Karim", "By a name they are also known by"),
        (Told("", "", phone="+44 20 7946 0101"), "Karim", "The same telephone number"),
        (Told("Kathrine", "Dunmoor"), "Dunmore", "The surname sounds the same"),
        (Told("Katherine", "Dunmore", 2009), "Dunmore", "The known parts of the date of birth agree"),
        (Told("Katherine", "Dunmore", 2009, 3, 11), "Dunmore", "Day and month of birth are swapped"),
        (Told("Dunmore", "Katherine"), "Dunmore", "Forename and surname are swapped"),
    ],
)
def test_the_child_meant_comes_first_with_the_reason(
    world: Loaded, watched: Callable[[], Any], told: Told, surname: str, reason: str
) -> None:
    with watched():
        found = candidates(told, Person.objects.for_purpose("test"))
    assert found
    assert found[0].person_id == world.cases[surname].person_id
    assert reason in found[0].reasons


def test_another_date_of_birth_speaks_against_a_candidate(world: Loaded, watched: Callable[[], Any]) -> None:
    with watched():
        same = candidates(Told("Katherine", "Dunmore", 2009, 11, 3), Person.objects.for_purpose("test"))
        other = candidates(Told("Katherine", "Dunmore", 1999, 1, 30), Person.objects.for_purpose("test"))
    assert same[0].weight > other[0].weight
    assert "Another date of birth" in other[0].reasons


def test_a_name_without_a_latin_letter_is_kept_and_finds_nobody_by_sound(
    world: Loaded, watched: Callable[[], Any]
) -> None:
    with watched():
        person = Person()
        person.save()
        Name(person=person, forename="明", surname="王").save()
        assert candidates(Told("明", "王"), Person.objects.for_purpose("test")) == []


def test_the_search_finds_only_ones_own(world: Loaded, as_user: Callable[..., Client]) -> None:
    asked = {"forename": "Muhamad", "surname": "Karem"}
    assert "Mohammed Karim" in as_user("teacher").post("/search", asked).content.decode()
    hidden = as_user("nurse").post("/search", asked).content.decode()
    assert "Mohammed" not in hidden
    assert "Nobody found" in hidden


def test_the_search_leaves_no_trace_in_an_address(world: Loaded, as_user: Callable[..., Client]) -> None:
    response = as_user("teacher").get("/search?forename=Mohammed")
    assert "Mohammed Karim" not in response.content.decode()
    assert "Nobody found" not in response.content.decode()
