"""The choice of hidden cells of least cost that satisfies all capacity cuts found so far, and a bound on its cost.

First as a linear program (cells hidden in part), whose cost bounds every choice; then over whole choices.
"""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray
from scipy import sparse

from lanthorn.disclosure.protection.solver import Model, Vector, Work
from lanthorn.disclosure.protection.swing import Cut


class Master:
    """Cells to hide (1) or show (0) at least cost."""

    def __init__(
        self,
        cost: Vector,
        forced: NDArray[np.bool_],
        forbidden: NDArray[np.bool_],
        *,
        whole: bool,
        work: Work,
        nodes: int | None = None,
    ) -> None:
        """`nodes`: of the search for whole choices, at most so many are looked at each time."""
        self.cost = cost
        size = len(cost)
        empty = sparse.csr_array((0, size), dtype=np.float64)
        none = np.zeros(0)
        lower, upper = forced.astype(float), np.where(forbidden, 0.0, 1.0)
        self._model = Model(cost, lower, upper, empty, none, none.copy(), whole=whole, nodes=nodes, work=work)

    def add(self, cuts: Sequence[Cut]) -> None:
        """Ask for these too."""
        for cut in cuts:
            coefficients = cut.coefficients.copy()
            least = cut.least
            if cut.when is not None:
                coefficients[cut.when] -= cut.least
                least = 0.0
            places = np.flatnonzero(coefficients).astype(np.int32)
            self._model.add_row(least, places, coefficients[places])

    def solve(self, seconds: float) -> tuple[str, Vector, float]:
        """How it ended, the choice, and a proven bound on its cost from below (of the linear program: its cost).

        HiGHS has been seen to report one cost and give another point, after it was told where to start. So it is not
        told, and a point that does not cost what is reported counts for nothing.
        """
        ended = self._model.solve(seconds)
        point, objective = np.clip(self._model.point, 0.0, 1.0), self._model.objective
        if ended == "optimal" and abs(float(self.cost @ point) - objective) > 1e-4 * max(1.0, abs(objective)):
            return "mistaken", point, 0.0
        return ended, point, objective

    @property
    def least_cost(self) -> float:
        """The bound of the integer program."""
        return self._model.least_cost
