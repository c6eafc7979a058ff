"""Words for figures: phrases that are true of the protected figure within a documented tolerance, lists, rankings.

The tolerances stand in ``data/phrases.toml``.
"""

import tomllib
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from lanthorn.measures import Estimate

NON_BREAKING_SPACE = "\u00a0"


@dataclass(frozen=True)
class Phrase:
    """Words that may stand for a share within a tolerance."""

    words: str
    share: float
    tolerance: float

    def true_of(self, share: float) -> bool:
        """Whether the words may be used of that share."""
        return abs(share - self.share) <= self.tolerance


@cache
def phrases() -> tuple[Phrase, ...]:
    """Every phrase there is, from the smallest share to the largest."""
    text = (files("lanthorn.profile") / "data" / "phrases.toml").read_text(encoding="utf-8")
    return tuple(Phrase(**entry) for entry in tomllib.loads(text)["phrase"])


def proportion(share: float) -> str:
    """The words for a share between 0 and 1: the nearest phrase that is true of it, else the share in per cent."""
    fitting = [phrase for phrase in phrases() if phrase.true_of(share)]
    if fitting:
        return min(fitting, key=lambda phrase: abs(share - phrase.share)).words
    return percent(share)


def percent(share: float) -> str:
    """A share between 0 and 1 in whole per cent; never 0% or 100% of what is neither."""
    if 0 < share < 0.005:
        return "less than 1%"
    if 0.995 <= share < 1:
        return "more than 99%"
    return f"{share * 100:.0f}%"


def percent_interval(estimate: Estimate) -> str:
    """The ends of a share's interval in whole per cent: "68% to 72%"."""
    return f"{estimate.low * 100:.0f}% to {estimate.high * 100:.0f}%"


def at_least(share: float) -> str:
    """A share as a lower bound, in whole per cent rounded down, so that the bound is never overstated."""
    return f"at least {int(share * 100)}%"


def capital(text: str) -> str:
    """The text with its first letter in upper case."""
    return text[:1].upper() + text[1:]


def listing(parts: Sequence[str], word: str = "and") -> str:
    """Join as prose does: "a", "a and b", "a, b and c"."""
    if len(parts) <= 1:
        return "".join(parts)
    return f"{', '.join(parts[:-1])} {word} {parts[-1]}"


def plural(number: int, one: str, many: str) -> str:
    """A number with its noun: "1 child", "1,852 children"."""
    return f"{number:,}{NON_BREAKING_SPACE}{one if number == 1 else many}"


def p_value(value: float) -> str:
    """A p-value as statistical prose writes it."""
    return "p less than 0.001" if value < 0.001 else f"p = {value:.2g}"
