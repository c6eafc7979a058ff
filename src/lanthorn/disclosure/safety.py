"""From true counts to what may be published: protect, attack, and protect again where the attack got through.

Neither half trusts the other. What leaves here has withstood an attack that knew everything in it; what has not cannot
be written.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Any

from lanthorn.disclosure.attacker import AttackReport, Finding, Verdict, attack
from lanthorn.disclosure.attacker.admission import Admission, Sentence, admit
from lanthorn.disclosure.errors import PublicationError
from lanthorn.disclosure.protection import Options, Protected, ProtectionReport, protect_publication
from lanthorn.disclosure.publication import Count, Fact, Method, Publication, Symbol

ROUNDS = 25
"""Times that more may be hidden after an attack before giving up."""


@dataclass(frozen=True)
class Outcome:
    """A publication that may be written if `attack` passes, with every report on the way."""

    publication: Publication
    protection: ProtectionReport
    admission: Admission
    attack: AttackReport

    @property
    def passes(self) -> bool:
        """Whether it may be published."""
        return self.attack.passes

    def lines(self) -> list[str]:
        """The report for people."""
        sentences = self.admission.lines() if self.admission.sentences else []
        return [*self.protection.lines(), *sentences, *self.attack.lines()]

    def as_data(self) -> dict[str, Any]:
        """The report for machines."""
        return {
            "protection": self.protection.as_data(),
            "admission": self.admission.as_data(),
            "attack": self.attack.as_data(),
        }


def make_safe(
    publication: Publication,
    options: Options | None = None,
    sentences: Sequence[Sentence] = (),
    *,
    seconds: float = 300.0,
    beside: Sequence[Publication] = (),
) -> Outcome:
    """Protect true counts, then let their facts and some sentences be said while an attack passes.

    The publication's own facts come before `sentences`, and are left out like these where they would disclose.
    `beside`: what was published earlier and is known to readers as well.
    Raises PublicationError where counts or facts contradict one another.
    """
    options = options or Options()
    _check_truth(publication, [*publication.facts, *(f for s in sentences for form in s.forms for f in form)])
    protected = protect_until_safe(publication.with_facts(()), options, seconds=seconds, beside=beside)
    said = [*(Sentence.of(fact) for fact in publication.facts), *sentences]
    admission = Admission(protected.publication)
    if said and attack_with(protected.publication, beside, seconds=seconds, proofs=False).passes:
        admission = admit(protected.publication, said, seconds=seconds, beside=beside)
    final = attack_with(admission.publication, beside, seconds=seconds)
    return Outcome(admission.publication, protected.report, admission, final)


def attack_with(
    publication: Publication, beside: Sequence[Publication], *, seconds: float, proofs: bool = True
) -> AttackReport:
    """Attack a publication together with others."""
    return attack([publication, *beside], seconds=seconds, exact=False, proofs=proofs)


def protect_until_safe(
    publication: Publication, options: Options, *, seconds: float = 300.0, beside: Sequence[Publication] = ()
) -> Protected:
    """Protect, and hide more where an attack gets through, until none does or nothing more can be hidden.

    What protection alone cannot see: joint tables behind several linked ones, whole numbers, other publications.
    """
    structure = publication.structure
    values = {publication.count(table, key): value for table, key, value in publication.cells}
    more: set[Count] = set()
    for number in range(1, ROUNDS + 1):
        protected = protect_publication(publication, replace(options, also_hide=options.also_hide | more))
        protected = replace(protected, report=replace(protected.report, rounds=number))
        if options.method is not Method.SUPPRESSION:
            break
        report = attack_with(protected.publication, beside, seconds=seconds)
        keep = {structure.name(count) for count in options.keep}
        chosen = {_to_hide(finding, protected.hidden | more, keep, values) for finding in report.of(Verdict.DISCLOSED)}
        found = {count for count in chosen if count is not None}
        if not found:
            break
        more |= found
    return protected


def _check_truth(publication: Publication, facts: Iterable[Fact]) -> None:
    """Raise PublicationError for a fact that is not true of the counts given (what is not given cannot be checked)."""
    name = publication.structure.name
    values = {publication.count(table, key): value for table, key, value in publication.cells if isinstance(value, int)}
    for fact in facts:
        for line in fact.linear:
            terms = [(name(count), coefficient) for count, coefficient in line.terms]
            if all(count in values for count, _ in terms):
                found = sum(coefficient * values[count] for count, coefficient in terms)
                if (line.low is not None and found < line.low) or (line.high is not None and found > line.high):
                    raise PublicationError(f"the fact {fact.says!r} is not true of the counts")


def _to_hide(
    finding: Finding, hidden: frozenset[Count] | set[Count], keep: set[Count], values: dict[Count, int | Symbol]
) -> Count | None:
    """Of the shown counts that give one away, the least informative; one that a headline needs last of all."""
    shown = [count for count in finding.rests_on if count in values and count not in hidden]
    shown = [count for count in shown if not isinstance(values[count], Symbol)]
    return min(shown, key=lambda count: (count in keep, values[count], sorted(count.where)), default=None)
