"""What kind of statement a share is: a figure of the records, a bound, or an estimate corrected for linkage error.

The one place that knows. Shares of linked children are published as "at least" because a missed link can only make
them too low; where an audit of the links has given a corrected estimate, that takes the share's place everywhere.
"""

import tomllib
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from importlib.resources import files

from lanthorn.measures import Estimate, Key, Measure

Corrections = Mapping[tuple[str, tuple[str, ...], Key], Estimate]
"""Measure id, the breakdown's dimensions and a cell's key, to its corrected share between 0 and 1."""


class Standing(StrEnum):
    """What a share says."""

    RECORDED = "recorded"
    """It is the share of the records."""
    AT_LEAST = "at least"
    AT_MOST = "at most"
    ESTIMATED = "estimated"
    """It is corrected for linkage error, and its interval carries that error."""


@dataclass(frozen=True)
class _Bound:
    dimension: str
    at_least: frozenset[str]
    at_most: frozenset[str]
    not_within: frozenset[str]
    """Dimensions whose groups a missed link can also move a child out of, so that shares within them are no bound."""


@cache
def _bounds() -> dict[str, _Bound]:
    text = (files("lanthorn.profile") / "data" / "lower_bounds.toml").read_text(encoding="utf-8")
    return {
        row["dimension"]: _Bound(
            row["dimension"],
            frozenset(row["at_least"]),
            frozenset(row["at_most"]),
            frozenset(row.get("not_within", ())),
        )
        for row in tomllib.loads(text)["bound"]
    }


def standing(
    measure: Measure, dimension: str, values: Collection[str], *, within: Collection[str] = (), corrected: bool = False
) -> Standing:
    """What the share of some values of a breakdown's last dimension says, taken together, within groups of others.

    A sum of bands is a lower bound where all bands left out of it lie below (the caller sums only such); it is known
    by holding a value that is one, and none that is an upper bound.
    """
    if corrected:
        return Standing.ESTIMATED
    bound = _bounds().get(dimension)
    if not measure.lower_bound or bound is None or bound.not_within.intersection(within):
        return Standing.RECORDED
    if bound.at_least.intersection(values) and not bound.at_most.intersection(values):
        return Standing.AT_LEAST
    if bound.at_most.intersection(values) and not bound.at_least.intersection(values):
        return Standing.AT_MOST
    return Standing.RECORDED


def rests_on_a_bound(measure: Measure) -> bool:
    """Whether the measure's shares are published as bounds while there is no audit of the links."""
    return measure.lower_bound and any(name in _bounds() for breakdown in measure.breakdowns for name in breakdown[-1:])
