"""Protects a publication: decides what is hidden or rounded. Never asks the attack, and shares no code with it."""

from lanthorn.disclosure.protection.options import Options, read_options
from lanthorn.disclosure.protection.protecting import hide, protect_publication
from lanthorn.disclosure.protection.report import Protected, ProtectionReport
from lanthorn.disclosure.protection.requirements import PrimaryRules
from lanthorn.disclosure.protection.subtraction import Protection, protect

__all__ = [
    "Options",
    "PrimaryRules",
    "Protected",
    "Protection",
    "ProtectionReport",
    "hide",
    "protect",
    "protect_publication",
    "read_options",
]
