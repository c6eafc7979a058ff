"""Every joint table that a reader must think possible, found by trying them all: what the attack is held against.

Written from the meaning of a publication alone and slowly: no code is shared with the attack. Only for publications of
one population with its total shown and few units.
"""

from collections.abc import Iterator
from itertools import pairwise, product

from lanthorn.disclosure.publication import TOTAL, Count, How, Order, Publication, Range, Share, Symbol, Table

Joint = dict[tuple[str, ...], int]


class Enumeration:
    """All joint tables of a publication."""

    def __init__(self, publication: Publication) -> None:
        self.publication = publication
        coarser = {entry.coarser for entry in publication.hierarchies}
        names = dict.fromkeys(name for table in publication.tables for name in table.dimensions)
        finer = [entry.finer for entry in publication.hierarchies]
        self.dimensions = [name for name in dict.fromkeys([*names, *finer]) if name not in coarser]
        self.atoms = list(product(*(self._leaves(name) for name in self.dimensions)))
        total = next(
            value
            for table, key, value in publication.cells
            if set(key) == {TOTAL} and isinstance(value, int) and publication.rounding(table, key) is None
        )
        self.joints = [joint for joint in self._spread(total) if self._agrees(joint)]

    def interval(self, table: Table, key: tuple[str, ...]) -> tuple[int, int]:
        """The least and greatest value of a cell in any joint table."""
        found = [self.value(joint, table.count(key)) for joint in self.joints]
        return min(found), max(found)

    def value(self, joint: Joint, count: Count) -> int:
        """A count in one joint table."""
        return sum(number for atom, number in joint.items() if self._counted(atom, count))

    def _leaves(self, name: str) -> list[str]:
        found = dict.fromkeys(
            key[table.dimensions.index(name)]
            for table in self.publication.tables
            if name in table.dimensions
            for key in table.cells
        )
        for hierarchy in self.publication.hierarchies:
            if hierarchy.finer == name:
                found |= dict.fromkeys(hierarchy.inside)
        parents = self._parents(name)
        found |= dict.fromkeys(parents)
        return [value for value in found if value != TOTAL and value not in parents.values()]

    def _parents(self, name: str) -> dict[str, str]:
        return next((dict(d.parents) for d in self.publication.dimensions if d.name == name), {})

    def _spread(self, total: int) -> Iterator[Joint]:
        def parts(left: int, places: int) -> Iterator[tuple[int, ...]]:
            if places == 1:
                yield (left,)
                return
            for first in range(left + 1):
                for rest in parts(left - first, places - 1):
                    yield (first, *rest)

        for numbers in parts(total, len(self.atoms)):
            yield dict(zip(self.atoms, numbers, strict=True))

    def _counted(self, atom: tuple[str, ...], count: Count) -> bool:
        have = dict(zip(self.dimensions, atom, strict=True))
        for name, value in count.where:
            if name not in have:
                (hierarchy,) = [h for h in self.publication.hierarchies if h.coarser == name]
                if hierarchy.inside[have[hierarchy.finer]] != value:
                    return False
                continue
            mine, parents = have[name], self._parents(name)
            while mine != value and mine in parents:
                mine = parents[mine]
            if mine != value:
                return False
        return True

    def _agrees(self, joint: Joint) -> bool:
        for table, key, shown in self.publication.cells:
            true, rounding = self.value(joint, table.count(key)), self.publication.rounding(table, key)
            if shown is Symbol.CONFIDENTIAL:
                if true < self.publication.rule.least_hidden:
                    return False
            elif rounding is None:
                if true != shown:
                    return False
            elif not _could_be_shown_as(true, int(shown), rounding.base, rounding.how):
                return False
        return all(self.is_true(joint, fact) for fact in self.publication.facts)

    def is_true(self, joint: Joint, fact: Share | Order | Range) -> bool:
        """Whether a fact holds in one joint table."""

        def total(counts: tuple[Count, ...]) -> int:
            return sum(self.value(joint, count) for count in counts)

        if isinstance(fact, Share):
            part, whole = total(fact.parts), total(fact.whole)
            return fact.low * whole <= part and (part < fact.high * whole if fact.below else part <= fact.high * whole)
        if isinstance(fact, Range):
            found = total(fact.counts)
            return (fact.low is None or found >= fact.low) and (fact.high is None or found <= fact.high)
        groups = [[self.value(joint, count) for count in group] for group in fact.groups]
        return all(
            higher > lower if fact.strictly else higher >= lower
            for above, below in pairwise(groups)
            for higher in above
            for lower in below
        )


def _could_be_shown_as(true: int, shown: int, base: int, how: How) -> bool:
    if how is How.NEAREST:
        return (2 * true + base) // (2 * base) * base == shown
    return abs(true - shown) < base if how is How.CONTROLLED else abs(true - shown) <= base
