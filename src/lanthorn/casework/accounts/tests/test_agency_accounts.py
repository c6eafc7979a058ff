"""Signing in with an agency's own account, at a provider that runs: only invited people, only of that agency."""

from collections.abc import Callable, Iterator
from typing import Any

import pytest
import requests
from allauth.mfa.totp.internal.auth import TOTP
from allauth.socialaccount.models import SocialAccount
from django.core.cache import cache
from django.test import Client

from lanthorn.casework.access.checks import faults_of_production
from lanthorn.casework.access.models import Agency, User
from lanthorn.casework.accounts.tests.provider import CLIENT, SECRET, Provider, running
from lanthorn.casework.accounts.tests.test_signing_in import SECRET as APP
from lanthorn.casework.accounts.tests.test_signing_in import code
from lanthorn.casework.audit.models import AuditEvent
from lanthorn.casework.conftest import sign_in
from lanthorn.casework.demonstration.loading import Loaded

As = Callable[..., Client]
LOGIN = "/sign-in/agency/oidc/police/login/"


@pytest.fixture(scope="module")
def at_work() -> Iterator[Provider]:
    with running() as one:
        yield one


@pytest.fixture
def provider(world: Loaded, at_work: Provider, settings: Any) -> Provider:
    """The provider of the police, at which the detective is signed in."""
    cache.clear()
    settings.SOCIALACCOUNT_PROVIDERS = {
        "openid_connect": {
            "OAUTH_PKCE_ENABLED": True,
            "APPS": [{
                "provider_id": "police", "name": "Police, Riverside", "client_id": CLIENT, "secret": SECRET,
                "settings": {"server_url": at_work.issuer, "agency": "met-riverside"},
            }],
        }
    }  # fmt: skip
    at_work.person = {"sub": "d-1", "email": world.users["detective"].email, "email_verified": True, "name": "Somebody"}
    at_work.told_otherwise = {}
    at_work.asked.clear()
    return at_work


def come_in(client: Client | None = None, start: str = LOGIN) -> tuple[Client, Any]:
    """Go to the provider and back, as a browser does."""
    client = client or Client()
    away = client.post(start).headers["Location"]
    back = requests.get(away, allow_redirects=False, timeout=10).headers["Location"]
    return client, client.get(back.removeprefix("http://testserver"))


def is_in(client: Client) -> bool:
    """Whether somebody is signed in, be it that a second factor is still to be set up."""
    return not client.get("/").headers.get("Location", "").startswith("/sign-in")


def test_an_invited_person_of_the_agency_comes_in_and_must_set_up_a_second_factor(
    world: Loaded, provider: Provider
) -> None:
    client, _ = come_in()
    assert client.get("/").headers["Location"] == "/second-factor/app"
    event = AuditEvent.objects.filter(operation="sign_in").latest("sequence")
    assert event.user_id == world.users["detective"].pk
    assert SocialAccount.objects.get().uid == "d-1"


def test_it_asks_with_a_challenge_a_state_and_for_no_more_than_it_needs(provider: Provider) -> None:
    come_in()
    asked = provider.asked[0]
    assert asked["code_challenge_method"] == "S256"
    assert len(asked["code_challenge"]) >= 43
    assert len(asked["state"]) >= 16
    assert set(asked["scope"].split()) <= {"openid", "profile", "email"}
    assert asked["response_type"] == "code"


def test_whoever_has_a_second_factor_here_shows_it_after_the_provider_too(world: Loaded, provider: Provider) -> None:
    TOTP.activate(world.users["detective"], APP)
    client, _ = come_in()
    assert not is_in(client)
    client.post("/sign-in/second-factor", {"code": code()})
    assert client.get("/").status_code == 200


def test_without_a_password_a_delicate_page_asks_for_the_second_factor_again(world: Loaded, provider: Provider) -> None:
    user = world.users["detective"]
    user.set_unusable_password()
    user.save()
    TOTP.activate(user, APP)
    client, _ = come_in()
    client.post("/sign-in/second-factor", {"code": code()})
    session = client.session
    for record in session["account_authentication_methods"]:
        record["at"] -= 301
    session.save()
    away = client.get("/emergency").headers["Location"]
    assert away.startswith("/sign-in/again")
    assert client.get(away).headers["Location"].startswith("/sign-in/again/second-factor")
    cache.clear()  # a code counts once: forget that it was used
    client.post("/sign-in/again/second-factor", {"code": code()})
    assert client.get("/emergency").status_code == 200


def test_whoever_has_no_password_is_told_how_they_sign_in_and_not_asked_for_one(world: Loaded, as_user: As) -> None:
    user = world.users["detective"]
    user.set_unusable_password()
    user.save()
    client = sign_in(user)
    for answer in (client.get("/sign-in/password"), client.post("/sign-in/password", {"oldpassword": ""})):
        assert answer.status_code == 200
        assert "You sign in with your agency&#x27;s own account" in answer.content.decode().replace("'", "&#x27;")
    assert "Change your password" in as_user("nurse").get("/sign-in/password").content.decode()


@pytest.mark.parametrize("verified", [False, None, "false", "true"])
def test_an_address_that_the_provider_did_not_verify_opens_nothing(provider: Provider, verified: Any) -> None:
    provider.person["email_verified"] = verified
    client, _ = come_in()
    assert not is_in(client)
    assert not SocialAccount.objects.exists()


def test_whoever_was_not_invited_does_not_come_in_and_no_account_is_made(world: Loaded, provider: Provider) -> None:
    before = User.objects.count()
    provider.person |= {"sub": "x", "email": "somebody.new@met-riverside.example"}
    client, answer = come_in()
    assert not is_in(client)
    assert "ask your agency" in answer.content.decode()
    assert User.objects.count() == before


def test_a_provider_says_nothing_about_people_of_another_agency(world: Loaded, provider: Provider) -> None:
    provider.person |= {"sub": "x", "email": world.users["nurse"].email}
    client, _ = come_in()
    assert not is_in(client)


def test_for_whom_somebody_works_is_said_by_the_invitation_and_not_by_the_provider(
    world: Loaded, provider: Provider
) -> None:
    provider.person |= {"agency": "riverside-care", "groups": ["administrator"], "roles": ["chair"], "name": "Changed"}
    come_in()
    user = User.objects.get(pk=world.users["detective"].pk)
    assert (user.agency_id, user.name) == ("met-riverside", world.users["detective"].name)
    assert user.roles == {"practitioner"}


def test_after_a_move_to_another_agency_the_old_provider_opens_nothing(world: Loaded, provider: Provider) -> None:
    come_in()
    User.objects.filter(pk=world.users["detective"].pk).update(agency=Agency.objects.get(pk="hill-school"))
    client, answer = come_in()
    assert answer.status_code == 403
    assert not is_in(client)
    assert AuditEvent.objects.latest("sequence").act == "accounts.sign_in_refused"


def test_whoever_left_does_not_come_in_by_the_provider_either(world: Loaded, provider: Provider) -> None:
    come_in()
    User.objects.filter(pk=world.users["detective"].pk).update(is_active=False)
    client, _ = come_in()
    assert not is_in(client)


def test_an_address_given_to_somebody_else_at_the_agency_opens_nothing(provider: Provider) -> None:
    come_in()
    provider.person["sub"] = "the new holder of the address"
    client, _ = come_in()
    assert not is_in(client)
    assert SocialAccount.objects.get().uid == "d-1"


def test_a_changed_address_at_the_agency_is_still_the_same_person(world: Loaded, provider: Provider) -> None:
    come_in()
    provider.person["email"] = "married.name@met-riverside.example"
    client, _ = come_in()
    assert is_in(client)


def test_nobody_links_an_account_of_the_provider_to_the_session_of_another(world: Loaded, provider: Provider) -> None:
    _, answer = come_in(sign_in(world.users["contact_point"], again=True), f"{LOGIN}?process=connect")
    assert answer.status_code == 403
    assert not SocialAccount.objects.exists()


@pytest.mark.parametrize(
    "fault", [{"aud": "another client"}, {"iss": "http://elsewhere.example"}, {"exp": 1}, {"sub": "somebody else"}]
)
def test_a_token_for_another_client_of_another_issuer_expired_or_about_another_opens_nothing(
    provider: Provider, fault: dict[str, Any]
) -> None:
    provider.told_otherwise = fault
    client, _ = come_in()
    assert not is_in(client)


def test_an_answer_that_was_not_asked_for_opens_nothing(provider: Provider) -> None:
    """As from a link that somebody else sends: its state belongs to another browser."""
    stranger = Client()
    away = stranger.post(LOGIN).headers["Location"]
    back = requests.get(away, allow_redirects=False, timeout=10).headers["Location"]
    victim = Client()
    victim.get(back.removeprefix("http://testserver"))
    assert not is_in(victim)


def test_a_code_is_worth_nothing_without_its_verifier(provider: Provider) -> None:
    away = Client().post(LOGIN).headers["Location"]
    back = requests.get(away, allow_redirects=False, timeout=10).headers["Location"]
    stolen = back.split("code=")[1].split("&")[0]
    sent = {
        "grant_type": "authorization_code", "code": stolen, "client_id": CLIENT, "client_secret": SECRET,
        "redirect_uri": "http://testserver/sign-in/agency/oidc/police/login/callback/", "code_verifier": "guessed",
    }  # fmt: skip
    answer = requests.post(f"{provider.issuer}/token", sent, timeout=10)
    assert answer.json() == {"error": "invalid_grant"}


def test_production_refuses_a_provider_without_https_or_without_an_agency(provider: Provider, settings: Any) -> None:
    faults = list(faults_of_production(settings))
    assert any("police: its address is not https" in fault for fault in faults)
    settings.SOCIALACCOUNT_PROVIDERS["openid_connect"]["APPS"][0]["settings"] = {"server_url": "https://id.example"}
    assert any("police: its settings name no agency" in fault for fault in faults_of_production(settings))
