"""How well two reviewers agree: Cohen's kappa, and the answers that count where several have answered.

Given each reviewer's answers; gives back one settled answer an item, or none where reviewers differ.
"""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

YES, NO, CANNOT_TELL = "yes", "no", "cannot tell"
ANSWERS = (YES, NO, CANNOT_TELL)


@dataclass(frozen=True)
class Agreement:
    """How two reviewers agree over the items that both answered."""

    reviewers: tuple[str, str]
    both_answered: int
    agreed: int
    kappa: float | None
    """1 for full agreement, 0 for what chance alone would give; None where chance alone would agree in all."""


def cohens_kappa(answers: Sequence[tuple[str, str]]) -> float | None:
    """Cohen's kappa (1960, Educational and Psychological Measurement 20) of pairs of answers; None where undefined."""
    if not answers:
        return None
    total = len(answers)
    observed = sum(one == other for one, other in answers) / total
    left, right = Counter(one for one, _ in answers), Counter(other for _, other in answers)
    by_chance = sum(left[answer] * right[answer] for answer in left) / total**2
    return None if by_chance == 1 else (observed - by_chance) / (1 - by_chance)


def agreement(reviewers: tuple[str, str], answers: Sequence[tuple[str, str]]) -> Agreement:
    """The agreement of two reviewers over these pairs of answers."""
    return Agreement(reviewers, len(answers), sum(one == other for one, other in answers), cohens_kappa(answers))


def settled(answers: Iterable[str]) -> str | None:
    """The answer that more than half of those give who could tell; None where there is no such answer."""
    told = Counter(answer for answer in answers if answer != CANNOT_TELL)
    if not told:
        return None
    [(answer, votes)] = told.most_common(1)
    return answer if 2 * votes > told.total() else None
