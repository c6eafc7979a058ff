"""Keeps watch over a choice of hidden cells: which are not hidden well enough, and the movements that prove the others.

A movement found for one cell often serves others too, and still serves when a cell that it does not move is shown
again; so few subproblems need solving.
"""

from collections.abc import Container, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from lanthorn.disclosure.protection.solver import Vector
from lanthorn.disclosure.protection.swing import Cut, Swing

SLACK = 1e-6


@dataclass(frozen=True)
class Requirement:
    """A hidden cell must be able to swing by `width` in all; even for a reader who knows the cell `knowing`."""

    place: int
    width: float
    primary: bool
    knowing: int | None = None


class Guard:
    """Checks requirements against choices of hidden cells."""

    def __init__(self, swing: Swing, requirements: Sequence[Requirement]) -> None:
        self.swing = swing
        self.requirements = list(requirements)
        self.moves: dict[int, tuple[Vector, Vector]] = {}

    def violated(
        self, hidden: Vector, *, leaving: Container[int] = (), first_only: bool = False
    ) -> list[tuple[int, Cut]]:
        """Requirements that a choice breaks, by number, each with the capacity cut that says so; but for some."""
        self.swing.hide(hidden)
        self.moves = {number: pair for number, pair in self.moves.items() if self._still(pair, hidden)}
        found = []
        best = np.zeros((2, self.swing.size))
        movements: list[list[Vector | None]] = [[None] * self.swing.size, [None] * self.swing.size]
        for number, requirement in enumerate(self.requirements):
            place, weight = requirement.place, hidden[requirement.place]
            if weight < SLACK or number in self.moves or number in leaving:
                continue
            needed = requirement.width * (1.0 if requirement.primary else weight)
            plain = requirement.knowing is None
            if plain and best[0, place] + best[1, place] >= needed - SLACK:
                self._keep(number, movements, place)
                continue
            cut = self._seek(number, requirement, needed, best, movements)
            if cut is not None:
                found.append((number, cut))
                if first_only:
                    break
        return found

    def _seek(
        self,
        number: int,
        requirement: Requirement,
        needed: float,
        best: NDArray[np.float64],
        movements: list[list[Vector | None]],
    ) -> Cut | None:
        place, reached = requirement.place, 0.0
        coefficients = np.zeros(self.swing.size)
        pair: list[Vector] = []
        for _side, direction in enumerate((1, -1)):
            far, point, multipliers = self.swing.farthest(place, direction, requirement.knowing)
            reached += far
            coefficients += self.swing.capacities(place, direction, multipliers, requirement.knowing)
            pair.append(point)
            if requirement.knowing is None:
                for way, moved in enumerate((point, -point)):
                    better = moved > best[way] + SLACK
                    best[way][better] = moved[better]
                    for other in np.flatnonzero(better).tolist():
                        movements[way][other] = point
        if reached >= needed - SLACK:
            self.moves[number] = (pair[0], pair[1])
            return None
        return _strengthened(coefficients, requirement)

    def _keep(self, number: int, movements: list[list[Vector | None]], place: int) -> None:
        nothing = np.zeros(self.swing.size)
        up, down = movements[0][place], movements[1][place]
        self.moves[number] = (nothing if up is None else up, nothing if down is None else down)

    def _still(self, pair: tuple[Vector, Vector], hidden: Vector) -> bool:
        """Whether two movements stay within what a choice hides."""
        return all(
            (move <= self.swing.up * hidden + SLACK).all() and (move >= -self.swing.down * hidden - SLACK).all()
            for move in pair
        )


def _strengthened(coefficients: Vector, requirement: Requirement) -> Cut:
    """No cell need give more than is asked; the cell itself stands on the other side, since it is hidden."""
    own = coefficients[requirement.place]
    least = max(requirement.width - own, 0.0)
    coefficients = np.minimum(coefficients, least)
    coefficients[requirement.place] = 0.0
    return Cut(coefficients, least, None if requirement.primary else requirement.place)
