"""The part of an event that names somebody, sealed with a key of that subject alone.

Given subjects, gives tokens (to find their events) and sealed texts. Destroying a key is the erasure that leaves the
chain whole: AES-256-GCM for the text, RFC 3394 to wrap each key with the installation's sealing key.
"""

import hmac
import json
import secrets
from collections.abc import Iterable
from dataclasses import dataclass
from uuid import UUID

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.keywrap import InvalidUnwrap, aes_key_unwrap, aes_key_wrap
from django.conf import settings
from django.utils import timezone

from lanthorn.casework.audit.box import closed, opened
from lanthorn.casework.audit.models import EventSubject, SubjectKey

_TOKEN_LETTERS = 32


class ErasedSubjectError(Exception):
    """An act on a subject whose key was destroyed: what was erased must not come back."""


@dataclass(frozen=True)
class Subject:
    """Whom or what an event concerns: the kind of record and its identifier."""

    kind: str
    id: UUID

    def __str__(self) -> str:
        return f"{self.kind}:{self.id}"


@dataclass(frozen=True)
class Opened:
    """A sealed subject made readable."""

    subject: Subject
    reason: str


def keys_of(subjects: Iterable[Subject]) -> dict[Subject, bytes]:
    """The key of each subject, made where there is none yet. Raises ErasedSubjectError."""
    wanted = {subject.id: subject for subject in subjects}
    found = {key.subject_id: key for key in SubjectKey.objects.filter(subject_id__in=list(wanted))}
    missing = [
        SubjectKey(
            subject_id=subject.id,
            kind=subject.kind,
            wrapped=aes_key_wrap(settings.AUDIT_SEALING_KEY, secrets.token_bytes(32)),
        )
        for subject in wanted.values()
        if subject.id not in found
    ]
    if missing:
        SubjectKey.objects.bulk_create(missing, ignore_conflicts=True)
        made = SubjectKey.objects.filter(subject_id__in=[key.subject_id for key in missing])
        found |= {key.subject_id: key for key in made}
    if any(key.erased_at for key in found.values()):
        raise ErasedSubjectError("A subject of this act was erased, and its key with it.")
    return {subject: _unwrapped(found[subject.id]) for subject in wanted.values()}


def token(subject: Subject, key: bytes) -> str:
    """The pseudonym under which the subject's events are found."""
    return hmac.digest(key, f"lanthorn audit subject {subject}".encode(), "sha256").hex()[:_TOKEN_LETTERS]


def token_if_known(subject: Subject) -> str | None:
    """The subject's pseudonym, or None where no event ever concerned it or where its key was destroyed."""
    key = SubjectKey.objects.filter(subject_id=subject.id, erased_at=None).first()
    return token(subject, _unwrapped(key)) if key else None


def seal(subject: Subject, reason: str, key: bytes) -> str:
    """The subject and the reason, encrypted."""
    plain = json.dumps({"kind": subject.kind, "id": str(subject.id), "reason": reason}).encode()
    return closed(key, plain)


def unseal(row: EventSubject, keys: Iterable[bytes]) -> Opened | None:
    """What the row says, by whichever of the keys opens it; None where none does."""
    for key in keys:
        try:
            plain = json.loads(opened(key, row.sealed))
        except InvalidTag:
            continue
        return Opened(Subject(plain["kind"], UUID(plain["id"])), plain["reason"])
    return None


def destroy_key(subject: Subject) -> None:
    """Make every event unreadable as to this subject, for good. Its erasure is recorded by whoever calls."""
    SubjectKey.objects.filter(subject_id=subject.id).update(wrapped=b"", erased_at=timezone.now())


def wrap_anew() -> int:
    """Wrap every key that is still wrapped with an earlier sealing key with today's. Gives how many there were."""
    count = 0
    for key in SubjectKey.objects.filter(erased_at=None).iterator(chunk_size=2000):
        plain = _unwrapped(key)
        if not _opens(settings.AUDIT_SEALING_KEY, key):
            wrapped = aes_key_wrap(settings.AUDIT_SEALING_KEY, plain)
            count += SubjectKey.objects.filter(pk=key.pk, erased_at=None).update(wrapped=wrapped)
    return count


def _unwrapped(key: SubjectKey) -> bytes:
    """The subject's key, unwrapped with today's sealing key or with an earlier one. Raises InvalidUnwrap."""
    for earlier in settings.AUDIT_SEALING_KEY_FALLBACKS:
        if _opens(earlier, key):
            return aes_key_unwrap(earlier, bytes(key.wrapped))
    return aes_key_unwrap(settings.AUDIT_SEALING_KEY, bytes(key.wrapped))


def _opens(sealing_key: bytes, key: SubjectKey) -> bool:
    try:
        aes_key_unwrap(sealing_key, bytes(key.wrapped))
    except InvalidUnwrap:
        return False
    return True
