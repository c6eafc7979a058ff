"""Everything a reader knows: each published thing as a linear constraint on atoms, and the cells to be found out."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from enum import StrEnum

import numpy as np

from lanthorn.disclosure.attacker.atoms import LARGEST_CLIQUE, Atoms, Indices
from lanthorn.disclosure.publication import (
    Count,
    Fact,
    How,
    Key,
    Kind,
    Linear,
    Publication,
    Rounding,
    Rule,
    Symbol,
    Table,
)


@dataclass(frozen=True, eq=False)
class Known:
    """One constraint: `low` <= coefficients times atoms <= `high`, and in words what says so.

    `words` is empty for what is not published but true of all counts (margins of one population agree).
    """

    words: str
    atoms: Indices
    coefficients: Indices
    low: int | None
    high: int | None
    count: Count | None = None
    """The count of a cell, where a cell says so."""


class Concealment(StrEnum):
    """Why a cell's number is not there to read."""

    HIDDEN = "hidden"
    ROUNDED = "rounded"


@dataclass(eq=False)
class Target:
    """One count that is published hidden or rounded, with every cell that shows it so."""

    count: Count
    atoms: Indices
    concealment: Concealment
    kind: Kind
    shown_in: list[tuple[str, str, str]] = field(default_factory=list)
    """Table, row and column."""


class Knowledge:
    """A publication as constraints and targets.

    `candidates`: facts that are not published yet but will be asked about; they are in `proposed`, by their place.
    """

    def __init__(
        self, publication: Publication, candidates: Iterable[Fact] = (), largest: int = LARGEST_CLIQUE
    ) -> None:
        self.publication = publication
        self.rule = publication.rule
        candidates = list(candidates)
        self._names: dict[Count, Count] = {}
        cells = [(table, key, value, publication.count(table, key)) for table, key, value in publication.cells]
        spoken = [c for fact in (*publication.facts, *candidates) for line in fact.linear for c, _ in line.terms]
        named = [*(cell[3] for cell in cells), *(self._name(count) for count in spoken)]
        self.atoms = Atoms(publication.structure, named, largest)
        self.known: list[Known] = []
        self.targets: list[Target] = []
        self._atoms_of: dict[Count, Indices] = {}
        self._take_cells(cells)
        self._take_relations(dict.fromkeys(named))
        for fact in publication.facts:
            self.known.extend(self.of_fact(fact))
        self.known.extend(_agreement(one, other) for one, other in self.atoms.meeting())
        self.proposed = [self.of_fact(fact) for fact in candidates]

    def of_fact(self, fact: Fact) -> list[Known]:
        """A fact as constraints."""
        return [self._line(fact.says, line) for line in fact.linear]

    def _name(self, count: Count) -> Count:
        if count not in self._names:
            self._names[count] = self.publication.structure.name(count)
        return self._names[count]

    def _find(self, count: Count) -> Indices | None:
        if count not in self._atoms_of:
            found = self.atoms.of(count)
            if found is None:
                return None
            self._atoms_of[count] = found
        return self._atoms_of[count]

    def _line(self, words: str, line: Linear) -> Known:
        together: dict[int, int] = {}
        for count, coefficient in line.terms:
            found = self._find(self._name(count))
            if found is None:  # every count of a fact was given to Atoms, so that this is a fault of this program
                raise LookupError(count.words)
            for atom in found.tolist():
                together[atom] = together.get(atom, 0) + coefficient
        atoms = np.array([atom for atom, coefficient in together.items() if coefficient], dtype=np.int64)
        coefficients = np.array([coefficient for coefficient in together.values() if coefficient], dtype=np.int64)
        return Known(words, atoms, coefficients, line.low, line.high)

    def _take_cells(self, cells: list[tuple[Table, Key, int | Symbol, Count]]) -> None:
        targets: dict[Count, Target] = {}
        stated: dict[tuple[Count, int | None, int | None], None] = {}
        for table, key, value, count in cells:
            rounding = self.publication.rounding(table, key)
            interval, concealment = _meaning(value, rounding, self.rule)
            atoms = self._find(count)
            if atoms is None:  # every cell was given to Atoms
                raise LookupError(count.words)
            if concealment is not None:
                target = targets.setdefault(count, Target(count, atoms, concealment, table.kind))
                target.shown_in.append((table.name, table.row(key), table.column))
                if concealment is Concealment.HIDDEN:
                    target.concealment = concealment
            if interval is not None and (count, *interval) not in stated:
                stated[count, *interval] = None
                words = f"table {table.name}, {table.row(key)}, {table.column}: {_say(value, interval)}"
                self.known.append(Known(words, atoms, np.ones(len(atoms), dtype=np.int64), *interval, count))
        self.targets = list(targets.values())

    def _take_relations(self, counts: Iterable[Count]) -> None:
        by_population: dict[str, dict[frozenset[tuple[str, str]], None]] = {}
        for count in counts:
            by_population.setdefault(count.population, {})[count.where] = None
        for relation in self.publication.all_relations:
            places: dict[frozenset[tuple[str, str]], None] = {}
            for population, _ in relation.terms:
                places |= by_population.get(population, {})
            for where in places:
                line = relation.linear(where)
                if all(self._find(count) is not None for count, _ in line.terms):
                    place = Count("", where).words.removeprefix(": ")
                    self.known.append(self._line(f"{relation.says} ({place})", line))


def _agreement(one: Indices, other: Indices) -> Known:
    signs = np.concatenate([np.ones(len(one), dtype=np.int64), -np.ones(len(other), dtype=np.int64)])
    return Known("", np.concatenate([one, other]), signs, 0, 0)


Interval = tuple[int | None, int | None]


def _meaning(value: int | Symbol, rounding: Rounding | None, rule: Rule) -> tuple[Interval | None, Concealment | None]:
    """What a cell says of its count, and whether it conceals it."""
    if value is Symbol.CONFIDENTIAL:
        return ((rule.least_hidden, None) if rule.least_hidden else None), Concealment.HIDDEN
    if value is Symbol.NOT_APPLICABLE:
        return (0, 0), None
    if value is Symbol.NOT_AVAILABLE:
        return None, None
    if isinstance(value, Symbol):  # LOW
        return (1, (rounding.base - 1) // 2 if rounding else None), Concealment.ROUNDED
    if rounding is None:
        return (value, value), None
    below, above = {
        How.NEAREST: (rounding.base // 2, (rounding.base - 1) // 2),
        How.CONTROLLED: (rounding.base - 1, rounding.base - 1),
        How.WITHIN: (rounding.base, rounding.base),
    }[rounding.how]
    low, high = max(value - below, 0), value + above
    if rounding.small_hidden:
        if rule.unsafe(low):
            low = rule.threshold
        elif low < rule.lowest_small and rule.unsafe(high):
            high = rule.lowest_small - 1
    return (low, high), (Concealment.ROUNDED if low < high else None)


def _say(value: int | Symbol, interval: Interval) -> str:
    low, high = interval
    if isinstance(value, Symbol):
        return f"shown as {value}"
    return f"shown as {value}" if low == high else f"shown as {value}, rounded (so {low} to {high})"
