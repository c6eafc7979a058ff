"""Which published things give a count away: a set of them that does so alone and, where time allows, no smaller one.

The multipliers of the linear programs name a first set; QuickXplain (Junker 2004) then takes away what is not needed,
asking the solver anew about the published things alone.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from time import monotonic
from typing import TYPE_CHECKING

import numpy as np

from lanthorn.disclosure.attacker.atoms import Indices
from lanthorn.disclosure.attacker.judging import Interval, judge
from lanthorn.disclosure.attacker.knowledge import Target
from lanthorn.disclosure.attacker.report import Verdict
from lanthorn.disclosure.attacker.search import Search
from lanthorn.disclosure.attacker.system import UNBOUNDED, System
from lanthorn.disclosure.publication import Count, Rule

if TYPE_CHECKING:
    from lanthorn.disclosure.attacker.engine import Group

LONGEST_PROOF = 120
SECONDS_A_PROOF = 3.0
ZERO = 1e-7


@dataclass(frozen=True)
class Proof:
    """Published things that together suffice: in words, and the counts of those that are cells."""

    words: tuple[str, ...] = ()
    counts: tuple[Count, ...] = ()
    irreducible: bool = False
    """Whether none of them can be left out."""


def explain_disclosure(
    system: System, target: Target, parts: Sequence[tuple["Group", int]], rule: Rule, deadline: float
) -> Proof:
    """Published things that together disclose a count."""
    rows: set[int] = system.reasons(target.atoms)
    for group, which in parts:
        used: set[int] = set()
        for end in (0, 1):
            duals = group.search.duals.get((which, end))
            if duals is None and not (end == 0 and group.search.bounds[which, 0] == 0):
                used |= set(group.rows.tolist())
            elif duals is not None:
                used |= set(group.rows[np.abs(duals) > ZERO].tolist())
        rows |= used
        atoms = np.unique(system.matrix[sorted(used)].indices) if used else np.empty(0, dtype=np.int64)
        rows |= system.reasons(atoms.astype(np.int64))

    def disclosed(chosen: Sequence[int]) -> bool:
        interval = _interval(system, chosen, target.atoms, deadline)
        if interval is None:
            return False
        return judge(rule, target.kind, target.concealment, interval, interval)[0] is Verdict.DISCLOSED

    return _shortest(system, rows, disclosed, deadline)


def explain_contradiction(system: System, group_rows: Indices, deadline: float) -> Proof:
    """Published things that cannot all be true."""
    rows = set(group_rows.tolist())
    atoms = np.unique(system.matrix[sorted(rows)].indices).astype(np.int64)
    rows |= system.reasons(atoms)

    def impossible(chosen: Sequence[int]) -> bool:
        return _interval(system, chosen, np.empty(0, dtype=np.int64), deadline) is None

    return _shortest(system, rows, impossible, deadline + SECONDS_A_PROOF)


def _shortest(system: System, rows: set[int], enough: Callable[[Sequence[int]], bool], deadline: float) -> Proof:
    """Rows with words, as few as still are enough together with those that have none."""
    always = sorted(row for row in rows if not system.known[row].words)
    facts: dict[str, list[int]] = {}
    for row in sorted(rows):
        if system.known[row].words:
            facts.setdefault(system.known[row].words, []).append(row)
    names = list(facts)
    until = min(deadline, monotonic() + SECONDS_A_PROOF)

    def suffices(chosen: Sequence[str]) -> bool:
        if monotonic() > until:
            raise TimeoutError
        return enough(sorted({*always, *(row for name in chosen for row in facts[name])}))

    def proof(chosen: Sequence[str], *, irreducible: bool) -> Proof:
        found = (system.known[row].count for name in chosen for row in facts[name])
        counts = tuple(dict.fromkeys(count for count in found if count is not None))
        return Proof(tuple(chosen), counts, irreducible)

    if len(names) > LONGEST_PROOF:
        return proof(names, irreducible=False)
    try:
        if not suffices(names):
            return proof(names, irreducible=False)
        kept = set(_quick_explain([], [], names, suffices))
    except TimeoutError:
        return proof(names, irreducible=False)
    return proof([name for name in names if name in kept], irreducible=True)


def _quick_explain(
    background: list[str], added: list[str], names: list[str], suffices: Callable[[Sequence[str]], bool]
) -> list[str]:
    if added and suffices(background):
        return []
    if len(names) == 1:
        return names if added or not suffices(background) else []
    half = len(names) // 2
    first, second = names[:half], names[half:]
    from_second = _quick_explain([*background, *first], first, second, suffices)
    from_first = _quick_explain([*background, *from_second], from_second, first, suffices)
    return [*from_first, *from_second]


def _interval(system: System, rows: Sequence[int], target: Indices, deadline: float) -> Interval | None:
    """The feasible whole numbers of a sum given some rows alone; None where there are none or time is up."""
    chosen = np.array(rows, dtype=np.int64)
    atoms = np.unique(np.concatenate([system.matrix[chosen].indices.astype(np.int64), target]))
    local = np.searchsorted(atoms, target)
    matrix = system.matrix[chosen][:, atoms]
    search = Search(matrix, system.low[chosen], system.high[chosen], [local], system.most, deadline)
    for end in (0, 1):
        for whole in (False, True):
            search.tighten(0, end, whole=whole)
            if search.impossible:
                return None
            if search.settled(0, end):
                break
    low, high = search.bounds[0].tolist()
    return Interval(low, None if high == UNBOUNDED else high)
