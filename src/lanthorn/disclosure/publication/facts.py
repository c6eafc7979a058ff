"""What a publication says beside its tables: shares, rankings, ranges and relations, each as linear constraints.

A sentence ("a quarter were 15"), a map shade ("20 to 39") and a rank ("highest") tell a reader as much about the counts
as a table does. Everything here is whole numbers, so that it can be checked without rounding.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from itertools import pairwise

from lanthorn.disclosure.publication.counts import Count

Terms = tuple[tuple[Count, int], ...]


@dataclass(frozen=True)
class Linear:
    """`low` <= the sum of coefficient times count <= `high`; None where there is no such bound."""

    terms: Terms
    low: int | None
    high: int | None


@dataclass(frozen=True)
class Share:
    """The sum of `parts` is from `low` to `high` of the sum of `whole`; `below` leaves `high` itself out."""

    says: str
    parts: tuple[Count, ...]
    whole: tuple[Count, ...]
    low: Fraction
    high: Fraction
    below: bool = False

    @property
    def linear(self) -> tuple[Linear, ...]:
        """Two constraints, one for each end."""
        least = _combined((part, self.low.denominator) for part in self.parts)
        least = _combined([*least, *((count, -self.low.numerator) for count in self.whole)])
        most = _combined((part, self.high.denominator) for part in self.parts)
        most = _combined([*most, *((count, -self.high.numerator) for count in self.whole)])
        return Linear(least, 0, None), Linear(most, None, -1 if self.below else 0)


@dataclass(frozen=True)
class Order:
    """Counts from the highest down: each group's are at least those of the next, or more where `strictly`.

    "Newham was highest, then Lambeth" is three groups: Newham, Lambeth, all others.
    """

    says: str
    groups: tuple[tuple[Count, ...], ...]
    strictly: bool = False

    @property
    def linear(self) -> tuple[Linear, ...]:
        """One constraint for each pair of neighbours."""
        least = 1 if self.strictly else 0
        return tuple(
            Linear(((higher, 1), (lower, -1)), least, None)
            for above, below in pairwise(self.groups)
            for higher in above
            for lower in below
        )


@dataclass(frozen=True)
class Range:
    """The sum of some counts is from `low` to `high`: a map shade, "over 80", "fewer than 20"."""

    says: str
    counts: tuple[Count, ...]
    low: int | None = None
    high: int | None = None

    @property
    def linear(self) -> tuple[Linear, ...]:
        """One constraint."""
        return (Linear(_combined((count, 1) for count in self.counts), self.low, self.high),)


Fact = Share | Order | Range


def rounded_share(says: str, parts: Sequence[Count], whole: Sequence[Count], percentage: str) -> Share:
    """A share as printed ("24.5" per cent): whatever rounds to it, halves up, at the decimals it is printed with."""
    printed = Decimal(percentage)
    half = Decimal(1).scaleb(int(printed.as_tuple().exponent)) / 2
    low, high = Fraction(printed - half) / 100, Fraction(printed + half) / 100
    return Share(says, tuple(parts), tuple(whole), max(low, Fraction(0)), high, below=True)


def rounded_rate(says: str, count: Count, people: int, per: int, shown: str) -> Range:
    """A rate as printed ("3.2" per 10,000 of a known number of people), as a range of its count."""
    printed = Decimal(shown)
    half = Decimal(1).scaleb(int(printed.as_tuple().exponent)) / 2
    low, end = Fraction(printed - half) * people / per, Fraction(printed + half) * people / per
    return Range(says, (count,), max(-(-low.numerator // low.denominator), 0), -(-end.numerator // end.denominator) - 1)


_SIGN = re.compile(r"\s+(<=|>=|=)\s+")


@dataclass(frozen=True)
class Relation:
    """A linear relation between populations that holds for every combination of values: the sum is at most 0.

    Written as "more than once <= children", "children + more than once <= incidents", "incidents <= 366 * children".
    """

    says: str
    terms: tuple[tuple[str, int], ...]
    equal: bool = False

    @staticmethod
    def parse(text: str) -> "Relation":
        """The relation that a line of text states. Raises ValueError where it states none."""
        sides = _SIGN.split(text.strip())
        if len(sides) != 3:
            raise ValueError(f"{text!r} is not a relation: expected one of <=, >=, = with spaces around it")
        left, sign, right = sides
        if sign == ">=":
            left, right = right, left
        terms: dict[str, int] = {}
        for side, factor in ((left, 1), (right, -1)):
            for population, coefficient in _side(side, text):
                terms[population] = terms.get(population, 0) + factor * coefficient
        return Relation(text.strip(), tuple(terms.items()), equal=sign == "=")

    def linear(self, where: frozenset[tuple[str, str]]) -> Linear:
        """The relation for one combination of values."""
        terms = tuple((Count(population, where), coefficient) for population, coefficient in self.terms)
        return Linear(terms, 0 if self.equal else None, 0)


def _side(side: str, text: str) -> list[tuple[str, int]]:
    parts = re.split(r"\s+([+-])\s+", side.strip())
    terms = []
    for place, term in enumerate(parts[::2]):
        coefficient, _, population = term.rpartition(" * ")
        if not population or (coefficient and not coefficient.strip().isdigit()):
            raise ValueError(f'{text!r}: {term!r} is not a count, nor a whole number times one ("3 * children")')
        sign = -1 if place and parts[2 * place - 1] == "-" else 1
        terms.append((population.strip(), sign * int(coefficient or 1)))
    return terms


def _combined(terms: Iterable[tuple[Count, int]]) -> Terms:
    together: dict[Count, int] = {}
    for count, coefficient in terms:
        together[count] = together.get(count, 0) + coefficient
    return tuple((count, coefficient) for count, coefficient in together.items() if coefficient)
