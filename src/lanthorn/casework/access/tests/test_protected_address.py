"""A canary: a protected address is planted, and every output of the system is searched for it."""

import json
import logging
import re
from collections.abc import Callable
from typing import Any

import pytest
from django.core import mail
from django.test import Client

import lanthorn.casework.urls  # noqa: F401 - fills the register
from lanthorn.casework.access.register import entries
from lanthorn.casework.access.tests.test_every_page import OF_LIBRARIES_WITH_ARGUMENTS, client_of, url
from lanthorn.casework.api.tokens import is_service_account
from lanthorn.casework.audit.models import AuditEvent, EventSubject
from lanthorn.casework.conftest import sign_in
from lanthorn.casework.demonstration.loading import Loaded
from lanthorn.casework.people.models import Address
from lanthorn.casework.people.sheets import ADDRESS_SHEET
from lanthorn.casework.tests.planted_referral import a_referral
from lanthorn.casework.tests.planting import plant_records

CANARY = "Canary Wren Passage"
POSTCODE = "ZZ9 9ZZ"
THE_ONE_PAGE = "cases:address"


@pytest.fixture
def canary(world: Loaded, watched: Callable[[], Any]) -> Any:
    planted = plant_records(world)
    with watched():
        address = Address.objects.for_purpose("test").get(person=world.cases["Dunmore"].person_id)
        address.lines, address.postcode, address.protected = CANARY, POSTCODE, True
        address.save()
        case = world.cases["Dunmore"]
        a_referral(world.users["nurse"], case=case, address_lines=CANARY, postcode=POSTCODE, address_protected=True)
    return planted


def test_it_appears_on_no_page_but_its_own_for_anybody(canary: Any, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG)
    for entry in entries():
        if entry.name in OF_LIBRARIES_WITH_ARGUMENTS or entry.name == THE_ONE_PAGE:
            continue
        for user in canary.everybody:
            if is_service_account(user) and not entry.machine:
                continue  # a machine's account cannot sign in
            response = client_of(entry, user, again=True).get(url(entry, canary.arguments))
            assert not found_in(response.content.decode()), f"{entry.name} for {user.name}"
    assert not found_in(caplog.text)


def test_it_is_found_by_no_search_and_leaves_in_no_mail_or_audit(canary: Any) -> None:
    for user in canary.everybody:
        asked = {"forename": CANARY, "surname": "Dunmore"}
        response = sign_in(user, again=True).post("/search", asked)
        page = re.sub(r"<input[^>]*>", "", response.content.decode())  # what one typed oneself stands in its input
        assert not found_in(page)
    assert not found_in(" ".join(f"{one.subject} {one.body}" for one in mail.outbox))
    kept = list(AuditEvent.objects.values()) + list(EventSubject.objects.values())
    assert not found_in(json.dumps(kept, default=str))


def test_its_own_page_shows_it_to_those_who_visit_and_to_no_others(canary: Any, world: Loaded) -> None:
    page = f"/cases/{canary.arguments['case']}/address/{canary.arguments['address']}"
    assert CANARY in sign_in(world.users["social_worker"], again=True).get(page).content.decode()
    assert sign_in(world.users["worker"], again=True).get(page).status_code == 403
    again = Client()
    again.force_login(world.users["social_worker"], backend="allauth.account.auth_backends.AuthenticationBackend")
    assert again.get(page).status_code == 302


def test_an_export_through_the_sheet_withholds_it(canary: Any, world: Loaded, watched: Callable[[], Any]) -> None:
    with watched():
        address = Address.objects.for_purpose("test").get(pk=canary.arguments["address"])
        plain = ADDRESS_SHEET.show(address, world.users["social_worker"]).plain()
    assert (plain["lines"], plain["postcode"]) == ("withheld", "withheld")


def found_in(text: str) -> bool:
    return CANARY.lower() in text.lower() or POSTCODE.lower() in text.lower()
