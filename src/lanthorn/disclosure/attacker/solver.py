"""HiGHS as the attacker uses it: the least or greatest value of a sum over whole, or over any, numbers.

Traps that shaped it: `threads` is one setting for the whole process, so it is always 1; `time_limit` counts from the
first run of a model, so it is set anew each time; every status is looked at, for a failed run gives an objective of 0.
"""

from dataclasses import dataclass
from enum import Enum, auto

import highspy
import numpy as np
from highspy._core import _Highs  # the public class prints its name to standard output, in the midst of JSON
from numpy.typing import NDArray
from scipy import sparse

Numbers = NDArray[np.float64]


class Outcome(Enum):
    """How a run ended."""

    SOLVED = auto()
    IMPOSSIBLE = auto()
    UNFINISHED = auto()


@dataclass(frozen=True, eq=False)
class Extreme:
    """The least or greatest value found. `bound` is proven: no value lies beyond it."""

    outcome: Outcome
    bound: float = 0.0
    point: Numbers | None = None
    duals: Numbers | None = None


class Program:
    """Constraints on variables from 0 to `most` (each, or all), asked again and again for extremes of sums."""

    def __init__(
        self,
        rows: sparse.csr_array,
        low: Numbers,
        high: Numbers,
        most: float | Numbers,
        *,
        whole: bool,
        nodes: int = 0,
        gap: float = 0.0,
        in_part: int = 0,
    ) -> None:
        """`nodes`: of an integer program, at most so many are looked at; 0: as many as it takes.

        `in_part`: so many of its last variables need not be whole. `gap`: how far from the best a point may be that is
        taken for it; its `bound` is proven all the same.
        """
        self._whole = whole
        self._size = rows.shape[1]
        self._highs = _Highs()
        settings: dict[str, bool | int | float | str] = {
            "output_flag": False,
            "threads": 1,
            "random_seed": 1,
            "mip_rel_gap": gap,
        }
        settings |= {"mip_abs_gap": 0.0} if whole else {"presolve": "off", "simplex_strategy": 4}
        if nodes:
            settings["mip_max_nodes"] = nodes
        for name, value in settings.items():
            _fine(self._highs.setOptionValue(name, value))
        model = highspy.HighsLp()
        model.num_col_, model.num_row_ = self._size, rows.shape[0]
        model.col_cost_ = np.zeros(self._size)
        model.col_lower_, model.col_upper_ = np.zeros(self._size), np.broadcast_to(most, self._size).astype(float)
        model.row_lower_, model.row_upper_ = low, high
        model.a_matrix_.format_ = highspy.MatrixFormat.kRowwise
        model.a_matrix_.start_ = rows.indptr.astype(np.int32)
        model.a_matrix_.index_ = rows.indices.astype(np.int32)
        model.a_matrix_.value_ = rows.data.astype(np.float64)
        if whole:
            kinds = (highspy.HighsVarType.kInteger, highspy.HighsVarType.kContinuous)
            model.integrality_ = [kinds[0]] * (self._size - in_part) + [kinds[1]] * in_part
        _fine(self._highs.passModel(model))
        self._costed = np.empty(0, dtype=np.int32)

    def extreme(self, places: NDArray[np.int64], weights: Numbers, *, greatest: bool, seconds: float) -> Extreme:
        """The extreme of a weighted sum of the variables at some places."""
        highs = self._highs
        if len(self._costed):
            _fine(highs.changeColsCost(len(self._costed), self._costed, np.zeros(len(self._costed))))
        self._costed = places.astype(np.int32)
        if len(places):
            signed = -weights if greatest else weights
            _fine(highs.changeColsCost(len(places), self._costed, np.asarray(signed, dtype=np.float64)))
        _fine(highs.setOptionValue("time_limit", highs.getRunTime() + max(seconds, 0.01)))
        highs.run()
        status = highs.getModelStatus()
        if status == highspy.HighsModelStatus.kInfeasible:
            return Extreme(Outcome.IMPOSSIBLE)
        info, solution = highs.getInfo(), highs.getSolution()
        there_is_one = info.primal_solution_status == highspy.SolutionStatus.kSolutionStatusFeasible
        point = np.asarray(solution.col_value) if there_is_one else None
        if status != highspy.HighsModelStatus.kOptimal:
            return Extreme(Outcome.UNFINISHED, point=point)
        bound = info.mip_dual_bound if self._whole else info.objective_function_value
        duals = None if self._whole else np.asarray(solution.row_dual)
        return Extreme(Outcome.SOLVED, -bound if greatest else bound, point, duals)


def _fine(status: highspy.HighsStatus) -> None:
    if status == highspy.HighsStatus.kError:
        raise RuntimeError("HiGHS refused a setting or a model")
