"""Monthly counts to try the early warning on: drawn at a stated rate, in clusters or singly, changed or not."""

from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from lanthorn.measures.warning import MonthlyCounts
from lanthorn.measures.warning.series import length
from lanthorn.vocabulary import authorities

FLAGS_A_MONTH = np.linspace(1.0, 9.0, 33)
"""Rates like those of flagged offences in 33 authorities: from one a month to nine."""


def months(number: int, last: str = "2015-03") -> tuple[str, ...]:
    """So many months in a row, up to the last."""
    end = int(last[:4]) * 12 + int(last[5:]) - 1
    return tuple(f"{index // 12}-{index % 12 + 1:02d}" for index in range(end - number + 1, end + 1))


def counts_of(counts: NDArray[np.int64], *, clustered: bool = False) -> MonthlyCounts:
    """Counts of the first authorities as the early warning takes them."""
    places = tuple(entry.code for entry in authorities())[: len(counts)]
    return MonthlyCounts(places, months(counts.shape[1]), counts, "", clustered)


def drawn(
    chance: np.random.Generator,
    number: int,
    *,
    a_month: NDArray[np.float64] = FLAGS_A_MONTH,
    dispersion: float = 1.0,
    doubled: int | None = None,
    since: int = 0,
) -> MonthlyCounts:
    """Counts of so many months; the rate of the authority `doubled` is twice as high from the month `since` on."""
    days = np.array([length(month) for month in months(number)])
    rates = a_month[:, None] * days / 30.4375
    if doubled is not None:
        rates[doubled, since:] *= 2
    if dispersion == 1:
        return counts_of(chance.poisson(rates))
    return counts_of(chance.negative_binomial(rates / (dispersion - 1), 1 / dispersion), clustered=True)


def up_to(counts: MonthlyCounts, number: int) -> MonthlyCounts:
    """The first so many months of them, as they stood then."""
    return replace(counts, months=counts.months[:number], counts=counts.counts[:, :number])
