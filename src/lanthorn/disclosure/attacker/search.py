"""Within one group of atoms that hang together: how low and how high each sum can be, and the tables that show it.

Bounds come from linear programs, and from integer programs where those do not suffice. Points are whole numbers, each
checked against every constraint before it counts.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from time import monotonic

import numpy as np
from scipy import sparse

from lanthorn.disclosure.attacker.atoms import Indices
from lanthorn.disclosure.attacker.solver import Extreme, Numbers, Outcome, Program
from lanthorn.disclosure.attacker.system import UNBOUNDED

SLACK = 1e-6
NODES_NEARBY = 200
GAP_FAR = 0.1
"""How far from the best a point that goes far may be."""


class Search:
    """One component: its constraints, the sums asked about, and the whole points found so far."""

    def __init__(
        self, rows: sparse.csr_array, low: Indices, high: Indices, sums: Sequence[Indices], most: int, deadline: float
    ) -> None:
        self._rows, self._low, self._high, self._most = rows, low, high, most
        self._deadline = deadline
        self._sums = list(sums)
        self._programs: dict[bool, Program] = {}
        self.impossible = False
        """Whether no whole numbers at all satisfy the constraints."""
        self.points: list[Indices] = []
        count = len(self._sums)
        self.seen = np.stack([np.full(count, UNBOUNDED), np.full(count, -UNBOUNDED)], axis=1)
        """Least and greatest value of each sum in any point found."""
        self.shown_by = np.full((count, 2), -1, dtype=np.int64)
        """The points that show them."""
        self.bounds = np.stack([np.zeros(count, dtype=np.int64), np.full(count, UNBOUNDED)], axis=1)
        """Proven least and greatest value of each sum; UNBOUNDED where there is no greatest."""
        self.duals: dict[tuple[int, int], Numbers] = {}
        """For each sum and end the multipliers of the rows that prove the bound, where a linear program did."""
        self._asked: set[tuple[int, int, bool]] = set()
        self._in_part: dict[tuple[int, int], Numbers] = {}
        """For each sum and end the point of its linear program, where it is not whole."""
        lengths = np.array([0, *(len(places) for places in self._sums)])
        joined = np.concatenate([np.empty(0, dtype=np.int64), *self._sums])
        self._incidence = sparse.csr_array(
            (np.ones(len(joined), dtype=np.int64), joined, np.cumsum(lengths)), shape=(count, rows.shape[1])
        )

    def start(self) -> None:
        """Find one whole point, or that there is none."""
        if self.points or self.impossible:
            return
        nothing = np.empty(0, dtype=np.int64)
        for whole in (False, True):
            found = self._ask(whole, nothing, greatest=False)
            if found.outcome is Outcome.IMPOSSIBLE:
                self.impossible = True
                return
            if found.point is not None and self.add(np.rint(found.point).astype(np.int64)):
                return

    def add(self, point: Indices) -> bool:
        """Keep a point if it satisfies every constraint; whether it does."""
        if (point < 0).any():
            return False
        found = self._rows @ point
        if (found < self._low).any() or (found > self._high).any():
            return False
        values = self._incidence @ point
        lower, higher = values < self.seen[:, 0], values > self.seen[:, 1]
        if lower.any() or higher.any() or not self.points:
            place = len(self.points)
            self.points.append(point)
            self.seen[lower, 0], self.shown_by[lower, 0] = values[lower], place
            self.seen[higher, 1], self.shown_by[higher, 1] = values[higher], place
        return True

    def settled(self, which: int, end: int) -> bool:
        """Whether a point shows the very bound of a sum's end."""
        return bool(self.points) and (
            self.seen[which, end] == self.bounds[which, end] or (end == 1 and self.bounds[which, 1] == UNBOUNDED)
        )

    def tighten(self, which: int, end: int, *, whole: bool) -> None:
        """Improve what is known of one end of a sum, by a linear program or, `whole`, an integer one."""
        if (self.settled(which, end) and self.bounds[which, end] != UNBOUNDED) or (which, end, whole) in self._asked:
            return
        found = self._ask(whole, self._sums[which], greatest=end == 1)
        if found.outcome is Outcome.IMPOSSIBLE:
            self.impossible = True
        if found.outcome is not Outcome.SOLVED:
            return
        self._asked.add((which, end, whole))
        if found.point is not None and not self.add(np.rint(found.point).astype(np.int64)):
            self._in_part[which, end] = found.point
        if end == 0:
            bound = int(np.ceil(found.bound - SLACK))
            improved = bound > self.bounds[which, 0]
            self.bounds[which, 0] = max(bound, self.bounds[which, 0])
        else:
            bound = int(np.floor(found.bound + SLACK))
            bound = int(UNBOUNDED) if bound >= self._most else bound
            improved = bound < self.bounds[which, 1]
            self.bounds[which, 1] = min(bound, self.bounds[which, 1])
        if improved or (which, end) not in self.duals:
            if found.duals is not None:
                self.duals[which, end] = found.duals
            elif improved:
                self.duals.pop((which, end), None)

    def go_far(self, wanted: Sequence[tuple[int, int, int]]) -> bool:
        """Seek one whole point with many sums as far from what is seen as asked; whether one went any further.

        `wanted`: sums, which end of each, and how far from the other end that is seen is far enough. One linear program
        over all, then an integer program over the atoms in which its point and the best whole one differ.
        """
        left = self._deadline - monotonic()
        if not self.points or not wanted or left <= 0:
            return False
        size, sums = self._rows.shape[1], [which for which, _, _ in wanted]
        sign = np.array([1 if end else -1 for _, end, _ in wanted])
        most = np.array([far for _, _, far in wanted])
        start = np.array([self.seen[which, 1 - end] for which, end, _ in wanted])
        moved = self._incidence[sums].multiply(sign[:, None])
        gained = -sparse.identity(len(sums), dtype=np.int64)
        constraints = _Constraints(
            sparse.csr_array(sparse.block_array([[self._rows, None], [moved, gained]])),
            np.concatenate([self._low, sign * start]),
            np.concatenate([self._high, np.full(len(sums), UNBOUNDED)]),
            np.concatenate([np.full(size, float(self._most)), most.astype(np.float64)]),
        )
        goal = np.concatenate([np.zeros(size), np.ones(len(sums))])
        program = Program(constraints.rows, *constraints.ends(0), constraints.most, whole=False)
        found = program.extreme(np.flatnonzero(goal), np.ones(len(sums)), greatest=True, seconds=left)
        if found.point is None or found.point[size:].sum() < 1 - SLACK:
            return False
        gains = [np.clip(sign * (self._incidence[sums] @ point - start), 0, most).sum() for point in self.points]
        return self._look_between(self.points[int(np.argmax(gains))], found.point, constraints, goal, GAP_FAR)

    def look_nearby(self, which: int, end: int) -> None:
        """Seek a better whole point between the best one known and the linear program's, where these two differ.

        It may find nothing, and then proves nothing.
        """
        in_part = self._in_part.pop((which, end), None)
        if in_part is None or not self.points or self.settled(which, end):
            return
        goal = np.zeros(self._rows.shape[1])
        goal[self._sums[which]] = 1.0 if end else -1.0
        constraints = _Constraints(self._rows, self._low, self._high, np.full(len(goal), float(self._most)))
        self._look_between(self.points[self.shown_by[which, end]], in_part, constraints, goal)

    def _look_between(
        self, best: Indices, in_part: Numbers, constraints: "_Constraints", goal: Numbers, gap: float = 0.0
    ) -> bool:
        """Seek a whole point that is better by a goal, with only those atoms changed in which two points differ.

        Most atoms are the same in both and are left so, which makes the integer program small (Danna, Rothberg and Le
        Pape 2005, "Exploring relaxation induced neighborhoods"). Variables after the atoms need not be whole.
        """
        left, size = self._deadline - monotonic(), len(best)
        if left <= 0:
            return False
        free = np.flatnonzero(np.abs(in_part[:size] - best) > SLACK)
        fixed = best.copy()
        fixed[free] = 0
        columns = np.concatenate([free, np.arange(size, len(goal))])
        part = sparse.csr_array(constraints.rows[:, columns])
        rows = np.flatnonzero(np.diff(part.indptr))
        low, high = constraints.ends(constraints.rows[:, :size] @ fixed)
        program = Program(
            part[rows], low[rows], high[rows], constraints.most[columns], whole=True, nodes=NODES_NEARBY, gap=gap,
            in_part=len(goal) - size,
        )  # fmt: skip
        places = np.flatnonzero(goal[columns])
        found = program.extreme(places, goal[columns][places], greatest=True, seconds=left)
        if found.point is None:
            return False
        fixed[free] = np.rint(found.point[: len(free)]).astype(np.int64)
        return self.add(fixed)

    def _ask(self, whole: bool, places: Indices, *, greatest: bool) -> Extreme:
        left = self._deadline - monotonic()
        if left <= 0:
            return Extreme(Outcome.UNFINISHED)
        if whole not in self._programs:
            low, high = _Constraints(self._rows, self._low, self._high, np.empty(0)).ends(0)
            self._programs[whole] = Program(self._rows, low, high, float(self._most), whole=whole)
        return self._programs[whole].extreme(places, np.ones(len(places)), greatest=greatest, seconds=left)


@dataclass(frozen=True, eq=False)
class _Constraints:
    """Rows over variables from nought to `most`, with whole-numbered bounds."""

    rows: sparse.csr_array
    low: Indices
    high: Indices
    most: Numbers

    def ends(self, taken: Indices | int) -> tuple[Numbers, Numbers]:
        """Bounds as HiGHS takes them, once something is taken off."""
        endless = np.float64(np.inf)
        return (
            np.where(self.low > -UNBOUNDED, (self.low - taken).astype(np.float64), -endless),
            np.where(self.high < UNBOUNDED, (self.high - taken).astype(np.float64), endless),
        )
