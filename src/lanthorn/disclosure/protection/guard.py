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
    """A hidden cell must be able to swing by `width` in all; even for a reader who knows the cell `knowing`.

    `directions`: both together, or up (1) or down (-1) alone, where a rule asks for room on a side.
    """

    place: int
    width: float
    primary: bool
    knowing: int | None = None
    directions: tuple[int, ...] = (1, -1)


@dataclass(eq=False)
class _Best:
    """The furthest that movements found so far, for any cell, move each cell up and down, and which cells they move."""

    size: int

    def __post_init__(self) -> None:
        self._points = np.zeros((64, self.size))
        self._found = 0
        self.reach = np.zeros((2, self.size))
        self.by: list[list[NDArray[np.bool_] | None]] = [[None] * self.size, [None] * self.size]

    def take(self, point: Vector) -> None:
        """A movement that was found."""
        if self._found == len(self._points):
            self._points = np.concatenate([self._points, np.zeros_like(self._points)])
        self._points[self._found] = point
        self._found += 1
        moved = np.abs(point) > SLACK
        for way, movement in enumerate((point, -point)):
            better = movement > self.reach[way] + SLACK
            self.reach[way][better] = movement[better]
            for place in np.flatnonzero(better).tolist():
                self.by[way][place] = moved

    def without(self, knowing: int, place: int, width: float) -> NDArray[np.bool_] | None:
        """The cells of a movement that moves one cell so far, and not at all one that the reader knows."""
        points = self._points[: self._found]
        fitting = (np.abs(points[:, place]) >= width - SLACK) & (np.abs(points[:, knowing]) <= SLACK)
        return np.abs(points[int(fitting.argmax())]) > SLACK if fitting.any() else None

    def moved(self, place: int) -> NDArray[np.bool_]:
        """The cells that must be hidden for a cell to move as far both ways."""
        found = np.zeros(self.size, dtype=bool)
        for way in (0, 1):
            movement = self.by[way][place]
            if movement is not None:
                found |= movement
        return found


class Guard:
    """Checks requirements against choices of hidden cells."""

    def __init__(self, swing: Swing, requirements: Sequence[Requirement]) -> None:
        self.swing = swing
        self.requirements = list(requirements)
        self._needs = np.zeros((len(self.requirements), swing.size), dtype=bool)
        self._met = np.zeros(len(self.requirements), dtype=bool)

    def violated(
        self, hidden: Vector, *, leaving: Container[int] = (), first_only: bool = False
    ) -> list[tuple[int, Cut]]:
        """Requirements that a choice breaks, by number, each with the capacity cut that says so; but for some."""
        self.swing.hide(hidden)
        shown = hidden < 1.0
        if (hidden[shown] > 0.0).any():  # hidden in part: movements found before are too long
            self._met[:] = False
        else:
            self._met &= ~self._needs[:, shown].any(axis=1)
        found = []
        best = _Best(self.swing.size)
        for number in np.flatnonzero(~self._met).tolist():
            requirement = self.requirements[number]
            weight = hidden[requirement.place]
            if weight < SLACK or number in leaving:
                continue
            needed = requirement.width * (1.0 if requirement.primary else float(weight))
            if requirement.knowing is None:
                ways = [0 if direction > 0 else 1 for direction in requirement.directions]
                enough = best.reach[ways, requirement.place].sum() >= needed - SLACK
                moved = best.moved(requirement.place) if enough else None
            else:
                moved = best.without(requirement.knowing, requirement.place, needed)
            if moved is not None:
                self._meet(number, moved)
                continue
            cut = self._seek(number, requirement, needed, best)
            if cut is not None:
                found.append((number, cut))
                if first_only:
                    break
        return found

    def still_met(self, hidden: Vector, without: int, *, leaving: Container[int]) -> bool:
        """Whether all but some requirements stay met when one more cell is shown. Forgets nothing where they do not."""
        attempt = hidden.copy()
        attempt[without] = 0.0
        before = self._met.copy()
        if self.violated(attempt, leaving=leaving, first_only=True):
            self._met |= before  # what was found for fewer hidden cells serves for more
            return False
        return True

    def _seek(self, number: int, requirement: Requirement, needed: float, best: _Best) -> Cut | None:
        place, reached = requirement.place, 0.0
        coefficients = np.zeros(self.swing.size)
        moved = np.zeros(self.swing.size, dtype=bool)
        for direction in requirement.directions:
            far, point, multipliers = self.swing.farthest(place, direction, requirement.knowing)
            reached += far
            moved |= np.abs(point) > SLACK
            best.take(point)
            if reached >= needed - SLACK:
                self._meet(number, moved)
                return None
            coefficients += self.swing.capacities(place, direction, multipliers, requirement.knowing)
        return _strengthened(coefficients, requirement)

    def _meet(self, number: int, needs: NDArray[np.bool_]) -> None:
        self._needs[number] = needs
        self._met[number] = True


def _strengthened(coefficients: Vector, requirement: Requirement) -> Cut:
    """No cell need give more than is asked; the cell itself stands on the other side, since it is hidden."""
    own = coefficients[requirement.place]
    least = max(requirement.width - own, 0.0)
    coefficients = np.minimum(coefficients, least)
    coefficients[requirement.place] = 0.0
    return Cut(coefficients, least, None if requirement.primary else requirement.place)
