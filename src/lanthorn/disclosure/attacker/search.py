"""Within one group of atoms that hang together: how low and how high each sum can be, and the tables that show it.

Bounds come from linear programs, and from integer programs where those do not suffice. Points are whole numbers, each
checked against every constraint before it counts.
"""

from collections.abc import Sequence
from time import monotonic
from typing import TYPE_CHECKING

import numpy as np
from scipy import sparse

from lanthorn.disclosure.attacker.atoms import Indices
from lanthorn.disclosure.attacker.solver import Extreme, Outcome, Program
from lanthorn.disclosure.attacker.system import UNBOUNDED

if TYPE_CHECKING:
    from numpy.typing import NDArray

SLACK = 1e-6


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
        self.duals: dict[tuple[int, int], NDArray[np.float64]] = {}
        """For each sum and end the multipliers of the rows that prove the bound, where a linear program did."""
        self._asked: set[tuple[int, int, bool]] = set()
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
        if found.point is not None:
            self.add(np.rint(found.point).astype(np.int64))
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

    def _ask(self, whole: bool, places: Indices, *, greatest: bool) -> Extreme:
        left = self._deadline - monotonic()
        if left <= 0:
            return Extreme(Outcome.UNFINISHED)
        if whole not in self._programs:
            endless = np.float64(np.inf)
            low = np.where(self._low > -UNBOUNDED, self._low.astype(np.float64), -endless)
            high = np.where(self._high < UNBOUNDED, self._high.astype(np.float64), endless)
            self._programs[whole] = Program(self._rows, low, high, float(self._most), whole=whole)
        return self._programs[whole].extreme(places, np.ones(len(places)), greatest=greatest, seconds=left)
