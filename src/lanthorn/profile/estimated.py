"""What an estimate says: a share of a number that nobody has counted, as a fact of the publication like any other.

How many children had truly been missing is not what the records hold. So the estimate of it is a share of an unknown of
its own among the children who are counted; how well links find them, a share among such an unknown. Each estimate has
its own: estimates of girls, of boys and of all children need not add up.
"""

import re
from collections.abc import Sequence
from dataclasses import replace
from fractions import Fraction
from math import ceil, floor

from lanthorn.disclosure import Publication, Rule
from lanthorn.disclosure.publication import Count, Fact, Range, Share, Symbol, Table
from lanthorn.profile import content
from lanthorn.vocabulary import Period

MODELLED, FOUND, NOT_MISTAKEN, OF_LINKS, AUDITED = "modelled", "found", "not mistaken", "of links", "audited"
"""Kinds of facts: what the model expects to be true, which another estimate need not agree with; of those of whom it is
true, who are found; of the others, who are not mistaken for them; of links between records, or of pairs that are one
child, which are right or are found; how many an audit looked at."""

_NUMBER = re.compile(r"\d+(?:\.\d+)?")


def _unknown(count: Count, words: str) -> Count:
    """A number that nobody has counted, of those whom the records hold to be of this count."""
    return Count(f"{count.words}, {words}", frozenset())


def true_share(says: str, fact: content.Fact, count: Count, among: Sequence[Count], whole: int) -> Share:
    """An estimated share of what is true among some counted: at least one whole number of them fits what is shown."""
    low, high = _ends(fact.shown)
    low, high = Fraction(floor(low * whole), whole), Fraction(ceil(high * whole), whole)
    return Share(
        says,
        (_unknown(count, "as the model expects" if fact.kind == MODELLED else "in truth"),),
        tuple(among),
        low,
        high,
    )


def found_share(says: str, fact: content.Fact, count: Count) -> Share:
    """How many of those of whom something is true are found, or of the others not mistaken for them."""
    low, high = _ends(fact.shown)
    true = "not so in truth" if fact.kind == NOT_MISTAKEN else "in truth and looked for"
    return Share(says, (_unknown(count, f"{true}, and so recorded"),), (_unknown(count, true),), low, high)


def share_of_links(says: str, fact: content.Fact, period: Period) -> Share:
    """How many of the pairs that are joined are one child, or of the pairs that are one child are joined."""
    low, high = _ends(fact.shown)
    of = f"pair of records {fact.cell}, {period.label}"
    right = f"pair of records joined and one child, {period.label}"
    return Share(says, (Count(right, frozenset()),), (Count(of, frozenset()),), low, high)


def audited(says: str, shown: str, period: Period, rule: Rule) -> tuple[Fact, ...]:
    """How many children an audit looked at: a count as any other, and not said where it is small."""
    number = int(shown.replace(",", ""))
    looked_at = Count(f"victim looked at by an audit of the links, {period.label}", frozenset())
    return () if rule.unsafe(number) else (Range(says, (looked_at,), number, number),)


def with_unknown(publication: Publication, facts: Sequence[Fact]) -> Publication:
    """The publication with a table, empty but for a symbol, for each population that only facts speak of."""
    counted = {table.population for table in publication.tables}
    spoken = {count.population for fact in facts for line in fact.linear for count, _ in line.terms}
    first = sum(table.name.startswith(_NEVER_COUNTED) for table in publication.tables) + 1
    more = tuple(
        Table(f"{_NEVER_COUNTED}-{number}", population, (), {(): Symbol.NOT_AVAILABLE})
        for number, population in enumerate(sorted(spoken - counted), start=first)
    )
    return replace(publication, tables=(*publication.tables, *more)) if more else publication


_NEVER_COUNTED = "never-counted"


def _ends(shown: str) -> tuple[Fraction, Fraction]:
    """The least and the greatest share that would have been printed as this."""
    found = _NUMBER.findall(shown)
    found = found[1:] if len(found) == len(("middle", "low", "high")) else found
    halves = [Fraction(1, 2 * 10 ** len(text.partition(".")[2])) for text in found]
    low = (Fraction(found[0]) - halves[0]) / 100
    high = (Fraction(found[-1]) + halves[-1]) / 100
    return max(low, Fraction(0)), min(high, Fraction(1))
