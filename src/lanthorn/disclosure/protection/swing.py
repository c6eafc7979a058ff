"""How far a reader must think a hidden count may lie from the truth, and which hidden cells make it so.

The subproblem of Fischetti and Salazar (2001): numbers y by which counts may differ from the truth while all additions
still hold and no shown count differs. Its multipliers give a capacity cut: hidden cells must let the count swing.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy import sparse

from lanthorn.disclosure.protection.cells import Cells
from lanthorn.disclosure.protection.solver import Model, SolverError, Vector, Work

ZERO = 1e-7


@dataclass(frozen=True, eq=False)
class Cut:
    """The sum of coefficients times (hidden or not) must be at least `least`; times (hidden or not) of `when`."""

    coefficients: Vector
    least: float
    when: int | None = None


class Swing:
    """The subproblem over one group of cells, for one choice of hidden ones after another.

    Only hidden cells can move, so that each choice has a model of its own of these, and of the additions they are in.
    """

    def __init__(self, cells: Cells, members: NDArray[np.int64], least: int, reach: float, work: Work) -> None:
        """`least`: what a reader knows every hidden count is at least; `reach`: as far as a count need be moved up."""
        self.work = work
        rows = np.unique(cells.additions[:, members].nonzero()[0])
        self.matrix = sparse.csr_array(cells.additions[rows][:, members])
        self._transposed = sparse.csr_array(self.matrix.T)
        self._columns = sparse.csc_array(self.matrix)
        self.size = len(members)
        values = cells.values[members]
        published = members < len(cells.counts)
        self.down = np.where(published, np.maximum(values - least, 0), values).astype(float)
        self.up = np.full(self.size, reach)
        self.hidden = np.zeros(self.size)
        self._open = np.arange(0)
        self._make_model(self.hidden)

    def hide(self, hidden: Vector) -> None:
        """Set how far each cell is hidden, from 0 to 1."""
        if (hidden[~self._in_model] > 0.0).any() or 2 * (hidden > 0.0).sum() < len(self._open):
            self._make_model(hidden)
            return
        changed = np.flatnonzero(hidden[self._open] != self.hidden[self._open])
        for local, place in zip(changed.tolist(), self._open[changed].tolist(), strict=True):
            self._model.bound(local, float(-self.down[place] * hidden[place]), float(self.up[place] * hidden[place]))
        self.hidden = hidden.copy()  # the caller may go on to change theirs

    def _make_model(self, hidden: Vector) -> None:
        """A model of the cells hidden at all; it serves for any choice of some of them, until these are few."""
        self.hidden = hidden.copy()  # the caller may go on to change theirs
        self._in_model = hidden > 0.0
        self._open = np.flatnonzero(self._in_model)
        part = self._columns[:, self._open]
        self._rows = np.unique(part.indices)
        part = sparse.csr_array(sparse.csr_array(part)[self._rows])
        nothing, zeros = np.zeros(len(self._open)), np.zeros(len(self._rows))
        down, up = (-self.down * hidden)[self._open], (self.up * hidden)[self._open]
        self._model = Model(nothing, down, up, part, zeros, zeros.copy(), costs_change=True, work=self.work)
        self._asked = 0

    def farthest(self, place: int, direction: int, knowing: int | None = None) -> tuple[float, Vector, Vector]:
        """How far a hidden cell can move up (1) or down (-1), a movement that does so, and the rows' multipliers.

        `knowing`: a cell whose true value the reader knows (because they are in it).
        """
        local = int(np.searchsorted(self._open, place))
        self._model.costs(np.array([self._asked], dtype=np.int32), np.zeros(1))
        self._model.costs(np.array([local], dtype=np.int32), np.array([-float(direction)]))
        self._asked = local
        if knowing is not None:
            self._model.bound(int(np.searchsorted(self._open, knowing)), 0.0, 0.0)
        ended = self._model.solve(60.0)
        if knowing is not None:
            down, up = -self.down[knowing] * self.hidden[knowing], self.up[knowing] * self.hidden[knowing]
            self._model.bound(int(np.searchsorted(self._open, knowing)), float(down), float(up))
        if ended != "optimal":
            raise SolverError(f"the reader's problem ended {ended}")
        point, multipliers = np.zeros(self.size), np.zeros(self.matrix.shape[0])
        point[self._open] = self._model.point
        multipliers[self._rows] = self._model.multipliers
        return direction * float(point[place]), point, multipliers

    def capacities(self, place: int, direction: int, multipliers: Vector, knowing: int | None = None) -> Vector:
        """How much each cell, hidden, can add to a movement, by these multipliers: true of any, whatever they are."""
        reduced = np.zeros(self.size)
        reduced[place] = -float(direction)
        reduced -= self._transposed @ multipliers
        capacity = np.where(reduced < 0, -reduced * self.up, reduced * self.down)
        if knowing is not None:
            capacity[knowing] = 0.0
        return np.where(capacity > ZERO, capacity, 0.0)
