"""Intervals: Wilson for a share, exact Poisson (Garwood) for a count or a rate. All at 95 %.

Wilson (1927), JASA 22; Garwood (1936), Biometrika 28. Both as recommended by the Association of Public Health
Observatories' Technical Briefing 3 (2008) for public health indicators.
"""

from dataclasses import dataclass

from scipy.stats import chi2, norm

CONFIDENCE = 0.95


@dataclass(frozen=True)
class Estimate:
    """A value with the ends of its 95 % interval, all in the same unit."""

    value: float
    low: float
    high: float

    def scaled(self, factor: float) -> "Estimate":
        """The estimate in another unit: each number times the factor."""
        return Estimate(self.value * factor, self.low * factor, self.high * factor)


def wilson(numerator: int, denominator: int) -> Estimate:
    """A share between 0 and 1 with its Wilson interval. Raises ValueError unless 0 ≤ numerator ≤ denominator > 0."""
    if not 0 <= numerator <= denominator or denominator == 0:
        raise ValueError(f"{numerator} of {denominator} is not a share")
    z = float(norm.ppf((1 + CONFIDENCE) / 2))
    share = numerator / denominator
    centre = (share + z * z / (2 * denominator)) / (1 + z * z / denominator)
    half = z / (1 + z * z / denominator) * (share * (1 - share) / denominator + (z / (2 * denominator)) ** 2) ** 0.5
    # At nought and at one the end is the share itself; rounding must not put it on the wrong side.
    return Estimate(share, max(0.0, min(centre - half, share)), min(1.0, max(centre + half, share)))


def poisson(count: int) -> Estimate:
    """A count with its exact Poisson interval. Raises ValueError for a negative count."""
    if count < 0:
        raise ValueError(f"{count} is not a count")
    tail = (1 - CONFIDENCE) / 2
    low = 0.0 if count == 0 else float(chi2.ppf(tail, 2 * count)) / 2
    return Estimate(float(count), low, float(chi2.ppf(1 - tail, 2 * count + 2)) / 2)
