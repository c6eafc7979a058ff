"""Millions of events of the audit, copied into the database, with the hashes that the program itself would give them.

Given who looked at what; leaves a chain that `audit_verify` finds whole.
"""

import json
import random
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID, uuid4

from cryptography.hazmat.primitives.keywrap import aes_key_wrap
from django.conf import settings
from django.db import connection
from django.utils import timezone

from lanthorn.casework.audit.chain import event_hash, head_seal
from lanthorn.casework.audit.models import AuditHead
from lanthorn.casework.audit.sealing import Subject, seal, token

CHUNK = 50_000
ACTS = ("cases:page", "cases:page", "cases:page", "work:home", "timeline:page", "cases:looked")
FIELDS = ["accessgrant.user", "case.next_review", "case.reference", "name.forename", "name.surname", "person.birth"]
_EVENTS = (
    "copy audit_auditevent (sequence, at, operation, act, user_id, agency, request_id, lawful_basis, recipients,"
    " fields, previous, hash) from stdin"
)
_SUBJECTS = "copy audit_eventsubject (event_id, position, token, sealed) from stdin"


@dataclass
class Event:
    """What `event_hash` reads of an event; a row of Django's would take too long to make."""

    sequence: int
    at: datetime
    act: str
    user_id: UUID
    previous: str
    operation: str = "consultation"
    agency: str = "agency-health"
    request_id: UUID = field(default_factory=uuid4)
    lawful_basis: str = ""
    recipients: list[str] = field(default_factory=list)
    fields: list[str] = field(default_factory=lambda: FIELDS)


@dataclass(frozen=True)
class Sealed:
    """What `event_hash` reads of a subject."""

    token: str
    sealed: str


def fill(count: int, cases: list[tuple[UUID, UUID]], users: list[UUID], chance: random.Random) -> None:
    """Add that many events to the end of the audit, each about a case and its child."""
    keys = _make_keys(cases, chance)
    head = AuditHead.objects.get(id=1)
    latest, last = head.hash, head.sequence + count
    began = timezone.now() - timedelta(seconds=20 * count)
    with connection.cursor() as cursor:
        cursor.execute("set session_replication_role = replica")  # what is copied refers to what is there
        for first in range(head.sequence + 1, last + 1, CHUNK):
            events: list[Event] = []
            subjects: list[list[Sealed]] = []
            hashes: list[str] = []
            for sequence in range(first, min(first + CHUNK, last + 1)):
                at = began + timedelta(seconds=20 * (sequence - head.sequence))
                event = Event(sequence, at, chance.choice(ACTS), chance.choice(users), latest)
                concerned = [Sealed(known, seal(subject, "", key)) for subject, key, known in chance.choice(keys)]
                latest = event_hash(event, concerned)  # type: ignore[arg-type] # it reads no more than these have
                events.append(event)
                subjects.append(concerned)
                hashes.append(latest)
            _copy(cursor, _EVENTS, _event_rows(events, hashes))
            _copy(cursor, _SUBJECTS, _subject_rows(events, subjects))
        cursor.execute("set session_replication_role = origin")
        cursor.execute("alter table audit_audithead disable trigger user")
        cursor.execute("update audit_audithead set sequence = %s, hash = %s, seal = %s",
                       [last, latest, head_seal(last, latest)])  # fmt: skip
        cursor.execute("alter table audit_audithead enable trigger user")
        cursor.execute("vacuum analyze audit_auditevent")
        cursor.execute("vacuum analyze audit_eventsubject")


def _make_keys(cases: list[tuple[UUID, UUID]], chance: random.Random) -> list[tuple[tuple[Subject, bytes, str], ...]]:
    """A key for each case and each child, kept as the program keeps them; and the pseudonyms that they give."""
    made = []
    rows = []
    for case, person in cases:
        both = []
        for subject in (Subject("case", case), Subject("person", person)):
            key = chance.randbytes(32)
            rows.append((subject.id, subject.kind, aes_key_wrap(settings.AUDIT_SEALING_KEY, key)))
            both.append((subject, key, token(subject, key)))
        made.append(tuple(both))
    with connection.cursor() as cursor:
        _copy(cursor, "copy audit_subjectkey (subject_id, kind, wrapped) from stdin", iter(rows))
    return made


def _copy(cursor: Any, statement: str, rows: Iterator[tuple[object, ...]]) -> None:
    with cursor.copy(statement) as copying:
        for row in rows:
            copying.write_row(row)


def _event_rows(events: list[Event], hashes: list[str]) -> Iterator[tuple[object, ...]]:
    fields = json.dumps(FIELDS)
    for event, own in zip(events, hashes, strict=True):
        yield (
            event.sequence, event.at, event.operation, event.act, event.user_id, event.agency, event.request_id,
            event.lawful_basis, "[]", fields, event.previous, own,
        )  # fmt: skip


def _subject_rows(events: list[Event], subjects: list[list[Sealed]]) -> Iterator[tuple[object, ...]]:
    for event, concerned in zip(events, subjects, strict=True):
        for position, one in enumerate(concerned):
            yield (event.sequence, position, one.token, one.sealed)
