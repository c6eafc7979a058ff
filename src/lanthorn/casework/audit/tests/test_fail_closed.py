"""Nothing is shown and nothing is saved without its event; a list is one event with every record on it."""

from collections.abc import Callable
from typing import Any

import pytest
from django.db import DatabaseError, connection, transaction
from django.http import HttpRequest, HttpResponse, StreamingHttpResponse
from django.test import Client

from lanthorn.casework.access.protected import UnscopedError
from lanthorn.casework.audit import watch
from lanthorn.casework.audit.chain import verify
from lanthorn.casework.audit.models import AuditEvent
from lanthorn.casework.audit.operations import Operation
from lanthorn.casework.audit.sealing import Subject, token_if_known
from lanthorn.casework.cases.models import Case
from lanthorn.casework.demonstration.loading import Loaded
from lanthorn.casework.people.models import Person
from lanthorn.casework.work.urls import urlpatterns

As = Callable[..., Client]


def events_of(case: Case, operation: Operation = Operation.CONSULTATION) -> list[AuditEvent]:
    token = token_if_known(Subject("case", case.pk))
    return list(AuditEvent.objects.filter(subjects__token=token, operation=operation).order_by("sequence"))


def test_opening_a_case_is_one_event_with_who_when_and_which_fields(world: Loaded, as_user: As) -> None:
    case = world.cases["Karim"]
    response = as_user("teacher").get(f"/cases/{case.pk}")
    assert response.status_code == 200
    (event,) = events_of(case)
    assert (event.user_id, event.agency, event.act) == (world.users["teacher"].pk, "hill-school", "cases:page")
    assert "person.name" in event.fields
    assert "address.lines" not in event.fields, "a school reads no addresses, so none was consulted"
    assert verify().faults == ()


def test_a_list_is_one_event_with_every_record_on_it(world: Loaded, as_user: As) -> None:
    before = AuditEvent.objects.count()
    as_user("social_worker").get("/")
    (event,) = AuditEvent.objects.filter(sequence__gt=before, operation=Operation.CONSULTATION)
    tokens = set(event.subjects.values_list("token", flat=True))
    for surname in ("Karim", "Dunmore"):
        assert token_if_known(Subject("case", world.cases[surname].pk)) in tokens
        assert token_if_known(Subject("person", world.cases[surname].person_id)) in tokens
    assert token_if_known(Subject("case", world.cases["Anders"].pk)) not in tokens


def test_where_the_event_cannot_be_written_nothing_is_shown(
    world: Loaded, as_user: As, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*_: Any, **__: Any) -> None:
        raise DatabaseError("the disk is full")

    client = as_user("teacher")
    client.raise_request_exception = False
    monkeypatch.setattr(watch, "record", broken)
    response = client.get(f"/cases/{world.cases['Karim'].pk}")
    assert response.status_code == 500
    assert b"Mohammed" not in response.content
    assert b"Karim" not in response.content


def test_where_the_event_cannot_be_written_nothing_is_saved(
    world: Loaded, as_user: As, monkeypatch: pytest.MonkeyPatch
) -> None:
    case, users = world.cases["Dunmore"], world.users

    def broken(*_: Any, **__: Any) -> None:
        raise DatabaseError("the disk is full")

    client = as_user("social_worker")
    client.raise_request_exception = False
    monkeypatch.setattr(watch, "record", broken)
    form = {"user": str(users["chair"].pk), "basis": "worker", "reason": "Sits with the family"}
    assert client.post(f"/cases/{case.pk}/circle/add", form).status_code == 500
    assert not case.grants.filter(user=users["chair"]).exists()


def test_a_change_is_an_event_that_names_fields_and_no_values(world: Loaded, as_user: As) -> None:
    case = world.cases["Dunmore"]
    form = {"user": str(world.users["chair"].pk), "basis": "worker", "reason": "Sits with the family"}
    assert as_user("social_worker").post(f"/cases/{case.pk}/circle/add", form).status_code == 302
    event = events_of(case, Operation.COLLECTION)[-1]
    assert "accessgrant.user" in event.fields
    assert event.recipients == ["riverside-care"]
    assert "Sits" not in str(event.__dict__)


def test_a_view_that_forgets_visible_to_is_stopped(world: Loaded, as_user: As, monkeypatch: pytest.MonkeyPatch) -> None:
    def careless(request: HttpRequest) -> HttpResponse:
        return HttpResponse(str(list(Person.objects.all())))

    monkeypatch.setattr(urlpatterns[0], "callback", careless)
    with pytest.raises(UnscopedError):
        as_user("teacher").get("/")


def test_a_streamed_answer_is_refused(world: Loaded, as_user: As, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(urlpatterns[0], "callback", lambda request: StreamingHttpResponse(iter(["late"])))
    with pytest.raises(watch.UnwatchedError):
        as_user("teacher").get("/")


def test_a_record_loaded_before_the_door_is_refused(world: Loaded) -> None:
    with watch.serving_a_request(), pytest.raises(watch.UnwatchedError):
        Person._base_manager.first()


def test_a_refusal_is_an_event_and_only_then_answered(world: Loaded, as_user: As) -> None:
    case = world.cases["Karim"]
    assert as_user("nurse").get(f"/cases/{case.pk}").status_code == 404
    (event,) = events_of(case, Operation.DENIAL)
    assert event.user_id == world.users["nurse"].pk


def test_emptying_the_database_does_not_take_the_audit_with_it(world: Loaded) -> None:
    with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("delete from audit_auditevent")
    assert AuditEvent.objects.exists()
