"""The 72 hours of a return-home interview, whatever the clocks do; what is overdue; what cannot be so."""

from collections.abc import Callable
from datetime import UTC, date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from django.test import Client
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st

from lanthorn.casework.audit.models import AuditEvent
from lanthorn.casework.demonstration.loading import Loaded
from lanthorn.casework.missing.models import MissingEpisode, StepKind, interview_due
from lanthorn.casework.missing.recording import EpisodeRefusedError, at_local, record_return, record_step
from lanthorn.casework.reviews.facts import facts_since
from lanthorn.casework.tests.planted_around import an_episode
from lanthorn.casework.work.due import due_for

LONDON = ZoneInfo("Europe/London")
OVERDUE, DUE = "A return-home interview is overdue", "A return-home interview is due"
As = Callable[..., Client]
Watched = Callable[[], Any]


def due_of(user: Any) -> list[str]:
    """What is due of interviews from this user."""
    return [due.what for due in due_for(user) if "interview" in due.what]


@pytest.mark.parametrize(
    ("returned", "due"),
    [
        # The clocks go forward on 29 March 2026: 72 hours later a clock shows one hour more.
        (datetime(2026, 3, 28, 9, 0, tzinfo=LONDON), datetime(2026, 3, 31, 10, 0, tzinfo=LONDON)),
        # They go back on 25 October 2026: one hour less.
        (datetime(2026, 10, 24, 9, 0, tzinfo=LONDON), datetime(2026, 10, 27, 8, 0, tzinfo=LONDON)),
        (datetime(2026, 6, 1, 9, 0, tzinfo=LONDON), datetime(2026, 6, 4, 9, 0, tzinfo=LONDON)),
    ],
)
def test_the_72_hours_are_counted_as_they_pass_over_a_change_of_the_clocks(returned: datetime, due: datetime) -> None:
    assert interview_due(returned).astimezone(LONDON) == due.astimezone(UTC)
    assert interview_due(returned).astimezone(LONDON).time() == due.time()


@given(st.datetimes(datetime(2015, 1, 1), datetime(2035, 12, 31), timezones=st.just(LONDON)))
def test_72_hours_pass_between_any_return_and_its_interview(returned: datetime) -> None:
    passed = interview_due(returned).timestamp() - returned.timestamp()
    assert passed == timedelta(hours=72).total_seconds()


def test_the_hour_that_comes_twice_is_taken_as_the_first_and_a_clocks_time_as_londons() -> None:
    assert at_local(date(2026, 10, 25), time(1, 30)).astimezone(UTC) == datetime(2026, 10, 25, 0, 30, tzinfo=UTC)
    assert at_local(date(2026, 7, 1), time(21, 30)).astimezone(UTC) == datetime(2026, 7, 1, 20, 30, tzinfo=UTC)


def test_an_interview_that_is_overdue_is_shown_and_stands_under_my_work(
    world: Loaded, as_user: As, watched: Watched
) -> None:
    case, owner = world.cases["Dunmore"], world.users["social_worker"]
    now = timezone.now()
    with watched():
        late = an_episode(case, owner, last_seen_at=now - timedelta(days=5), returned_at=now - timedelta(hours=73))
        assert due_of(owner) == [OVERDUE]
        assert due_of(world.users["nurse"]) == [], "due from whoever leads the case"
    page = f"/cases/{case.pk}/missing"
    assert "Overdue since" in as_user("nurse").get(page).content.decode()
    with watched():
        record_step(late, StepKind.OFFERED, now - timedelta(hours=1), "Sofia, the Bridge Project", "", by=owner)
        assert len(due_of(owner)) == 1, "an offer is not yet an interview"
        record_step(late, StepKind.HELD, now, "Sofia, the Bridge Project", "", by=owner)
        assert due_of(owner) == []
    assert "It was late" in as_user("nurse").get(page).content.decode()


def test_within_the_72_hours_it_is_due_and_not_overdue(world: Loaded, watched: Watched) -> None:
    owner, now = world.users["social_worker"], timezone.now()
    with watched():
        an_episode(
            world.cases["Dunmore"], owner, last_seen_at=now - timedelta(days=5), returned_at=now - timedelta(hours=71)
        )
        assert due_of(owner) == [DUE]


def test_nothing_is_due_while_the_child_is_missing(world: Loaded, watched: Watched) -> None:
    owner = world.users["social_worker"]
    with watched():
        away = an_episode(world.cases["Dunmore"], owner, returned_at=None)
        assert due_of(owner) == []
        with pytest.raises(EpisodeRefusedError, match="follows the child's return"):
            record_step(away, StepKind.HELD, timezone.now(), "Sofia", "", by=owner)
        record_return(away, timezone.now())
        assert len(due_of(owner)) == 1
        with pytest.raises(EpisodeRefusedError, match="before"):
            record_return(away, timezone.now())


@pytest.mark.parametrize(
    "wrong",
    [
        {"returned_at": datetime(2026, 2, 28, tzinfo=UTC)},
        {"last_seen_at": datetime(2126, 3, 1, tzinfo=UTC), "returned_at": None},
        {"returned_at": datetime(2126, 3, 1, tzinfo=UTC)},
    ],
)
def test_times_that_cannot_be_are_refused(world: Loaded, watched: Watched, wrong: dict[str, Any]) -> None:
    with watched(), pytest.raises(EpisodeRefusedError):
        an_episode(world.cases["Dunmore"], world.users["nurse"], **wrong)
    assert not MissingEpisode._base_manager.exists()


def test_an_interview_is_held_or_given_up_once(world: Loaded, watched: Watched) -> None:
    nurse = world.users["nurse"]
    with watched():
        episode = an_episode(world.cases["Dunmore"], nurse)
        record_step(episode, StepKind.DECLINED, timezone.now(), "Sofia", "", by=nurse)
        with pytest.raises(EpisodeRefusedError, match="before"):
            record_step(episode, StepKind.HELD, timezone.now(), "Sofia", "", by=nurse)


def test_a_return_is_recorded_on_its_page_and_the_audit_keeps_it(world: Loaded, as_user: As, watched: Watched) -> None:
    with watched():
        away = an_episode(world.cases["Dunmore"], world.users["nurse"], returned_at=None)
    told = {"returned_on_day": "2", "returned_on_month": "3", "returned_on_year": "2026", "returned_clock": "21:30"}
    page = f"/missing/{away.pk}/returned"
    refused = as_user("nurse").post(page, told | {"returned_clock": "half past"})
    assert "Enter the time like 21:30" in refused.content.decode()
    assert as_user("nurse").post(page, told).status_code == 302
    assert as_user("teacher").post(page, told).status_code == 404
    kept = MissingEpisode._base_manager.get(pk=away.pk)
    assert kept.returned_at == datetime(2026, 3, 2, 21, 30, tzinfo=UTC)
    event = AuditEvent.objects.filter(act="missing:returned", operation="alteration").get()
    assert event.fields == ["missingepisode.returned_at"]


def test_a_review_is_told_of_the_episodes_since_the_last_one(world: Loaded, watched: Watched) -> None:
    case, nurse = world.cases["Dunmore"], world.users["nurse"]
    with watched():
        an_episode(case, nurse)
        told = facts_since(nurse, case, date(2026, 3, 1))["Missing episodes"]
        assert len(told) == 1
        assert "Last seen 1 March 2026 at 20:00" in told[0]
        assert facts_since(nurse, case, date(2026, 3, 2))["Missing episodes"] == []
        assert facts_since(world.users["teacher"], case, date(2026, 3, 1))["Missing episodes"] == []
