"""Attacks a publication with nothing but what is published. Shares no code with protection but the description."""

from lanthorn.disclosure.attacker.admission import Admission, Admitted, Sentence, admit
from lanthorn.disclosure.attacker.engine import Attacker, attack
from lanthorn.disclosure.attacker.report import AttackReport, Finding, Verdict

__all__ = [
    "Admission",
    "Admitted",
    "AttackReport",
    "Attacker",
    "Finding",
    "Sentence",
    "Verdict",
    "admit",
    "attack",
]
