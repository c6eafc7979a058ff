"""Tokens of machines: who makes them, what they open, and when they no longer do."""

import hashlib
import logging
import re
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.core.cache import cache
from django.db import DatabaseError, IntegrityError, transaction
from django.test import Client
from django.utils import timezone

from lanthorn.casework.api.middleware import RATES
from lanthorn.casework.api.models import ServiceToken
from lanthorn.casework.api.tests.planting import a_token, machine
from lanthorn.casework.api.tokens import LONGEST_DAYS, TokenRefusedError, make, service_account
from lanthorn.casework.audit.chain import verify
from lanthorn.casework.audit.models import AuditEvent
from lanthorn.casework.demonstration.loading import Loaded

TABLES = "/api/v1/records"


@pytest.fixture(autouse=True)
def _no_refusals_yet(db: None) -> None:
    cache.clear()


@pytest.fixture
def account(world: Loaded) -> Any:
    return service_account(world.users["administrator"].agency)


def test_an_administrator_makes_a_token_that_is_shown_once_and_kept_nowhere(
    world: Loaded, as_user: Callable[..., Client], caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    client = as_user("administrator", again=True)
    answers = {"holder": "agency:riverside-care", "takes_records": "on", "purpose": "The profile", "days": "30"}
    made = client.post("/machines/new", answers)
    text = re.search(r"lanthorn_[\w-]{43}", made.content.decode())
    assert text
    token = ServiceToken.objects.get()
    assert token.digest == hashlib.sha256(text[0].encode()).hexdigest()
    assert machine(text[0]).get(TABLES).status_code == 200
    assert text[0] not in client.get("/machines").content.decode()
    events = list(AuditEvent.objects.values())
    assert text[0] not in str(events) + caplog.text
    assert [event["act"] for event in events if event["operation"] == "configuration"][-1:] == ["api:new_token"]


def test_nobody_makes_a_token_for_themselves(world: Loaded, watched: Callable[[], Any], account: Any) -> None:
    administrator = world.users["administrator"]
    with watched(), pytest.raises(TokenRefusedError, match="themselves"):
        make(administrator, "Mine", 1, takes_records=False, by=administrator)
    with pytest.raises(IntegrityError), transaction.atomic():
        a_token(account, account)


def test_a_person_takes_no_records_and_no_token_lasts_longer_than_a_year(
    world: Loaded, watched: Callable[[], Any], account: Any
) -> None:
    by = world.users["administrator"]
    with watched():
        with pytest.raises(TokenRefusedError, match="service account"):
            make(world.users["nurse"], "Everything", 1, takes_records=True, by=by)
        with pytest.raises(TokenRefusedError, match=str(LONGEST_DAYS)):
            make(account, "For good", LONGEST_DAYS + 1, takes_records=True, by=by)


def test_a_token_opens_nothing_once_it_is_over_revoked_or_its_person_has_left(
    world: Loaded, as_user: Callable[..., Client], account: Any
) -> None:
    by, long_ago = world.users["administrator"], timezone.now() - timedelta(days=2)
    over = a_token(account, by, takes_records=True, created_at=long_ago, expires_at=long_ago + timedelta(days=1))[1]
    assert machine(over).get(TABLES).status_code == 401
    token, text = a_token(account, by, takes_records=True)
    assert machine(text).get(TABLES).status_code == 200
    assert as_user("administrator", again=True).post(f"/machines/{token.pk}/revoke").status_code == 302
    assert machine(text).get(TABLES).status_code == 401
    nurse = world.users["nurse"]
    theirs = a_token(nurse, by)[1]
    case = f"/api/v1/cases/{world.cases['Dunmore'].pk}"
    assert machine(theirs).get(case).status_code == 200
    nurse.is_active = False
    nurse.save()
    assert machine(theirs).get(case).status_code == 401


def test_a_session_a_token_in_the_address_or_of_another_scheme_opens_nothing(
    world: Loaded, as_user: Callable[..., Client], account: Any
) -> None:
    text = a_token(account, world.users["administrator"], takes_records=True)[1]
    assert as_user("administrator", again=True).get(TABLES).status_code == 401
    assert Client().get(TABLES, {"token": text, "access_token": text}).status_code == 401
    assert Client(headers={"authorization": f"Basic {text}"}).get(TABLES).status_code == 401
    answer = Client().get(TABLES)
    assert answer.headers["WWW-Authenticate"].startswith("Bearer")
    assert answer.headers["Content-Type"] == "application/problem+json"
    assert answer.headers["Cache-Control"] == "no-store"


def test_a_service_account_cannot_sign_in(account: Any) -> None:
    assert not account.has_usable_password()
    assert not account.roles


def test_a_token_opens_no_page_of_people(world: Loaded, account: Any) -> None:
    text = a_token(account, world.users["administrator"], takes_records=True)[1]
    assert machine(text).get("/").status_code == 302


@pytest.mark.parametrize("method", ["post", "put", "patch", "delete", "options"])
def test_a_machine_reads_and_nothing_else(method: str, world: Loaded, account: Any) -> None:
    client = machine(a_token(account, world.users["administrator"], takes_records=True)[1])
    assert getattr(client, method)(TABLES).status_code == 405
    assert client.head(TABLES).status_code == 200


def test_each_refusal_is_an_event_until_there_are_too_many(world: Loaded) -> None:
    allowed = int(RATES["refused"].partition("/")[0])
    statuses = [machine("lanthorn_guessed").get(TABLES).status_code for _ in range(allowed + 2)]
    assert statuses == [401] * allowed + [429] * 2
    assert AuditEvent.objects.filter(act="api.token_refused", operation="denial").count() == allowed
    assert verify().faults == ()


def test_an_account_takes_no_more_pages_a_minute_than_its_limit_whatever_its_tokens(
    world: Loaded, account: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(RATES, "taken", "3/m/user")
    by = world.users["administrator"]
    one, other = (machine(a_token(account, by, takes_records=True)[1]) for _ in range(2))
    assert [client.get(TABLES).status_code for client in (one, other, one, other, one)] == [200, 200, 200, 429, 429]
    elsewhere = machine(a_token(world.users["nurse"], by)[1])
    assert elsewhere.get(TABLES).status_code != 429


def test_where_the_event_cannot_be_written_no_record_leaves(
    world: Loaded, account: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    from lanthorn.casework.audit import watch

    def broken(*_: Any, **__: Any) -> None:
        raise DatabaseError("The audit cannot be written.")

    text = a_token(account, world.users["administrator"], takes_records=True)[1]
    monkeypatch.setattr(watch, "record", broken)
    client = machine(text)
    client.raise_request_exception = False
    answer = client.get(f"{TABLES}/case_episode")
    assert answer.status_code == 500
    assert world.cases["Dunmore"].reference not in answer.content.decode()
