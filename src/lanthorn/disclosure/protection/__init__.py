"""Protects a publication: decides what is hidden or rounded. Never asks the attack, and shares no code with it."""

from lanthorn.disclosure.protection.subtraction import Protection, protect

__all__ = ["Protection", "protect"]
