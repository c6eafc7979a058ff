"""Keys are changed while the casework runs: what was written stays readable, and the earlier keys can be put away."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from io import StringIO
from uuid import uuid4

import pytest
from cryptography.hazmat.primitives.keywrap import InvalidUnwrap
from django.core.management import call_command
from django.db import transaction
from django.test import Client, override_settings

from lanthorn.casework.audit.chain import verify
from lanthorn.casework.audit.models import AuditEvent, SubjectKey
from lanthorn.casework.audit.operations import Operation
from lanthorn.casework.audit.recording import Actor, record
from lanthorn.casework.audit.sealing import Subject, destroy_key, keys_of, unseal
from lanthorn.casework.demonstration.loading import Loaded

OLD_SEALING, NEW_SEALING = b"s" * 32, b"n" * 32
OLD_CHAIN, NEW_CHAIN = b"c" * 32, b"d" * 32


@contextmanager
def during(*, before: bool = True) -> Iterator[None]:
    """With the new keys, and the ones of before as fallbacks unless they were put away."""
    with override_settings(
        AUDIT_SEALING_KEY=NEW_SEALING, AUDIT_SEALING_KEY_FALLBACKS=[OLD_SEALING] if before else [],
        AUDIT_CHAIN_KEY=NEW_CHAIN, AUDIT_CHAIN_KEY_FALLBACKS=[OLD_CHAIN] if before else [],
    ):  # fmt: skip
        yield


def an_event(subject: Subject) -> AuditEvent:
    with transaction.atomic():
        return record(Operation.CONSULTATION, "test", Actor(), subjects=[subject], reason="a reason")


@pytest.mark.django_db
def test_after_a_change_of_the_sealing_key_every_subject_is_readable_without_the_earlier_one() -> None:
    subject, gone = Subject("case", uuid4()), Subject("case", uuid4())
    event = an_event(subject)
    an_event(gone)
    destroy_key(gone)
    with during():
        assert keys_of([subject]), "readable before the keys are wrapped anew"
        call_command("change_keys", stdout=StringIO())
        assert not SubjectKey.objects.get(subject_id=gone.id).wrapped, "what was erased stays erased"
    with during(before=False):
        opened = unseal(event.subjects.get(), keys_of([subject]).values())
        assert opened is not None
        assert (opened.subject, opened.reason) == (subject, "a reason")
    with pytest.raises(InvalidUnwrap):
        keys_of([subject])


@pytest.mark.django_db
def test_the_chain_is_whole_across_a_change_of_its_key() -> None:
    for _ in range(2):
        an_event(Subject("case", uuid4()))
    with during():
        assert verify().faults == (), "before the first event under the new key"
        call_command("change_keys", stdout=StringIO())
        an_event(Subject("case", uuid4()))
        assert verify().faults == ()
    with during(before=False):
        assert verify().faults, "events of before need the key of before"


@pytest.mark.django_db
def test_an_event_under_the_earlier_key_after_one_under_the_new_key_is_found() -> None:
    """As somebody would write who found the key that was changed because they had it."""
    an_event(Subject("case", uuid4()))
    with during():
        an_event(Subject("case", uuid4()))
    with override_settings(AUDIT_SEALING_KEY_FALLBACKS=[NEW_SEALING]):
        forged = an_event(Subject("case", uuid4()))
    with during():
        assert any(f"Event {forged.sequence} was changed" in fault for fault in verify().faults)


def test_a_change_of_the_secret_key_signs_nobody_out_while_the_earlier_one_is_a_fallback(
    world: Loaded, as_user: Callable[..., Client], settings: pytest.FixtureRequest
) -> None:
    client, earlier = as_user("teacher"), settings.SECRET_KEY  # type: ignore[attr-defined] # Django's settings
    with override_settings(
        SECRET_KEY="x" * 30 + "another key of more than fifty letters", SECRET_KEY_FALLBACKS=[earlier]
    ):
        assert client.get("/").status_code == 200
    with override_settings(SECRET_KEY="y" * 30 + "another key of more than fifty letters", SECRET_KEY_FALLBACKS=[]):
        assert client.get("/").status_code == 302, "and everybody out once it is put away"
