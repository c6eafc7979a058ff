"""The chain is kept whole by the database, and shows every change that somebody made around it."""

import json
from collections.abc import Callable
from io import StringIO
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest
from django.core.management import CommandError, call_command
from django.db import DatabaseError, connection, transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from lanthorn.casework.audit.chain import Head, verify
from lanthorn.casework.audit.models import AuditEvent, AuditHead, EventSubject, SubjectKey
from lanthorn.casework.audit.operations import Operation
from lanthorn.casework.audit.recording import Actor, record
from lanthorn.casework.audit.sealing import (
    ErasedSubjectError,
    Subject,
    destroy_key,
    keys_of,
    token_if_known,
    unseal,
)
from lanthorn.casework.audit.triggers import create_triggers, drop_triggers

pytestmark = pytest.mark.django_db


def events(count: int, subject: Subject | None = None) -> list[AuditEvent]:
    made = []
    for _ in range(count):
        with transaction.atomic():
            concerned = [subject or Subject("case", uuid4())]
            made.append(
                record(Operation.CONSULTATION, "cases:page", Actor(uuid4(), "police"), subjects=concerned, reason="r")
            )
    return made


def around_the_triggers(sql: str, *values: Any) -> None:
    """What somebody with the database's own password could do."""
    drop_triggers(connection)
    with connection.cursor() as cursor:
        cursor.execute(sql, values)
    create_triggers(connection)


def test_an_untouched_chain_is_whole() -> None:
    events(5)
    verification = verify()
    assert (verification.events, verification.faults) == (5, ())


@pytest.mark.parametrize("table", ["audit_auditevent", "audit_eventsubject"])
def test_the_database_refuses_to_change_or_remove_an_event(table: str) -> None:
    events(1)
    column = "act" if table.endswith("event") else "token"
    for sql in (f"update {table} set {column} = 'x'", f"delete from {table}"):
        with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(sql)
    assert verify().faults == ()


def test_the_database_refuses_to_move_the_head_back_or_remove_it_or_a_key() -> None:
    events(2)
    refused = ("update audit_audithead set sequence = 1", "delete from audit_audithead", "delete from audit_subjectkey")
    for sql in refused:
        with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(sql)


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    place=st.integers(1, 6),
    column=st.sampled_from(["act", "agency", "operation", "lawful_basis", "fields", "recipients", "user_id", "at"]),
)
def test_any_edit_of_any_event_is_found(place: int, column: str) -> None:
    with transaction.atomic():
        first = AuditHead.objects.get(id=1).sequence
        events(6)
        changed = {
            "fields": json.dumps(["person.forename"]), "recipients": json.dumps(["x"]),
            "at": "2020-01-01 00:00:00+00:00", "user_id": uuid4().hex,
        }.get(column, "another")  # fmt: skip
        around_the_triggers(f"update audit_auditevent set {column} = %s where sequence = %s", changed, first + place)
        assert any(f"Event {first + place} was changed" in fault for fault in verify().faults)
        transaction.set_rollback(True)


def test_a_changed_subject_is_found() -> None:
    made = events(3)
    around_the_triggers("update audit_eventsubject set token = 'x' where event_id = %s", made[1].sequence)
    assert any("was changed" in fault for fault in verify().faults)


def test_a_gap_is_found() -> None:
    made = events(4)
    around_the_triggers("delete from audit_eventsubject where event_id = %s", made[1].sequence)
    around_the_triggers("delete from audit_auditevent where sequence = %s", made[1].sequence)
    assert any("missing or moved" in fault for fault in verify().faults)


def test_a_cut_tail_is_found_by_the_head_and_an_older_head_by_its_seal() -> None:
    made = events(4)
    around_the_triggers("delete from audit_eventsubject where event_id = %s", made[3].sequence)
    around_the_triggers("delete from audit_auditevent where sequence = %s", made[3].sequence)
    assert any("cut off or added" in fault for fault in verify().faults)
    around_the_triggers("update audit_audithead set sequence = %s, hash = %s", made[2].sequence, made[2].hash)
    assert any("other than this program" in fault for fault in verify().faults)


def test_two_events_that_changed_places_are_found() -> None:
    made = events(4)
    drop_triggers(connection)
    EventSubject.objects.all()._raw_delete(using="default")
    with connection.cursor() as cursor:
        for old, new in ((made[1].sequence, 900), (made[2].sequence, made[1].sequence), (900, made[2].sequence)):
            cursor.execute("update audit_auditevent set sequence = %s where sequence = %s", [new, old])
    create_triggers(connection)
    assert verify().faults


def test_an_exported_head_shows_that_later_events_were_cut_off_and_the_head_with_them(tmp_path: Path) -> None:
    events(3)
    printed = StringIO()
    call_command("audit_head", stdout=printed)
    kept = tmp_path / "head.json"
    kept.write_text(printed.getvalue())
    events(1)
    call_command("audit_verify", head=kept, stdout=StringIO())
    kept.write_text(json.dumps({"sequence": 99, "hash": "0" * 64}))
    with pytest.raises(CommandError, match="before event 99"):
        call_command("audit_verify", head=kept, stdout=StringIO())
    assert verify(Head(1, "f" * 64)).faults


def test_an_event_outside_a_transaction_is_refused() -> None:
    # The test itself runs in a transaction: take its mark away for a moment.
    inside, connection.in_atomic_block = connection.in_atomic_block, False
    try:
        with pytest.raises(transaction.TransactionManagementError):
            record(Operation.CONSULTATION, "x", Actor())
    finally:
        connection.in_atomic_block = inside


def test_without_a_head_nothing_can_be_recorded() -> None:
    around_the_triggers("delete from audit_audithead")
    with pytest.raises(AuditHead.DoesNotExist):
        events(1)


def test_a_subject_is_unreadable_once_its_key_is_destroyed_and_the_chain_stays_whole() -> None:
    subject = Subject("person", uuid4())
    made = events(2, subject)
    token = token_if_known(subject)
    key = keys_of([subject])[subject]
    row = EventSubject.objects.get(event=made[0])
    opened = unseal(row, [key])
    assert opened is not None
    assert (opened.subject, opened.reason, row.token) == (subject, "r", token)
    assert str(subject.id) not in row.sealed
    destroy_key(subject)
    assert token_if_known(subject) is None
    assert bytes(SubjectKey.objects.get(subject_id=subject.id).wrapped) == b""
    assert verify().faults == ()
    with pytest.raises(ErasedSubjectError):
        events(1, subject)


def test_no_identifier_of_a_subject_stands_in_an_event(watched: Callable[[], Any]) -> None:
    subject = Subject("person", uuid4())
    (made,) = events(1, subject)
    text = json.dumps([str(value) for value in made.__dict__.values()])
    assert str(subject.id) not in text
    assert subject.id.hex not in text
