"""Intervals at 95 %: Wilson for a share, and an exact one for how a rate in one group compares with that in the others.

Wilson (1927), JASA 22. The ratio of two Poisson rates: given the sum of both counts, one of them is binomial, so that
the exact interval of Clopper and Pearson (1934, Biometrika 26) for its share gives that of the ratio (Przyborowski and
Wilenski 1940, Biometrika 31).
"""

import math
from dataclasses import dataclass

from scipy.stats import binomtest

CONFIDENCE = 0.95


@dataclass(frozen=True)
class Interval:
    """A value with the ends of its 95 % interval; an end can be infinite."""

    value: float
    low: float
    high: float


def share(part: int, whole: int) -> Interval | None:
    """A share between 0 and 1 with its Wilson interval; None of nothing."""
    if whole == 0:
        return None
    ends = binomtest(part, whole).proportion_ci(CONFIDENCE, method="wilson")
    return Interval(part / whole, float(ends.low), float(ends.high))


def say_share(found: Interval | None) -> str:
    """A share in whole per cent with its interval: "45 % (40–50)"; a dash for none."""
    return (
        "–" if found is None else f"{found.value:.0%} ({found.low * 100:.0f}–{found.high * 100:.0f})".replace("%", " %")
    )


def say_ratio(found: Interval | None) -> str:
    """A ratio with its interval: "1.8 (1.5–2.3)", "0.013 (0.011–0.014)"; a dash for none."""
    if found is None:
        return "–"
    value, low, high = (f"{end:.1f}" if end >= 1 or end == 0 else f"{end:.2g}" for end in vars(found).values())
    return f"{value} ({low}–{high})".replace("inf", "∞")


def rate_ratio(count: int, population: int, other_count: int, other_population: int) -> Interval | None:
    """The rate of one group over that of the others, exactly; None where there is no event or no one to have it."""
    together = count + other_count
    if not together or not population or not other_population:
        return None
    ends = binomtest(count, together).proportion_ci(CONFIDENCE, method="exact")
    scale = other_population / population
    return Interval(*(_odds(part) * scale for part in (count / together, float(ends.low), float(ends.high))))


def _odds(part: float) -> float:
    return math.inf if part >= 1 else part / (1 - part)
