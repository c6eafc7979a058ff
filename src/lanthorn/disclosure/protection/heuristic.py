"""A good choice of hidden cells, quickly: hide along cheapest movements, then show again what is not needed.

Kelly, Golden and Assad (1992): for each cell not hidden well enough, the cheapest pair of movements that would let it
swing far enough; all cells that they move are hidden. Costs may be led by the linear program's partial choice.
"""

from time import monotonic

import numpy as np
from numpy.typing import NDArray
from scipy import sparse

from lanthorn.disclosure.protection.guard import Guard, Requirement
from lanthorn.disclosure.protection.solver import Model, Vector

MOVED = 1e-6


def hide_along_movements(
    guard: Guard, cost: Vector, start: NDArray[np.bool_], forbidden: NDArray[np.bool_], leaning: Vector
) -> Vector:
    """Hidden cells (1) such that every requirement is met. One linear program for each cell, so it always ends.

    `start`: what is hidden to begin with. `leaning`: from 0 to 1, how far a better informed guess would hide each cell.
    """
    movements = _Movements(guard, forbidden)
    hidden = start.astype(float)
    beyond_help: set[int] = set()
    while broken := [number for number, _ in guard.violated(hidden, leaving=beyond_help)]:
        before = hidden.copy()
        for number in broken:
            # What was hidden for others is free here, so that one whom it serves as well has nothing more hidden.
            weights = np.where(hidden > 0, 0.0, cost * (1.0 - 0.95 * leaning))
            moved = movements.cheapest(guard.requirements[number], weights)
            if moved is None:
                beyond_help.add(number)
            else:
                hidden[moved] = 1.0
        if (hidden == before).all():
            beyond_help.update(broken)
    return hidden


def show_what_can_be_shown(
    guard: Guard, hidden: Vector, cost: Vector, keeping: NDArray[np.bool_], deadline: float
) -> Vector:
    """Show again each cell whose showing breaks no requirement that was met, the most informative first."""
    unmet = {number for number, _ in guard.violated(hidden)}
    for place in np.argsort(-cost, kind="stable").tolist():
        if monotonic() > deadline or guard.swing.work.over:
            break
        if hidden[place] and not keeping[place] and guard.still_met(hidden, place, leaving=unmet):
            hidden = hidden.copy()
            hidden[place] = 0.0
    return hidden


class _Movements:
    """The cheapest pair of movements, up and down, by which a cell swings as far as it must."""

    def __init__(self, guard: Guard, forbidden: NDArray[np.bool_]) -> None:
        swing = self._swing = guard.swing
        self._size = swing.size
        up = np.where(forbidden, 0.0, swing.up)
        down = np.where(forbidden, 0.0, swing.down)
        none = np.zeros(2 * self._size)
        rows = sparse.csr_array(sparse.hstack([swing.matrix, -swing.matrix]))
        both = sparse.csr_array(sparse.block_diag([rows, rows]))
        self._lower = np.zeros(4 * self._size)
        self._upper = np.concatenate([up, down, up, down])
        zeros = np.zeros(both.shape[0])
        both = sparse.csr_array(sparse.vstack([both, sparse.csr_array((1, 4 * self._size))]))
        high = np.append(zeros, np.inf)
        low = np.append(zeros, -np.inf)
        self._model = Model(np.concatenate([none, none]), self._lower, self._upper, both, low, high, work=swing.work)
        self._row = both.shape[0] - 1
        self._places = np.arange(4 * self._size, dtype=np.int32)

    def cheapest(self, requirement: Requirement, weights: Vector) -> NDArray[np.bool_] | None:
        """Cells moved; None where the cell cannot be made to swing so far."""
        size, place = self._size, requirement.place
        highs = self._model.highs
        lengths = np.maximum(np.minimum(self._swing.up, np.maximum(self._swing.down, 1.0)), 1.0)
        cost = np.tile(weights / np.minimum(lengths, requirement.width), 4) + 1e-4
        upper = self._upper.copy()
        if requirement.knowing is not None:
            upper[[requirement.knowing + part * size for part in range(4)]] = 0.0
        upward, downward = [(place, 1.0), (size + place, -1.0)], [(2 * size + place, -1.0), (3 * size + place, 1.0)]
        own = (upward if 1 in requirement.directions else []) + (downward if -1 in requirement.directions else [])
        for column, coefficient in own:
            highs.changeCoeff(self._row, column, coefficient)
        highs.changeRowBounds(self._row, requirement.width, np.inf)
        self._model.bounds(self._lower, upper)
        self._model.costs(self._places, cost)
        ended = self._model.solve(60.0)
        point = self._model.point if ended == "optimal" else None
        for column, _ in own:
            highs.changeCoeff(self._row, column, 0.0)
        if point is None:
            return None
        return np.asarray((point.reshape(4, size) > MOVED).any(axis=0))
