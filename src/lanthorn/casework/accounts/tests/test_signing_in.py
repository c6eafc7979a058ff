"""Signing in: a second factor always, a quarter of an hour idle, ten hours at most, all forgotten on the way out."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import TOTP, format_hotp_value, hotp_value, yield_hotp_counters_from_time
from allauth.usersessions.models import UserSession
from django.conf import settings
from django.contrib.sessions.models import Session
from django.core.cache import cache, caches
from django.db import connection
from django.test import Client, override_settings
from django.utils import timezone

from lanthorn.casework.audit.models import AuditEvent
from lanthorn.casework.conftest import PASSWORD, sign_in
from lanthorn.casework.demonstration.loading import Loaded, plant

As = Callable[..., Client]
SECRET = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"


def by_password(world: Loaded, key: str = "teacher", password: str = PASSWORD) -> Client:
    client = Client()
    client.post("/sign-in", {"login": world.users[key].email, "password": password})
    return client


def code() -> str:
    return str(format_hotp_value(hotp_value(SECRET, next(yield_hotp_counters_from_time()))))


def test_a_password_alone_leads_nowhere_but_to_setting_up_a_second_factor(world: Loaded) -> None:
    client = by_password(world)
    for page in ("/", "/referrals", "/search", "/emergency", f"/cases/{world.cases['Karim'].pk}"):
        assert client.get(page).headers["Location"] == "/second-factor/app"


def test_with_a_second_factor_set_up_the_password_is_not_yet_a_sign_in(world: Loaded) -> None:
    TOTP.activate(world.users["teacher"], SECRET)
    client = by_password(world)
    assert client.get("/").headers["Location"].startswith("/sign-in")
    response = client.post("/sign-in/second-factor", {"code": "000000"})
    assert response.status_code == 200
    assert client.get("/").status_code == 302
    assert client.post("/sign-in/second-factor", {"code": code()}).status_code == 302
    assert client.get("/").status_code == 200


def test_setting_up_an_app_shows_it_and_lets_one_in(transactional_db: None, world: Loaded) -> None:
    client = by_password(world)
    assert client.get("/second-factor/app").status_code == 200, "they typed their password a moment ago"
    secret = client.session["mfa.totp.secret"]
    right = format_hotp_value(hotp_value(secret, next(yield_hotp_counters_from_time())))
    client.post("/second-factor/app", {"code": right})
    kept = AuditEvent.objects.filter(operation="configuration", act="accounts.second_factor_added")
    assert set(kept.values_list("user_id", flat=True)) == {world.users["teacher"].pk}
    assert client.get("/").status_code == 200
    assert Authenticator.objects.filter(user=world.users["teacher"], type="totp").exists()


def test_a_sign_in_counts_for_a_delicate_page_for_five_minutes_and_not_longer(world: Loaded) -> None:
    TOTP.activate(world.users["teacher"], SECRET)
    client = by_password(world)
    client.post("/sign-in/second-factor", {"code": code()})
    assert client.get("/emergency").status_code == 200
    session = client.session
    for record in session["account_authentication_methods"]:
        record["at"] -= 301
    session.save()
    assert client.get("/emergency").headers["Location"].startswith("/sign-in/again")
    client.post("/sign-in/again", {"password": PASSWORD})
    assert client.get("/emergency").status_code == 200


def test_a_recovery_code_lets_one_in_once(world: Loaded) -> None:
    user = world.users["teacher"]
    TOTP.activate(user, SECRET)
    one, other, *_ = RecoveryCodes.activate(user).get_unused_codes()
    for given, lets_in in ((one, True), (one, False), (other, True), ("00000000", False)):
        cache.clear()
        client = by_password(world)
        client.post("/sign-in/second-factor", {"code": given})
        assert (client.get("/").status_code == 200) is lets_in


def test_recovery_codes_are_shown_and_renewed_only_after_signing_in_again(world: Loaded, as_user: As) -> None:
    user = world.users["teacher"]
    TOTP.activate(user, SECRET)
    before = RecoveryCodes.activate(user).get_unused_codes()
    assert as_user("teacher").get("/second-factor/codes").headers["Location"].startswith("/sign-in/again")
    client = as_user("teacher", again=True)
    assert before[0] in client.get("/second-factor/codes").content.decode()
    client.post("/second-factor/codes/new")
    page = client.get("/second-factor/codes").content.decode()
    assert not any(one in page for one in before)


def test_recovery_codes_alone_are_no_second_factor(world: Loaded) -> None:
    RecoveryCodes.activate(world.users["teacher"])
    client = by_password(world)
    assert client.get("/").status_code == 302


def test_a_fourth_sign_in_ends_the_oldest_session(world: Loaded) -> None:
    clients = [by_password(world) for _ in range(4)]
    asked = [client.get("/sessions").headers.get("Location", "") for client in clients]
    assert asked[0].startswith("/sign-in?")
    assert not any(one.startswith("/sign-in?") for one in asked[1:])
    assert UserSession.objects.filter(user=world.users["teacher"]).count() == settings.SESSIONS_AT_ONCE


def test_whoever_was_signed_out_by_a_fourth_sign_in_is_told_why_and_once(world: Loaded) -> None:
    first, *_ = [by_password(world) for _ in range(4)]
    page = first.get("/", follow=True).content.decode()
    assert "3 sessions at once are the most" in page
    assert "If that was not you" in page
    assert "sessions at once" not in first.get("/sign-in").content.decode()
    stranger = Client()
    stranger.cookies["sessionid"] = "of nobody"
    assert "sessions at once" not in stranger.get("/", follow=True).content.decode()


@pytest.mark.django_db(transaction=True)
@pytest.mark.skipif(connection.vendor == "sqlite", reason="SQLite lets one sign-in in at a time anyway")
def test_of_many_who_sign_in_at_one_moment_no_more_than_three_sessions_stay() -> None:
    world = plant(PASSWORD)

    def one(_: int) -> None:
        by_password(world)
        connection.close()
        caches.close_all()

    with ThreadPoolExecutor(6) as pool:
        list(pool.map(one, range(6)))
    kept = UserSession.objects.filter(user=world.users["teacher"])
    assert kept.count() == settings.SESSIONS_AT_ONCE
    assert all(Session.objects.filter(pk=session.session_key).exists() for session in kept)


def test_ones_own_other_sessions_are_listed_and_ended(world: Loaded) -> None:
    TOTP.activate(world.users["teacher"], SECRET)
    clients = []
    for _ in range(2):
        client = by_password(world)
        client.post("/sign-in/second-factor", {"code": code()})
        cache.clear()  # a code counts once: forget that it was used
        clients.append(client)
    here, elsewhere = clients
    assert elsewhere.get("/").status_code == 200
    assert "Sign out everywhere else" in here.get("/sessions").content.decode()
    here.post("/sessions")
    assert elsewhere.get("/").headers["Location"].startswith("/sign-in")
    assert here.get("/").status_code == 200


def test_a_session_ends_after_ten_hours_however_busy(world: Loaded, as_user: As) -> None:
    client = as_user("teacher")
    assert client.get("/").status_code == 200
    session = client.session
    session["began"] = (timezone.now() - timedelta(hours=10, seconds=1)).isoformat()
    session.save()
    assert client.get("/").headers["Location"] == "/sign-in"
    assert AuditEvent.objects.latest("sequence").operation == "sign_out"
    assert "a session lasts ten hours at most" in client.get("/sign-in").content.decode()
    assert client.get("/").headers["Location"].startswith("/sign-in?next=")


def test_a_session_ends_after_a_quarter_of_an_hour_idle(world: Loaded, as_user: As) -> None:
    client = as_user("teacher")
    response = client.get("/")
    assert response.cookies["sessionid"]["max-age"] == ""
    kept = Session.objects.get(pk=client.session.session_key)
    assert kept.expire_date - timezone.now() <= timedelta(minutes=15)
    Session.objects.update(expire_date=timezone.now() - timedelta(seconds=1))
    assert client.get("/").headers["Location"].startswith("/sign-in")


def test_signing_out_tells_the_browser_to_forget_everything(world: Loaded, as_user: As) -> None:
    client = as_user("teacher")
    response = client.post("/sign-out")
    assert response.headers["Clear-Site-Data"] == '"cache", "cookies", "storage"'
    assert client.get("/").status_code == 302


def test_every_answer_carries_the_headers(world: Loaded, as_user: As) -> None:
    for client, page in (
        (as_user("teacher"), "/"),
        (Client(), "/sign-in"),
        (Client(), "/nothing-here"),
        (Client(), "/"),
    ):
        headers = client.get(page).headers
        assert headers["Content-Security-Policy"].startswith("default-src 'none'")
        assert "unsafe" not in headers["Content-Security-Policy"]
        assert headers["Cache-Control"] == "no-store"
        assert headers["X-Frame-Options"] == "DENY"
        assert headers["X-Content-Type-Options"] == "nosniff"
        assert headers["Referrer-Policy"] == "same-origin"
        assert headers["Cross-Origin-Opener-Policy"] == "same-origin"


def test_sign_in_refusal_and_sign_out_are_events_and_keep_nothing_that_was_typed(world: Loaded) -> None:
    before = AuditEvent.objects.count()
    by_password(world, password="my password by mistake")
    client = by_password(world)
    client.post("/sign-out")
    made = AuditEvent.objects.filter(sequence__gt=before).order_by("sequence")
    assert [event.operation for event in made] == ["denial", "sign_in", "sign_out"]
    assert "my password" not in str(list(made.values()))
    assert not any(event.subjects.exists() for event in made)


def test_nobody_signs_up_and_nobody_resets_a_password_by_mail(world: Loaded) -> None:
    for page in ("/signup", "/accounts/signup/", "/password/reset", "/sign-in/unknown"):
        assert Client().get(page).status_code in {302, 404}


def test_somebody_who_left_cannot_sign_in(world: Loaded) -> None:
    user = world.users["teacher"]
    user.is_active = False
    user.save()
    assert by_password(world).get("/").headers["Location"].startswith("/sign-in")


def test_whoever_is_marked_as_gone_is_out_with_their_next_request(world: Loaded, as_user: As) -> None:
    client = as_user("teacher")
    assert client.get("/").status_code == 200
    user = world.users["teacher"]
    user.is_active = False
    user.save()
    assert client.get("/").headers["Location"].startswith("/sign-in")


def test_guessing_passwords_is_stopped_and_looks_the_same_for_an_unknown_address(world: Loaded) -> None:
    cache.clear()
    unknown = Client().post("/sign-in", {"login": "nobody@hill-school.example", "password": "a wrong password"})
    known = Client().post("/sign-in", {"login": world.users["teacher"].email, "password": "a wrong password"})
    message = "The email address and/or password you specified are not correct."
    assert message in unknown.content.decode()
    assert message in known.content.decode()
    for _ in range(6):
        stopped = Client().post("/sign-in", {"login": world.users["teacher"].email, "password": "a wrong password"})
    assert "Too many failed login attempts" in stopped.content.decode()
    right = Client().post("/sign-in", {"login": world.users["teacher"].email, "password": PASSWORD})
    assert right.status_code == 200, "not even with the right one, for a while"
    cache.clear()


def test_a_session_gets_a_new_key_when_somebody_signs_in(world: Loaded) -> None:
    client = Client()
    client.get("/sign-in")
    before = client.session.session_key
    client.post("/sign-in", {"login": world.users["teacher"].email, "password": PASSWORD})
    assert client.session.session_key != before


def test_changing_a_second_factor_asks_to_sign_in_again(world: Loaded, as_user: As) -> None:
    client = as_user("teacher")
    for page in ("/second-factor/app", "/second-factor/keys/add"):
        assert client.get(page).headers["Location"].startswith("/sign-in/again")


def test_a_form_from_elsewhere_is_refused(world: Loaded) -> None:
    strict = Client(enforce_csrf_checks=True)
    strict.cookies = sign_in(world.users["teacher"]).cookies
    answer = strict.post("/referrals/new")
    assert answer.status_code == 403
    assert "This form has expired" in answer.content.decode()


def test_a_click_signs_nobody_in_outside_a_demonstration(world: Loaded) -> None:
    assert Client().get("/demonstration").status_code == 404
    with override_settings(DEMONSTRATION=False):
        assert Client().post("/demonstration", {"user": world.users["teacher"].pk}).status_code == 404


def test_a_session_marked_as_a_demonstration_counts_for_nothing_elsewhere(world: Loaded) -> None:
    client = by_password(world)
    session = client.session
    session["demonstration"] = True
    session.save()
    assert client.get("/").headers["Location"] == "/second-factor/app"
