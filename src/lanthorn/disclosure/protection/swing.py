"""How far a reader must think a hidden count may lie from the truth, and which hidden cells make it so.

The subproblem of Fischetti and Salazar (2001): numbers y by which counts may differ from the truth while all additions
still hold and no shown count differs. Its multipliers give a capacity cut: hidden cells must let the count swing.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from lanthorn.disclosure.protection.cells import Cells
from lanthorn.disclosure.protection.solver import Model, SolverError, Vector

ZERO = 1e-7


@dataclass(frozen=True)
class Cut:
    """The sum of coefficients times (hidden or not) must be at least `least`; times (hidden or not) of `when`."""

    coefficients: Vector
    least: float
    when: int | None = None


class Swing:
    """The subproblem over one group of cells, for one choice of hidden ones after another."""

    def __init__(self, cells: Cells, members: NDArray[np.int64], least: int, reach: float) -> None:
        """`least`: what a reader knows every hidden count is at least; `reach`: as far as a count need be moved up."""
        rows = np.unique(cells.additions[:, members].tocsr().nonzero()[0])
        self.matrix = cells.additions[rows][:, members].tocsr()
        self.size = len(members)
        published = members < len(cells.counts)
        self.down = np.where(published, np.maximum(cells.values[members] - least, 0), cells.values[members]).astype(
            float
        )
        self.up = np.full(self.size, reach)
        nothing = np.zeros(self.size)
        zeros = np.zeros(len(rows))
        self._model = Model(nothing.copy(), nothing.copy(), nothing.copy(), self.matrix, zeros, zeros.copy())
        self._asked = 0
        self.hidden = nothing

    def hide(self, hidden: Vector) -> None:
        """Set how far each cell is hidden, from 0 to 1."""
        self.hidden = hidden
        self._model.bounds(-self.down * hidden, self.up * hidden)

    def farthest(self, place: int, direction: int, knowing: int | None = None) -> tuple[float, Vector, Vector]:
        """How far a cell can move up (1) or down (-1), a movement that does so, and the rows' multipliers.

        `knowing`: a cell whose true value the reader knows (because they are in it).
        """
        self._model.costs(np.array([self._asked], dtype=np.int32), np.zeros(1))
        self._model.costs(np.array([place], dtype=np.int32), np.array([-float(direction)]))
        self._asked = place
        if knowing is not None:
            self._model.bound(knowing, 0.0, 0.0)
        ended = self._model.solve(60.0)
        if knowing is not None:
            hidden = self.hidden[knowing]
            self._model.bound(knowing, -self.down[knowing] * hidden, self.up[knowing] * hidden)
        if ended != "optimal":
            raise SolverError(f"the reader's problem ended {ended}")
        point = self._model.point
        return direction * float(point[place]), point, self._model.multipliers

    def capacities(self, place: int, direction: int, multipliers: Vector, knowing: int | None = None) -> Vector:
        """How much each cell, hidden, can add to a movement, by these multipliers: true of any, whatever they are."""
        reduced = np.zeros(self.size)
        reduced[place] = -float(direction)
        reduced -= self.matrix.T @ multipliers
        capacity = np.where(reduced < 0, -reduced * self.up, reduced * self.down)
        if knowing is not None:
            capacity[knowing] = 0.0
        return np.where(capacity > ZERO, capacity, 0.0)
