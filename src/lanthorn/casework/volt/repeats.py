"""What comes up again: children with several around them, persons of concern and places with several children.

Given what a user may see; gives rows for tables, those with most children first. A number here counts what the user may
see, and nothing else.
"""

from collections import Counter
from dataclasses import dataclass
from datetime import date, timedelta
from uuid import UUID

from django.utils import timezone

from lanthorn.casework.contexts.models import Kind
from lanthorn.casework.volt.graph import End, ends_of
from lanthorn.casework.volt.seen import Seen

SEVERAL = 2
RECENT = timedelta(days=90)


@dataclass(frozen=True)
class Victim:
    """A child with what stands around them."""

    end: End
    around: int
    missing: int
    """Missing episodes of the last 90 days."""


@dataclass(frozen=True)
class Recurring:
    """A person of concern, place, online space or group, and the children to whom it is linked."""

    context: UUID
    end: End
    children: tuple[End, ...]
    first: date
    latest: date
    disruptions: int
    running: int
    """Measures of disruption without an outcome so far."""


@dataclass(frozen=True)
class Theme:
    """A kind of link to a kind of person, place or group, and how many children it comes up for."""

    what: str
    how: str
    children: int


def victims(seen: Seen) -> list[Victim]:
    """Children to whom something is linked, or who were missing of late; those with most around them first."""
    children, _ = ends_of(seen)
    since = timezone.now() - RECENT
    around: dict[UUID, set[UUID]] = {}
    for context, links in seen.links_of_context.items():
        for link in links:
            if link.case_id and not link.ends:
                around.setdefault(seen.person_of_case[link.case_id], set()).add(context)
    missing = Counter(seen.person_of_case[one.case_id] for one in seen.episodes if one.last_seen_at >= since)
    found = [Victim(end, len(around.get(pk, ())), missing[pk]) for pk, end in children.items()]
    return sorted(
        (one for one in found if one.around or one.missing), key=lambda one: (-one.around, -one.missing, one.end)
    )


def recurring(seen: Seen, *kinds: Kind) -> list[Recurring]:
    """Those of these kinds that are linked to several children, those linked to most first."""
    children, contexts = ends_of(seen)
    found = []
    for pk, links in seen.links_of_context.items():
        linked = seen.children_of(pk)
        if seen.contexts[pk].kind in kinds and len(linked) >= SEVERAL:
            days = [link.since for link in links]
            against = [one for one in seen.disruptions if one.context_id == pk]
            found.append(
                Recurring(
                    pk, contexts[pk], tuple(sorted(children[one] for one in linked)), min(days), max(days),
                    len(against), sum(not one.outcome for one in against),
                )
            )  # fmt: skip
    return sorted(found, key=lambda one: (-len(one.children), one.end))


def themes(seen: Seen) -> list[Theme]:
    """What links children to what, by kind, with the number of children; most first."""
    found: dict[tuple[str, str], set[UUID]] = {}
    for pk, links in seen.links_of_context.items():
        for link in links:
            if link.case_id:
                key = (str(seen.contexts[pk].get_kind_display()), str(link.get_kind_display()))
                found.setdefault(key, set()).add(seen.person_of_case[link.case_id])
    return sorted(
        (Theme(what, how, len(linked)) for (what, how), linked in found.items()),
        key=lambda one: (-one.children, one.what, one.how),
    )
