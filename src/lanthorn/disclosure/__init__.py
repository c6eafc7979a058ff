"""Protect tables for publication, and attack what is about to be published.

Knows tables of counts, and nothing of what they count: usable alone, on anybody's tables. `publication` describes what
is published together; `protection` hides and rounds; `attacker` tries to undo it, sharing nothing with protection but
the description.
"""

from lanthorn.disclosure.attacker import AttackReport, Finding, Verdict, attack
from lanthorn.disclosure.errors import PublicationError
from lanthorn.disclosure.protection import Protection, protect
from lanthorn.disclosure.publication import (
    TOTAL,
    Hierarchy,
    Publication,
    Rule,
    read_publication,
    write_publication,
)
from lanthorn.disclosure.tables import Table

__all__ = [
    "TOTAL",
    "AttackReport",
    "Finding",
    "Hierarchy",
    "Protection",
    "Publication",
    "PublicationError",
    "Rule",
    "Table",
    "Verdict",
    "attack",
    "protect",
    "read_publication",
    "write_publication",
]
