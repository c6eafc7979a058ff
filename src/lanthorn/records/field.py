"""One field of a record: what it holds and what makes a value of it impossible."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum


class Kind(StrEnum):
    """What a field holds, and so how its text is read and which type it is stored as."""

    TEXT = "text"
    """Kept as recorded, outer blanks removed."""
    CODE = "code"
    """A code of the field's list where the mapping or the list knows it, else the text as recorded."""
    AUTHORITY = "authority"
    """A GSS code where the vocabulary knows the name, else the text as recorded."""
    POSTCODE = "postcode"
    """Upper case with one space before the last three characters ("E15 3AB")."""
    DATE = "date"
    MOMENT = "moment"
    """A date with a time of day (local time, no zone)."""
    YES_NO = "yes_no"
    """True, false, or missing."""
    NUMBER = "number"
    """A whole number."""


@dataclass(frozen=True)
class Field:
    """One column of a table.

    A row whose `required` field is missing or impossible is rejected; in any other field the value is left
    out, the row is kept, and the ledger notes what was found. Dates before `earliest`, or after the day the
    file was read, are impossible.
    """

    name: str
    kind: Kind
    meaning: str
    required: bool = False
    codes: str = ""
    """Name of the code list, for a CODE field."""
    identifying: bool = False
    """Whether a value could name a child or an adult. Such values never appear on a screen or in a log."""
    earliest: date = date(1900, 1, 1)
    may_lie_ahead: bool = False
    """Whether a date after the day of reading is possible (a planned date)."""
