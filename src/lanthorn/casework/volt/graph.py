"""Who and what is linked together, as groups that hang together: for a drawing, and for a table that says the same.

Given what a user may see; gives each group's ends and links in a fixed order, so that the same records always give the
same drawing.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import combinations
from typing import Any
from uuid import UUID

import networkx as nx
from django.urls import reverse

from lanthorn.casework.contexts.models import Kind
from lanthorn.casework.contexts.sheets import CONTEXT_LINE
from lanthorn.casework.look.templatetags.look import day
from lanthorn.casework.people.sheets import PERSON_SHEET
from lanthorn.casework.volt.seen import Child, Seen

CHILD = "child"
_ORDER = {CHILD: 0, Kind.PERSON: 1, Kind.PLACE: 2, Kind.ONLINE: 3, Kind.GROUP: 4}
_WORDS = {CHILD: "Child", **{kind.value: str(kind.label) for kind in Kind}}


@dataclass(frozen=True, order=True)
class End:
    """A child, person of concern, place, online space or group. Ordered by kind, name and reference."""

    place: int
    name: str
    reference: str
    kind: str
    href: str

    @property
    def what(self) -> str:
        """Its kind in words."""
        return _WORDS[self.kind]


@dataclass(frozen=True, order=True)
class Tie:
    """Two ends, how they are linked, since when, and whether it has ended."""

    one: End
    other: End
    how: str
    since: str
    ended: bool


@dataclass(frozen=True)
class Group:
    """Ends that hang together, and the ties between them."""

    ends: tuple[End, ...]
    ties: tuple[Tie, ...]


def groups_of(seen: Seen) -> list[Group]:
    """The groups, the largest first. What is tied to nothing is in none."""
    ties = sorted(set(_ties(seen)))
    graph = nx.Graph()
    graph.add_edges_from((tie.one, tie.other) for tie in ties)
    groups = []
    for members in nx.connected_components(graph):
        ends = tuple(sorted(members))
        groups.append(Group(ends, tuple(tie for tie in ties if tie.one in members)))
    return sorted(groups, key=lambda group: (-len(group.ends), group.ends))


def ends_of(seen: Seen) -> tuple[dict[UUID, End], dict[UUID, End]]:
    """The end that stands for each child, by person; and for each person of concern, place and group."""
    children = {pk: _child(child, seen.user) for pk, child in seen.children.items()}
    contexts = {}
    for pk, context in seen.contexts.items():
        shown = CONTEXT_LINE.show(context, seen.user)
        contexts[pk] = End(
            _ORDER[Kind(context.kind)], str(shown["name"]), str(shown["reference"]), context.kind,
            reverse("contexts:page", args=[pk]),
        )  # fmt: skip
    return children, contexts


def _child(child: Child, user: Any) -> End:
    latest = child.cases[0]
    name = str(PERSON_SHEET.show(child.person, user)["name"])
    return End(_ORDER[CHILD], name, latest.reference, CHILD, reverse("cases:page", args=[latest.pk]))


def _ties(seen: Seen) -> Iterator[Tie]:
    children, contexts = ends_of(seen)
    for link in seen.links:
        one = contexts[link.context_id]
        other = None
        if link.case_id in seen.person_of_case:
            other = children.get(seen.person_of_case[link.case_id])
        elif link.other_id in contexts:
            other = contexts[link.other_id]
        if other is not None and other != one:
            yield _tie(one, other, link.get_kind_display(), day(link.since), link.ends is not None)
    holders: dict[UUID, list[End]] = {pk: [end] for pk, end in children.items()}
    for context in seen.contexts.values():
        if context.person_id:
            holders.setdefault(context.person_id, []).append(contexts[context.pk])
    for held in holders.values():
        for one, other in combinations(sorted(held), 2):
            yield _tie(one, other, "The same person", "", False)
    for shared in seen.shared:
        ends = sorted({end for person in shared.persons for end in holders.get(person, ())})
        for one, other in combinations(ends, 2):
            yield _tie(one, other, shared.what, "", False)


def _tie(one: End, other: End, how: str, since: str, ended: bool) -> Tie:
    first, second = sorted((one, other))
    return Tie(first, second, how, since, ended)
