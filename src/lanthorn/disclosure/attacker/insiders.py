"""The attack from inside: somebody who is the only unit of a cell knows its count, and reads on from there.

Nobody outside knows which hidden counts are 1; so each that may be is tried. What is found is a small count that would
then be known exactly, among those that stand in one published sum with it.
"""

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

import numpy as np
from scipy import sparse

from lanthorn.disclosure.attacker.atoms import Indices
from lanthorn.disclosure.attacker.report import Finding, Insider, Verdict
from lanthorn.disclosure.attacker.search import Search

if TYPE_CHECKING:
    from lanthorn.disclosure.attacker.engine import Attacker, Group


def look_from_inside(attacker: "Attacker", findings: Sequence[Finding]) -> tuple[Insider, ...]:
    """Pairs of cells: who is alone in the first could know the second, which is then a small count."""
    found = []
    for group in attacker.groups:
        targets = [
            target
            for target in group.sums
            if len(attacker.parts(target)) == 1 and findings[target].verdict is Verdict.PROTECTED
        ]
        for known in targets:
            highest = findings[known].high
            if findings[known].low <= 1 and (highest is None or highest >= 1):
                others = list(_beside(attacker, group, known, targets))
                found += [
                    Insider(findings[known], findings[other]) for other in _learnt(attacker, group, known, others)
                ]
    return tuple(found)


def _beside(attacker: "Attacker", group: "Group", known: int, targets: Sequence[int]) -> Iterator[int]:
    """Targets that some published sum holds together with the known one; not its wholes and parts."""
    matrix, mine = attacker.system.matrix, set(attacker.targets[known].atoms.tolist())
    rows = [row for row in group.rows.tolist() if _touches(matrix, row, mine)]
    together = {int(atom) for row in rows for atom in matrix.indices[matrix.indptr[row] : matrix.indptr[row + 1]]}
    for other in targets:
        theirs = set(attacker.targets[other].atoms.tolist())
        if other != known and not mine & theirs and theirs <= together:
            yield other


def _touches(matrix: sparse.csr_array, row: int, atoms: set[int]) -> bool:
    return not atoms.isdisjoint(matrix.indices[matrix.indptr[row] : matrix.indptr[row + 1]].tolist())


def _learnt(attacker: "Attacker", group: "Group", known: int, others: Sequence[int]) -> Iterator[int]:
    search, system = group.search, attacker.system
    local = np.full(system.size, -1, dtype=np.int64)
    local[group.atoms] = np.arange(len(group.atoms))

    def places(target: int) -> Indices:
        inside = local[attacker.targets[target].atoms]
        return inside[inside >= 0]

    settled = int(system.values[attacker.targets[known].atoms].sum())
    if settled > 1 or not others:
        return
    matrix, low, high = system.part(group.rows, group.atoms)
    mine = np.zeros((1, len(group.atoms)), dtype=np.int64)
    mine[0, places(known)] = 1
    one = np.array([1 - settled], dtype=np.int64)
    inner = Search(
        sparse.csr_array(sparse.vstack([matrix, sparse.csr_array(mine)])),
        np.concatenate([low, one]),
        np.concatenate([high, one]),
        [places(other) for other in others],
        system.most,
        attacker.deadline,
    )
    for point in search.points:
        inner.add(point)
    for which, other in enumerate(others):
        for whole in (False, True):
            for end in (0, 1):
                if inner.seen[which, 0] >= inner.seen[which, 1] or not inner.points:
                    inner.tighten(which, end, whole=whole)
        if inner.impossible:
            return
        value = int(inner.bounds[which, 0]) + int(system.values[attacker.targets[other].atoms].sum())
        if inner.bounds[which, 0] == inner.bounds[which, 1] and attacker.rule.unsafe(value):
            yield other
