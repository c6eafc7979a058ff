"""The timeline brings the facts of every app together, in order, and shows nobody more than their pages do."""

from collections.abc import Callable
from datetime import UTC, date, datetime
from typing import Any

from django.test import Client
from hypothesis import given
from hypothesis import strategies as st

from lanthorn.casework.cases.models import Case
from lanthorn.casework.closures.deciding import answer, reopen
from lanthorn.casework.demonstration.loading import Loaded
from lanthorn.casework.tests.planted_around import a_place, an_episode
from lanthorn.casework.tests.planted_referral import a_referral
from lanthorn.casework.tests.planted_steps import a_closure, a_review
from lanthorn.casework.tests.planting import plant_records
from lanthorn.casework.timeline import facts
from lanthorn.casework.timeline.facts import Fact, facts_of

As = Callable[..., Client]


def test_facts_of_every_app_stand_in_the_order_of_their_days(
    world: Loaded, as_user: As, watched: Callable[[], Any]
) -> None:
    case, nurse = world.cases["Dunmore"], world.users["nurse"]
    with watched():
        a_referral(nurse, case=case)
        an_episode(case, nurse)
        a_place(case, nurse, since=date(2026, 3, 5))
        known = facts_of(Case.objects.for_purpose("test").get(pk=case.pk), nurse)
    days = [fact.day for fact in known]
    assert days == sorted(days, reverse=True)
    dated = [(fact.day, fact.what) for fact in known if fact.day < date(2026, 4, 1)]
    assert dated == [
        (date(2026, 3, 5), "Link to a place"),
        (date(2026, 3, 2), "The child returned"),
        (date(2026, 3, 1), "The child was last seen before they were missing"),
    ]
    page = as_user("nurse").get(f"/cases/{case.pk}/timeline").content.decode()
    for words in ("The case was opened", "A referral was sent", "Dockside Cars", "Interview: Overdue since"):
        assert words in page


def test_the_process_stands_on_it_too_and_it_is_seen_by_the_circle_alone(world: Loaded, as_user: As) -> None:
    planted = plant_records(world)
    page = f"/cases/{planted.arguments['case']}/timeline"
    shown = as_user("nurse").get(page)
    for words in ("The case was screened", "An action was set", "A transfer was asked for", "A disruption began",
                  "An agency was asked what it knows", "The case was reviewed"):  # fmt: skip
        assert words in shown.content.decode()
    for key in ("teacher", "minute_taker", "data_protection_lead"):
        assert as_user(key).get(page).status_code in {403, 404}


def test_a_closure_its_answer_and_the_new_episode_stand_on_it(world: Loaded, watched: Callable[[], Any]) -> None:
    owner, chair = world.users["social_worker"], world.users["chair"]
    case = world.cases["Dunmore"]
    with watched():
        answer(a_closure(a_review(case, owner), owner), by=chair, agreed=True, reason="She is safe now")
        again = reopen(Case.objects.for_purpose("test").get(pk=case.pk), by=owner, reason="She was missing again.")
        ended, begun = ([fact.what for fact in facts_of(one, owner)] for one in (case, again))
        more = next(fact.more for fact in facts_of(again, owner) if fact.what == "The case was opened again")
    assert {"The case was reviewed", "Closing was proposed", "The proposal to close was answered"} <= set(ended)
    assert "The case was opened again" in begun
    assert more == f"She was missing again. Earlier episode: Case {case.reference}"


_DAYS = st.dates(date(2020, 1, 1), date(2030, 1, 1))
_MOMENTS = st.datetimes(datetime(2020, 1, 1), datetime(2030, 1, 1), timezones=st.just(UTC))


@given(st.lists(st.one_of(_DAYS, _MOMENTS)))
def test_days_and_moments_are_put_in_one_order(known: list[date | datetime]) -> None:
    before = facts._sources.copy()
    facts._sources[:] = [lambda case, user: (Fact(one, "") for one in known)]
    try:
        ordered = facts_of(Case(), None)
    finally:
        facts._sources[:] = before
    assert [fact.day for fact in ordered] == sorted((fact.day for fact in ordered), reverse=True)
    assert sorted(str(fact.on) for fact in ordered) == sorted(str(one) for one in known)
