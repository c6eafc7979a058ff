"""HiGHS as protection uses it: one model, changed and solved again and again.

`threads` is one setting for the whole process, so always 1; `time_limit` counts from the first run of a model; a failed
run gives an objective of 0, so each status is looked at.
"""

from dataclasses import dataclass

import highspy
import numpy as np
from highspy._core import _Highs  # the public class prints its name to standard output, in the midst of JSON
from numpy.typing import NDArray
from scipy import sparse

Vector = NDArray[np.float64]

STEPS = 700_000
"""Steps of the simplex method that a search takes, unless told otherwise: minutes for some ten thousand cells, and ten
times what nine hundred need."""


_UNFINISHED = (
    highspy.HighsModelStatus.kTimeLimit,
    highspy.HighsModelStatus.kSolutionLimit,  # what HiGHS says when it has looked at as many nodes as it may
    highspy.HighsModelStatus.kUnknown,
)


class SolverError(RuntimeError):
    """HiGHS did not do what it was asked: a fault of this program, not of the publication."""


@dataclass(eq=False)
class Work:
    """Steps of the simplex method taken, and how many may be. Unlike seconds, the same on every machine."""

    limit: int
    steps: int = 0

    @property
    def over(self) -> bool:
        """Whether as much was done as may be."""
        return self.steps >= self.limit


class Model:
    """Minimise a cost over rows and bounds; `whole`: which variables are whole numbers (or all, or none)."""

    def __init__(
        self,
        cost: Vector,
        lower: Vector,
        upper: Vector,
        rows: sparse.csr_array,
        low: Vector,
        high: Vector,
        *,
        whole: bool | NDArray[np.bool_] = False,
        costs_change: bool = False,
        nodes: int | None = None,
        work: Work | None = None,
    ) -> None:
        """`work`: where the steps of every solving are counted."""
        self._work = work
        integral = np.broadcast_to(np.asarray(whole), len(cost))
        self.highs = _Highs()
        options: dict[str, bool | int | float | str] = {"output_flag": False, "threads": 1, "random_seed": 1}
        options |= {"mip_rel_gap": 0.0, "mip_abs_gap": 0.0} if integral.any() else {"presolve": "off"}
        if nodes is not None:
            options["mip_max_nodes"] = nodes
        if costs_change:
            options["simplex_strategy"] = 4  # primal: the last point stays feasible, whatever is asked for next
        for name, value in options.items():
            self._fine(self.highs.setOptionValue(name, value))
        model = highspy.HighsLp()
        model.num_col_, model.num_row_ = len(cost), rows.shape[0]
        model.col_cost_, model.col_lower_, model.col_upper_ = cost, lower, upper
        model.row_lower_, model.row_upper_ = low, high
        model.a_matrix_.format_ = highspy.MatrixFormat.kRowwise
        model.a_matrix_.start_ = rows.indptr.astype(np.int32)
        model.a_matrix_.index_ = rows.indices.astype(np.int32)
        model.a_matrix_.value_ = rows.data.astype(np.float64)
        if integral.any():
            kinds = (highspy.HighsVarType.kContinuous, highspy.HighsVarType.kInteger)
            model.integrality_ = [kinds[bool(entry)] for entry in integral]
        self._fine(self.highs.passModel(model))
        self._all = np.arange(len(cost), dtype=np.int32)

    def costs(self, places: NDArray[np.int32], costs: Vector) -> None:
        """Change costs."""
        self._fine(self.highs.changeColsCost(len(places), places, costs))

    def bounds(self, lower: Vector, upper: Vector) -> None:
        """Change the bounds of every variable."""
        self._fine(self.highs.changeColsBounds(len(self._all), self._all, lower, upper))

    def bound(self, place: int, lower: float, upper: float) -> None:
        """Change the bounds of one variable."""
        self._fine(self.highs.changeColBounds(place, lower, upper))

    def add_row(self, low: float, places: NDArray[np.int32], coefficients: Vector) -> None:
        """Add a row that must be at least `low`."""
        self._fine(self.highs.addRow(low, float("inf"), len(places), places, coefficients))

    def solve(self, seconds: float) -> str:
        """Solve: "optimal", "impossible" or "unfinished"."""
        self._fine(self.highs.setOptionValue("time_limit", self.highs.getRunTime() + max(seconds, 0.01)))
        self.highs.run()
        if self._work is not None:
            self._work.steps += max(int(self.highs.getInfo().simplex_iteration_count), 0)
        status = self.highs.getModelStatus()
        if status == highspy.HighsModelStatus.kOptimal:
            return "optimal"
        if status == highspy.HighsModelStatus.kInfeasible:
            return "impossible"
        if status in _UNFINISHED:
            return "unfinished"
        raise SolverError(f"HiGHS ended with {self.highs.modelStatusToString(status)}")

    @property
    def point(self) -> Vector:
        """The values found."""
        return np.asarray(self.highs.getSolution().col_value)

    @property
    def multipliers(self) -> Vector:
        """Each row's multiplier, of a linear program."""
        return np.asarray(self.highs.getSolution().row_dual)

    @property
    def objective(self) -> float:
        """The cost of the point found."""
        return float(self.highs.getInfo().objective_function_value)

    @property
    def least_cost(self) -> float:
        """No point costs less, of an integer program."""
        return float(self.highs.getInfo().mip_dual_bound)

    @staticmethod
    def _fine(status: highspy.HighsStatus) -> None:
        if status == highspy.HighsStatus.kError:
            raise SolverError("HiGHS refused a setting or a model")
