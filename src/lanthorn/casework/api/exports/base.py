"""What one record table is made from: which rows of the casework, and what is read of each.

No row of a restricted case is among them, and no name, date of birth or address: a child is a pseudonym.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db.models import Q, QuerySet
from django.utils import timezone
from django.utils.crypto import salted_hmac

from lanthorn.casework.access.protected import Protected
from lanthorn.casework.access.sheets import Field, Sheet
from lanthorn.records import Table

_PSEUDONYM_LETTERS = 20
UNRESTRICTED = Q(case__restricted=False)
"""Of no restricted case: for rows that always belong to one."""
OF_NO_RESTRICTED_CASE = Q(case=None) | UNRESTRICTED
"""For rows that may belong to none."""


def _itself(record: Any) -> Iterable[Any]:
    return (record,)


@dataclass(frozen=True)
class Export:
    """One record table. `rows` gives the records it is made from; `each` what becomes a row of such a record."""

    table: Table
    sheet: Sheet[Any]
    rows: Callable[[], QuerySet[Any]]
    each: Callable[[Any], Iterable[Protected]] = _itself


def sheet_of(table: Table, reads: dict[str, Callable[[Any], Any]], groups: dict[str, str] | None = None) -> Sheet[Any]:
    """A sheet whose fields are those of the table, in its order; of the group "concern" where no other is named."""
    own = groups or {}
    return Sheet(
        table.name,
        [Field(one.name, one.meaning, own.get(one.name, "concern"), reads[one.name]) for one in table.fields],
    )


def pseudonym(kind: str, key: UUID | None) -> str | None:
    """A name for a record that says nothing and stays the same, and that only this installation can make."""
    if key is None:
        return None
    return salted_hmac(f"lanthorn record {kind}", str(key), algorithm="sha256").hexdigest()[:_PSEUDONYM_LETTERS]


def moment(at: datetime | None) -> datetime | None:
    """A moment by the clock on the wall, to the second, as the record tables hold it."""
    return timezone.localtime(at).replace(tzinfo=None, microsecond=0) if at else None


def day(at: datetime | None) -> date | None:
    """The day of a moment, by the clock on the wall."""
    return timezone.localtime(at).date() if at else None


def known(text: str) -> str | None:
    """A code, or None where nothing was said."""
    return text or None


def case_reference(one: Any) -> str | None:
    """The reference of the case that a row belongs to, by which people call it; None where it belongs to none."""
    return one.case.reference if one.case else None
