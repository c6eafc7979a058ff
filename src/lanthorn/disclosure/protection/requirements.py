"""Which counts must be hidden, and how far apart a reader must think each hidden one possible.

Primary rules: a count below the threshold; for amounts, dominance and p% (Hundepool et al. 2012, chapter 4.2); a group
of which everybody has one attribute. Every other count that comes to be hidden must be hidden well enough too, for a
reader cannot tell the two apart.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from lanthorn.disclosure.protection.cells import Cells
from lanthorn.disclosure.publication import Count, Kind, Publication, Rule


@dataclass(frozen=True)
class PrimaryRules:
    """What is unsafe beside the publication's threshold. Left out: nothing."""

    dominance: tuple[int, int] | None = None
    """(n, k): an amount is unsafe where its n greatest contributions are more than k per cent of it."""
    p_percent: int | None = None
    """An amount is unsafe where its second contributor can know the first one's share to within p per cent."""
    group_dimensions: frozenset[str] = field(default_factory=frozenset)
    """Dimensions of which a value shared by everybody in a group says something of each of them."""


@dataclass(frozen=True, eq=False)
class Requirements:
    """By place: whether a count must be hidden, why, and the width its interval needs if it is."""

    primary: NDArray[np.bool_]
    reasons: Mapping[Count, str]
    width: NDArray[np.float64]
    sides: NDArray[np.float64]
    """The room an unsafe count needs to each side of the truth, beside the width: Tau-Argus's protection levels."""
    every_hidden: bool = True
    """Whether counts that are hidden to help must be hidden well enough themselves."""


def requirements_of(publication: Publication, cells: Cells, rules: PrimaryRules) -> Requirements:
    """What protection must achieve."""
    rule = publication.rule
    reasons: dict[Count, str] = {}
    amounts = _amounts(publication)
    places = cells.places
    for count, place in places.items():
        if count not in amounts and rule.unsafe(int(cells.values[place])) and not cells.never_hidden[place]:
            reasons[count] = f"a count of {rule.words}"
    for count, (value, contributions) in amounts.items():
        why = _unsafe_amount(value, contributions, rules, rule)
        if why:
            reasons[count] = why
    for count in _groups(publication, cells, rules.group_dimensions):
        reasons.setdefault(count, "everybody in the group has the attribute")
    primary = np.zeros(len(cells.values), dtype=bool)
    primary[[places[count] for count in reasons]] = True
    width = _widths(rule, cells.values).astype(np.float64)
    sides = np.zeros(len(cells.values))
    for count, (value, contributions) in amounts.items():
        width[places[count]] = _amount_width(value, rule)
        if rules.p_percent is not None and contributions:
            sides[places[count]] = max(0.0, np.ceil(_shortfall(value, contributions, rules.p_percent)))
    width[[places[count] for count in reasons if count not in amounts]] = rule.required_width
    return Requirements(primary, reasons, width, sides)


def _widths(rule: Rule, values: NDArray[np.int64]) -> NDArray[np.int64]:
    """The full width where a narrower interval could take in a small count; otherwise not to be known exactly."""
    near = values < rule.required_width + rule.threshold - 1
    return np.where(near, rule.required_width, 1)


def _amounts(publication: Publication) -> dict[Count, tuple[int, tuple[int, ...]]]:
    found = {}
    for table, key, value in publication.cells:
        if table.kind is Kind.AMOUNTS and isinstance(value, int):
            found[publication.count(table, key)] = (value, table.contributions.get(key, ()))
    return found


def _unsafe_amount(value: int, contributions: tuple[int, ...], rules: PrimaryRules, rule: Rule) -> str:
    if not value or not contributions:
        return ""
    if rules.dominance is not None:
        number, share = rules.dominance
        if 100 * sum(contributions[:number]) > share * value:
            return f"its {number} greatest contributions are more than {share} % of it"
    if rules.p_percent is not None and _shortfall(value, contributions, rules.p_percent) > 0:
        return f"its greatest contribution can be known to within {rules.p_percent} %"
    return ""


def _shortfall(value: int, contributions: tuple[int, ...], percent: int) -> float:
    """How much less than p per cent of the first contribution all but the first two make up."""
    first, second = (*contributions, 0, 0)[:2]
    return percent / 100 * first - (value - first - second)


def _amount_width(value: int, rule: Rule) -> float:
    """Wide enough for the publication's rule on amounts.

    The rule asks for `percent` of the greatest possible value, which may lie a width above the true one.
    """
    return max(1.0, float(np.ceil(rule.percent / (100 - rule.percent) * value)))


def _groups(publication: Publication, cells: Cells, dimensions: frozenset[str]) -> list[Count]:
    """Counts that are all of their group: the count without the value is the same number, and not nought."""
    places = cells.places
    found = []
    for count, place in places.items():
        for dimension, value in count.where:
            if dimension in dimensions and cells.values[place]:
                rest = frozenset(count.where - {(dimension, value)})
                group = publication.structure.name(Count(count.population, rest))
                if group in places and rest and cells.values[places[group]] == cells.values[place]:
                    found.append(count)
    return found
