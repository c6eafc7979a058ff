"""Chance: one stream of random numbers per step, so that a change in one step leaves the others as they were.

Given weights, rates or means, gives back whole arrays of draws.
"""

import zlib
from collections.abc import Mapping, Sequence

import numpy as np
import numpy.typing as npt

Ints = npt.NDArray[np.int64]
Floats = npt.NDArray[np.float64]
Flags = npt.NDArray[np.bool_]
Rng = np.random.Generator


def stream(seed: int, step: str) -> Rng:
    """The random numbers of one step, the same for the same seed on every machine."""
    return np.random.default_rng([seed, zlib.crc32(step.encode())])


def happens(rng: Rng, rate: float | Floats, size: int) -> Flags:
    """For each of `size` cases whether something of that probability happens."""
    return np.asarray(rng.random(size) < rate)


def choose(rng: Rng, weights: Sequence[float] | Floats, size: int) -> Ints:
    """`size` indices into `weights`, each drawn with its weight."""
    cumulative = np.cumsum(np.asarray(weights, dtype=float))
    drawn = np.searchsorted(cumulative, rng.random(size) * cumulative[-1], side="right")
    return np.asarray(np.minimum(drawn, len(cumulative) - 1), dtype=np.int64)


def choose_by_row(rng: Rng, weights: Floats, row: Ints) -> Ints:
    """For each entry of `row` an index drawn with the weights of that row of the matrix."""
    cumulative = np.cumsum(weights, axis=1)
    drawn = np.empty(len(row), dtype=np.int64)
    place = rng.random(len(row))
    for number in range(len(weights)):
        here = np.flatnonzero(row == number)
        drawn[here] = np.searchsorted(cumulative[number], place[here] * cumulative[number, -1], side="right")
    return np.asarray(np.minimum(drawn, weights.shape[1] - 1), dtype=np.int64)


def choose_word(rng: Rng, weights: Mapping[str, float], size: int) -> tuple[list[str], Ints]:
    """The words of `weights`, and `size` indices into them."""
    return list(weights), choose(rng, list(weights.values()), size)


def whole_days(rng: Rng, mean: float | Floats, size: int) -> Ints:
    """`size` exponential times in whole days, at least one."""
    return 1 + (rng.exponential(1.0, size) * mean).astype(np.int64)
