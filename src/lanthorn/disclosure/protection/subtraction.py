"""Primary and complementary suppression, by one rule over all tables of a publication at once.

Primary: a count from 1 to `threshold - 1` is hidden. Complementary: wherever a published sum has hidden cells, there
are at least two of them, and together they hold at least `threshold` units, so that neither one cell nor the sum of
all hidden ones is a small count. This is a heuristic (Hundepool et al. 2012, Statistical Disclosure Control, section
4.4.1); that no combination of sums gives a cell away is for an attack on the finished publication to show.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from lanthorn.disclosure.publication import Rule
from lanthorn.disclosure.tables import Cell, Hierarchy, Key, Publication, Sum, Table


@dataclass(frozen=True)
class Protection:
    """Which counts of a publication are hidden; `primary` of them because they are small themselves."""

    publication: Publication
    hidden: frozenset[Cell]
    primary: int

    def is_hidden(self, table: Table, key: Key) -> bool:
        """Whether the table must show a symbol in place of this cell."""
        return self.publication.cell(table, key) in self.hidden


def protect(tables: Sequence[Table], *, hierarchies: Iterable[Hierarchy] = (), rule: Rule | None = None) -> Protection:
    """Decide which cells of some tables, published together, are hidden. Deterministic.

    Raises ValueError where tables contradict one another.
    """
    rule = rule or Rule()
    publication = Publication(tables, hierarchies)
    hidden = {cell for cell, count in publication.counts.items() if rule.unsafe(count)}
    primary = len(hidden)
    sums_with: dict[Cell, list[Sum]] = {}
    for entry in publication.sums:
        for cell in entry.cells:
            sums_with.setdefault(cell, []).append(entry)
    waiting = list(publication.sums)
    while waiting:
        entry = waiting.pop(0)
        while _gives_away(entry, hidden, publication, rule):
            chosen = _least_informative(entry, hidden, publication)
            if chosen is None:
                break
            hidden.add(chosen)
            waiting.extend(other for other in sums_with[chosen] if other != entry)
    return Protection(publication, frozenset(hidden), primary)


def _gives_away(entry: Sum, hidden: set[Cell], publication: Publication, rule: Rule) -> bool:
    concealed = [cell for cell in entry.cells if cell in hidden]
    if not concealed:
        return False
    if len(concealed) == 1:
        return True
    # With the whole shown, the hidden parts' sum can be read off; it must not be a small count itself, nor nought: then
    # every part is known to be nought, and hides nothing in the other sums that it is in.
    together = sum(publication.counts[cell] for cell in concealed)
    return entry.whole not in hidden and (together == 0 or rule.unsafe(together))


def _least_informative(entry: Sum, hidden: set[Cell], publication: Publication) -> Cell | None:
    """The next cell to hide: a part before the whole, a count before a nought, a small one before a large one."""
    counts = publication.counts
    candidates = [cell for cell in entry.cells if cell not in hidden]
    return min(
        candidates,
        key=lambda cell: (cell == entry.whole, counts[cell] == 0, counts[cell], sorted(cell[1])),
        default=None,
    )
