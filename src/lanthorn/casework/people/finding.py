"""Persons with their names brought along, for lists and pages; and the search that forgives spelling."""

from typing import Any

from django.db.models import Prefetch

from lanthorn.casework.people.matching import Candidate, Told, candidates
from lanthorn.casework.people.models import Name, Person, PersonQuerySet


def with_names(persons: PersonQuerySet) -> PersonQuerySet:
    """The persons of a query that is scoped already, each with `shown_names`, in one query more."""
    names = Name.objects.for_purpose("names of persons shown").order_by("recorded_at", "pk")
    return persons.prefetch_related(Prefetch("names", queryset=names, to_attr="shown_names"))


def find(user: Any, told: Told) -> list[tuple[Person, Candidate]]:
    """The persons whom the user may see that fit what was asked, best first."""
    found = candidates(told, Person.objects.for_purpose("search").filter(pk__in=visible_ids(user)))
    persons = {
        person.pk: person
        for person in with_names(Person.objects.visible_to(user).filter(pk__in=[one.person_id for one in found]))
    }
    return [(persons[one.person_id], one) for one in found if one.person_id in persons]


def visible_ids(user: Any) -> Any:
    """The identifiers of visible persons, as a query within a query."""
    return Person.objects.visible_to(user).values("pk")
