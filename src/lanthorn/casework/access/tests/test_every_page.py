"""The walk: every page on the register, asked for by every kind of person. Generated from the register itself."""

import re
from typing import Any
from uuid import UUID, uuid4

import pytest
from django.contrib.auth.models import AnonymousUser
from django.core.cache import cache
from django.test import Client
from django.urls import get_resolver, reverse

import lanthorn.casework.urls  # noqa: F401 - fills the register
from lanthorn.casework.access.checks import page_names
from lanthorn.casework.access.models import User
from lanthorn.casework.access.register import Entry, entries, entry_of
from lanthorn.casework.api.tests.planting import machine_of
from lanthorn.casework.conftest import sign_in
from lanthorn.casework.demonstration.loading import Loaded
from lanthorn.casework.tests.planting import Planted, plant_records

# Pages that a library brings and that need something of its own to answer (a key to edit, a provider to return from).
OF_LIBRARIES_WITH_ARGUMENTS = {
    "mfa_edit_webauthn", "mfa_remove_webauthn", "openid_connect_login", "openid_connect_callback",
}  # fmt: skip
# Pages of libraries that rightly answer so to somebody without an app or codes set up, and the page of an error.
OF_LIBRARIES_OTHERWISE = {
    "mfa_deactivate_totp": 404, "mfa_download_recovery_codes": 404, "mfa_view_recovery_codes": 404,
    "socialaccount_login_error": 401,
}  # fmt: skip
PAGES = [entry for entry in entries() if entry.name not in OF_LIBRARIES_WITH_ARGUMENTS]
OF_RECORDS = [entry for entry in PAGES if entry.of]
BACK_TO_SIGN_IN = reverse("account_login")


@pytest.fixture(scope="module")
def planted(shared_world: Loaded) -> Planted:
    return plant_records(shared_world)


@pytest.fixture(autouse=True)
def _nothing_is_left(undone: None) -> None:
    cache.clear()  # of what counts refusals towards a limit


def client_of(entry: Entry, user: User, *, again: bool) -> Client:
    """Somebody who opens the page: signed in, or with a token where it is one for machines."""
    return machine_of(user) if entry.machine else sign_in(user, again=again)


def url(entry: Entry, known: dict[str, object]) -> str:
    """The page's address. A test fails here where a page needs a record that nobody planted (tests/planting.py)."""
    return reverse(entry.name, kwargs={name: for_page(known[name], entry) for name in arguments(entry.name)})


def for_page(value: object, entry: Entry) -> object:
    """An argument planted for several pages, as drafts are, is a table by how their names begin."""
    if not isinstance(value, dict):
        return value
    return value[max((begins for begins in value if entry.name.startswith(begins)), key=len)]


def text(response: Any) -> str:
    """The page without the token against forgery, which is drawn anew for each."""
    return re.sub(r'value="[A-Za-z0-9]{64}"', "", response.content.decode())


def arguments(name: str) -> list[str]:
    resolver = get_resolver()
    *spaces, last = name.split(":")
    for space in spaces:
        resolver = resolver.namespace_dict[space][1]
    return list(resolver.reverse_dict.getlist(last)[0][0][0][1])


def test_every_page_is_on_the_register_and_every_entry_has_a_page() -> None:
    names = set(page_names())
    assert names == {entry.name for entry in entries()}


@pytest.mark.parametrize("entry", PAGES, ids=lambda entry: entry.name)
def test_nobody_sees_a_page_that_is_not_public(entry: Entry, planted: Planted) -> None:
    for method in ("get", "post"):
        response = getattr(Client(), method)(url(entry, planted.arguments))
        if entry.public:
            assert response.status_code != 500
        elif entry.machine:
            assert response.status_code == 401
        else:
            assert response.status_code == 302
            assert response.headers["Location"].startswith(BACK_TO_SIGN_IN)


@pytest.mark.parametrize("entry", OF_RECORDS, ids=lambda entry: entry.name)
@pytest.mark.parametrize("persona", ["wrong_agency", "right_agency_without_grant"])
def test_a_record_outside_ones_circle_is_not_there(entry: Entry, persona: str, planted: Planted) -> None:
    user = planted.personas[persona]
    client = client_of(entry, user, again=True)
    there = url(entry, planted.arguments)
    nowhere = url(entry, planted.arguments | {entry.of: uuid4()})
    for method in ("get",) if entry.machine else ("get", "post"):
        answer, blank = getattr(client, method)(there), getattr(client, method)(nowhere)
        assert answer.status_code == (404 if entry.who(user) else 403)
        assert (answer.status_code, text(answer)) == (blank.status_code, text(blank))


@pytest.mark.parametrize("entry", OF_RECORDS, ids=lambda entry: entry.name)
def test_a_restricted_record_answers_as_if_it_were_not_there(entry: Entry, planted: Planted) -> None:
    known = planted.arguments | planted.restricted
    for user in planted.personas.values():
        client = client_of(entry, user, again=True)
        if known[entry.of] == planted.arguments[entry.of]:
            continue  # this kind of record is never restricted itself
        there, nowhere = client.get(url(entry, known)), client.get(url(entry, known | {entry.of: uuid4()}))
        assert there.status_code in {403, 404}
        assert (there.status_code, text(there)) == (nowhere.status_code, text(nowhere))


@pytest.mark.parametrize("entry", PAGES, ids=lambda entry: entry.name)
def test_somebody_entitled_gets_the_page(entry: Entry, planted: Planted) -> None:
    entitled = planted.entitled(entry)
    assert entitled is not None, "no made-up person may open this page: plant one"
    response = client_of(entry, entitled, again=True).get(url(entry, planted.arguments))
    if entry.name in planted.by_post_only:
        assert response.status_code in {403, 404}
    elif entry.name in OF_LIBRARIES_OTHERWISE:
        assert response.status_code == OF_LIBRARIES_OTHERWISE[entry.name]
    else:
        assert response.status_code in {200, 302}


@pytest.mark.parametrize("entry", [entry for entry in PAGES if entry.fresh], ids=lambda entry: entry.name)
def test_a_delicate_page_asks_to_sign_in_again(entry: Entry, planted: Planted) -> None:
    entitled = planted.entitled(entry)
    assert entitled is not None
    response = sign_in(entitled, again=False).get(url(entry, planted.arguments))
    assert response.status_code == 302
    assert response.headers["Location"].startswith(reverse("account_reauthenticate"))


@pytest.mark.parametrize("entry", [one for one in PAGES if not one.public], ids=lambda entry: entry.name)
def test_a_role_that_may_not_is_refused(entry: Entry, planted: Planted) -> None:
    others = [user for user in planted.everybody if not entry.who(user)]
    for user in others:
        assert client_of(entry, user, again=True).get(url(entry, planted.arguments)).status_code == 403
    assert not entry.who(AnonymousUser()) or entry.name == "socialaccount_signup"


def test_an_undeclared_page_is_refused_even_by_the_running_server(
    planted: Planted, monkeypatch: pytest.MonkeyPatch
) -> None:
    from lanthorn.casework.access import register

    monkeypatch.delitem(register._register, "work:home")
    assert entry_of("work:home") is None
    assert sign_in(planted.personas["with_grant"]).get("/").status_code == 403


def test_identifiers_in_addresses_are_drawn_by_chance(planted: Planted) -> None:
    for name, value in planted.arguments.items():
        for one in value.values() if isinstance(value, dict) else [value]:
            if name != "question":
                assert isinstance(one, UUID)
                assert one.version == 4
