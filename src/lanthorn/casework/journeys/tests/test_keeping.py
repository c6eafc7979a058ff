"""What is typed outlives the session: kept sealed for its writer, offered to nobody else, and saved in the end."""

import re
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from cryptography.exceptions import InvalidTag
from django.contrib.sessions.models import Session
from django.core import signing
from django.core.management import call_command
from django.test import Client
from django.utils import timezone

from lanthorn.casework.audit.chain import verify
from lanthorn.casework.audit.models import AuditEvent
from lanthorn.casework.conftest import sign_in
from lanthorn.casework.demonstration.loading import Loaded
from lanthorn.casework.journeys.keeping import keep, keeper_for, typed_in
from lanthorn.casework.journeys.models import KeptText
from lanthorn.casework.panels.models import Minutes
from lanthorn.casework.panels.planning import put_forward
from lanthorn.casework.panels.releasing import release
from lanthorn.casework.panels.tests.planting import a_meeting

As = Callable[..., Client]
Watched = Callable[[], Any]
SAID = "The school said that she came every day of the week"


@pytest.fixture
def minutes_page(world: Loaded, watched: Watched) -> str:
    with watched():
        meeting = a_meeting(world)
        item = put_forward(world.cases["Dunmore"], meeting, by=world.users["social_worker"], reason="Review")
        release(meeting, by=world.users["chair"])
    return f"/agenda/{item.pk}/minutes"


def hidden(client: Client, page: str) -> dict[str, str]:
    """What the form on a page carries without showing it."""
    content = client.get(page).content.decode()
    main = content[content.index("<main") :]
    return dict(re.findall(r'type="hidden" name="([a-z]+)" value="([^"]*)"', main.split("</main>")[0]))


def end_all_sessions() -> None:
    """A quarter of an hour passes."""
    Session.objects.update(expire_date=timezone.now() - timedelta(seconds=1))


def the_kept() -> KeptText:
    return KeptText._base_manager.get()


def lose(world: Loaded, page: str, key: str = "front_door") -> str:
    """Write minutes, be away for long, save; where the browser is led then."""
    client = sign_in(world.users[key])
    carried = hidden(client, page)
    end_all_sessions()
    answer = client.post(page, carried | {"text": SAID})
    assert answer.status_code == 302
    return answer.headers["Location"]


def test_minutes_posted_after_the_session_ended_are_kept_and_offered_after_signing_in(
    world: Loaded, as_user: As, minutes_page: str
) -> None:
    led_to = lose(world, minutes_page)
    kept = the_kept()
    assert led_to == f"/sign-in?next=%2Fkept%2F{kept.pk}"
    assert not Minutes._base_manager.exists()
    again = as_user("front_door")
    assert SAID in again.get(f"/kept/{kept.pk}").content.decode()
    assert "Written but not saved" in again.get("/").content.decode()
    saved = again.post(minutes_page, hidden(again, f"/kept/{kept.pk}") | {"text": f"{SAID}."})
    assert saved.status_code == 302
    assert Minutes._base_manager.get().text == f"{SAID}."
    assert the_kept().settled_at is not None
    assert the_kept().sealed == ""
    assert "Written but not saved" not in again.get("/").content.decode()
    assert verify().faults == ()


def test_nobody_but_its_writer_is_offered_what_was_kept(world: Loaded, as_user: As, minutes_page: str) -> None:
    lose(world, minutes_page)
    for key in ("chair", "social_worker", "contact_point", "data_protection_lead"):
        other = as_user(key)
        assert other.get(f"/kept/{the_kept().pk}").status_code == 404
        assert other.post(f"/kept/{the_kept().pk}/discard").status_code == 404
        assert "Written but not saved" not in other.get("/").content.decode()
        assert SAID not in other.get("/").content.decode()


def test_what_is_kept_is_sealed_and_its_keeping_is_on_the_audit(world: Loaded, minutes_page: str) -> None:
    lose(world, minutes_page)
    assert SAID not in the_kept().sealed
    assert "school" not in str(KeptText._base_manager.values_list().get())
    event = AuditEvent.objects.get(act="journeys:keep")
    assert (event.operation, event.user_id) == ("collection", world.users["front_door"].pk)


def test_what_is_kept_cannot_be_opened_as_another_persons_or_another_text(world: Loaded, watched: Watched) -> None:
    with watched():
        one = keep(world.users["nurse"], "/search", [("text", [SAID])])
        other = keep(world.users["nurse"], "/search", [("text", ["Another"])])
        assert typed_in(one) == {"text": [SAID]}
        one.sealed = other.sealed
        with pytest.raises(InvalidTag):
            typed_in(one)
        other.user = world.users["teacher"]
        with pytest.raises(InvalidTag):
            typed_in(other)


@pytest.mark.parametrize(
    "keeper", ["", "made up", signing.dumps("1", salt="another")], ids=["none", "made up", "of another purpose"]
)
def test_a_post_that_nobody_can_be_told_to_have_written_is_not_kept(
    world: Loaded, minutes_page: str, keeper: str
) -> None:
    Client().post(minutes_page, {"text": SAID, "keeper": keeper})
    assert not KeptText._base_manager.exists()


def test_nothing_is_kept_for_whoever_may_not_sign_in_any_more(world: Loaded, minutes_page: str) -> None:
    user = world.users["front_door"]
    keeper = keeper_for(user)
    user.is_active = False
    user.save()
    Client().post(minutes_page, {"text": SAID, "keeper": keeper})
    assert not KeptText._base_manager.exists()


def test_a_form_of_before_signing_in_again_in_another_window_is_kept_too(world: Loaded, minutes_page: str) -> None:
    client = Client(enforce_csrf_checks=True)
    client.cookies = sign_in(world.users["front_door"]).cookies
    carried = hidden(client, minutes_page)
    answer = client.post(minutes_page, carried | {"csrfmiddlewaretoken": "x" * 64, "text": SAID})
    assert answer.headers["Location"] == f"/kept/{the_kept().pk}"


def test_a_form_left_on_the_screen_by_one_and_sent_by_another_is_kept_for_the_first(
    world: Loaded, as_user: As, minutes_page: str
) -> None:
    keeper = keeper_for(world.users["front_door"])
    client = Client(enforce_csrf_checks=True)
    client.cookies = sign_in(world.users["nurse"]).cookies
    answer = client.post(minutes_page, {"keeper": keeper, "csrfmiddlewaretoken": "x" * 64, "text": SAID})
    assert answer.status_code == 403
    assert the_kept().user_id == world.users["front_door"].pk
    assert SAID not in answer.content.decode()


def test_what_is_being_typed_is_kept_again_and_again_as_one_text(
    world: Loaded, as_user: As, minutes_page: str, watched: Watched
) -> None:
    client = as_user("front_door")
    first = client.post("/kept", hidden(client, minutes_page) | {"page": minutes_page, "text": "The school"}).json()
    again = client.post("/kept", {"page": minutes_page, "text": SAID, "kept": first["kept"]}).json()
    assert first == again
    with watched():
        assert typed_in(the_kept())["text"] == [SAID]
    assert client.post("/kept", {}).json() == {}
    assert client.post("/kept", {"page": "https://elsewhere.example/", "text": SAID}).status_code == 404


def test_a_text_that_was_overtaken_is_shown_beside_what_was_saved(
    world: Loaded, as_user: As, minutes_page: str
) -> None:
    lose(world, minutes_page)
    again = as_user("front_door")
    again.post(minutes_page, hidden(again, minutes_page) | {"text": "Saved by a colleague"})
    both = again.post(minutes_page, hidden(again, f"/kept/{the_kept().pk}") | {"text": SAID})
    assert both.status_code == 409
    assert SAID in both.content.decode()
    assert "Saved by a colleague" in both.content.decode()
    assert the_kept().settled_at is None, "it is let go when it is saved, not before"


def test_what_was_kept_can_be_let_go(world: Loaded, as_user: As, minutes_page: str) -> None:
    lose(world, minutes_page)
    page = f"/kept/{the_kept().pk}"
    client = as_user("front_door")
    client.post(f"{page}/discard")
    assert the_kept().sealed == ""
    assert client.get(page).status_code == 404


def test_what_nobody_came_back_for_is_emptied_after_two_weeks(world: Loaded, minutes_page: str) -> None:
    lose(world, minutes_page)
    KeptText._base_manager.update(changed_at=timezone.now() - timedelta(days=13))
    call_command("sweep")
    assert the_kept().sealed
    KeptText._base_manager.update(changed_at=timezone.now() - timedelta(days=15))
    call_command("sweep")
    assert the_kept().sealed == ""
