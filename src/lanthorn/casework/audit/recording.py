"""Write one event, in the transaction of the act it records. If it cannot be written, neither can the act.

Given what was done; gives the event, already in the chain.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field
from uuid import UUID, uuid4

from django.db import connection, transaction
from django.utils import timezone

from lanthorn.casework.audit.chain import event_hash, head_seal
from lanthorn.casework.audit.models import AuditEvent, AuditHead, EventSubject
from lanthorn.casework.audit.operations import Operation
from lanthorn.casework.audit.sealing import Subject, keys_of, seal, token


@dataclass(frozen=True)
class Actor:
    """Who acts, from which agency, within which request."""

    user_id: UUID | None = None
    agency: str = ""
    request_id: UUID = field(default_factory=uuid4)


def record(
    operation: Operation,
    act: str,
    actor: Actor,
    *,
    subjects: Iterable[Subject] = (),
    reason: str = "",
    lawful_basis: str = "",
    recipients: Iterable[str] = (),
    fields: Iterable[str] = (),
) -> AuditEvent:
    """Add an event to the end of the chain and return it.

    Raises TransactionManagementError outside a transaction, and whatever the database raises where it cannot be
    written: the caller must let that through, so that the act is undone.
    """
    if not connection.in_atomic_block:
        raise transaction.TransactionManagementError("An event is written only within the transaction of its act.")
    concerned = list(dict.fromkeys(subjects))
    keys = keys_of(concerned)
    head = AuditHead.objects.select_for_update().get(id=1)
    event = AuditEvent(
        sequence=head.sequence + 1,
        at=timezone.now(),
        operation=operation.value,
        act=act,
        user_id=actor.user_id,
        agency=actor.agency,
        request_id=actor.request_id,
        lawful_basis=lawful_basis,
        recipients=sorted(set(recipients)),
        fields=sorted(set(fields)),
        previous=head.hash,
    )
    rows = [
        EventSubject(
            event_id=event.sequence,
            position=position,
            token=token(subject, keys[subject]),
            sealed=seal(subject, reason, keys[subject]),
        )
        for position, subject in enumerate(concerned)
    ]
    event.hash = event_hash(event, rows)
    event.save(force_insert=True)
    EventSubject.objects.bulk_create(rows)
    head.sequence, head.hash, head.seal = event.sequence, event.hash, head_seal(event.sequence, event.hash)
    head.save(force_update=True)
    return event
