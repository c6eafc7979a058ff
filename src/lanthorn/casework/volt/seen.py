"""All that a user may see of persons, places, groups, children and their links: the one place where it is asked for.

Every page of this app is made from this and nothing else, so that what `visible_to` hides is in no list, no count and
no drawing, and leaves no gap.
"""

from collections import defaultdict
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any
from uuid import UUID

from lanthorn.casework.access.field_groups import field_groups
from lanthorn.casework.cases.models import Case
from lanthorn.casework.contexts.models import Context, Disruption, Link
from lanthorn.casework.contexts.sheets import with_names as contexts_with_names
from lanthorn.casework.missing.models import MissingEpisode
from lanthorn.casework.people.finding import with_names
from lanthorn.casework.people.models import Address, Person, Phone


@dataclass(frozen=True)
class Child:
    """A child of visible cases: the cases, the latest first."""

    person: Person
    cases: tuple[Case, ...]


@dataclass(frozen=True)
class Shared:
    """A telephone number or an address that is recorded for several of the persons seen. It is not itself shown."""

    what: str
    persons: tuple[UUID, ...]


@dataclass
class Seen:
    """What one user may see."""

    user: Any
    contexts: dict[UUID, Context] = field(default_factory=dict)
    children: dict[UUID, Child] = field(default_factory=dict)
    links: list[Link] = field(default_factory=list)
    disruptions: list[Disruption] = field(default_factory=list)
    episodes: list[MissingEpisode] = field(default_factory=list)
    shared: list[Shared] = field(default_factory=list)

    def __post_init__(self) -> None:
        """Ask for it all, each through visible_to."""
        user = self.user
        self.contexts = {one.pk: one for one in contexts_with_names(Context.objects.visible_to(user))}
        cases: dict[UUID, list[Case]] = defaultdict(list)
        for case in Case.objects.visible_to(user).order_by("-opened_at", "reference"):
            cases[case.person_id].append(case)
        persons = with_names(Person.objects.visible_to(user).filter(pk__in=list(cases)))
        self.children = {one.pk: Child(one, tuple(cases[one.pk])) for one in persons}
        links = Link.objects.visible_to(user).order_by("since", "kind", "source", "recorded_at")
        self.links = [link for link in links if link.context_id in self.contexts]
        self.disruptions = list(Disruption.objects.visible_to(user).order_by("begins", "kind", "authority"))
        self.episodes = list(MissingEpisode.objects.visible_to(user).order_by("last_seen_at", "returned_at"))
        self.shared = [*self._shared_phones(), *self._shared_addresses()]

    @cached_property
    def person_of_case(self) -> dict[UUID, UUID]:
        """The child of each visible case."""
        return {case.pk: child.person.pk for child in self.children.values() for case in child.cases}

    @cached_property
    def persons(self) -> set[UUID]:
        """Every person seen: children, and persons of concern."""
        return {*self.children, *(one.person_id for one in self.contexts.values() if one.person_id)}

    @cached_property
    def links_of_context(self) -> dict[UUID, list[Link]]:
        """The links to children's cases, by person of concern, place or group."""
        found: dict[UUID, list[Link]] = defaultdict(list)
        for link in self.links:
            if link.case_id in self.person_of_case:
                found[link.context_id].append(link)
        return found

    def children_of(self, context: UUID) -> set[UUID]:
        """The children to whom it is linked."""
        return {self.person_of_case[link.case_id] for link in self.links_of_context.get(context, ()) if link.case_id}

    def _shared_phones(self) -> list[Shared]:
        holders: dict[str, set[UUID]] = defaultdict(set)
        for phone in Phone.objects.visible_to(self.user).filter(person__in=self.persons):
            holders[phone.digits].add(phone.person_id)
        return self._several(holders, "The same telephone number is recorded for both")

    def _shared_addresses(self) -> list[Shared]:
        """For those who may read addresses. A protected one counts for nothing: that it is shared would tell of it."""
        if not field_groups()["address"].readable_by(self.user):
            return []
        holders: dict[str, set[UUID]] = defaultdict(set)
        found = Address.objects.visible_to(self.user).filter(person__in=self.persons, protected=False, ends=None)
        for address in found:
            holders[_one_way(f"{address.lines} {address.postcode}")].add(address.person_id)
        return self._several(holders, "The same address is recorded for both")

    def _several(self, holders: dict[str, set[UUID]], what: str) -> list[Shared]:
        return [
            Shared(what, tuple(sorted(held, key=str))) for key, held in sorted(holders.items()) if key and len(held) > 1
        ]


def _one_way(address: str) -> str:
    """The address in one way of writing: small letters and digits."""
    return "".join(letter for letter in address.casefold() if letter.isalnum())
