"""The constraints as one matrix, made small: what is already known is put in, what cannot be told apart is merged.

Nothing is lost: an interval of any target over the small system is its interval over the whole one, and every whole
point of the small system is completed to one of the whole (`complete`) and can be checked there (`holds`).
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy import sparse
from scipy.sparse import csgraph

from lanthorn.disclosure.attacker.atoms import Indices
from lanthorn.disclosure.attacker.knowledge import Known

UNBOUNDED = np.int64(2) ** 52
"""Stands for "no bound" in whole numbers; counts are far smaller."""

Mask = NDArray[np.bool_]


@dataclass(frozen=True)
class Contradiction:
    """Constraints that cannot all be true, by their places."""

    rows: frozenset[int]


class System:
    """Rows (constraints) over atoms; the first `active` rows hold, the others are only proposed."""

    def __init__(
        self, known: Sequence[Known], proposed: Sequence[Known], targets: Sequence[Indices], size: int
    ) -> None:
        self.known = [*known, *proposed]
        self.active = len(known)
        self.size = size
        self.matrix = _matrix([(entry.atoms, entry.coefficients) for entry in self.known], size)
        self.low = np.array([-UNBOUNDED if k.low is None else k.low for k in self.known], dtype=np.int64)
        self.high = np.array([UNBOUNDED if k.high is None else k.high for k in self.known], dtype=np.int64)
        finite = [abs(bounds[np.abs(bounds) < UNBOUNDED]) for bounds in (self.low, self.high)]
        self.most = 10_000 + 4 * max((int(bounds.max()) for bounds in finite if len(bounds)), default=0)
        """A number of units that no count with a known upper bound reaches; stands for "no upper bound"."""
        self.targets = _matrix([(atoms, np.ones(len(atoms), dtype=np.int64)) for atoms in targets], size)
        self.fixed = np.zeros(size, dtype=bool)
        self.values = np.zeros(size, dtype=np.int64)
        self.reason = np.full(size, -1, dtype=np.int64)
        self.contradiction = self._put_in_what_is_known()
        self.live = ~self.fixed & self._first_of_its_kind()

    def complete(self, places: Indices, point: Indices) -> Indices:
        """A whole assignment from one of the live atoms at some places; the others as they are known, or nought."""
        full = self.values.copy()
        full[places] = point
        return full

    def holds(self, points: NDArray[np.int64], rows: Mask | None = None) -> Mask:
        """Whether whole assignments (one a column) satisfy the active rows, or others: exact, in whole numbers."""
        chosen = np.arange(len(self.known)) < self.active if rows is None else rows
        if (
            int(np.abs(points).max(initial=0)) * max(1, int(np.abs(self.matrix.data).max(initial=1))) * self.size
            > 2**62
        ):
            raise OverflowError("The counts are too large to be checked in 64 bits.")
        found = self.matrix[chosen] @ points
        return np.asarray(
            (points >= 0).all(axis=0)
            & (found >= self.low[chosen][:, None]).all(axis=0)
            & (found <= self.high[chosen][:, None]).all(axis=0)
        )

    def reasons(self, atoms: Indices) -> set[int]:
        """The rows by which atoms are known, and those by which what these rows rest on is known."""
        found: set[int] = set()
        waiting = {int(row) for row in self.reason[atoms] if row >= 0}
        while waiting:
            row = waiting.pop()
            found.add(row)
            others = self.matrix.indices[self.matrix.indptr[row] : self.matrix.indptr[row + 1]]
            earlier = self._order[others] < self._when[row]
            waiting |= {int(other) for other in self.reason[others[earlier]] if other >= 0} - found
        return found

    def components(self, rows: Indices) -> list[tuple[Indices, Indices]]:
        """Live atoms that rows tie together, directly or through others: (atoms, rows) of each group."""
        part = self.matrix[rows][:, self.live]
        atoms = np.flatnonzero(self.live)
        graph = sparse.block_array([[None, abs(part)], [abs(part).T, None]], format="csr")
        count, label = csgraph.connected_components(graph, directed=False)
        of_rows, of_atoms = label[: len(rows)], label[len(rows) :]
        groups = []
        atom_order, row_order = np.argsort(of_atoms, kind="stable"), np.argsort(of_rows, kind="stable")
        atom_ends = np.searchsorted(of_atoms[atom_order], np.arange(count + 1))
        row_ends = np.searchsorted(of_rows[row_order], np.arange(count + 1))
        for group in range(count):
            inside = atom_order[atom_ends[group] : atom_ends[group + 1]]
            if len(inside):
                groups.append((atoms[inside], rows[row_order[row_ends[group] : row_ends[group + 1]]]))
        return groups

    def part(self, rows: Indices, atoms: Indices) -> tuple[sparse.csr_array, Indices, Indices]:
        """Rows over some live atoms alone, with their bounds once what is known is taken off."""
        known = self.matrix[rows] @ self.values
        low = np.where(self.low[rows] > -UNBOUNDED, self.low[rows] - known, -UNBOUNDED)
        high = np.where(self.high[rows] < UNBOUNDED, self.high[rows] - known, UNBOUNDED)
        return sparse.csr_array(self.matrix[rows][:, atoms]), low, high

    def _put_in_what_is_known(self) -> Contradiction | None:
        """Put in what single rows settle: sums of nought, and sums of which all but one part are known."""
        held = np.arange(len(self.known)) < self.active
        self._order = np.full(self.size, np.iinfo(np.int64).max)
        self._when = np.full(len(self.known), np.iinfo(np.int64).max)
        matrix, step = self.matrix, 0
        positive, negative = (matrix > 0).astype(np.int64), (matrix < 0).astype(np.int64)
        while True:
            free = (~self.fixed).astype(np.int64)
            known = matrix @ self.values
            above, below = positive @ free, negative @ free
            low, high = self.low - known, self.high - known
            nought = held & (((high == 0) & (below == 0) & (above > 0)) | ((low == 0) & (above == 0) & (below > 0)))
            single = held & (self.low == self.high) & (above + below == 1) & ~nought
            rows = np.flatnonzero(nought | single)
            if not len(rows):
                break
            step += 1
            self._when[rows] = step
            for row in rows.tolist():
                inside = slice(matrix.indptr[row], matrix.indptr[row + 1])
                places = matrix.indices[inside][~self.fixed[matrix.indices[inside]]]
                if not len(places):
                    continue
                if single[row]:
                    coefficient = matrix.data[inside][matrix.indices[inside] == places[0]][0]
                    value, left = divmod(int(low[row]), int(coefficient))
                    if left or value < 0:
                        return Contradiction(frozenset({row}) | self.reasons(matrix.indices[inside].astype(np.int64)))
                    self.values[places] = value
                self.fixed[places], self.reason[places], self._order[places] = True, row, step
        known = matrix @ self.values
        free = abs(matrix) @ (~self.fixed).astype(np.int64)
        wrong = np.flatnonzero(held & (free == 0) & ((known < self.low) | (known > self.high)))
        if len(wrong):
            row = int(wrong[0])
            inside = matrix.indices[matrix.indptr[row] : matrix.indptr[row + 1]]
            return Contradiction(frozenset({row}) | self.reasons(inside.astype(np.int64)))
        return None

    def _first_of_its_kind(self) -> Mask:
        """Of atoms that no row and no target tells apart, only one need be looked at: the others may be nought.

        Told by two random sums over each atom's rows; were two different ones ever taken for the same, a witness would
        fail its check against all rows, or a cell look less well hidden than it is: never better.
        """
        numbers = np.random.default_rng(20_260_101)
        rows = sparse.vstack([self.matrix, self.targets], format="csc")
        signature = np.stack(
            [rows.T @ numbers.integers(-(2**31), 2**31, rows.shape[0], dtype=np.int64) for _ in range(2)], axis=1
        )
        signature[self.fixed] = np.arange(self.fixed.sum())[:, None]
        first = np.zeros(self.size, dtype=bool)
        free = np.flatnonzero(~self.fixed)
        first[free[np.unique(signature[free], axis=0, return_index=True)[1]]] = True
        return first


def _matrix(rows: Sequence[tuple[Indices, Indices]], size: int) -> sparse.csr_array:
    lengths = np.array([0, *(len(atoms) for atoms, _ in rows)])
    atoms = np.concatenate([np.empty(0, dtype=np.int64), *(atoms for atoms, _ in rows)])
    coefficients = np.concatenate([np.empty(0, dtype=np.int64), *(numbers for _, numbers in rows)])
    matrix = sparse.csr_array((coefficients, atoms, np.cumsum(lengths)), shape=(len(rows), size))
    matrix.sum_duplicates()
    matrix.eliminate_zeros()
    return matrix
