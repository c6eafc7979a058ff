"""The audits of a store: which samples were drawn, and what each reviewer answered. Append-only, beside the model.

Given a store; records samples and answers in its ledger, and gives them back as `Audit`s. A reviewer's later answer to
the same question of the same child stands in for the earlier one; both stay in the ledger.
"""

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from itertools import combinations
from typing import Any

from lanthorn.errors import LanthornError
from lanthorn.evidence import Layer, Store, fingerprint_text
from lanthorn.linkage.audit.agreement import Agreement, agreement, settled
from lanthorn.linkage.audit.sampling import Item, Sample, Stratum, draw_sample
from lanthorn.linkage.ledger import Ledger
from lanthorn.linkage.parameters import parameters
from lanthorn.linkage.posterior import posterior, victim_records
from lanthorn.linkage.questions import answerable
from lanthorn.vocabulary import Period

LEDGER = "audit"

Answers = Mapping[int, Mapping[str, str]]
"""Number of the item to reviewer to answer."""


@dataclass(frozen=True)
class Audit:
    """One sample with all that was answered."""

    id: str
    period: str
    population: str
    """Fingerprint of the victims' records among which it was drawn."""
    questions: tuple[str, ...]
    links_version: int
    sample: Sample
    answers: Mapping[str, Answers]
    """Question to the answers."""
    simulated: bool
    """Whether a simulated reviewer gave any of the answers: for evaluation and demonstration, never for a profile."""

    @property
    def reviewers(self) -> tuple[str, ...]:
        """Who has answered anything."""
        names = {name for by_item in self.answers.values() for given in by_item.values() for name in given}
        return tuple(sorted(names))

    def settled(self, question: str) -> dict[int, bool]:
        """Number of the item to yes or no, where the reviewers who could tell are of one mind (or most of them)."""
        found = {number: settled(given.values()) for number, given in self.answers.get(question, {}).items()}
        return {number: answer == "yes" for number, answer in found.items() if answer is not None}

    def undecided(self, question: str) -> tuple[int, ...]:
        """Items answered, of which reviewers differ or nobody could tell."""
        decided = self.settled(question)
        return tuple(sorted(number for number in self.answers.get(question, {}) if number not in decided))

    def agreements(self, question: str) -> tuple[Agreement, ...]:
        """How each two reviewers agree on this question, where both have answered something."""
        found = []
        for one, other in combinations(self.reviewers, 2):
            both = [
                (given[one], given[other])
                for given in self.answers.get(question, {}).values()
                if one in given and other in given
            ]
            if both:
                found.append(agreement((one, other), both))
        return tuple(found)


def new_audit(store: Store, period: Period, *, size: int, seed: int = 1) -> Audit:
    """Draw a sample of the period's victims and record it. Give the reviewers its workbook (`write_workbook`).

    Raises LanthornError where the store cannot answer any of the questions or holds no victims of the period.
    """
    questions = answerable(store.need(Layer.RECORDS).tables())
    if not questions:
        raise LanthornError(
            "There is nothing to audit: the store needs flagged offences with their victims, and missing reports or "
            "children looked after returns."
        )
    posteriors = [posterior(store, question, period) for question in questions]
    if not len(posteriors[0]):
        raise LanthornError(f"The store holds no victims of offences flagged and reported in {period.words}.")
    sample = draw_sample(posteriors, size, seed)
    with store.locked():
        audit_id = f"audit-{len(audits(store)) + 1}"
        Ledger(store, LEDGER).append(
            [
                {
                    "kind": "sample",
                    "audit": audit_id,
                    "period": period.label,
                    "population": population(store, period),
                    "questions": [question.id for question in questions],
                    "links": store.need(Layer.LINKS).number,
                    **asdict(sample),
                }
            ]
        )
    return audit_of(store, audit_id)


def record_answers(
    store: Store, audit: Audit, reviewer: str, answers: Sequence[tuple[int, str, str]], *, simulated: bool
) -> int:
    """Record a reviewer's answers (item, question, answer); returns how many were new or changed."""
    known = audit.answers
    fresh = [
        {
            "kind": "answer",
            "audit": audit.id,
            "item": item,
            "question": question,
            "reviewer": reviewer,
            "answer": answer,
            "simulated": simulated,
        }
        for item, question, answer in answers
        if known.get(question, {}).get(item, {}).get(reviewer) != answer
    ]
    if fresh:
        Ledger(store, LEDGER).append(fresh)
    return len(fresh)


def audits(store: Store) -> tuple[Audit, ...]:
    """Every audit of the store, oldest first. Raises StoreError where their file has been altered."""
    samples: dict[str, dict[str, Any]] = {}
    answers: dict[str, dict[str, dict[int, dict[str, str]]]] = {}
    simulated = set()
    for entry in Ledger(store, LEDGER).entries():
        audit_id = entry["audit"]
        if entry["kind"] == "sample":
            samples[audit_id] = entry
            continue
        by_item = answers.setdefault(audit_id, {}).setdefault(entry["question"], {})
        by_item.setdefault(entry["item"], {})[entry["reviewer"]] = entry["answer"]
        if entry["simulated"]:
            simulated.add(audit_id)
    return tuple(
        Audit(
            id=audit_id,
            period=entry["period"],
            population=entry["population"],
            questions=tuple(entry["questions"]),
            links_version=entry["links"],
            sample=Sample(
                tuple(Item(**item) for item in entry["items"]),
                tuple(Stratum(**stratum) for stratum in entry["strata"]),
                entry["seed"],
            ),
            answers=answers.get(audit_id, {}),
            simulated=audit_id in simulated,
        )
        for audit_id, entry in samples.items()
    )


def audit_of(store: Store, audit_id: str) -> Audit:
    """The audit of that name. Raises LanthornError where there is none."""
    found = {audit.id: audit for audit in audits(store)}
    if audit_id not in found:
        raise LanthornError(
            f"{store.folder} holds no audit named {audit_id!r}; it holds: {', '.join(found) or 'none'}. "
            f"Draw one: lanthorn audit-links sample --store {store.folder} --out audit.xlsx"
        )
    return found[audit_id]


def audit_for(store: Store, period: Period, question: str) -> tuple[Audit | None, str]:
    """The last audit by which this share can be corrected, or None and the reason why there is none."""
    drawn = [audit for audit in audits(store) if audit.period == period.label and question in audit.questions]
    if not drawn:
        return None, "no sample of these children has been checked by hand"
    of_these = population(store, period)
    same = [audit for audit in drawn if audit.population == of_these]
    if not same:
        return None, "the children checked by hand were drawn from other records than those now loaded"
    audit, least = same[-1], parameters().audit_fewest_answers
    answered = len(audit.settled(question))
    if answered < min(least, len(audit.sample.items)):
        return None, f"only {answered} of the {len(audit.sample.items)} children drawn have been checked by hand"
    return audit, ""


def population(store: Store, period: Period) -> str:
    """Fingerprint of the victims' records of the period: an audit holds for these, however they are linked."""
    return fingerprint_text(*victim_records(store, period))
