"""The rule that a publication states: which counts are small, and when a hidden one is hidden well enough."""

from dataclasses import dataclass
from enum import StrEnum


class Zeros(StrEnum):
    """What a publication does with counts of nought."""

    MAY_BE_HIDDEN = "may be hidden"
    """Nought is not a small count, but one may be hidden so that others stay hidden. The default."""
    ALWAYS_SHOWN = "always shown"
    """A reader knows that whatever is hidden is at least 1."""
    UNSAFE = "unsafe"
    """Nought is hidden like a small count, because it says that no child of a kind is there."""


@dataclass(frozen=True)
class Rule:
    """Counts from 1 to `threshold - 1` are small and hidden; whatever is hidden must be hidden well enough."""

    threshold: int = 5
    zeros: Zeros = Zeros.MAY_BE_HIDDEN
    width: int | None = None
    """How far apart the least and the greatest possible value of a hidden count must lie, if it may be a small one.
    Left out: `threshold - 1`, so that no small count is known to be one of fewer numbers than there are small ones."""
    percent: int = 10
    """The same for a hidden amount (a magnitude table): in per cent of its greatest possible value."""

    def __post_init__(self) -> None:
        """Raise ValueError for a rule that hides nothing or asks for the impossible."""
        if self.threshold < 1 or (self.width is not None and self.width < 1) or not 0 < self.percent < 100:
            raise ValueError("A rule needs a threshold and a width of at least 1, and a percentage between 0 and 100.")

    @property
    def words(self) -> str:
        """The small counts as a publication states them: "1 to 4"."""
        return f"{self.lowest_small} to {self.threshold - 1}"

    @property
    def lowest_small(self) -> int:
        """The least count that is unsafe."""
        return 0 if self.zeros is Zeros.UNSAFE else 1

    @property
    def required_width(self) -> int:
        """The width that a hidden count's interval must have where a small count is in it."""
        return max(self.threshold - 1, 1) if self.width is None else self.width

    @property
    def least_hidden(self) -> int:
        """What a reader knows that every hidden count is at least."""
        return 1 if self.zeros is Zeros.ALWAYS_SHOWN else 0

    def unsafe(self, count: int) -> bool:
        """Whether a count may not be shown."""
        return self.lowest_small <= count < self.threshold

    def gives_away(self, low: int, high: int | None) -> str:
        """Why a hidden count known to be from `low` to `high` (None: no end) is not hidden; "" where it is.

        "exactly" where only one number is possible; "nearly" where small counts are possible and the interval is
        narrower than required.
        """
        if high is None:
            return ""
        if low >= high:
            return "exactly"
        return "nearly" if self.narrow(low, high) else ""

    def narrow(self, low: int, high: int | None) -> bool:
        """Whether small counts lie in the interval, and it is narrower than required."""
        meets_small = low < self.threshold and (high is None or high >= self.lowest_small)
        return meets_small and high is not None and high - low < self.required_width
