"""The attack: for every hidden count, what a reader with everything published and unlimited patience can know.

Linear programs bound each count, integer programs where they must; whole tables that agree with every published thing
prove it hidden, and are checked again in whole numbers against all of it before a verdict rests on them.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from time import monotonic

import numpy as np

from lanthorn.disclosure.attacker.atoms import LARGEST_CLIQUE, Indices
from lanthorn.disclosure.attacker.insiders import look_from_inside
from lanthorn.disclosure.attacker.judging import Interval, judge
from lanthorn.disclosure.attacker.knowledge import Knowledge, Known, Target
from lanthorn.disclosure.attacker.proof import Proof, explain_contradiction, explain_disclosure
from lanthorn.disclosure.attacker.report import AttackReport, Finding, Verdict
from lanthorn.disclosure.attacker.search import Search
from lanthorn.disclosure.attacker.system import UNBOUNDED, System
from lanthorn.disclosure.publication import Fact, Publication
from lanthorn.disclosure.publication.combining import combine

ENDS = (0, 1)

LARGE = 1500
"""Atoms in a group from which on its integer programs are slow."""

ROUNDS_FAR = 30

EFFORTS: tuple[Callable[[Search, int, int], None], ...] = (
    lambda search, which, end: search.tighten(which, end, whole=False),
    lambda search, which, end: search.look_nearby(which, end),
    lambda search, which, end: search.tighten(which, end, whole=True),
)
"""What is tried to find out about one end of a sum, from the cheapest to the dearest."""


@dataclass(eq=False)
class Group:
    """Atoms that hang together, the rows that tie them, and the search over them. `sums`: by target, its sum."""

    atoms: Indices
    rows: Indices
    search: Search
    sums: dict[int, int]


class Attacker:
    """An attack in progress. `candidates` are facts not yet published that it may be asked to `admit` one by one."""

    def __init__(
        self,
        publication: Publication,
        candidates: Sequence[Fact] = (),
        *,
        seconds: float = 300.0,
        largest_clique: int = LARGEST_CLIQUE,
    ) -> None:
        self.deadline = monotonic() + seconds
        self.knowledge = Knowledge(publication, candidates, largest_clique)
        self.rule = publication.rule
        self.targets = self.knowledge.targets
        proposed = [entry for fact in self.knowledge.proposed for entry in fact]
        atoms = [target.atoms for target in self.targets]
        self.system = System(self.knowledge.known, proposed, atoms, self.knowledge.atoms.size)
        self.groups: list[Group] = []
        self._parts: list[list[tuple[Group, int]]] = [[] for _ in self.targets]
        self._settled = np.array([int(self.system.values[target.atoms].sum()) for target in self.targets])
        if self.system.contradiction is None:
            for inside, rows in self.system.components(np.arange(self.system.active)):
                self.place(self.group(inside, rows))

    def group(self, atoms: Indices, rows: Indices) -> Group:
        """Make a group, with a sum for each target that has atoms in it."""
        matrix, low, high = self.system.part(rows, atoms)
        local = np.full(self.system.size, -1, dtype=np.int64)
        local[atoms] = np.arange(len(atoms))
        distinct: dict[bytes, int] = {}
        places: list[Indices] = []
        sums: dict[int, int] = {}
        touching = np.flatnonzero(self.system.targets[:, atoms] @ np.ones(len(atoms), dtype=np.int64))
        for target in touching.tolist():
            inside = local[self.targets[target].atoms]
            inside = inside[inside >= 0]
            sums[target] = distinct.setdefault(inside.tobytes(), len(distinct))
            if sums[target] == len(places):
                places.append(inside)
        search = Search(matrix, low, high, places, self.system.most, self.deadline)
        return Group(atoms, rows, search, sums)

    def place(self, group: Group) -> None:
        """Let targets be looked for in a group."""
        self.groups.append(group)
        for target, which in group.sums.items():
            self._parts[target].append((group, which))

    def take_away(self, group: Group) -> None:
        """The opposite of `place`."""
        self.groups.remove(group)
        for target, which in group.sums.items():
            self._parts[target].remove((group, which))

    def parts(self, target: int) -> list[tuple[Group, int]]:
        """The groups in which a target has atoms, with its sum in each."""
        return self._parts[target]

    def interval(self, target: int) -> tuple[Interval | None, Interval]:
        """What is shown (inner) and proven (outer) of a target so far."""
        parts = self._parts[target]
        settled = int(self._settled[target])
        bounds = [group.search.bounds[which] for group, which in parts]
        endless = any(bound[1] == UNBOUNDED for bound in bounds)
        outer = Interval(
            settled + sum(int(bound[0]) for bound in bounds),
            None if endless else settled + sum(int(bound[1]) for bound in bounds),
        )
        if not all(group.search.points for group, _ in parts):
            return None, outer
        seen = [group.search.seen[which] for group, which in parts]
        low, high = (settled + sum(int(entry[end]) for entry in seen) for end in ENDS)
        return Interval(low, None if endless and high - low >= self.system.most // 4 else high), outer

    def verdict(self, target: int) -> tuple[Verdict | None, str]:
        """What is certain so far."""
        if any(group.search.impossible for group, _ in self._parts[target]):
            return Verdict.UNDECIDED, "what is published contradicts itself here"
        entry = self.targets[target]
        return judge(self.rule, entry.kind, entry.concealment, *self.interval(target))

    def decide(self, target: int) -> tuple[Verdict, str]:
        """Work on a target until its verdict is certain or time is up."""
        parts = self._parts[target]
        for group, _ in parts:
            group.search.start()
        for effort in EFFORTS:
            for end in (1, 0):
                found = self.verdict(target)
                if found[0] is not None:
                    return found[0], found[1]
                for group, which in parts:
                    effort(group.search, which, end)
        verdict, why = self.verdict(target)
        if verdict is None:
            return Verdict.UNDECIDED, "the time allowed ran out"
        return verdict, why

    def spread(self) -> None:
        """Seek whole points that are far from one another in many targets at once, as long as that gets on.

        Worth its while where a group is so large that each target by itself would take seconds.
        """
        far = max(self.rule.required_width, 1)
        for group in self.groups:
            if len(group.atoms) < LARGE:
                continue
            for number in range(ROUNDS_FAR):
                left = [target for target in group.sums if self.verdict(target)[0] is None]
                # Of two that stand in one sum, one can only rise where the other falls.
                rising = {group.sums[target]: (number + place) % 2 for place, target in enumerate(left)}
                seen = group.search.seen
                wanted = [(which, 1 if seen[which, 0] == 0 else up, far) for which, up in rising.items()]
                if not group.search.go_far(wanted):
                    break

    def sharpen(self, target: int) -> None:
        """Work on a target until both ends of its interval are shown, or time is up."""
        for group, which in self._parts[target]:
            for end in ENDS:
                for effort in EFFORTS:
                    effort(group.search, which, end)

    def exact(self, target: int) -> bool:
        """Whether a table shows each end of the proven interval."""
        return all(group.search.settled(which, end) for group, which in self._parts[target] for end in ENDS)

    def witnesses(self, target: int) -> tuple[Indices, Indices] | None:
        """Two whole assignments of all atoms, with the least and the greatest value shown of a target."""
        made = []
        for end in ENDS:
            full = self.system.values.copy()
            for group in self.groups:
                search = group.search
                search.start()
                if not search.points:
                    return None
                which = group.sums.get(target)
                chosen = 0 if which is None else int(search.shown_by[which, end])
                full[group.atoms] = search.points[chosen]
            made.append(full)
        return made[0], made[1]


def attack(
    publications: Publication | Iterable[Publication],
    *,
    seconds: float = 300.0,
    exact: bool = True,
    proofs: bool = True,
    insiders: bool = False,
    largest_clique: int = LARGEST_CLIQUE,
) -> AttackReport:
    """What can be known of every hidden count from one publication, or from several taken together.

    `insiders`: look at what the only unit of a cell could work out, too. `exact`: work out both ends of every interval,
    not only enough for a verdict. `seconds`: what is not decided by then is undecided.
    Raises PublicationError where several publications cannot be about the same things.
    """
    publication = publications if isinstance(publications, Publication) else combine(publications)
    attacker = Attacker(publication, seconds=seconds, largest_clique=largest_clique)
    if attacker.system.contradiction is not None:
        facts = _words(attacker.system, attacker.system.contradiction.rows)
        return AttackReport(_nothing_known(attacker), (facts,))
    for group in attacker.groups:
        group.search.start()
    attacker.spread()
    verdicts = [attacker.decide(target) for target in range(len(attacker.targets))]
    if exact:
        for target in range(len(attacker.targets)):
            attacker.sharpen(target)
    verdicts = _doubted(attacker, verdicts)
    findings = tuple(_finding(attacker, target, verdict, why, proofs) for target, (verdict, why) in enumerate(verdicts))
    impossible = [group for group in attacker.groups if group.search.impossible]
    contradictions = tuple(
        explain_contradiction(attacker.system, group.rows, attacker.deadline).words for group in impossible
    )
    return AttackReport(
        findings, contradictions, _notes(attacker), look_from_inside(attacker, findings) if insiders else ()
    )


def _doubted(attacker: Attacker, verdicts: list[tuple[Verdict, str]]) -> list[tuple[Verdict, str]]:
    """Verdicts again, once every witness is checked against everything published, and joint tables are thought of."""
    unproven = attacker.knowledge.atoms.unproven
    checked = []
    for target, (verdict, why) in enumerate(verdicts):
        entry = attacker.targets[target]
        if verdict is Verdict.PROTECTED and attacker.parts(target):
            pair = attacker.witnesses(target)
            if pair is None or not attacker.system.holds(np.stack(pair, axis=1)).all():
                verdict, why = Verdict.UNDECIDED, "no complete table was found that agrees with everything published"
            elif entry.count.population in unproven:
                verdict, why = Verdict.UNDECIDED, "its tables are too many and too large to be taken jointly"
        checked.append((verdict, why))
    return checked


def _finding(attacker: Attacker, target: int, verdict: Verdict, why: str, proofs: bool) -> Finding:
    entry = attacker.targets[target]
    _, outer = attacker.interval(target)
    proof = Proof()
    if proofs and verdict is Verdict.DISCLOSED:
        proof = explain_disclosure(attacker.system, entry, attacker.parts(target), attacker.rule, attacker.deadline)
    return Finding(
        count=entry.count,
        shown_in=tuple(entry.shown_in),
        concealment=entry.concealment,
        verdict=verdict,
        why=why,
        low=outer.low,
        high=outer.high,
        exact=attacker.exact(target),
        proof=proof.words,
        irreducible=proof.irreducible,
        rests_on=proof.counts,
    )


def _nothing_known(attacker: Attacker) -> tuple[Finding, ...]:
    why = "what is published contradicts itself"
    return tuple(
        Finding(e.count, tuple(e.shown_in), e.concealment, Verdict.UNDECIDED, why, 0, None, exact=False)
        for e in attacker.targets
    )


def _words(system: System, rows: Iterable[int]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(system.known[row].words for row in sorted(rows) if system.known[row].words))


def _notes(attacker: Attacker) -> tuple[str, ...]:
    return tuple(
        f"The tables of {name} were held against one another in pairs only: all together they are too large."
        for name in sorted(attacker.knowledge.atoms.unproven)
    )


__all__ = ["Attacker", "Known", "Target", "attack"]
