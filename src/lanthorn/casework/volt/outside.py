"""What may leave the panel: counts by coarse area, small ones hidden, the others rounded, and no totals.

A place becomes the area in which it lies, and a name, a reference, an address or a day is nowhere. Each count is
rounded to the nearest five, and one from 1 to 4 is hidden; since no total is given and no count stands in two tables,
nothing is there from which a hidden one could be worked out.
"""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from lanthorn.casework.areas import area_label
from lanthorn.casework.contexts.models import Kind
from lanthorn.casework.volt.seen import Seen

SMALLEST_SHOWN, ROUNDED_TO = 5, 5
HIDDEN = "c"
"""Stands for a count from 1 to 4, as in the Department for Education's tables."""


@dataclass(frozen=True)
class Table:
    """One table: its title, the headings, and rows of texts whose last cell is a count."""

    title: str
    headings: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


def publishable(count: int) -> str:
    """The count as it may leave: 0, c for 1 to 4, or rounded to the nearest five."""
    if 0 < count < SMALLEST_SHOWN:
        return HIDDEN
    return f"{ROUNDED_TO * ((count + ROUNDED_TO // 2) // ROUNDED_TO):,}"


def summary_of(seen: Seen) -> tuple[Table, ...]:
    """The tables that may leave the panel."""
    contexts = seen.contexts.values()
    places = Counter((area_label(one.area),) for one in contexts if one.kind == Kind.PLACE)
    others = Counter((str(one.get_kind_display()),) for one in contexts if one.kind != Kind.PLACE)
    measures = Counter(
        (str(one.get_kind_display()), str(one.get_outcome_display()) or "Not known yet") for one in seen.disruptions
    )
    return (
        _table("Places of concern, by area", ("Area", "Places"), places),
        _table("Persons of concern, online spaces and groups", ("What", "Number"), others),
        _table("Disruption, by what came of it", ("What", "What came of it", "Number"), measures),
    )


def _table(title: str, headings: tuple[str, ...], counts: Mapping[Any, int]) -> Table:
    return Table(title, headings, tuple((*key, publishable(count)) for key, count in sorted(counts.items())))
