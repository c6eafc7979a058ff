"""What is overdue is chased once a level and passed on; a quiet case is told to its supervisor; no name leaks."""

from collections.abc import Callable
from datetime import date, timedelta
from io import StringIO
from typing import Any

import pytest
from django.core import mail
from django.core.management import call_command
from django.test import Client
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st

from lanthorn.casework.audit.chain import verify
from lanthorn.casework.cases.working_days import working_days_after
from lanthorn.casework.demonstration.loading import Loaded
from lanthorn.casework.notices.models import Notice, NoticeKind
from lanthorn.casework.plans.acting import finish, note_progress
from lanthorn.casework.plans.chasing import chase, levels, notice_quiet
from lanthorn.casework.plans.models import Action, Chase, QuietCase, State
from lanthorn.casework.plans.tests.planting import an_action

As = Callable[..., Client]
Watched = Callable[[], Any]


@pytest.fixture
def action(world: Loaded, watched: Watched) -> Action:
    """An action of the police on the case of Mohammed Karim, due today."""
    with watched():
        return an_action(world.cases["Karim"], world.users["detective"], world.users["social_worker"], days=0)


def told(kind: NoticeKind) -> list[str]:
    return sorted(notice.user.name for notice in Notice.objects.filter(kind=kind).select_related("user"))


def test_the_owner_is_told_on_the_day_the_contact_point_after_5_and_the_chair_after_10_working_days(
    watched: Watched, action: Action
) -> None:
    assert [level.working_days for level in levels()] == [0, 5, 10]
    with watched():
        assert chase(action.due - timedelta(days=1)) == 0
        assert chase(action.due) == 1
        assert told(NoticeKind.ACTION_OVERDUE) == ["Helen Farrow"]
        assert chase(working_days_after(action.due, 5) - timedelta(days=1)) == 0
        assert chase(working_days_after(action.due, 5)) == 1
        assert told(NoticeKind.ACTION_ESCALATED) == ["James Adeyemi"]
        assert chase(working_days_after(action.due, 10)) == 1
        assert told(NoticeKind.ACTION_ESCALATED) == ["James Adeyemi", "Margaret Osei"]


def test_nobody_is_chased_twice_at_one_level_however_often_it_runs(watched: Watched, action: Action) -> None:
    with watched():
        for later in range(40):
            chase(action.due + timedelta(days=later))
        everybody = [(one.level, one.told_id) for one in Chase.objects.for_purpose("test").filter(action=action)]
    assert len(everybody) == len(set(everybody)) == 3
    assert len(told(NoticeKind.ACTION_OVERDUE)) == 1


def test_days_on_which_the_command_did_not_run_are_made_up_for(watched: Watched, action: Action) -> None:
    with watched():
        assert chase(working_days_after(action.due, 12)) == 3


def test_a_finished_action_is_chased_no_more(world: Loaded, watched: Watched, action: Action) -> None:
    with watched():
        finish(action, State.DONE, "The car was traced", by=world.users["detective"])
        assert chase(action.due + timedelta(days=60)) == 0


def test_what_is_passed_on_shows_a_reference_and_no_name_and_opens_no_case(
    world: Loaded, as_user: As, watched: Watched, action: Action
) -> None:
    with watched():
        chase(working_days_after(action.due, 10))
    contact_point = as_user("contact_point")
    page = contact_point.get("/actions/passed-on").content.decode()
    assert world.cases["Karim"].reference in page
    assert "Helen Farrow" in page
    assert "Karim" not in page.replace(world.cases["Karim"].reference, "")
    assert action.what not in page
    assert contact_point.get(f"/actions/{action.pk}").status_code == 404
    assert contact_point.get(f"/cases/{world.cases['Karim'].pk}").status_code == 404


def test_an_overdue_action_of_a_restricted_case_goes_to_who_leads_it_only(
    world: Loaded, watched: Watched, as_user: As
) -> None:
    with watched():
        hidden = an_action(world.cases["Nowak"], world.users["detective"], world.users["custodian"], days=0)
        chase(working_days_after(hidden.due, 10))
        people = {one.told_id for one in Chase.objects.for_purpose("test").filter(action=hidden)}
    assert people == {world.users["detective"].pk, world.users["custodian"].pk}
    for key in ("contact_point", "chair"):
        assert world.cases["Nowak"].reference not in as_user(key).get("/actions/passed-on").content.decode()


def test_mail_says_only_that_something_waits(
    watched: Watched, action: Action, django_capture_on_commit_callbacks: Any
) -> None:
    with django_capture_on_commit_callbacks(execute=True), watched():
        chase(working_days_after(action.due, 10))
    assert len(mail.outbox) >= 3
    assert not any("Karim" in f"{one.subject}{one.body}" or action.what in one.body for one in mail.outbox)


def test_a_case_in_which_nothing_was_written_for_20_working_days_is_told_to_the_supervisor_once(
    world: Loaded, watched: Watched, as_user: As, action: Action
) -> None:
    later = working_days_after(timezone.localdate(), 20)
    world.cases["Karim"].owner = world.users["detective"]
    with watched():
        world.cases["Karim"].save()
    with watched():
        assert notice_quiet(later - timedelta(days=1)) == 0
        assert notice_quiet(later) > 0
        assert notice_quiet(later) == 0, "told once"
    assert "James Adeyemi" in told(NoticeKind.CASE_QUIET)
    page = as_user("contact_point").get("/quiet").content.decode()
    assert world.cases["Karim"].reference in page
    assert "Mohammed" not in page
    assert "quiet since" in as_user("detective").get("/").content.decode()


def test_reading_and_chasing_do_not_make_a_case_busy_but_writing_in_it_does(
    world: Loaded, watched: Watched, as_user: As, action: Action
) -> None:
    case = world.cases["Karim"]
    later = working_days_after(timezone.localdate(), 20)
    as_user("teacher").get(f"/cases/{case.pk}")
    with watched():
        chase(later)
        notice_quiet(later)
        assert QuietCase.objects.for_purpose("test").filter(case=case, ended_at=None).exists()
    with watched():
        note_progress(action, "Traced the car", by=world.users["detective"])
        finish(action, State.DONE, "The car was traced", by=world.users["detective"])
    with watched():
        notice_quiet(later - timedelta(days=5))
        assert not QuietCase.objects.for_purpose("test").filter(case=case, ended_at=None).exists()


def test_a_restricted_case_gone_quiet_is_told_to_who_leads_it_only(
    world: Loaded, watched: Watched, as_user: As
) -> None:
    with watched():
        notice_quiet(working_days_after(timezone.localdate(), 30))
    for user in ("contact_point", "chair"):
        assert world.cases["Nowak"].reference not in as_user(user).get("/quiet").content.decode()


def test_the_command_says_how_many_were_told_and_leaves_the_chain_whole(action: Action) -> None:
    out = StringIO()
    call_command("chase", stdout=out)
    assert "People told of overdue actions: 1." in out.getvalue()
    assert verify().faults == ()


@given(st.dates(date(2020, 1, 1), date(2034, 1, 1)))
def test_the_levels_follow_one_another_from_any_due_day(due: date) -> None:
    days = [working_days_after(due, level.working_days) for level in levels()]
    assert days == sorted(set(days))
