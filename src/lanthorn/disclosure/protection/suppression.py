"""Complementary suppression: the hidden cells of least cost such that each is hidden well enough.

Exactly, by the capacity cuts of Fischetti and Salazar (2001, "Solving the cell suppression problem on tabular data with
linear constraints"); where a group of linked cells is too large or time is up, the best choice found, with the proven
bound on what any choice must cost.
"""

from dataclasses import dataclass
from time import monotonic

import numpy as np
from numpy.typing import NDArray

from lanthorn.disclosure.protection.cells import Cells
from lanthorn.disclosure.protection.guard import Guard, Requirement
from lanthorn.disclosure.protection.heuristic import hide_along_movements, show_what_can_be_shown
from lanthorn.disclosure.protection.master import Master
from lanthorn.disclosure.protection.requirements import Requirements
from lanthorn.disclosure.protection.solver import STEPS, Vector, Work
from lanthorn.disclosure.protection.swing import Cut, Swing

NEAR = 1e-4
"""Costs are whole numbers, so that a bound this much below the next one proves it."""

SHARE_IN_PART = 0.5
"""Of the time, at most so much for cells hidden in part."""

ROUNDS_IN_PART = 120
ROUNDS_WHOLE = 60
NODES = 3000
"""Work is bounded by these and by steps of the simplex method, not by time, so that the same counts are protected alike
wherever and whenever. Seconds are a last resort beside them, and the report says where they cut a search short."""

LARGE = 5000
MOSTLY = 0.5
WHOLLY = 1.0 - 1e-6
"""In a group of more cells than `LARGE`, a cell that the linear program hides so far is hidden to begin with; one
that it hides wholly is not asked whether it could be shown again."""


@dataclass(frozen=True, eq=False)
class Choice:
    """Hidden cells of one group: their cost, and what any choice must cost at least."""

    hidden: NDArray[np.bool_]
    cost: float
    bound: float
    unprotected: NDArray[np.bool_]
    """Cells that cannot be hidden well enough even if everything is hidden."""
    hurried: bool
    """Whether time ran out, so that another run may choose otherwise."""
    limited: bool
    """Whether the work allowed was done before the search had ended: another run chooses alike."""
    steps: int

    @property
    def exact(self) -> bool:
        """Whether no choice costs less."""
        return self.bound >= self.cost - NEAR


def suppress(
    cells: Cells,
    members: NDArray[np.int64],
    requirements: Requirements,
    cost: Vector,
    least: int,
    *,
    singletons: bool = False,
    exact_up_to: int = 5000,
    steps: int = STEPS,
    seconds: float = 300.0,
) -> Choice:
    """Choose what is hidden in one group of linked cells, within some `steps` and `seconds` (for this group)."""
    deadline = monotonic() + seconds
    work = Work(steps)
    width = requirements.width[members]
    unpublished = members >= len(cells.counts)
    forced = requirements.primary[members] | unpublished
    forbidden = cells.never_hidden[members] | (~forced & (least > cells.values[members]))
    cost = np.where(unpublished, 0.0, cost[members])
    swing = Swing(
        cells,
        members,
        least,
        reach=4.0 * float(max(width.max(initial=1.0), requirements.sides[members].max(initial=0.0))),
        work=work,
    )
    wanted = [
        Requirement(int(place), float(width[place]), primary=bool(forced[place]))
        for place in np.argsort(-width * forced, kind="stable")
        if not forbidden[place] and not unpublished[place] and (forced[place] or requirements.every_hidden)
    ]
    sides = requirements.sides[members]
    wanted += [
        Requirement(place, float(sides[place]), primary=True, directions=(direction,))
        for place in np.flatnonzero(forced & ~unpublished & (sides > 0)).tolist()
        for direction in (1, -1)
    ]
    if singletons:
        wanted += _known_to_one(cells, members, swing, forced & ~unpublished)
    guard = Guard(swing, wanted)
    everything = np.where(forbidden, 0.0, 1.0)
    hopeless = [number for number, _ in guard.violated(everything)]
    lost = np.zeros(len(members), dtype=bool)
    lost[[wanted[number].place for number in hopeless if wanted[number].knowing is None]] = True
    guard = Guard(swing, [entry for number, entry in enumerate(wanted) if number not in set(hopeless)])
    until = monotonic() + (deadline - monotonic()) * SHARE_IN_PART
    cuts, bound, leaning = _relaxed(guard, cost, forced, forbidden, until)
    hurried = monotonic() > until
    exactly = len(members) <= exact_up_to
    start, keeping = forced, forced
    if len(members) > LARGE:
        start, keeping = forced | (leaning >= MOSTLY), forced | (leaning >= WHOLLY)
    best = hide_along_movements(guard, cost, start, forbidden, leaning)
    best = show_what_can_be_shown(guard, best, cost, keeping, deadline)
    if exactly and float(cost @ best) > bound + NEAR:
        best, bound = _whole(guard, cost, forced, forbidden, cuts, best, bound, deadline)
    total = float(cost @ best)
    return Choice(
        hidden=(best > 0.5) & ~unpublished,
        cost=total,
        bound=min(bound, total),
        unprotected=lost & (best > 0.5),
        hurried=hurried or monotonic() > deadline,
        limited=work.over,
        steps=work.steps,
    )


def _known_to_one(
    cells: Cells, members: NDArray[np.int64], swing: Swing, forced: NDArray[np.bool_]
) -> list[Requirement]:
    """Whoever is the one unit of a cell knows it; other unsafe cells of each sum it is in must stay unknown to them.

    Not those that are 1 as well and its whole or a part of it: they are the same unit.
    """
    values = cells.values[members]
    found: dict[tuple[int, int], None] = {}
    for one in np.flatnonzero((values == 1) & forced).tolist():
        for row in swing.matrix[:, [one]].nonzero()[0].tolist():
            inside = slice(swing.matrix.indptr[row], swing.matrix.indptr[row + 1])
            others, signs = swing.matrix.indices[inside], swing.matrix.data[inside]
            mine = signs[others == one][0]
            found |= {
                (other, one): None
                for other, sign in zip(others.tolist(), signs.tolist(), strict=True)
                if forced[other] and other != one and not (values[other] == 1 and sign != mine)
            }
    return [Requirement(other, 1.0, primary=True, knowing=one) for other, one in found]


def _relaxed(
    guard: Guard, cost: Vector, forced: NDArray[np.bool_], forbidden: NDArray[np.bool_], deadline: float
) -> tuple[list[Cut], float, Vector]:
    """Cuts for the linear program until it satisfies all requirements, or progress or time ends."""
    master = Master(cost, forced, forbidden, whole=False, work=guard.swing.work)
    cuts: list[Cut] = []
    _, hidden, bound = master.solve(60.0)
    stalled = 0
    later = {number for number, entry in enumerate(guard.requirements) if entry.knowing is not None}
    for _ in range(ROUNDS_IN_PART):
        if monotonic() > deadline or guard.swing.work.over:
            break
        found = [cut for _, cut in guard.violated(hidden, leaving=later)]
        if not found:
            break
        cuts += found
        master.add(found)
        ended, hidden, cost_now = master.solve(max(deadline - monotonic(), 1.0))
        if ended != "optimal":
            break
        stalled = stalled + 1 if cost_now < bound + 1e-3 * max(1.0, bound) else 0
        bound = max(bound, cost_now)
        if stalled >= 5:
            break
    return cuts, _next_whole(bound), hidden


def _whole(
    guard: Guard,
    cost: Vector,
    forced: NDArray[np.bool_],
    forbidden: NDArray[np.bool_],
    cuts: list[Cut],
    best: Vector,
    bound: float,
    deadline: float,
) -> tuple[Vector, float]:
    """Whole choices of least cost under the cuts, until one satisfies all requirements or time is up."""
    master = Master(cost, forced, forbidden, whole=True, work=guard.swing.work, nodes=NODES)
    master.add(cuts)
    for _ in range(ROUNDS_WHOLE):
        if (left := deadline - monotonic()) <= 0 or guard.swing.work.over:
            break
        ended, hidden, _ = master.solve(left)
        if ended == "mistaken":
            break
        bound = max(bound, _next_whole(min(master.least_cost, float(cost @ best))))
        if ended != "optimal" or bound >= float(cost @ best) - NEAR:
            break
        hidden = np.round(hidden)
        found = [cut for _, cut in guard.violated(hidden)]
        if not found:
            return (hidden, bound) if float(cost @ hidden) < float(cost @ best) else (best, bound)
        master.add(found)
        chosen = np.asarray(hidden > 0.5)
        mended = hide_along_movements(guard, cost, chosen, forbidden, hidden)
        mended = show_what_can_be_shown(guard, mended, cost, chosen, deadline)
        if float(cost @ mended) < float(cost @ best) and not guard.violated(mended):
            best = mended
    return best, bound


def _next_whole(bound: float) -> float:
    return float(np.ceil(bound - NEAR))
