"""What people decided about pairs of records: same child, different children, or unsure; and where that contradicts.

Decisions are kept in the store apart from the model, survive every run, and win over it. The last decision on a pair
counts; "unsure" takes an earlier one back. Given a store; records decisions, and gives those that can be applied
together, with the conflicts among the rest.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from lanthorn.errors import LanthornError
from lanthorn.evidence import Store
from lanthorn.linkage.ledger import Ledger

SAME, DIFFERENT, UNSURE = "same", "different", "unsure"
JUDGEMENTS = (SAME, DIFFERENT, UNSURE)
LEDGER = "pairs"


@dataclass(frozen=True)
class Decision:
    """One judgement of one pair of records, by a person, with the reason."""

    left: str
    right: str
    judgement: str
    reviewer: str
    reason: str

    @property
    def pair(self) -> tuple[str, str]:
        """The two records, the smaller name first."""
        return min(self.left, self.right), max(self.left, self.right)


@dataclass(frozen=True)
class Conflict:
    """A decision that cannot hold together with earlier ones, and so is not applied."""

    decision: Decision
    because_of: tuple[Decision, ...]
    """The earlier decisions with which it closes a contradiction."""

    @property
    def words(self) -> str:
        """The contradiction in a sentence that names records, and nobody."""
        stated = "; ".join(_words(decision) for decision in self.because_of)
        return f"{_words(self.decision)}, but: {stated}. It is not applied until one of these is taken back."


@dataclass(frozen=True)
class Applicable:
    """The decisions in force: pairs to be joined and pairs to be kept apart, free of contradiction."""

    same: tuple[tuple[str, str], ...] = ()
    different: tuple[tuple[str, str], ...] = ()
    conflicts: tuple[Conflict, ...] = ()


def record_decisions(store: Store, decisions: Sequence[Decision]) -> int:
    """Add these decisions to the store; those that repeat what is in force are left out. Returns how many were added.

    Raises LanthornError for a judgement that is none, or one without a reviewer or a reason; nothing is added then.
    """
    for decision in decisions:
        _check(decision)
    in_force = {decision.pair: decision for decision in decisions_in(store)}
    fresh = []
    for decision in decisions:
        before = in_force.get(decision.pair)
        if before is None or (before.judgement, before.reason) != (decision.judgement, decision.reason):
            fresh.append(decision)
            in_force[decision.pair] = decision
    if fresh:
        Ledger(store, LEDGER).append([_entry(decision) for decision in fresh])
    return len(fresh)


def decisions_in(store: Store) -> tuple[Decision, ...]:
    """The last decision on each pair, in the order in which they were made."""
    last: dict[tuple[str, str], Decision] = {}
    for entry in Ledger(store, LEDGER).entries():
        decision = Decision(**{name: entry[name] for name in Decision.__dataclass_fields__})
        last.pop(decision.pair, None)
        last[decision.pair] = decision
    return tuple(last.values())


def applicable(decisions: Iterable[Decision]) -> Applicable:
    """What of these can be applied together, the earlier ones first."""
    groups = _Groups()
    same: list[tuple[str, str]] = []
    different: list[tuple[str, str]] = []
    conflicts: list[Conflict] = []
    for decision in decisions:
        if decision.judgement == UNSURE:
            continue
        against = groups.against(decision)
        if against:
            conflicts.append(Conflict(decision, against))
            continue
        groups.add(decision)
        (same if decision.judgement == SAME else different).append(decision.pair)
    return Applicable(tuple(same), tuple(different), tuple(conflicts))


class _Groups:
    """Records joined by decisions so far. Decisions are few, so this walks over them in Python."""

    def __init__(self) -> None:
        self._joined: dict[str, list[tuple[str, Decision]]] = {}
        self._apart: list[Decision] = []

    def add(self, decision: Decision) -> None:
        if decision.judgement == DIFFERENT:
            self._apart.append(decision)
            return
        self._joined.setdefault(decision.left, []).append((decision.right, decision))
        self._joined.setdefault(decision.right, []).append((decision.left, decision))

    def against(self, decision: Decision) -> tuple[Decision, ...]:
        """The decisions that contradict this one; none where it can be added."""
        left = self._ways(decision.left)
        if decision.judgement == DIFFERENT:
            return left.get(decision.right, ())
        right = self._ways(decision.right)
        for apart in self._apart:
            for one, other in ((apart.left, apart.right), (apart.right, apart.left)):
                if one in left and other in right:
                    return (*left[one], apart, *right[other])
        return ()

    def _ways(self, start: str) -> dict[str, tuple[Decision, ...]]:
        """Each record joined to this one, with the decisions on the way."""
        ways: dict[str, tuple[Decision, ...]] = {start: ()}
        waiting = [start]
        while waiting:
            record = waiting.pop()
            for neighbour, decision in self._joined.get(record, ()):
                if neighbour not in ways:
                    ways[neighbour] = (*ways[record], decision)
                    waiting.append(neighbour)
        return ways


def _check(decision: Decision) -> None:
    if decision.judgement not in JUDGEMENTS:
        raise LanthornError(f"A decision must be one of {', '.join(JUDGEMENTS)}; nothing has been recorded.")
    if decision.left == decision.right:
        raise LanthornError("A record cannot be compared with itself; nothing has been recorded.")
    if not decision.reviewer.strip():
        raise LanthornError("A decision needs the name of whoever made it; nothing has been recorded.")
    if decision.judgement != UNSURE and not decision.reason.strip():
        raise LanthornError(
            f"The decision on {decision.left} and {decision.right} needs a reason, so that somebody else can follow "
            "it; nothing has been recorded."
        )


def _entry(decision: Decision) -> dict[str, Any]:
    return {name: getattr(decision, name) for name in Decision.__dataclass_fields__}


def _words(decision: Decision) -> str:
    sign = "is the same child as" if decision.judgement == SAME else "is another child than"
    return f"{decision.left} {sign} {decision.right}"
