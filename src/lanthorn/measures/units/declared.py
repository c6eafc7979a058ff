"""What a unit is: what is counted, in words, and the view that gives one row for each."""

from collections.abc import Callable
from dataclasses import dataclass

import ibis

from lanthorn.measures.units.sources import Sources


@dataclass(frozen=True)
class Unit:
    """What is counted: its words, the tables it needs, and the view that gives one row per unit.

    `population` names the same people or events across units, so that disclosure control knows when two tables count
    the same thing. `view` is None for a unit whose records no store holds yet. `dated` says which date puts it in the
    period.
    """

    name: str
    one: str
    many: str
    counted: str
    population: str
    needs: tuple[str, ...]
    source: str
    view: Callable[[Sources], ibis.Table] | None
    weighted: bool = False
    """Whether the view's rows carry a `weight` to be added up instead of being counted."""
    children: bool = True
    """Whether a small count could say something of a child, and so is hidden."""
    series: tuple[str, ...] = ()
    """The recording series it rests on: where one of them begins, volumes stop being comparable."""
    dated: tuple[tuple[str, str], ...] = ()
    """The tables, and the column of each, whose days say between which days records are held."""
    why_never: str = ""
    """For a unit without a view: why no extract that can be loaded holds it."""
