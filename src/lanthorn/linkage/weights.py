"""What the model has learnt, or is told: how often each degree of agreement is seen in true pairs and by chance.

Given Splink's trained linker, or the default weights shipped in `data/`; gives back `Weights`, complete: a level
without a probability is an error here, where Splink would only warn.
"""

import csv
import math
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from lanthorn.errors import LanthornError
from lanthorn.linkage.comparisons import Comparison
from lanthorn.linkage.parameters import data_lines

LEARNT = "learnt"
SAVED = "saved"
DEFAULT = "default"
STATED = "stated"
PRIOR = "two descriptions at random"
COLUMNS = ("comparison", "level", "m", "u")


@dataclass(frozen=True)
class LevelWeight:
    """Shares of true pairs (m) and of pairs of different children (u) that fall into one level, and how it is known."""

    m: float
    u: float
    source: str

    @property
    def match_weight(self) -> float:
        """Bits by which the level speaks for (positive) or against (negative) one child."""
        return math.log2(self.m / self.u)


@dataclass(frozen=True)
class Weights:
    """The whole model: the prior probability that two descriptions are one child, and each level's weight."""

    prior: float
    levels: Mapping[tuple[str, str], LevelWeight]

    def of(self, comparisons: Iterable[Comparison]) -> "Weights":
        """The weights of these comparisons alone. Raises LanthornError where a level of them has none."""
        wanted = [(comparison.name, level.name) for comparison in comparisons for level in comparison.weighed]
        missing = [f"{comparison}: {level}" for comparison, level in wanted if (comparison, level) not in self.levels]
        if missing:
            raise LanthornError(
                f"The linkage model has no weight for {'; '.join(missing)}. It was learnt from records that do not "
                "hold what these compare: learn a model from records that do, or link without it."
            )
        return Weights(self.prior, {level: self.levels[level] for level in wanted})

    def as_table(self) -> list[dict[str, Any]]:
        """One row a level, for the manifest and for explanation."""
        return [
            {
                "comparison": comparison,
                "level": level,
                "m": weight.m,
                "u": weight.u,
                "match_weight": round(weight.match_weight, 3),
                "source": weight.source,
            }
            for (comparison, level), weight in self.levels.items()
        ]

    @property
    def learnt(self) -> bool:
        """Whether any of it was learnt from the records at hand."""
        return any(weight.source.startswith(LEARNT) for weight in self.levels.values())

    @property
    def not_learnt(self) -> tuple[str, ...]:
        """The levels whose weight was not learnt from the records at hand, and where it is from."""
        return tuple(
            f"{comparison}: {level} ({weight.source})"
            for (comparison, level), weight in self.levels.items()
            if not weight.source.startswith(LEARNT)
        )


def default_weights() -> Weights:
    """The weights shipped with Lanthorn, learnt from a synthetic London of another seed than any test uses."""
    rows = list(csv.DictReader(data_lines("default_weights.csv")))
    prior = next(float(row["m"]) for row in rows if row["comparison"] == PRIOR)
    return Weights(
        prior,
        {
            (row["comparison"], row["level"]): LevelWeight(float(row["m"]), float(row["u"]), DEFAULT)
            for row in rows
            if row["comparison"] != PRIOR
        },
    )
