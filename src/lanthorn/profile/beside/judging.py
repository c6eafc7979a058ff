"""How two figures stand to each other, judged by the intervals that are printed beside them.

The interval of a difference is made of the two printed ones (Newcombe 1998, Statistics in Medicine 17, method 10; for
rates Zou and Donner 2008, Statistics in Medicine 27), so that a reader can check every word from the table alone.
"""

import tomllib
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from importlib.resources import files
from math import hypot
from typing import Any

from lanthorn.measures import Estimate, wilson


class Stands(StrEnum):
    """What may be said of one figure beside another."""

    ABOVE = "above"
    BELOW = "below"
    SIMILAR = "similar"
    """The difference is known well enough to be called small."""
    UNCLEAR = "unclear"
    """It may be large or none: chance alone could make it."""


@dataclass(frozen=True)
class Tolerance:
    """How far apart two figures may be and still be called broadly similar."""

    points: float
    """Of shares between 0 and 1."""
    negligible: float
    """The same, for a difference that is certain."""
    ratio: float
    """Of numbers and rates."""


@cache
def rows() -> dict[str, Any]:
    """The data of `comparing.toml`."""
    return tomllib.loads((files("lanthorn.profile") / "data" / "comparing.toml").read_text(encoding="utf-8"))


def tolerance() -> Tolerance:
    """The tolerances in use."""
    similar = rows()["similar"]
    return Tolerance(float(similar["points"]), float(similar["negligible"]), float(similar["ratio"]))


def difference(this: Estimate, other: Estimate) -> Estimate:
    """How much the one is above the other, with the 95% interval that the intervals of both allow."""
    apart = this.value - other.value
    low = apart - hypot(this.value - this.low, other.high - other.value)
    high = apart + hypot(this.high - this.value, other.value - other.low)
    return Estimate(apart, low, high)


def shares(this: Estimate, other: Estimate) -> Stands:
    """How two shares of different children, or of different records, stand to each other."""
    apart, allowed = difference(this, other), tolerance()
    if -allowed.negligible <= apart.low and apart.high <= allowed.negligible:
        return Stands.SIMILAR
    return _judged(apart, allowed.points)


def rates(this: Estimate, other: Estimate) -> Stands:
    """How two rates stand to each other."""
    return _judged(difference(this, other), other.value * (tolerance().ratio - 1))


def numbers(this: int, other: int, *, days: tuple[int, int] = (1, 1)) -> Stands:
    """How two counts of events stand to each other, given the days over which each was counted.

    Given how many there are of both, as many as chance gives are on this side where nothing has changed (Przyborowski
    and Wilenski 1940); the interval of that share is Wilson's.
    """
    if not this + other:
        return Stands.SIMILAR
    expected = days[0] / sum(days)
    found = wilson(this, this + other)
    if found.low > expected:
        return Stands.ABOVE
    if found.high < expected:
        return Stands.BELOW
    most = tolerance().ratio
    lowest, highest = (_odds(end) / _odds(expected) for end in (found.low, found.high))
    return Stands.SIMILAR if 1 / most <= lowest and highest <= most else Stands.UNCLEAR


def within_the_whole(part: Estimate, whole: Estimate, *, near: float) -> Stands:
    """How a part's figure stands to that of the whole it lies in: by whether its interval holds the whole's figure.

    As England's local health profiles do (Public Health England, Fingertips): the two are not of different children,
    so that the interval of the whole says nothing more. `near`: how far apart both may be to be called similar.
    """
    return _judged(Estimate(part.value - whole.value, part.low - whole.value, part.high - whole.value), near)


def _judged(apart: Estimate, near: float) -> Stands:
    if apart.low > 0:
        return Stands.ABOVE
    if apart.high < 0:
        return Stands.BELOW
    return Stands.SIMILAR if -near <= apart.low and apart.high <= near else Stands.UNCLEAR


def _odds(share: float) -> float:
    return share / (1 - share) if share < 1 else float("inf")
