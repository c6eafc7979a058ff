"""Which authorities recorded more in the last month, or in the last three, than would be expected from before.

Given monthly counts, gives back each comparison with its chance, and flags so many that of those flagged no more than
a stated part is expected to be chance.
"""

from dataclasses import dataclass

import numpy as np
from scipy.stats import false_discovery_control

from lanthorn.measures.warning.expectation import (
    Counts,
    Floats,
    chance_of_at_least,
    dispersion,
    dispersion_in_trials,
)
from lanthorn.measures.warning.series import MonthlyCounts
from lanthorn.measures.warning.settings import Settings, settings


@dataclass(frozen=True)
class Comparison:
    """One authority's count over the last month or months against the months before."""

    place: str
    months: tuple[str, ...]
    count: int
    before: int
    """The sum over all the months before."""
    chance: float
    """The chance of so many or more where nothing has changed."""
    adjusted: float
    """The smallest false discovery rate at which it would be flagged."""
    flagged: bool
    spread: float
    """Variance over mean that the chance allows for."""


@dataclass(frozen=True)
class Watched:
    """All comparisons of one month, and what they rest on."""

    before: tuple[str, ...]
    days_before: int
    comparisons: tuple[Comparison, ...]


def enough(counts: MonthlyCounts, chosen: Settings | None = None) -> bool:
    """Whether there are months enough to expect anything of the last one."""
    return len(counts.months) >= (chosen or settings()).needed


def watch(counts: MonthlyCounts, chosen: Settings | None = None) -> Watched:
    """Compare the last month of the counts, and the last three, with the months before.

    Raises ValueError where there are not months enough.
    """
    chosen = chosen or settings()
    if not enough(counts, chosen):
        raise ValueError(f"{len(counts.months)} months, at least {chosen.needed} are needed")
    last = len(counts.months)
    until = last - 1 - chosen.gap
    begun = max(0, until - chosen.at_most)
    earlier, days = counts.counts[:, begun:until], counts.days[begun:until]
    days_before, before = int(days.sum()), earlier.sum(axis=1)
    spreads = {window: _spread(earlier, days, window, chosen, counts.clustered) for window in chosen.windows}
    looked_at = {window: counts.counts[:, last - window :].sum(axis=1) for window in chosen.windows}
    lengths = {window: int(counts.days[last - window :].sum()) for window in chosen.windows}
    chances = np.concatenate(
        [chance_of_at_least(looked_at[w], before, lengths[w], days_before, spreads[w]) for w in chosen.windows]
    )
    adjusted = false_discovery_control(chances, method="bh")
    pairs = [(window, row) for window in chosen.windows for row in range(len(counts.places))]
    comparisons = tuple(
        Comparison(
            place=counts.places[row],
            months=counts.months[last - window :],
            count=int(looked_at[window][row]),
            before=int(before[row]),
            chance=float(chance),
            adjusted=float(smallest_rate),
            flagged=bool(smallest_rate <= chosen.false_discovery_rate),
            spread=float(spreads[window][row]),
        )
        for (window, row), chance, smallest_rate in zip(pairs, chances, adjusted, strict=True)
    )
    return Watched(counts.months[begun:until], days_before, comparisons)


def _spread(earlier: Counts, days: Counts, window: int, chosen: Settings, each_its_own: bool) -> Floats:
    """The larger of how counts vary from month to month, and from one time to a later one as they are compared here."""
    tried = dispersion_in_trials(earlier, days, window, chosen.gap, chosen.trial_months, each_its_own=each_its_own)
    return np.asarray(np.maximum(dispersion(earlier, days), tried), dtype=float)
