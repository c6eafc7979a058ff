"""Which victims are audited: a random sample of them, stratified by how sure the model is of each question.

Given the posterior of each question for the victims of a period; gives back a `Sample`, drawn by a stated seed. Where
the model is unsure more are drawn, where it is sure fewer, but from every stratum some: missed links lie where the
model is sure that there is none.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

from lanthorn.errors import LanthornError
from lanthorn.linkage.parameters import parameters
from lanthorn.linkage.posterior import Posterior

Numbers = npt.NDArray[np.int64]


@dataclass(frozen=True)
class Item:
    """One victim of the sample, in the order in which a reviewer sees them: an order that gives nothing away."""

    number: int
    record_id: str
    """The victim's record in the first offence of the period, by which the child is found again after a new run."""
    reported_on: str
    stratum: str
    weight: float
    """How many victims this one stands for: the size of the stratum over how many were drawn from it."""


@dataclass(frozen=True)
class Stratum:
    """Victims of whom the model is equally sure, and how many of them were drawn."""

    name: str
    victims: int
    drawn: int


@dataclass(frozen=True)
class Sample:
    """What was drawn, from whom, and how."""

    items: tuple[Item, ...]
    strata: tuple[Stratum, ...]
    seed: int


def stratum_of(probability: npt.NDArray[np.float64]) -> Numbers:
    """The place of each posterior probability among the stated strata, from 0."""
    return np.digitize(probability, parameters().audit_strata).astype(np.int64)


def draw_sample(posteriors: Sequence[Posterior], size: int, seed: int) -> Sample:
    """A sample of about `size` victims (all of them where there are not so many).

    Allocation after Neyman (1934): a stratum's share follows its size times the standard deviation expected in it.
    Raises LanthornError where there are no victims or the size is not above nought.
    """
    victims = len(posteriors[0])
    if size < 1 or not victims:
        raise LanthornError(
            f"A sample of {size} out of {victims} victims cannot be drawn: expected at least one of each."
        )
    places = np.column_stack([stratum_of(posterior.probability) for posterior in posteriors])
    kinds, stratum, sizes = np.unique(places, axis=0, return_inverse=True, return_counts=True)
    stratum = stratum.reshape(-1)
    drawn = _allocate(sizes, _expected_deviation(posteriors, stratum, len(kinds)), min(size, victims))
    rng = np.random.default_rng(seed)
    chosen = np.concatenate(
        [rng.choice(np.flatnonzero(stratum == place), drawn[place], replace=False) for place in range(len(kinds))]
    )
    rng.shuffle(chosen)
    names = [_name(posteriors, kind) for kind in kinds]
    first = posteriors[0]
    items = tuple(
        Item(
            number,
            str(first.first_record_id[victim]),
            str(first.reported_on[victim]),
            names[stratum[victim]],
            float(sizes[stratum[victim]] / drawn[stratum[victim]]),
        )
        for number, victim in enumerate(chosen.tolist(), start=1)
    )
    strata = tuple(Stratum(*entry) for entry in zip(names, sizes.tolist(), drawn.tolist(), strict=True))
    return Sample(items, strata, seed)


def _expected_deviation(posteriors: Sequence[Posterior], stratum: Numbers, strata: int) -> npt.NDArray[np.float64]:
    """What the answers in a stratum are expected to vary by, all questions together; never by nothing.

    The model does not know the links it missed, so no stratum is taken to be surer than the stated share of errors.
    """
    sure = parameters().audit_least_expected_error
    variance = np.zeros(strata)
    for posterior in posteriors:
        mean = np.bincount(stratum, posterior.probability, strata) / np.bincount(stratum, minlength=strata)
        expected = np.clip(mean, sure, 1 - sure)
        variance += expected * (1 - expected)
    return np.asarray(np.sqrt(variance))


def _allocate(sizes: Numbers, deviation: npt.NDArray[np.float64], total: int) -> Numbers:
    """How many to draw from each stratum: some from each, never more than there are, `total` in all or a few more."""
    least = np.minimum(sizes, parameters().audit_fewest_a_stratum)
    drawn = least.copy()
    wanted = sizes * deviation
    while drawn.sum() < total:
        open_ = drawn < sizes
        ideal = total * np.where(open_, wanted, 0) / wanted[open_].sum()
        # The next one goes to the stratum that lies furthest below its share.
        drawn[np.argmax(np.where(open_, ideal - drawn, -np.inf))] += 1
    return drawn


def _name(posteriors: Sequence[Posterior], kind: npt.NDArray[Any]) -> str:
    edges = (0.0, *parameters().audit_strata, 1.0)
    return "; ".join(
        f"{posterior.question.id} {edges[place]:g} to {edges[place + 1]:g}"
        for posterior, place in zip(posteriors, kind.tolist(), strict=True)
    )
