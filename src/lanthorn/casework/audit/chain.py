"""The chain: each event's hash covers the event, its sealed subjects and the hash before.

Given events, gives their hashes; given the whole table, finds any edit, gap or reorder.
"""

import hmac
import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC

from django.conf import settings

from lanthorn.casework.audit.models import AuditEvent, AuditHead, EventSubject

GENESIS = "0" * 64


@dataclass(frozen=True)
class Head:
    """Where the chain ends: kept elsewhere, it shows later that nothing up to here was changed or cut off."""

    sequence: int
    hash: str


@dataclass(frozen=True)
class Verification:
    """How many events were read, where the chain ends, and every fault that was found, in words."""

    events: int
    head: Head
    faults: tuple[str, ...]


def event_hash(event: AuditEvent, subjects: Iterable[EventSubject], key: bytes = b"") -> str:
    """HMAC-SHA256 over a canonical text of the event, its subjects and the hash before, with today's key or another."""
    text = json.dumps(
        {
            "sequence": event.sequence,
            "at": event.at.astimezone(UTC).isoformat(timespec="microseconds"),
            "operation": str(event.operation),
            "act": event.act,
            "user": str(event.user_id) if event.user_id else "",
            "agency": event.agency,
            "request": str(event.request_id),
            "lawful_basis": event.lawful_basis,
            "recipients": event.recipients,
            "fields": event.fields,
            "subjects": [[subject.token, subject.sealed] for subject in subjects],
            "previous": event.previous,
        },
        sort_keys=True,
        separators=(",", ":"),
    )
    return hmac.digest(key or settings.AUDIT_CHAIN_KEY, b"event " + text.encode(), "sha256").hex()


def head_seal(sequence: int, latest: str, key: bytes = b"") -> str:
    """HMAC over the head, so that nobody can put back an older one without having kept its seal."""
    return hmac.digest(key or settings.AUDIT_CHAIN_KEY, f"head {sequence} {latest}".encode(), "sha256").hex()


def verify(expected: Head | None = None) -> Verification:
    """Read the whole chain and find every fault. `expected` is a head that was exported earlier.

    Where the chain key was changed, the oldest events are under the oldest key; once an event is under a later key, no
    earlier key holds any more.
    """
    faults: list[str] = []
    keys = [*reversed(settings.AUDIT_CHAIN_KEY_FALLBACKS), settings.AUDIT_CHAIN_KEY]
    place, latest = 0, GENESIS
    seen_expected = expected is None or (expected.sequence == 0 and expected.hash == GENESIS)
    for event in _events():
        if event.sequence != place + 1:
            faults.append(f"After event {place} comes event {event.sequence}: events are missing or moved.")
        if event.previous != latest:
            faults.append(f"Event {event.sequence} does not follow the event before it.")
        subjects = sorted(event.subjects.all(), key=lambda subject: subject.position)
        while len(keys) > 1 and event_hash(event, subjects, keys[0]) != event.hash:
            if not any(event_hash(event, subjects, later) == event.hash for later in keys[1:]):
                break
            keys.pop(0)
        if event_hash(event, subjects, keys[0]) != event.hash:
            faults.append(f"Event {event.sequence} was changed after it was written.")
        if expected and event.sequence == expected.sequence:
            seen_expected = True
            if event.hash != expected.hash:
                faults.append(f"Event {event.sequence} is not the one that the exported head names.")
        place, latest = event.sequence, event.hash
    if not seen_expected and expected:
        faults.append(f"The chain ends at event {place}, before event {expected.sequence} of the exported head.")
    return Verification(place, Head(place, latest), (*faults, *_faults_of_head(place, latest, keys[0])))


def _faults_of_head(place: int, latest: str, key: bytes) -> Iterator[str]:
    head = AuditHead.objects.filter(id=1).first()
    if head is None:
        yield "The head of the chain is missing."
        return
    if (head.sequence, head.hash) != (place, latest):
        yield f"The head names event {head.sequence}, and the last event is {place}: events were cut off or added."
    if head.seal != head_seal(head.sequence, head.hash, key):
        yield "The head was changed by something other than this program."


def _events(chunk: int = 2000) -> Iterator[AuditEvent]:
    return AuditEvent.objects.order_by("sequence").prefetch_related("subjects").iterator(chunk_size=chunk)
