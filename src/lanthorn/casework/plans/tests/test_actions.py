"""An action begins with a verb, has one owner who sees its case, and is due on a working day whatever the clocks do."""

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest
from django.db import IntegrityError, transaction
from django.test import Client
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st

from lanthorn.casework.cases.circle import let_in
from lanthorn.casework.cases.models import Basis, Case
from lanthorn.casework.cases.stages import stage
from lanthorn.casework.cases.working_days import is_working_day, working_days_after
from lanthorn.casework.demonstration.loading import Loaded
from lanthorn.casework.journeys.models import Draft
from lanthorn.casework.panels.models import SubjectKind
from lanthorn.casework.panels.planning import put_forward_other
from lanthorn.casework.panels.tests.planting import a_meeting
from lanthorn.casework.plans.acting import ActionRefusedError, finish, hand_over, note_progress, set_action
from lanthorn.casework.plans.models import Action, Aim, HandOver, State
from lanthorn.casework.plans.tests.planting import an_action
from lanthorn.casework.plans.wording import fault_in
from lanthorn.casework.reviews.facts import facts_since

As = Callable[..., Client]
Watched = Callable[[], Any]


@pytest.mark.parametrize("what", ["Visit her at school", "ring Mo's aunt", "“Offer him a place” in the group"])
def test_an_action_that_begins_with_a_verb_is_taken(what: str) -> None:
    assert fault_in(what) == ""


@pytest.mark.parametrize(
    ("what", "why"),
    [
        ("Her school to be visited", "Begin with what is to be done"),
        ("", "Begin with what is to be done"),
        ("42", "Begin with what is to be done"),
        ("Monitor the situation", "how often"),
        ("liaise with health", "who is told or asked what"),
    ],
)
def test_an_action_that_does_not_say_what_is_done_is_refused_with_the_reason(what: str, why: str) -> None:
    assert why in fault_in(what)


@given(st.text(max_size=40))
def test_any_text_is_either_taken_or_refused_with_a_sentence(what: str) -> None:
    fault = fault_in(what)
    assert fault == "" or fault[0].isupper() or fault.startswith("“")


@pytest.mark.parametrize(
    ("today", "days", "due"),
    [
        (date(2026, 3, 27), 1, date(2026, 3, 30)),  # over the weekend in which the clocks go forward
        (date(2026, 10, 23), 1, date(2026, 10, 26)),  # over the weekend in which they go back
        (date(2026, 4, 2), 2, date(2026, 4, 8)),  # over Easter
        (date(2026, 12, 24), 1, date(2026, 12, 29)),  # over Christmas; 28 December stands in for Boxing Day
    ],
)
def test_neither_clock_changes_nor_bank_holidays_move_a_due_date(
    world: Loaded, watched: Watched, monkeypatch: pytest.MonkeyPatch, today: date, days: int, due: date
) -> None:
    monkeypatch.setattr(timezone, "localdate", lambda *_: today)
    with watched():
        action = an_action(world.cases["Karim"], world.users["teacher"], world.users["social_worker"], days=days)
        kept = Action.objects.for_purpose("test").get(pk=action.pk)
    assert kept.due == due


@given(st.dates(date(2020, 1, 1), date(2034, 1, 1)), st.integers(0, 120))
def test_a_due_date_never_falls_on_a_day_off_and_more_days_are_never_due_sooner(today: date, days: int) -> None:
    due = working_days_after(today, days)
    assert is_working_day(due)
    assert due < working_days_after(today, days + 1)


def test_an_actions_owner_can_see_its_case(world: Loaded, as_user: As, watched: Watched) -> None:
    case, owner = world.cases["Karim"], world.users["nurse"]
    assert as_user("nurse").get(f"/cases/{case.pk}").status_code == 404
    with watched():
        action = an_action(case, owner, world.users["social_worker"])
    assert as_user("nurse").get(f"/cases/{case.pk}").status_code == 200
    assert as_user("nurse").get(f"/actions/{action.pk}").status_code == 200
    assert "You were given an action." in as_user("nurse").get("/").content.decode()


@pytest.mark.parametrize("child", ["Karim", "Dunmore", "Anders"])
@pytest.mark.parametrize("key", ["teacher", "nurse", "detective", "worker", "social_worker", "contact_point", "chair"])
def test_whoever_is_given_an_action_sees_the_case_until_it_is_closed(
    world: Loaded, watched: Watched, child: str, key: str
) -> None:
    case, owner = world.cases[child], world.users[key]
    with watched():
        before = _sees(owner, case)
        first, second = (an_action(case, owner, world.users["social_worker"]) for _ in range(2))
        assert _sees(owner, case)
        finish(first, State.DONE, "She was visited on Monday", by=owner)
        assert _sees(owner, case), "another action of theirs is open"
        finish(second, State.NOT_DONE, "She moved away", by=owner)
        assert _sees(owner, case) == before


def test_a_seat_on_the_panel_does_not_stand_in_for_the_owners_membership(world: Loaded, watched: Watched) -> None:
    case, owner = world.cases["Karim"], world.users["nurse"]
    with watched():
        seat = let_in(case, owner, Basis.PANEL, "A seat", by=None)
        action = an_action(case, owner, world.users["social_worker"])
        seat.ends = timezone.now()
        seat.save()
        assert action.grant is not None
        assert _sees(owner, case)


def test_an_action_of_a_restricted_case_lets_its_owner_in_by_name(world: Loaded, as_user: As, watched: Watched) -> None:
    case = world.cases["Nowak"]
    with watched():
        an_action(case, world.users["nurse"], world.users["custodian"])
    assert as_user("nurse").get(f"/cases/{case.pk}").status_code == 200
    assert as_user("teacher").get(f"/cases/{case.pk}").status_code == 404


def test_a_finished_action_says_what_came_of_it(world: Loaded, watched: Watched) -> None:
    with watched():
        action = an_action(world.cases["Karim"], world.users["teacher"], world.users["social_worker"])
        with pytest.raises(ActionRefusedError):
            finish(action, State.DONE, "  ", by=world.users["teacher"])
        action.state = State.DONE
        with pytest.raises(IntegrityError), transaction.atomic():
            action.save()


def test_a_closed_action_takes_no_progress_and_no_new_owner(world: Loaded, watched: Watched) -> None:
    with watched():
        action = an_action(world.cases["Karim"], world.users["teacher"], world.users["social_worker"])
        finish(action, State.SUPERSEDED, "A visit by the nurse takes its place", by=world.users["teacher"])
        with pytest.raises(ActionRefusedError):
            note_progress(action, "More", by=world.users["teacher"])
        with pytest.raises(ActionRefusedError):
            hand_over(action, world.users["nurse"], by=world.users["teacher"], reason="Leaves")


def test_an_action_handed_over_moves_the_view_of_the_case_with_it_and_keeps_its_history(
    world: Loaded, as_user: As, watched: Watched
) -> None:
    case = world.cases["Karim"]
    with watched():
        action = an_action(case, world.users["nurse"], world.users["social_worker"])
    answer = as_user("social_worker").post(
        f"/actions/{action.pk}/owner", {"owner": str(world.users["worker"].pk), "reason": "Knows him well"}
    )
    assert answer.status_code == 302
    assert as_user("worker").get(f"/cases/{case.pk}").status_code == 200
    assert as_user("nurse").get(f"/cases/{case.pk}").status_code == 404
    kept = HandOver.objects.for_purpose("test").get(action=action)
    assert (kept.before_id, kept.after_id) == (world.users["nurse"].pk, world.users["worker"].pk)
    page = as_user("worker").get(f"/actions/{action.pk}").content.decode()
    assert "Knows him well" in page
    assert "The Bridge Project" in page


def test_an_action_about_a_place_is_seen_by_its_owner_and_opens_no_case(world: Loaded, watched: Watched) -> None:
    with watched():
        meeting = a_meeting(world)
        item = put_forward_other(
            meeting, SubjectKind.PLACE, "A bus station", by=world.users["front_door"], reason="Named twice"
        )
        action = set_action(
            "Patrol the waiting room after school", Aim.PLACE, world.users["detective"], 5,
            by=world.users["front_door"], item=item,
        )  # fmt: skip
        assert Action.objects.visible_to(world.users["detective"]).filter(pk=action.pk).exists()
        assert not Action.objects.visible_to(world.users["teacher"]).filter(pk=action.pk).exists()
        assert action.grant is None


def test_of_two_who_note_progress_the_second_sees_both_texts(world: Loaded, as_user: As, watched: Watched) -> None:
    with watched():
        action = an_action(world.cases["Karim"], world.users["teacher"], world.users["social_worker"])
    page = f"/actions/{action.pk}/progress"
    assert as_user("teacher").post(page, {"text": "Met him on Monday", "version": "0"}).status_code == 302
    second = as_user("social_worker").post(page, {"text": "Rang his aunt", "version": "0"})
    assert second.status_code == 409
    assert "Met him on Monday" in second.content.decode()
    assert "Rang his aunt" in second.content.decode()


def test_of_two_who_close_an_action_the_second_sees_both_texts(world: Loaded, as_user: As, watched: Watched) -> None:
    with watched():
        action = an_action(world.cases["Karim"], world.users["teacher"], world.users["social_worker"])
    page = f"/actions/{action.pk}/close"
    as_user("teacher").post(page, {"state": "done", "outcome": "He joined the group", "version": "1"})
    second = as_user("social_worker").post(page, {"state": "not_done", "outcome": "He did not want to", "version": "1"})
    assert second.status_code == 409
    assert "He joined the group" in second.content.decode()
    assert "He did not want to" in second.content.decode()


def test_an_action_is_set_page_by_page_and_the_stage_follows(world: Loaded, as_user: As) -> None:
    case, client = world.cases["Karim"], as_user("social_worker")
    at = client.post(f"/cases/{case.pk}/actions/new").headers["Location"]
    vague = client.post(at, {"what": "Monitor him", "version": "1"})
    assert "how often" in vague.content.decode()
    for answer in (
        {"what": "Visit him at home"}, {"aim": "child"}, {"owner": str(world.users["teacher"].pk)}, {"days": "3"},
    ):  # fmt: skip
        version = Draft.objects.for_purpose("test").get().version
        at = client.post(at, answer | {"version": version}).headers["Location"]
    assert client.post(at).headers["Location"] == f"/cases/{case.pk}"
    page = client.get(f"/cases/{case.pk}").content.decode()
    assert "Visit him at home" in page
    assert "Plan in hand" in page
    assert stage(case).name == "plan"


def test_an_action_is_minuted_live_under_the_item_that_is_heard(world: Loaded, as_user: As, watched: Watched) -> None:
    from lanthorn.casework.panels.planning import put_forward
    from lanthorn.casework.panels.releasing import release

    with watched():
        meeting = a_meeting(world)
        item = put_forward(world.cases["Karim"], meeting, by=world.users["social_worker"], reason="Missing from school")
        release(meeting, by=world.users["chair"])
    taker = as_user("front_door")
    at = taker.post(f"/agenda/{item.pk}/actions/new").headers["Location"]
    for answer in (
        {"what": "Ask his aunt for a meeting"}, {"aim": "family"}, {"owner": str(world.users["nurse"].pk)},
        {"days": "2"},
    ):  # fmt: skip
        version = Draft.objects.for_purpose("test").get().version
        at = taker.post(at, answer | {"version": version}).headers["Location"]
    assert taker.post(at).headers["Location"] == f"/agenda/{item.pk}"
    assert "Ask his aunt for a meeting" in taker.get(f"/agenda/{item.pk}").content.decode()
    assert as_user("nurse").get(f"/cases/{world.cases['Karim'].pk}").status_code == 200
    assert as_user("teacher").post(f"/agenda/{item.pk}/actions/new").status_code == 404


def _sees(user: Any, case: Case) -> bool:
    return Case.objects.visible_to(user).filter(pk=case.pk).exists()


def test_a_review_is_told_of_actions_given_up_and_overdue_and_of_none_that_was_done(
    world: Loaded, watched: Watched
) -> None:
    case, owner, worker = world.cases["Dunmore"], world.users["social_worker"], world.users["worker"]
    with watched():
        done, given_up, late, _in_hand = (
            an_action(case, worker, owner, what=what)
            for what in ("Visit her at school", "Ring her aunt", "Ask the clinic", "Meet her mother")
        )
        finish(done, State.DONE, "Visited on Monday", by=worker)
        finish(given_up, State.NOT_DONE, "Her aunt has moved", by=worker)
        late.due = timezone.localdate() - timedelta(days=1)
        late.save()
        told = facts_since(owner, case, timezone.localdate() - timedelta(days=7))["Actions not met"]
        before = facts_since(owner, case, timezone.localdate() + timedelta(days=1))["Actions not met"]
    assert sorted(line.split(".")[0] for line in told) == ["Ask the clinic", "Ring her aunt"]
    assert [line.split(".")[0] for line in before] == ["Ask the clinic"]
