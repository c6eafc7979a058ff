"""What one request, command or test sees and changes, noted as it happens and written as events at its end.

Every record of a child notes itself here when it is loaded or saved (see access/protected.py). So no view can show a
child's record without its event: the view does not have to remember.
"""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field
from uuid import UUID

from django.db import transaction

from lanthorn.casework.audit.operations import Operation
from lanthorn.casework.audit.recording import Actor, record
from lanthorn.casework.audit.sealing import Subject


class UnwatchedError(Exception):
    """A record of a child was loaded or saved where nothing would have recorded it."""


@dataclass
class Watch:
    """The notes of one act."""

    act: str
    actor: Actor
    reason: str = ""
    lawful_basis: str = ""
    recipients: tuple[str, ...] = ()
    writes_as: Operation | None = None
    _subjects: dict[Operation, dict[Subject, None]] = field(default_factory=dict)
    _fields: dict[Operation, set[str]] = field(default_factory=dict)

    def note(self, operation: Operation, subjects: Iterable[Subject], fields: Iterable[str] = ()) -> None:
        """Note that these subjects were seen or changed, in these fields."""
        self._subjects.setdefault(operation, {}).update(dict.fromkeys(subjects))
        self._fields.setdefault(operation, set()).update(fields)

    def ids_of(self, kind: str) -> set[UUID]:
        """The identifiers of the subjects of this kind that were seen or changed so far."""
        return {subject.id for subjects in self._subjects.values() for subject in subjects if subject.kind == kind}

    def because(self, reason: str, *, lawful_basis: str = "", recipients: Iterable[str] = ()) -> None:
        """Say why, on what lawful basis and for whom; kept with every event of this act."""
        self.reason, self.lawful_basis, self.recipients = reason, lawful_basis or self.lawful_basis, tuple(recipients)

    def write(self) -> None:
        """Write the events. Something changed was of necessity read; that is one event, not two."""
        written: dict[Subject, None] = {}
        for operation in (operation for operation in Operation if operation != Operation.CONSULTATION):
            subjects = self._subjects.get(operation)
            if subjects:
                self._record(operation, subjects)
                written |= subjects
        seen = {subject: None for subject in self._subjects.get(Operation.CONSULTATION, {}) if subject not in written}
        if seen:
            self._record(Operation.CONSULTATION, seen)

    def _record(self, operation: Operation, subjects: Iterable[Subject]) -> None:
        kept = self.writes_as if self.writes_as and operation != Operation.CONSULTATION else operation
        record(
            kept,
            self.act,
            self.actor,
            subjects=subjects,
            reason=self.reason,
            lawful_basis=self.lawful_basis,
            recipients=self.recipients,
            fields=self._fields.get(operation, set()),
        )


_watch: ContextVar[Watch | None] = ContextVar("watch", default=None)
_not_noted: ContextVar[bool] = ContextVar("not_noted", default=False)
_in_request: ContextVar[bool] = ContextVar("in_request", default=False)


@contextmanager
def watching(act: str, actor: Actor) -> Iterator[Watch]:
    """One transaction: the act and its events are kept together, or neither is."""
    with transaction.atomic():
        watch = Watch(act, actor)
        before = _watch.set(watch)
        try:
            yield watch
            watch.write()
        finally:
            _watch.reset(before)


@contextmanager
def not_noted() -> Iterator[None]:
    """While the program reads records for a purpose of its own and shows none of them (see for_purpose)."""
    before = _not_noted.set(True)
    try:
        yield
    finally:
        _not_noted.reset(before)


@contextmanager
def serving_a_request() -> Iterator[None]:
    """While a request is served, a record that no watch would note is refused."""
    before = _in_request.set(True)
    try:
        yield
    finally:
        _in_request.reset(before)


def serving() -> bool:
    """Whether a request is being served."""
    return _in_request.get()


def current_watch() -> Watch:
    """The watch of the act in hand. Raises UnwatchedError where there is none."""
    watch = _watch.get()
    if watch is None:
        raise UnwatchedError("Records of children are read and changed only within a watched act.")
    return watch


def note(operation: Operation, subjects: Iterable[Subject], fields: Iterable[str] = ()) -> None:
    """Note it with the watch of the act in hand. Within a request there must be one."""
    if _not_noted.get():
        return
    watch = _watch.get()
    if watch is not None:
        watch.note(operation, subjects, fields)
    elif serving():
        raise UnwatchedError("A record of a child was touched outside the part of the request that is watched.")
