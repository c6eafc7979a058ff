"""What an attack found, for people and for machines. It says which cells; it never guesses at what is in them."""

from collections import Counter
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from lanthorn.disclosure.attacker.knowledge import Concealment
from lanthorn.disclosure.publication import Count


class Verdict(StrEnum):
    """What an attack has shown of one hidden count."""

    PROTECTED = "protected"
    """Two complete tables agree with everything published and differ enough in this count."""
    DISCLOSED = "disclosed"
    UNDECIDED = "undecided"
    """Neither was shown. Never to be taken for protected."""


@dataclass(frozen=True)
class Finding:
    """One hidden or rounded count: what can be known of it."""

    count: Count
    shown_in: tuple[tuple[str, str, str], ...]
    """Table, row and column of every cell that hides it."""
    concealment: Concealment
    verdict: Verdict
    why: str
    """"exactly" or "nearly" where disclosed; why not decided where undecided."""
    low: int
    high: int | None
    """The feasible whole numbers; None: no upper end."""
    exact: bool
    """Whether both ends are shown by a table; where not, the true interval may be narrower."""
    proof: tuple[str, ...] = ()
    """The published things that together give the count away; leaving out any one would not, where `irreducible`."""
    irreducible: bool = False
    rests_on: tuple[Count, ...] = ()
    """The counts of the cells among them."""

    @property
    def words(self) -> str:
        """The cell in words, without any number it may hold."""
        table, row, column = self.shown_in[0]
        more = f" (and {len(self.shown_in) - 1} more)" if len(self.shown_in) > 1 else ""
        return f"table {table}, {row}, {column}{more}"

    def as_data(self) -> dict[str, Any]:
        """For JSON. The interval is what any reader can work out from the publication."""
        return {
            "cells": [{"table": table, "row": row, "column": column} for table, row, column in self.shown_in],
            "concealment": str(self.concealment),
            "verdict": str(self.verdict),
            "why": self.why,
            "least": self.low,
            "greatest": self.high,
            "exact": self.exact,
            "proof": list(self.proof),
            "proof_irreducible": self.irreducible,
        }


@dataclass(frozen=True)
class Insider:
    """Somebody who knows that they are the only unit of one cell, and could then know another small count exactly."""

    knows: Finding
    learns: Finding

    @property
    def words(self) -> str:
        """The two cells in words."""
        return f"whoever is alone in {self.knows.words} could work out {self.learns.words}"


@dataclass(frozen=True)
class AttackReport:
    """Every finding, in the order of the publication's tables."""

    findings: tuple[Finding, ...]
    inconsistent: tuple[tuple[str, ...], ...] = ()
    """Sets of published things that cannot all be true."""
    notes: tuple[str, ...] = ()
    insiders: tuple[Insider, ...] = ()
    """What somebody who is in the data could work out, where that was asked."""

    @property
    def passes(self) -> bool:
        """Whether every hidden count is protected and nothing published contradicts anything else."""
        protected = all(entry.verdict is Verdict.PROTECTED for entry in self.findings)
        return protected and not self.inconsistent and not self.insiders

    def of(self, verdict: Verdict) -> tuple[Finding, ...]:
        """The findings of one verdict."""
        return tuple(entry for entry in self.findings if entry.verdict is verdict)

    @property
    def summary(self) -> str:
        """One sentence: how many hidden counts, how many of each verdict."""
        numbers = Counter(entry.verdict for entry in self.findings)
        exactly = sum(entry.why == "exactly" for entry in self.of(Verdict.DISCLOSED))
        disclosed = numbers[Verdict.DISCLOSED]
        more = f" ({exactly} exactly, {disclosed - exactly} nearly)" if disclosed else ""
        text = (
            f"{len(self.findings)} counts hidden or rounded: {numbers[Verdict.PROTECTED]} protected, "
            f"{disclosed} disclosed{more}, {numbers[Verdict.UNDECIDED]} undecided."
        )
        return f"{text} The publication contradicts itself." if self.inconsistent else text

    def lines(self) -> list[str]:
        """The report for people: the summary, what contradicts, and every cell that is not protected with its proof."""
        lines = [self.summary, *self.notes]
        for facts in self.inconsistent:
            lines += ["", "These cannot all be true:", *(f"  - {fact}" for fact in facts)]
        lines += [f"From inside: {insider.words}." for insider in self.insiders]
        for entry in self.findings:
            if entry.verdict is Verdict.DISCLOSED:
                lines += ["", f"Disclosed {entry.why}: {entry.words}. It follows from:"]
                lines += [f"  - {fact}" for fact in entry.proof] or ["  - the rule and the margins alone"]
            elif entry.verdict is Verdict.UNDECIDED:
                lines += ["", f"Undecided: {entry.words}: {entry.why}."]
        return lines

    def as_data(self) -> dict[str, Any]:
        """The report for machines."""
        return {
            "passes": self.passes,
            "summary": self.summary,
            "findings": [entry.as_data() for entry in self.findings],
            "inconsistent": [list(facts) for facts in self.inconsistent],
            "insiders": [
                {"knows": insider.knows.count.words, "learns": insider.learns.count.words} for insider in self.insiders
            ],
            "notes": list(self.notes),
        }
