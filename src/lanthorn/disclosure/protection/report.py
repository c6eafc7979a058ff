"""What protection did: how much is hidden or changed, at what loss, how near to the least possible loss."""

from dataclasses import dataclass
from typing import Any

from lanthorn.disclosure.publication import Count, Method, Publication


@dataclass(frozen=True)
class ProtectionReport:
    """The loss of information and the bound on it. A cost is the units in hidden counts, plus one for each count."""

    method: Method
    counts: int
    primary: int = 0
    complementary: int = 0
    cost: float = 0.0
    bound: float = 0.0
    exact: bool = True
    """Whether no protection by this method costs less."""
    kept_not: tuple[Count, ...] = ()
    """Counts that were to be kept for a headline, but had to be hidden."""
    unprotected: tuple[Count, ...] = ()
    """Counts that cannot be hidden well enough, whatever else is hidden."""
    hurried: bool = False
    """Whether time ran out, so that another run may choose otherwise."""
    limited: bool = False
    """Whether the work allowed was done before the search had ended; another run of it hides the same."""
    steps: int = 0
    """Steps of the simplex method taken."""
    changed: int = 0
    """Counts shown as another number, by rounding or cell keys."""
    rounds: int = 1
    """How often an attack on the result led to more being hidden, plus one."""
    seconds: float = 0.0

    @property
    def gap(self) -> float:
        """How much more the choice costs than the bound, as a share of the bound."""
        return 0.0 if self.cost <= self.bound else (self.cost - self.bound) / max(self.bound, 1.0)

    @property
    def hidden(self) -> int:
        """Counts hidden in all."""
        return self.primary + self.complementary

    def lines(self) -> list[str]:
        """The report for people."""
        if self.method is not Method.SUPPRESSION:
            return [f"{self.counts} counts by {self.method}: {self.changed} are shown as another number."]
        how = "the least possible loss" if self.exact else f"within {self.gap:.1%} of the proven least loss"
        lines = [
            f"{self.counts} counts: {self.primary} unsafe in themselves and {self.complementary} more are hidden "
            f"({how}; cost {self.cost:,.0f}, bound {self.bound:,.0f})."
        ]
        lines += [f"A headline needs this count, but it had to be hidden: {count.words}." for count in self.kept_not]
        if self.hurried:
            lines.append("Time ran out before the search ended: another run may hide other counts.")
        elif self.limited:
            lines.append(f"The search ended after {self.steps:,} steps, as many as it may take.")
        lines += [f"Cannot be hidden well enough: {count.words}." for count in self.unprotected]
        return lines

    def as_data(self) -> dict[str, Any]:
        """The report for machines."""
        return {
            "method": str(self.method),
            "counts": self.counts,
            "primary": self.primary,
            "complementary": self.complementary,
            "cost": self.cost,
            "bound": self.bound,
            "gap": self.gap,
            "exact": self.exact,
            "kept_not": [count.words for count in self.kept_not],
            "unprotected": [count.words for count in self.unprotected],
            "hurried": self.hurried,
            "limited": self.limited,
            "steps": self.steps,
            "changed": self.changed,
            "rounds": self.rounds,
        }


@dataclass(frozen=True)
class Protected:
    """A publication as it may be written, once an attack has found nothing, and the report on it."""

    publication: Publication
    report: ProtectionReport
    hidden: frozenset[Count] = frozenset()
    """Counts hidden, by their one name."""
