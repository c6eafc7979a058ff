"""The agenda builds itself; a seat opens only its cases, only in its window; who must leave sees no more of it."""

from collections.abc import Callable, Iterator
from datetime import date, time, timedelta
from typing import Any

import pytest
from django.db import IntegrityError, transaction
from django.test import Client
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st

from lanthorn.casework.cases.models import AccessGrant, Basis, Case
from lanthorn.casework.cases.working_days import is_working_day
from lanthorn.casework.demonstration.loading import Loaded
from lanthorn.casework.panels.hearing import carry_over
from lanthorn.casework.panels.models import AgendaItem, Meeting, Seat, SubjectKind
from lanthorn.casework.panels.planning import PanelRefusedError, give_seat, plan, put_forward, put_forward_other
from lanthorn.casework.panels.releasing import DisclosureRefusedError, must_leave, release
from lanthorn.casework.panels.sources import Proposed, add_agenda_source, bring_up_to_date
from lanthorn.casework.panels.tests.conftest import Panel
from lanthorn.casework.panels.tests.planting import a_meeting
from lanthorn.casework.tests.planted_referral import a_referral

As = Callable[..., Client]
Watched = Callable[[], Any]


@pytest.fixture
def sources_put_back() -> Iterator[None]:
    from lanthorn.casework.panels import sources

    before = dict(sources._sources)
    yield
    sources._sources.clear()
    sources._sources.update(before)


def test_the_agenda_builds_itself_from_referrals_reviews_and_what_was_carried_over(
    world: Loaded, watched: Watched
) -> None:
    with watched():
        a_referral(world.users["teacher"], case=world.cases["Karim"])
        due = Case.objects.for_purpose("test").get(pk=world.cases["Anders"].pk)
        due.next_review = timezone.localdate()
        due.save()
        earlier = a_meeting(world)
        place = put_forward_other(
            earlier, SubjectKind.PLACE, "A bus station", by=world.users["front_door"], reason="Named twice"
        )
        carry_over(place, "No time", by=world.users["chair"])
        meeting = a_meeting(world, on=_later(earlier.on))
        built = {(item.source, item.case_id, item.subject) for item in _items(meeting)}
    assert ("carried", None, "A bus station") in built
    on_earlier = {(item.source, item.case_id) for item in _items(earlier)}
    assert ("referral", world.cases["Karim"].pk) in on_earlier
    assert ("review", world.cases["Anders"].pk) in on_earlier


def test_what_stands_on_one_agenda_is_put_on_no_other_and_building_twice_adds_nothing(
    world: Loaded, watched: Watched
) -> None:
    with watched():
        a_referral(world.users["teacher"], case=world.cases["Karim"])
        first = a_meeting(world)
        second = a_meeting(world, on=_later(first.on))
        assert bring_up_to_date(first) == []
        assert world.cases["Karim"].pk in {item.case_id for item in _items(first)}
        assert world.cases["Karim"].pk not in {item.case_id for item in _items(second)}


@pytest.mark.usefixtures("sources_put_back")
def test_an_app_adds_a_source_of_its_own(world: Loaded, watched: Watched) -> None:
    add_agenda_source("test", lambda meeting: [Proposed("Told by another app", case=world.cases["Anders"])])
    with watched():
        items = _items(a_meeting(world))
    assert [(item.source, item.reason, item.presenter_id) for item in items if item.source == "test"] == [
        ("test", "Told by another app", world.users["front_door"].pk)
    ]


def test_a_restricted_case_is_never_put_on_an_agenda_by_itself(world: Loaded, watched: Watched) -> None:
    with watched():
        a_referral(world.users["custodian"], case=world.cases["Nowak"])
        assert world.cases["Nowak"].pk not in {item.case_id for item in _items(a_meeting(world))}


def test_a_seat_opens_the_cases_of_that_agenda_from_release_until_it_expires_and_no_others(
    world: Loaded, as_user: As, watched: Watched
) -> None:
    users, case = world.users, world.cases["Dunmore"]
    page, teacher = f"/cases/{case.pk}", as_user("teacher")
    with watched():
        meeting = a_meeting(world)
        give_seat(meeting, users["teacher"], by=users["chair"])
        put_forward(case, meeting, by=users["social_worker"], reason="Not seen since")
    assert teacher.get(page).status_code == 404, "not before the release"
    with watched():
        release(meeting, by=users["chair"])
    assert teacher.get(page).status_code == 200
    assert teacher.get(f"/cases/{world.cases['Anders'].pk}").status_code == 404, "on no agenda of theirs"
    with watched():
        for grant in AccessGrant.objects.for_purpose("test").filter(user=users["teacher"], basis=Basis.PANEL):
            seat = Seat.objects.for_purpose("test").get(meeting=meeting, user=users["teacher"])
            assert grant.ends == seat.expires_at
            grant.ends = timezone.now() - timedelta(seconds=1)
            grant.save()
    assert teacher.get(page).status_code == 404, "not after it expired"


def test_a_seat_given_after_the_release_opens_the_cases_at_once(world: Loaded, as_user: As, panel: Panel) -> None:
    page = f"/cases/{world.cases['Dunmore'].pk}"
    contact_point = as_user("contact_point")
    assert contact_point.get(page).status_code == 404
    as_user("chair").post(f"/meetings/{panel.meeting.pk}/seats/add", {"user": str(world.users["contact_point"].pk)})
    assert contact_point.get(page).status_code == 200


def test_a_seat_does_not_open_a_restricted_case_nor_show_that_it_exists(
    world: Loaded, as_user: As, watched: Watched
) -> None:
    with watched():
        meeting = a_meeting(world)
        put_forward(world.cases["Nowak"], meeting, by=world.users["custodian"], reason="Review")
        put_forward(world.cases["Karim"], meeting, by=world.users["social_worker"], reason="Review")
        release(meeting, by=world.users["chair"])
    chair = as_user("chair")
    assert chair.get(f"/cases/{world.cases['Nowak'].pk}").status_code == 404
    page = chair.get(f"/meetings/{meeting.pk}").content.decode()
    assert world.cases["Nowak"].reference not in page
    assert world.cases["Karim"].reference in page


def test_before_the_release_whoever_runs_the_meeting_reads_references_and_no_name(
    world: Loaded, as_user: As, watched: Watched
) -> None:
    with watched():
        meeting = a_meeting(world)
        put_forward(world.cases["Karim"], meeting, by=world.users["social_worker"], reason="Missing from school")
    page = as_user("chair").get(f"/meetings/{meeting.pk}").content.decode()
    assert world.cases["Karim"].reference in page
    assert "Karim" not in page.replace(world.cases["Karim"].reference, "")


def test_nobody_releases_what_they_put_forward_themselves(world: Loaded, watched: Watched) -> None:
    chair = world.users["chair"]
    with watched():
        meeting = a_meeting(world)
        item = put_forward_other(meeting, SubjectKind.GROUP, "Friends of a school", by=chair, reason="Named twice")
        with pytest.raises(DisclosureRefusedError, match="somebody else"):
            release(meeting, by=chair)
        item.released_by = chair
        with pytest.raises(IntegrityError), transaction.atomic():
            item.save()
        with pytest.raises(DisclosureRefusedError):
            release(meeting, by=world.users["nurse"])
        fresh = Meeting.objects.for_purpose("test").get(pk=meeting.pk)
        assert release(fresh, by=world.users["front_door"]).items == 1


def test_who_must_leave_sees_the_case_no_more(world: Loaded, as_user: As, watched: Watched, panel: Panel) -> None:
    page, teacher = f"/cases/{world.cases['Dunmore'].pk}", as_user("teacher")
    assert teacher.get(page).status_code == 200
    teacher.post(
        f"/agenda/{panel.item.pk}/leave", {"user": str(world.users["teacher"].pk), "reason": "Is related to the family"}
    )
    assert teacher.get(page).status_code == 404
    assert teacher.get(f"/agenda/{panel.item.pk}").status_code == 404
    assert "Leaves: Amara Okafor" in as_user("chair").get(f"/meetings/{panel.meeting.pk}").content.decode()


def test_a_member_says_of_themselves_only_that_they_must_leave(world: Loaded, watched: Watched, panel: Panel) -> None:
    with watched(), pytest.raises(DisclosureRefusedError):
        must_leave(panel.again(), world.users["nurse"], by=world.users["detective"], reason="A guess")


def test_carrying_over_needs_a_reason_and_closes_the_case_to_the_seats(
    world: Loaded, as_user: As, watched: Watched, panel: Panel
) -> None:
    chair = as_user("chair")
    refused = chair.post(f"/agenda/{panel.item.pk}/carry-over", {"reason": ""})
    assert "Say why it is carried over" in refused.content.decode()
    chair.post(f"/agenda/{panel.item.pk}/carry-over", {"reason": "The school's return is missing"})
    assert "The school&#x27;s return is missing" in chair.get(f"/meetings/{panel.meeting.pk}").content.decode()
    assert as_user("teacher").get(f"/cases/{world.cases['Dunmore'].pk}").status_code == 404
    with watched():
        item = panel.again()
        item.carried_reason = ""
        with pytest.raises(IntegrityError), transaction.atomic():
            item.save()


@pytest.mark.parametrize(
    ("on", "pack", "draft", "signed"),
    [
        (date(2027, 3, 31), date(2027, 3, 24), date(2027, 4, 2), date(2027, 4, 7)),  # over Easter; clocks on 28 March
        (date(2026, 12, 29), date(2026, 12, 22), date(2026, 12, 31), date(2027, 1, 6)),  # over Christmas and New Year
        (date(2026, 10, 26), date(2026, 10, 21), date(2026, 10, 28), date(2026, 11, 2)),  # the day after clocks change
    ],
)
def test_due_days_are_working_days_over_bank_holidays_and_clock_changes(
    world: Loaded, watched: Watched, on: date, pack: date, draft: date, signed: date
) -> None:
    with watched():
        meeting = a_meeting(world, on=on)
    assert (meeting.pack_due, meeting.draft_due, meeting.sign_off_due) == (pack, draft, signed)


def test_a_meeting_on_a_bank_holiday_is_refused(world: Loaded, watched: Watched) -> None:
    with watched(), pytest.raises(PanelRefusedError, match="bank holiday"):
        a_meeting(world, on=date(2026, 12, 25))


@given(st.dates(date(2016, 1, 1), date(2034, 12, 1)).filter(is_working_day))
def test_packs_go_out_before_and_minutes_come_after_on_working_days_in_order(on: date) -> None:
    from lanthorn.casework.cases.working_days import working_days_after, working_days_before
    from lanthorn.casework.panels.policy import quorum_on, working_days

    days = [
        working_days_before(on, working_days("pack_before")), on,
        working_days_after(on, working_days("draft_after")), working_days_after(on, working_days("sign_off_after")),
    ]  # fmt: skip
    assert days == sorted(set(days))
    assert all(is_working_day(day) for day in days)
    assert quorum_on(on).begins <= on


def test_the_chair_does_not_take_the_minutes(world: Loaded, watched: Watched) -> None:
    chair = world.users["chair"]
    with watched(), pytest.raises(PanelRefusedError):
        plan(date(2027, 3, 24), time(14), "Here", chair=chair, minute_taker=chair)


def test_nobody_gives_themselves_a_seat(world: Loaded, watched: Watched) -> None:
    with watched():
        meeting = a_meeting(world)
        with pytest.raises(PanelRefusedError):
            give_seat(meeting, world.users["chair"], by=world.users["chair"])
        nurse = world.users["nurse"]
        seat = Seat(meeting=meeting, user=nurse, given_by=nurse, expires_at=timezone.now())
        with pytest.raises(IntegrityError), transaction.atomic():
            seat.save()


def _items(meeting: Meeting) -> list[AgendaItem]:
    return list(AgendaItem.objects.for_purpose("test").filter(meeting=meeting).order_by("place"))


def _later(day: date) -> date:
    from lanthorn.casework.cases.working_days import working_days_after

    return working_days_after(day, 5)
