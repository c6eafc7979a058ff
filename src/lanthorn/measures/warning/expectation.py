"""What would be expected of a count from the months before, exactly, for small and for clustered counts.

Counts are taken as negative binomial with a variance that is a multiple of the mean, the dispersion: one child can be
reported many times, so that reports come in clusters. Where months are alike, the sum of their counts is of the same
kind, and given the sum over the earlier months and the one looked at, the count of the one is beta-binomial, whatever
the rate is; without clusters it is binomial. No rate has to be estimated, so the answer is as good for 2 as for 200.

Sources: the exact comparison of two Poisson counts, Przyborowski and Wilenski (1940), Biometrika 31; the same for
negative binomial counts given their sum, Robinson and Smyth (2008), Biostatistics 9; limits for a count to come by
turning such a test round, Krishnamoorthy and Peng (2011), Journal of Statistical Planning and Inference 141.
"""

from bisect import bisect_left
from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy.stats import betabinom, binom

Floats = NDArray[np.float64]
Counts = NDArray[np.int64]

_AS_GOOD_AS_NONE = 1e-6
"""A dispersion so near to 1 is that of counts that come singly."""


def dispersion(counts: Counts, days: Counts) -> float:
    """Variance over mean, estimated from all places together: Pearson's statistic over its degrees of freedom.

    `counts` has a row per place and a column per month, `days` the length of each month. At least 1: counts do not
    come more evenly than singly. McCullagh and Nelder (1989), Generalized Linear Models, section 4.5.
    """
    expected = counts.sum(axis=1, keepdims=True) * (days / days.sum())
    with_any = counts.sum(axis=1) > 0
    freedom = int(with_any.sum()) * (len(days) - 1)
    if freedom <= 0:
        return 1.0
    statistic = ((counts - expected)[with_any] ** 2 / expected[with_any]).sum()
    return max(1.0, float(statistic) / freedom)


def dispersion_in_trials(
    counts: Counts, days: Counts, window: int, gap: int, least: int, *, each_its_own: bool = False
) -> Floats:
    """Variance over mean of just such comparisons as are to be made, tried out within the months before, by place.

    A child who goes missing again and again does so for months, so that counts drift: neighbouring months are more
    alike than distant ones, and their scatter says too little of how far apart two times can be. Each trial takes a
    window of months within `counts` for the one looked at and compares it, over the same gap, with those before it
    (`least` or more); given are the mean squared differences over those of counts that come singly.

    All places are given what they show together; where `each_its_own`, each the larger of that and what it shows
    itself. So Anders and Huber (2010), Genome Biology 11: R106, take the larger of the common dispersion and that of a
    series: one with few trials is not taken for quieter than the others, nor a restless one for as quiet. At least 1.
    """
    total, trials = np.zeros(counts.shape[0]), np.zeros(counts.shape[0], dtype=np.int64)
    for end in range(least + max(gap + 1, window), counts.shape[1] + 1):
        until = end - max(gap + 1, window)
        count, before = counts[:, end - window : end].sum(axis=1), counts[:, :until].sum(axis=1)
        part = days[end - window : end].sum() / (days[end - window : end].sum() + days[:until].sum())
        together = count + before
        with_any = together > 0
        singly = together[with_any] * part * (1 - part)
        total[with_any] += (count - together * part)[with_any] ** 2 / singly
        trials += with_any
    if not trials.sum():
        return np.ones(counts.shape[0])
    common = np.full(counts.shape[0], total.sum() / trials.sum())
    own = np.divide(total, trials, out=np.zeros_like(total), where=trials > 0) if each_its_own else common
    return np.asarray(np.maximum(1.0, np.maximum(common, own)), dtype=float)


def chance_of_at_least(count: Any, before: Any, days: int, days_before: int, spread: Any) -> Floats:
    """The chance of so many or more in so many days, given the sum of that count and of the days before.

    Works on arrays. `spread` is the dispersion. Where neither has any, the chance is 1.
    """
    singly, clustered = _given_the_sum(count, before, days, days_before, spread)
    one_fewer = np.asarray(count) - 1
    return np.asarray(np.where(_comes_singly(spread), singly.sf(one_fewer), clustered.sf(one_fewer)), dtype=float)


def chance_of_at_most(count: Any, before: Any, days: int, days_before: int, spread: Any) -> Floats:
    """The chance of so many or fewer, under the same conditions."""
    singly, clustered = _given_the_sum(count, before, days, days_before, spread)
    return np.asarray(np.where(_comes_singly(spread), singly.cdf(count), clustered.cdf(count)), dtype=float)


def _comes_singly(spread: Any) -> NDArray[np.bool_]:
    return np.asarray(np.asarray(spread, dtype=float) - 1 < _AS_GOOD_AS_NONE, dtype=bool)


def _given_the_sum(count: Any, before: Any, days: int, days_before: int, spread: Any) -> tuple[Any, Any]:
    """The distribution where counts come singly, and where they cluster."""
    together = np.asarray(count, dtype=np.int64) + np.asarray(before, dtype=np.int64)
    # Nothing counted has no rate; any will do, since the count is nought for certain.
    rate = np.maximum(together, 1) / (days + days_before)
    size = rate / np.maximum(np.asarray(spread, dtype=float) - 1, _AS_GOOD_AS_NONE)
    return binom(together, days / (days + days_before)), betabinom(together, size * days, size * days_before)


def expected_range(before: int, days: int, days_before: int, spread: float, outside: float) -> tuple[int, int]:
    """The lowest and the highest count that would not surprise: each side beyond has at most half of `outside`."""
    half, beyond = outside / 2, 8

    def too_many(count: int) -> bool:
        return bool(chance_of_at_least(count, before, days, days_before, spread) <= half)

    def not_too_few(count: int) -> bool:
        return bool(chance_of_at_most(count, before, days, days_before, spread) > half)

    while not too_many(beyond):
        beyond *= 2
    # Both chances move one way only as the count grows, so that the ends are found by halving.
    low = bisect_left(range(beyond), True, key=not_too_few)
    return low, max(low, bisect_left(range(beyond), True, key=too_many) - 1)
