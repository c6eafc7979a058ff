"""Protect tables for publication, and attack what is about to be published.

Knows tables of counts, and nothing of what they count: usable alone, on anybody's tables. `publication` describes what
is published together; `protection` hides and rounds; `attacker` tries to undo it, sharing nothing with protection but
the description; `safety` holds one against the other until nothing is given away.
"""

from lanthorn.disclosure.attacker import Admission, AttackReport, Finding, Sentence, Verdict, admit, attack
from lanthorn.disclosure.counting import publication_of
from lanthorn.disclosure.errors import PublicationError
from lanthorn.disclosure.protection import (
    Options,
    Protected,
    Protection,
    ProtectionReport,
    protect,
    protect_publication,
    read_options,
)
from lanthorn.disclosure.publication import (
    TOTAL,
    Hierarchy,
    Publication,
    Rule,
    read_publication,
    write_publication,
)
from lanthorn.disclosure.safety import Outcome, make_safe
from lanthorn.disclosure.tables import Table

__all__ = [
    "TOTAL",
    "Admission",
    "AttackReport",
    "Finding",
    "Hierarchy",
    "Options",
    "Outcome",
    "Protected",
    "Protection",
    "ProtectionReport",
    "Publication",
    "PublicationError",
    "Rule",
    "Sentence",
    "Table",
    "Verdict",
    "admit",
    "attack",
    "make_safe",
    "protect",
    "protect_publication",
    "publication_of",
    "read_options",
    "read_publication",
    "write_publication",
]
