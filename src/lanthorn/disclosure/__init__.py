"""Hide small counts in tables so that they cannot be read, nor found by one subtraction.

Knows tables of counts, and nothing of what they count: usable alone, on anybody's tables.
"""

from lanthorn.disclosure.protection import Protection, Rule, protect
from lanthorn.disclosure.tables import TOTAL, Hierarchy, Table

__all__ = ["TOTAL", "Hierarchy", "Protection", "Rule", "Table", "protect"]
