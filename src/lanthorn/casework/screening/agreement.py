"""How far two scorers agree: the share of equal answers, and Cohen's kappa, which takes away agreement by chance.

Cohen, J. (1960), A coefficient of agreement for nominal scales, Educational and Psychological Measurement 20(1).
"""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True)
class Agreement:
    """Over how many pairs, how many were equal, and kappa; None where chance alone would give full agreement."""

    pairs: int
    equal: int
    kappa: float | None

    @property
    def share(self) -> float | None:
        """The share of equal answers."""
        return self.equal / self.pairs if self.pairs else None


def agreement(pairs: Sequence[tuple[str, str]]) -> Agreement:
    """The agreement of first and second answers."""
    count = len(pairs)
    equal = sum(first == second for first, second in pairs)
    if not count:
        return Agreement(0, 0, None)
    firsts, seconds = Counter(first for first, _ in pairs), Counter(second for _, second in pairs)
    by_chance = sum(firsts[answer] * seconds[answer] for answer in firsts) / count**2
    if by_chance == 1:
        return Agreement(count, equal, None)
    return Agreement(count, equal, (equal / count - by_chance) / (1 - by_chance))
