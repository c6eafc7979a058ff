"""The one way from a record to whatever shows it: page, export or interface.

A `Sheet` names the fields of a kind of record, the group of each and how it is read. Shown to a user, a field that
they may not read says "withheld"; what they did read is noted for the audit.
"""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import Any, Generic, TypeVar
from uuid import UUID

from lanthorn.casework.access.field_groups import field_groups
from lanthorn.casework.access.protected import Protected
from lanthorn.casework.audit.operations import Operation
from lanthorn.casework.audit.watch import note

M = TypeVar("M", bound=Protected)
WITHHELD = "withheld"
NOT_RECORDED = "Not recorded"


@dataclass(frozen=True)
class Field(Generic[M]):
    """One field of a sheet. `hidden` says of a row whether it is withheld from everybody on this sheet."""

    name: str
    label: str
    group: str
    read: Callable[[M], Any]
    hidden: Callable[[M], bool] = lambda _: False


@dataclass(frozen=True)
class Shown:
    """One value as a reader sees it."""

    name: str
    label: str
    value: Any
    withheld: bool

    def __str__(self) -> str:
        if self.withheld:
            return WITHHELD
        return NOT_RECORDED if self.value in (None, "") else str(self.value)


@dataclass(frozen=True)
class ShownRecord:
    """A record as a reader sees it; in a template, `record.forename` or a loop over it."""

    id: UUID
    version: int
    fields: dict[str, Shown]

    def __getitem__(self, name: str) -> Shown:
        return self.fields[name]

    def __iter__(self) -> Iterator[Shown]:
        return iter(self.fields.values())

    def plain(self) -> dict[str, Any]:
        """For an interface or an export: each value, or the word withheld."""
        return {"id": str(self.id)} | {
            shown.name: WITHHELD if shown.withheld else shown.value for shown in self.fields.values()
        }


class Sheet(Generic[M]):
    """The fields of one kind of record."""

    def __init__(self, kind: str, fields: Iterable[Field[M]]) -> None:
        self.kind = kind
        self.fields = tuple(fields)

    def show(self, record: M, user: Any) -> ShownRecord:
        """The record as this user may read it. What is read is noted for the audit."""
        groups = field_groups()
        shown: dict[str, Shown] = {}
        for field in self.fields:
            withheld = not groups[field.group].readable_by(user) or field.hidden(record)
            value = None if withheld else field.read(record)
            shown[field.name] = Shown(field.name, field.label, value, withheld)
        read = [f"{self.kind}.{one.name}" for one in shown.values() if not one.withheld]
        note(Operation.CONSULTATION, record.audit_subjects(), read)
        return ShownRecord(record.pk, record.version, shown)

    def show_all(self, records: Iterable[M], user: Any) -> list[ShownRecord]:
        """Each of the records as this user may read it."""
        return [self.show(record, user) for record in records]
