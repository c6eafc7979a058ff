"""What other apps show with an item: on its page, and in the packs. Each adds its part; the panel knows none.

A part is given all items at once, so that a pack of twenty cases asks the database once a part.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.template.loader import render_to_string

from lanthorn.casework.panels.models import AgendaItem

Gather = Callable[[Any, Sequence[AgendaItem]], Mapping[UUID, dict[str, Any]]]


@dataclass(frozen=True)
class Part:
    """One part: its place, its title, its template, and what that is given for each item that it applies to.

    `gather(user, items)` must fetch through `visible_to(user)` and show through sheets, like every page. A part for a
    pack must not read addresses.
    """

    place: int
    title: str
    template: str
    gather: Gather


_of_items: dict[str, Part] = {}
_of_packs: dict[str, Part] = {}


def add_item_part(part: Part) -> None:
    """Show it on the page of an item."""
    _of_items[part.title] = part


def add_pack_part(part: Part) -> None:
    """Put it into every pack."""
    _of_packs[part.title] = part


def item_parts(user: Any, item: AgendaItem) -> list[tuple[str, str]]:
    """Title and HTML of each part of one item."""
    return _rendered(_of_items.values(), user, [item])[item.pk]


def pack_parts(user: Any, items: Sequence[AgendaItem]) -> Mapping[UUID, list[tuple[str, str]]]:
    """Title and HTML of each part of each item."""
    return _rendered(_of_packs.values(), user, items)


def _rendered(parts: Iterable[Part], user: Any, items: Sequence[AgendaItem]) -> dict[UUID, list[tuple[str, str]]]:
    found: dict[UUID, list[tuple[str, str]]] = {item.pk: [] for item in items}
    for part in sorted(parts, key=lambda one: one.place):
        for pk, context in part.gather(user, items).items():
            found[pk].append((part.title, render_to_string(part.template, context)))
    return found
