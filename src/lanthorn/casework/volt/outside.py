"""What may leave the panel: counts by coarse area and kind, which disclosure control hides, rounds and attacks.

A place becomes the area in which it lies, and a name, a reference, an address or a day is nowhere. What is handed out
is made by a room above that the settings name (LEAVING): it refuses where an attack on the finished tables gets
anything, and then nothing leaves.
"""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import product
from typing import Any, Protocol

from django.conf import settings
from django.utils.module_loading import import_string

from lanthorn.casework.areas import area_label, authority_choices
from lanthorn.casework.contexts.models import DisruptionKind, Kind, Outcome
from lanthorn.casework.volt.seen import Seen

HIDDEN = "c"
"""Stands for a count that is hidden, as in the Department for Education's tables."""
_OPEN = "Not known yet"
Key = tuple[str, ...]


class Leaving(Protocol):
    """Gives counts as they may be handed out, None where hidden; raises LanthornError where they may not."""

    def __call__(self, title: str, tables: Mapping[str, Mapping[Key, int]]) -> Mapping[str, Mapping[Key, int | None]]:
        """The counts by table and cell."""


@dataclass(frozen=True)
class Table:
    """One table: its title, the headings, and rows of texts whose last cell is a count."""

    title: str
    headings: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


def summary_of(seen: Seen) -> tuple[Table, ...]:
    """The tables that may leave the panel. Raises LanthornError where hidden counts could be worked out from them."""
    contexts = seen.contexts.values()
    areas = sorted({area_label(code) for code, _ in authority_choices()} | {area_label("")})
    places = Counter((area_label(one.area),) for one in contexts if one.kind == Kind.PLACE)
    others = Counter((str(one.get_kind_display()),) for one in contexts if one.kind != Kind.PLACE)
    measures = Counter(
        (str(one.get_kind_display()), str(one.get_outcome_display()) or _OPEN) for one in seen.disruptions
    )
    outcomes = [*(str(one.label) for one in Outcome), _OPEN]
    counted = {
        "places": _all(places, [areas]),
        "others": _all(others, [[str(one.label) for one in Kind if one is not Kind.PLACE]]),
        "measures": _all(measures, [[str(one.label) for one in DisruptionKind], outcomes]),
    }
    leaving: Leaving = import_string(settings.LEAVING)
    left = leaving("Victims, offenders, locations and themes", counted)
    return (
        _table("Places of concern, by area", ("Area", "Places"), left["places"]),
        _table("Persons of concern, online spaces and groups", ("What", "Number"), left["others"]),
        _table("Disruption, by what came of it", ("What", "What came of it", "Number"), left["measures"]),
    )


def _all(counts: Counter[Any], values: Sequence[Sequence[str]]) -> dict[Key, int]:
    """A count for every cell, nought included: a cell that is left out would say nought without being attacked."""
    return dict.fromkeys(product(*values), 0) | dict(counts)


def _table(title: str, headings: tuple[str, ...], counts: Mapping[Key, int | None]) -> Table:
    rows = ((*key, HIDDEN if count is None else f"{count:,}") for key, count in counts.items() if count != 0)
    return Table(title, headings, tuple(rows))
