"""Attacks a publication with nothing but what is published. Shares no code with protection but the description."""

from lanthorn.disclosure.attacker.engine import Attacker, attack
from lanthorn.disclosure.attacker.report import AttackReport, Finding, Verdict

__all__ = ["AttackReport", "Attacker", "Finding", "Verdict", "attack"]
