"""The least loss of hiding cells of one table, found by trying every set of them: slow, and by the rule alone."""

from itertools import combinations

import numpy as np
from scipy.optimize import Bounds, LinearConstraint, milp

from lanthorn.disclosure import Rule
from lanthorn.disclosure.publication import TOTAL, Table


class EveryChoice:
    """Tries every set of cells to hide, cheapest first, by the meaning of the rule alone."""

    def __init__(self, table: Table, rule: Rule) -> None:
        self.rule = rule
        self.keys = list(table.cells)
        self.values = np.array([table.cells[key] for key in self.keys])
        inner = [key for key in self.keys if TOTAL not in key]
        self.sums = np.array(
            [[all(b in (TOTAL, a) for a, b in zip(i, key, strict=True)) for i in inner] for key in self.keys]
        )

    def least_cost(self) -> int:
        """The cost of the cheapest choice that hides every cell well enough."""
        unsafe = [place for place, value in enumerate(self.values) if self.rule.unsafe(int(value))]
        others = [place for place in range(len(self.keys)) if place not in unsafe]
        choices = [
            (int((1 + self.values[[*unsafe, *more]]).sum()), (*unsafe, *more))
            for size in range(len(others) + 1)
            for more in combinations(others, size)
        ]
        return next(cost for cost, hidden in sorted(choices) if self._good(hidden))

    def _good(self, hidden: tuple[int, ...]) -> bool:
        return all(self._width(place, hidden) >= self._needed(place) for place in hidden)

    def _needed(self, place: int) -> int:
        near = self.values[place] < self.rule.required_width + self.rule.threshold - 1
        return self.rule.required_width if near else 1

    def _width(self, place: int, hidden: tuple[int, ...]) -> float:
        shown = [p for p in range(len(self.keys)) if p not in hidden]
        rows = self.sums[shown].astype(float)
        constraint = LinearConstraint(rows, self.values[shown], self.values[shown]) if shown else ()
        ends = []
        for sign in (1, -1):
            found = milp(
                sign * self.sums[place].astype(float), constraints=constraint, bounds=Bounds(0, 500), integrality=1
            )
            ends.append(sign * round(found.fun))
        return float(ends[1] - ends[0])
