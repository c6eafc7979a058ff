"""A passkey in a real browser: Chromium's virtual authenticator is enrolled, signs in and confirms delicate acts."""

from collections.abc import Iterator
from typing import Any

import pytest
from allauth.mfa.models import Authenticator

from lanthorn.casework.audit.models import AuditEvent
from lanthorn.casework.conftest import PASSWORD
from lanthorn.casework.demonstration.loading import Loaded
from lanthorn.casework.tests.browser import launched, needs_browser

pytestmark = [needs_browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture(scope="module")
def browser() -> Iterator[Any]:
    yield from launched()


@pytest.fixture
def page(transactional_db: None, world: Loaded, browser: Any, live_server: Any, settings: Any) -> Any:
    settings.MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = True  # http on localhost: a browser allows it there only
    opened = browser.new_context(base_url=live_server.url).new_page()
    opened.set_default_timeout(20_000)
    return opened


def plug_in(page: Any, *, verifies: bool = True) -> tuple[Any, str]:
    """A platform authenticator such as a laptop's; `verifies` says whether it knows its owner's finger or number."""
    wire = page.context.new_cdp_session(page)
    wire.send("WebAuthn.enable")
    options = {
        "protocol": "ctap2", "transport": "internal", "hasResidentKey": True, "hasUserVerification": True,
        "isUserVerified": verifies, "automaticPresenceSimulation": True,
    }  # fmt: skip
    return wire, wire.send("WebAuthn.addVirtualAuthenticator", {"options": options})["authenticatorId"]


def sign_in(page: Any, email: str) -> None:
    page.goto("/sign-in")
    page.get_by_label("Email").fill(email)
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="Sign in", exact=True).click()
    page.wait_for_url("**/second-factor/app*")


def enrol(page: Any) -> None:
    """Set up a passkey."""
    page.goto("/second-factor/keys/add")
    page.get_by_label("What do you call it?").fill("Work laptop")
    assert page.get_by_label("Sign in with it alone").is_checked()
    page.get_by_role("button", name="Continue").click()
    page.wait_for_url(lambda url: not url.endswith("/keys/add"))


def test_a_passkey_is_enrolled_counts_as_the_second_factor_and_signs_in_without_a_password(
    page: Any, world: Loaded
) -> None:
    user = world.users["teacher"]
    wire, authenticator = plug_in(page)
    sign_in(page, user.email)
    enrol(page)
    assert [one.type for one in Authenticator.objects.filter(user=user).exclude(type="recovery_codes")] == ["webauthn"]
    kept = wire.send("WebAuthn.getCredentials", {"authenticatorId": authenticator})["credentials"]
    assert [(one["isResidentCredential"], one["rpId"]) for one in kept] == [(True, "localhost")]
    page.goto("/")
    page.get_by_role("heading", name="My work").wait_for()
    page.get_by_role("button", name="Sign out").click()
    page.goto("/sign-in")
    page.get_by_role("button", name="Sign in with a passkey").click()
    page.get_by_role("heading", name="My work").wait_for()
    signed_in = AuditEvent.objects.filter(operation="sign_in").latest("sequence")
    assert signed_in.user_id == user.pk
    used = wire.send("WebAuthn.getCredentials", {"authenticatorId": authenticator})["credentials"][0]
    assert used["signCount"] > kept[0]["signCount"]


def test_a_passkey_confirms_a_delicate_act(page: Any, world: Loaded) -> None:
    plug_in(page)
    sign_in(page, world.users["teacher"].email)
    enrol(page)
    page.get_by_role("button", name="Sign out").click()
    page.goto("/sign-in")
    page.get_by_role("button", name="Sign in with a passkey").click()
    page.get_by_role("heading", name="My work").wait_for()
    page.goto("/sign-in/again/key?next=/emergency")
    page.locator("main").get_by_role("button").first.click()
    page.get_by_role("heading", name="Open a case in an emergency").wait_for()


def test_a_key_that_does_not_know_its_owner_signs_nobody_in(page: Any, world: Loaded) -> None:
    wire, authenticator = plug_in(page)
    sign_in(page, world.users["teacher"].email)
    enrol(page)
    page.get_by_role("button", name="Sign out").click()
    wire.send("WebAuthn.setUserVerified", {"authenticatorId": authenticator, "isUserVerified": False})
    page.goto("/sign-in")
    page.get_by_role("button", name="Sign in with a passkey").click()
    page.wait_for_timeout(1500)
    page.goto("/")
    page.get_by_role("heading", name="Sign in").wait_for()


def test_a_passkey_of_one_person_opens_nothing_of_another(page: Any, world: Loaded) -> None:
    """The key that a page offers is looked up by the server: it signs in its owner, whoever was typed."""
    plug_in(page)
    sign_in(page, world.users["teacher"].email)
    enrol(page)
    page.get_by_role("button", name="Sign out").click()
    page.goto("/sign-in")
    page.get_by_label("Email").fill(world.users["nurse"].email)
    page.get_by_role("button", name="Sign in with a passkey").click()
    page.get_by_text(world.users["teacher"].name).wait_for()
