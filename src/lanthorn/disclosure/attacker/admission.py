"""Lets sentences, ranks and map shades be said one at a time, most important first, while an attack still passes.

A sentence is more knowledge for a reader. One that would disclose is said more coarsely, if it has a coarser form, or
left out. Each trial looks only at the cells that the new knowledge can touch, and starts from the tables already found
that prove them hidden.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

import numpy as np

from lanthorn.disclosure.attacker.engine import Attacker, Group
from lanthorn.disclosure.attacker.report import Verdict
from lanthorn.disclosure.attacker.system import UNBOUNDED
from lanthorn.disclosure.errors import PublicationError
from lanthorn.disclosure.publication import Fact, Publication
from lanthorn.disclosure.publication.combining import combine


@dataclass(frozen=True)
class Sentence:
    """Something to be said, in its forms from the most exact to the coarsest; each form states some facts together."""

    says: str
    forms: tuple[tuple[Fact, ...], ...]

    @staticmethod
    def of(fact: Fact, *coarser: Fact) -> "Sentence":
        """A sentence that states one fact, or else a coarser one."""
        return Sentence(fact.says, tuple((form,) for form in (fact, *coarser)))


@dataclass(frozen=True)
class Admitted:
    """What became of a sentence: the form chosen (None: left out), and what the more exact forms would disclose."""

    sentence: Sentence
    form: int | None
    disclosing: tuple[str, ...] = ()
    """Cells, in words, that a refused form would have given away; or that the form contradicts what is published."""

    @property
    def words(self) -> str:
        """One line of the report."""
        why = f" ({'; '.join(self.disclosing)})" if self.disclosing else ""
        if self.form is None:
            return f"Left out: {self.sentence.says}{why}"
        return f"Said: {self.sentence.says}" if self.form == 0 else f"Said more coarsely: {self.sentence.says}{why}"


@dataclass(frozen=True)
class Admission:
    """The publication with what may be said, and what became of each sentence."""

    publication: Publication
    sentences: tuple[Admitted, ...] = field(default=())

    @property
    def said(self) -> tuple[Admitted, ...]:
        """Sentences said in full."""
        return tuple(entry for entry in self.sentences if entry.form == 0)

    @property
    def coarsened(self) -> tuple[Admitted, ...]:
        """Sentences said more coarsely."""
        return tuple(entry for entry in self.sentences if entry.form)

    @property
    def left_out(self) -> tuple[Admitted, ...]:
        """Sentences not said."""
        return tuple(entry for entry in self.sentences if entry.form is None)

    def lines(self) -> list[str]:
        """The report for people."""
        head = (
            f"{len(self.sentences)} sentences, ranks and map shades: {len(self.said)} said, "
            f"{len(self.coarsened)} said more coarsely, {len(self.left_out)} left out."
        )
        return [head, *(entry.words for entry in self.sentences if entry.form != 0)]

    def as_data(self) -> dict[str, Any]:
        """The report for machines."""
        return {
            "sentences": [
                {"says": entry.sentence.says, "form": entry.form, "disclosing": list(entry.disclosing)}
                for entry in self.sentences
            ]
        }


def admit(
    publication: Publication,
    sentences: Sequence[Sentence],
    *,
    seconds: float = 120.0,
    beside: Sequence[Publication] = (),
) -> Admission:
    """Which sentences may be said beside a publication, in their order, each in the most exact form that may.

    `beside`: what readers have besides. Raises PublicationError where the publication does not withstand an attack
    before anything is said.
    """
    facts = tuple(fact for sentence in sentences for form in sentence.forms for fact in form)
    everything = combine([publication.with_facts((*publication.facts, *facts)), *beside])
    start = len(publication.facts)
    proposed = everything.facts[start : start + len(facts)]
    known = (*everything.facts[:start], *everything.facts[start + len(facts) :])
    attacker = Attacker(everything.with_facts(known), proposed, seconds=seconds)
    if attacker.system.contradiction is not None:
        raise PublicationError("what is published contradicts itself before any sentence is added")
    for group in attacker.groups:
        group.search.start()
    attacker.spread()
    for target in range(len(attacker.targets)):
        if attacker.decide(target)[0] is not Verdict.PROTECTED:
            table, row, column = attacker.targets[target].shown_in[0]
            problem = "is not protected before any sentence is added"
            raise PublicationError(problem, table=table, row=row, column=column)
    rows = _rows_by_fact(attacker)
    outcomes, admitted, place = [], [], 0
    for sentence in sentences:
        chosen: int | None = None
        refused: tuple[str, ...] = ()
        for number, form in enumerate(sentence.forms):
            mine = [row for fact in range(place, place + len(form)) for row in rows[fact]]
            place += len(form)
            if chosen is None:
                disclosing = _try(attacker, mine)
                if disclosing is None:
                    chosen = number
                    admitted += list(form)
                else:
                    refused = (*refused, disclosing)
        outcomes.append(Admitted(sentence, chosen, tuple(dict.fromkeys(refused))))
    return Admission(publication.with_facts((*publication.facts, *admitted)), tuple(outcomes))


def _rows_by_fact(attacker: Attacker) -> list[list[int]]:
    rows, start = [], attacker.system.active
    for constraints in attacker.knowledge.proposed:
        rows.append(list(range(start, start + len(constraints))))
        start += len(constraints)
    return rows


def _try(attacker: Attacker, rows: list[int]) -> str | None:
    """Add constraints for good if every count stays protected (None); else say what they would give away."""
    system = attacker.system
    chosen = np.array(rows, dtype=np.int64)
    matrix = system.matrix[chosen]
    touched = np.unique(matrix.indices[system.live[matrix.indices]])
    untied = matrix[:, system.live].nnz == 0
    if untied or not len(touched):
        _, low, high = system.part(chosen, touched.astype(np.int64))
        fits = bool(((low <= 0) & (high >= 0)).all())
        return None if fits else "it contradicts what is published"
    old = [group for group in attacker.groups if np.isin(group.atoms, touched).any()]
    for group in old:
        group.search.start()
        if group.search.impossible:
            return "it contradicts what is published"
    new = _merged(attacker, old, chosen)
    for group in old:
        attacker.take_away(group)
    attacker.place(new)
    for target in new.sums:
        verdict, why = attacker.decide(target)
        if verdict is not Verdict.PROTECTED:
            attacker.take_away(new)
            for group in old:
                attacker.place(group)
            if new.search.impossible:
                return "it contradicts what is published"
            table, row, column = attacker.targets[target].shown_in[0]
            known = f"could be known {why}" if verdict is Verdict.DISCLOSED else why
            return f"table {table}, {row}, {column}: {known}"
    return None


def _merged(attacker: Attacker, old: list[Group], rows: np.ndarray) -> Group:
    """The groups as one with more rows: bounds and points carried over where they still hold."""
    atoms = np.concatenate([group.atoms for group in old])
    new = attacker.group(atoms, np.concatenate([*(group.rows for group in old), rows]))
    base = [group.search.points[0] for group in old]
    for place, group in enumerate(old):
        for point in group.search.points:
            new.search.add(np.concatenate([*base[:place], point, *base[place + 1 :]]))
    for target, which in new.sums.items():
        bounds = [group.search.bounds[group.sums[target]] for group in old if target in group.sums]
        low = sum(int(bound[0]) for bound in bounds)
        high = sum(int(bound[1]) for bound in bounds)
        new.search.bounds[which] = low, min(high, int(UNBOUNDED))
    return new
