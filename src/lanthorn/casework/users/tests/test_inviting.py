"""An invitation: the link by mail and the code by word of mouth, each of which alone opens nothing."""

import re
from collections.abc import Callable
from datetime import timedelta
from io import StringIO
from typing import Any

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import TOTP
from django.core import mail
from django.core.management import CommandError, call_command
from django.test import Client
from django.utils import timezone

from lanthorn.casework.access.models import Role, User
from lanthorn.casework.demonstration.loading import Loaded
from lanthorn.casework.notices.models import Notice
from lanthorn.casework.users.inviting import new_invitation
from lanthorn.casework.users.models import MOST_TRIES, Invitation

As = Callable[..., Client]
Watched = Callable[[], Any]
CHOSEN = "four plain words together"
ANSWERS: dict[str, dict[str, Any]] = {
    "name": {"name": "Iris Bell"},
    "email": {"email": "Iris.Bell@met.example"},
    "job": {"job": "Detective constable"},
    "roles": {"roles": ["practitioner"]},
    "supervisor": {"supervisor": ""},
}


def walk(client: Client, start: str, answers: dict[str, dict[str, Any]]) -> Any:
    """Answer every question in turn, and send."""
    at = client.post(start).headers["Location"]
    for answer in answers.values():
        response = client.post(at, answer)
        assert response.status_code == 302, re.findall(r"Error:</span> ([^<]+)", response.content.decode())
        at = response.headers["Location"]
    assert at.endswith("/check")
    return client.post(at, follow=True)


@pytest.fixture
def invited(world: Loaded, as_user: As, django_capture_on_commit_callbacks: Any) -> tuple[str, str]:
    """The link and the code of somebody whom the contact point of the police invited."""
    with django_capture_on_commit_callbacks(execute=True):
        page = walk(as_user("contact_point"), "/invitations/new", ANSWERS).content.decode()
    code = re.search(r"this code: ([0-9A-Z]{5} [0-9A-Z]{5})", page)
    link = re.search(r"http://testserver(/invitation/\S+)", str(mail.outbox[-1].body))
    assert code
    assert link
    return link[1], code[1]


def test_an_invited_person_chooses_a_password_and_is_led_to_a_second_factor(
    world: Loaded, invited: tuple[str, str]
) -> None:
    link, code = invited
    user = User.objects.get(email="iris.bell@met.example")
    assert (user.name, user.agency_id) == ("Iris Bell", "met-riverside")
    assert user.roles == {"practitioner"}
    assert not user.has_usable_password()
    client = Client()
    assert client.post(link, {"code": code.lower(), "password": CHOSEN}).headers["Location"] == "/sign-in"
    client.post("/sign-in", {"login": user.email, "password": CHOSEN})
    assert client.get("/").headers["Location"] == "/second-factor/app"


def test_the_mail_holds_neither_the_code_nor_a_name(invited: tuple[str, str]) -> None:
    _, code = invited
    text = f"{mail.outbox[-1].subject} {mail.outbox[-1].body}"
    for words in (code, code.replace(" ", ""), "Iris", "Bell", "police"):
        assert words.lower() not in text.lower()
    assert mail.outbox[-1].to == ["iris.bell@met.example"]


def test_the_code_is_shown_once_and_kept_nowhere(world: Loaded, as_user: As, invited: tuple[str, str]) -> None:
    _, code = invited
    user = User.objects.get(email="iris.bell@met.example")
    assert code not in as_user("contact_point").get(f"/users/{user.pk}").content.decode()
    assert code.replace(" ", "") not in Invitation.objects.get(user=user).code


def test_an_invitation_is_used_once(invited: tuple[str, str]) -> None:
    link, code = invited
    Client().post(link, {"code": code, "password": CHOSEN})
    again = Client().post(link, {"code": code, "password": "another few plain words"})
    assert again.status_code == 404
    assert "This invitation cannot be used" in again.content.decode()


def test_after_a_few_wrong_codes_the_right_one_opens_nothing(invited: tuple[str, str]) -> None:
    link, code = invited
    for _ in range(MOST_TRIES):
        assert "This is not the code" in Client().post(link, {"code": "2", "password": CHOSEN}).content.decode()
    assert Client().post(link, {"code": code, "password": CHOSEN}).status_code == 404


def test_after_a_week_it_opens_nothing(invited: tuple[str, str]) -> None:
    link, code = invited
    Invitation.objects.update(expires_at=timezone.now() - timedelta(seconds=1))
    assert Client().post(link, {"code": code, "password": CHOSEN}).status_code == 404


def test_a_weak_password_is_refused_and_costs_no_try(invited: tuple[str, str]) -> None:
    link, code = invited
    page = Client().post(link, {"code": code, "password": "short"})
    assert "This password is too short" in page.content.decode()
    assert Invitation.objects.get().tries == 0


def test_inviting_again_ends_password_second_factors_sessions_and_the_earlier_invitation(
    world: Loaded, as_user: As, watched: Watched
) -> None:
    user = world.users["detective"]
    with watched():
        earlier, _ = new_invitation(user, by=world.users["contact_point"])
    user.set_password(CHOSEN)
    user.save()
    TOTP.activate(user, "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP")
    client = as_user("detective")
    assert client.get("/").status_code == 200
    assert as_user("contact_point", again=True).post(f"/users/{user.pk}/invite").status_code == 302
    assert client.get("/").headers["Location"].startswith("/sign-in")
    assert not User.objects.get(pk=user.pk).has_usable_password()
    assert not Authenticator.objects.filter(user=user).exists()
    earlier.refresh_from_db()
    assert not earlier.can_be_used


def test_a_contact_point_is_not_asked_for_an_agency_and_an_administrator_is(world: Loaded, as_user: As) -> None:
    answers: dict[str, dict[str, Any]] = {
        **{name: ANSWERS[name] for name in ("name", "email", "job")},
        "agency": {"agency": "hill-school"}, "roles": {"roles": ["practitioner"]}, "supervisor": {"supervisor": ""},
    }  # fmt: skip
    walk(as_user("administrator"), "/invitations-anywhere/new", answers)
    assert User.objects.get(email="iris.bell@met.example").agency_id == "hill-school"


def test_roles_that_do_not_go_together_are_named(world: Loaded, as_user: As) -> None:
    client = as_user("administrator")
    at = client.post("/invitations-anywhere/new").headers["Location"].replace("/name", "/roles")
    page = client.post(at, {"roles": ["administrator", "chair"]}).content.decode()
    assert "Nobody is both" in page


def test_the_first_administrator_is_made_by_a_command_once(db: None) -> None:
    said = StringIO()
    arguments = ["ada@riverside.example", "Ada Quill", "--agency", "riverside", "--agency-name", "Riverside council"]
    call_command("first_administrator", *arguments, stdout=said)
    found = re.search(r"open (/invitation/\S+) .* code ([0-9A-Z]{5} [0-9A-Z]{5})", said.getvalue())
    assert found
    assert Client().post(found[1], {"code": found[2], "password": CHOSEN}).headers["Location"] == "/sign-in"
    assert User.objects.get(email="ada@riverside.example").holds(Role.ADMINISTRATOR)
    with pytest.raises(CommandError, match="administrator already"):
        call_command("first_administrator", "eve@riverside.example", "Eve", *arguments[2:])
    assert User.objects.count() == 1


def test_whoever_confirms_is_told_once_until_they_have_looked(world: Loaded) -> None:
    User.objects.filter(pk=world.users["detective"].pk).update(certified_at=timezone.now() - timedelta(days=85))
    for _ in range(2):
        call_command("certifications")
    told = Notice.objects.filter(kind="access_to_confirm").values_list("user__name", flat=True)
    assert list(told) == [world.users["contact_point"].name]
