"""What the panel has of returns: who gave theirs in time, and in each pack what its member may read of them."""

from collections.abc import Callable
from datetime import datetime, time, timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from lanthorn.casework.access.models import Agency
from lanthorn.casework.cases.working_days import working_days_after
from lanthorn.casework.demonstration.loading import Loaded
from lanthorn.casework.panels.models import AgendaItem, Attendance, Meeting
from lanthorn.casework.panels.parts import pack_parts
from lanthorn.casework.panels.planning import give_seat, plan, put_forward
from lanthorn.casework.panels.releasing import release
from lanthorn.casework.returns.asking import ask, finish, returns_given
from lanthorn.casework.returns.models import ReturnRequest, kinds_kept
from lanthorn.casework.tests.planted_steps import a_request, an_item

As = Callable[..., Client]
Watched = Callable[[], Any]
AGENCIES = ("met-riverside", "riverside-health", "hill-school")


@pytest.fixture
def meeting(world: Loaded, watched: Watched) -> Meeting:
    """A meeting in three weeks, with seats for police and health and the case of Katherine Dunmore on its agenda."""
    users = world.users
    with watched():
        found = plan(
            working_days_after(timezone.localdate(), 15), time(14, 0), "Town hall",
            chair=users["chair"], minute_taker=users["minute_taker"],
        )  # fmt: skip
        for key in ("nurse", "detective"):
            give_seat(found, users[key], by=users["chair"])
        put_forward(world.cases["Dunmore"], found, by=users["social_worker"], reason="Not seen since")
        release(found, by=users["chair"])
    return found


def at(asked: ReturnRequest, moment: datetime) -> None:
    """As if the return had been sent at that moment."""
    asked.answered_at = moment
    asked.save()


def test_who_answered_before_the_meeting_gave_their_return_and_who_was_not_asked_stands_in_no_answer(
    world: Loaded, watched: Watched, meeting: Meeting
) -> None:
    with watched():
        asked = {
            code: a_request(world.cases["Dunmore"], code, world.users["social_worker"])
            for code in ("met-riverside", "riverside-health")
        }
        at(asked["met-riverside"], meeting.begins_at - timedelta(hours=1))
        at(asked["riverside-health"], meeting.begins_at + timedelta(hours=1))
        assert returns_given(meeting, AGENCIES) == {"met-riverside": True, "riverside-health": False}


def test_of_two_returns_that_an_agency_owes_one_is_not_enough(
    world: Loaded, watched: Watched, meeting: Meeting
) -> None:
    with watched():
        put_forward(world.cases["Karim"], meeting, by=world.users["social_worker"], reason="New referral")
        answered = a_request(world.cases["Dunmore"], "met-riverside", world.users["social_worker"])
        finish(answered, by=world.users["contact_point"])
        a_request(world.cases["Karim"], "met-riverside", world.users["social_worker"])
        assert returns_given(meeting, AGENCIES) == {"met-riverside": False}


def test_the_attendance_takes_over_who_gave_their_return_and_nobody_types_it(
    world: Loaded, watched: Watched, as_user: As, meeting: Meeting
) -> None:
    with watched():
        asked = a_request(world.cases["Dunmore"], "met-riverside", world.users["social_worker"])
        finish(asked, by=world.users["contact_point"])
        a_request(world.cases["Dunmore"], "riverside-health", world.users["social_worker"])
    taker = as_user("minute_taker")
    page = taker.get(f"/meetings/{meeting.pk}/attendance").content.decode()
    assert page.count("Return before the meeting: given") == 1
    assert page.count("Return before the meeting: not given") == 1
    codes = ["met-riverside", "riverside-health", "riverside-care"]
    said = {f"presence_{code}": "present" for code in codes} | {"version": "0"}
    assert taker.post(f"/meetings/{meeting.pk}/attendance", said).status_code == 302
    noted = Attendance.objects.for_purpose("test").filter(meeting=meeting).values_list("agency", "return_given")
    assert dict(noted) == {"met-riverside": True, "riverside-health": False, "riverside-care": None}
    assert "Not asked" in taker.get(f"/meetings/{meeting.pk}/minutes").content.decode()


@pytest.mark.parametrize(("member", "reads"), [("nurse", True), ("detective", False)])
def test_a_pack_holds_what_its_member_may_read_of_the_returns(
    world: Loaded, watched: Watched, meeting: Meeting, member: str, reads: bool
) -> None:
    with watched():
        asked = a_request(world.cases["Dunmore"], "hill-school", world.users["social_worker"])
        an_item(asked, world.users["teacher"], shared_with=kinds_kept(["health"]), text="She is at school on Mondays")
    with watched():
        items = list(AgendaItem.objects.visible_to(world.users[member]).filter(meeting=meeting).select_related("case"))
        parts = [html for item in items for _, html in pack_parts(world.users[member], items)[item.pk]]
    assert len(items) == 1
    assert any("She is at school on Mondays" in html for html in parts) is reads


def test_the_day_of_the_next_pack_is_known_and_not_asked_for(world: Loaded, as_user: As, meeting: Meeting) -> None:
    owner = as_user("social_worker")
    page = owner.post(f"/cases/{world.cases['Dunmore'].pk}/returns/ask").headers["Location"]
    page = owner.post(page, {"agencies": "met-riverside"}).headers["Location"]
    page = owner.post(page, {"question": "What do you know?"}).headers["Location"]
    assert owner.post(page).status_code == 302
    assert ReturnRequest.objects.for_purpose("test").get().pack_on == meeting.pack_due


def test_an_agency_asked_after_the_meeting_began_owed_nothing_before_it(
    world: Loaded, watched: Watched, meeting: Meeting
) -> None:
    with watched():
        [asked] = ask(
            world.cases["Dunmore"], [Agency.objects.get(code="met-riverside")], "What do you know?",
            working_days_after(timezone.localdate(), 10), by=world.users["social_worker"],
        )  # fmt: skip
        asked.asked_at = meeting.begins_at + timedelta(minutes=5)
        asked.save()
    assert returns_given(meeting, AGENCIES) == {}
