"""From agencies' files to records: every row is accepted, or stands in the ledger with what was found and expected.

Given CSV files and workbooks in the layouts of a mapping file or of the SSDA903 return; writes a version of the
store's records: the tables of `lanthorn.records`, `reject` (the ledger) and `field_note` (notes on values).
"""

from lanthorn.intake.ledger import write_ledger, write_notes
from lanthorn.intake.reasons import REASONS
from lanthorn.intake.report import Change, FileLine, IntakeReport, Shift
from lanthorn.intake.taking_in import take_in
from lanthorn.intake.walking import NotUsed

__all__ = [
    "REASONS",
    "Change",
    "FileLine",
    "IntakeReport",
    "NotUsed",
    "Shift",
    "take_in",
    "write_ledger",
    "write_notes",
]
