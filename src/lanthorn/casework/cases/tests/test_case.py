"""The case page and what surrounds it: who has looked, whom it is shown to, what is withheld, what it costs."""

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st

import lanthorn.casework.urls  # noqa: F401 - fills the register
from lanthorn.casework.access.protected import StaleError
from lanthorn.casework.access.register import entries
from lanthorn.casework.access.tests.test_every_page import PAGES
from lanthorn.casework.cases.circle import end, let_in
from lanthorn.casework.cases.models import AccessGrant, Basis, Case
from lanthorn.casework.cases.stages import Stage, add_stage, stage
from lanthorn.casework.cases.working_days import is_working_day, working_days_after, working_days_before
from lanthorn.casework.demonstration.loading import Loaded
from lanthorn.casework.people.models import Name, Person
from lanthorn.errors import LanthornError

As = Callable[..., Client]


def test_who_has_looked_lists_readers_refusals_and_searches(world: Loaded, as_user: As) -> None:
    case = world.cases["Karim"]
    as_user("teacher").post("/search", {"forename": "Mohammed", "surname": "Karim"})
    as_user("detective").get(f"/cases/{case.pk}")
    as_user("nurse").get(f"/cases/{case.pk}")
    page = as_user("social_worker").get(f"/cases/{case.pk}/looked").content.decode()
    for name in ("Amara Okafor", "Helen Farrow", "Priya Raman"):
        assert name in page
    assert "Refused" in page
    assert "Police, Riverside" in page


def test_opening_the_form_to_change_something_is_a_look_too(world: Loaded, as_user: As) -> None:
    case = world.cases["Karim"]
    as_user("social_worker").get(f"/cases/{case.pk}/circle/add")
    assert "The case circle" in as_user("teacher").get(f"/cases/{case.pk}/looked").content.decode()


def test_a_reader_whose_agency_may_not_read_a_field_sees_that_it_is_withheld(world: Loaded, as_user: As) -> None:
    page = f"/cases/{world.cases['Karim'].pk}"
    hidden = as_user("teacher").get(page).content.decode()
    assert "withheld" in hidden
    assert "Tanner" not in hidden
    assert "Tanner" in as_user("detective").get(page).content.decode()


def test_a_grant_opens_a_case_from_its_beginning_to_its_end(
    world: Loaded, as_user: As, watched: Callable[[], Any]
) -> None:
    case, user = world.cases["Dunmore"], world.users["teacher"]
    page, client = f"/cases/{case.pk}", as_user("teacher")
    with watched():
        grant = let_in(case, user, Basis.WORKER, "Teaches her", by=world.users["social_worker"])
        grant.begins = timezone.now() + timedelta(hours=1)
        grant.save()
    assert client.get(page).status_code == 404
    with watched():
        grant.begins = timezone.now() - timedelta(hours=1)
        grant.save()
    assert client.get(page).status_code == 200
    with watched():
        end(grant)
    assert client.get(page).status_code == 404
    assert AccessGrant._base_manager.filter(pk=grant.pk).exists(), "ended, never removed"


def test_whoever_leads_the_case_ends_a_membership_and_nobody_else(world: Loaded, as_user: As) -> None:
    case = world.cases["Karim"]
    circle = {grant.user_id: grant for grant in AccessGrant._base_manager.filter(case=case)}
    page = f"/cases/{case.pk}/circle/{circle[world.users['teacher'].pk].pk}/end"
    owner, teacher = as_user("social_worker"), as_user("teacher")
    assert teacher.post(page).status_code == 403
    assert "Amara Okafor" in owner.get(page).content.decode()
    assert owner.post(page).status_code == 302
    assert teacher.get(f"/cases/{case.pk}").status_code == 404
    assert "You no longer belong" in teacher.get("/").content.decode()
    own = f"/cases/{case.pk}/circle/{circle[case.owner_id].pk}/end"
    assert owner.post(own).status_code == 404, "the owner stays in the circle"


def test_the_owner_stays_in_the_circle(world: Loaded, watched: Callable[[], Any]) -> None:
    with watched():
        owned = AccessGrant.objects.for_purpose("test").get(case=world.cases["Dunmore"], basis=Basis.OWNER)
        with pytest.raises(LanthornError):
            end(owned)


def test_a_case_that_becomes_restricted_closes_to_all_but_those_let_in_by_name(
    world: Loaded, as_user: As, watched: Callable[[], Any]
) -> None:
    with watched():
        case = Case.objects.for_purpose("test").get(pk=world.cases["Karim"].pk)
        case.restricted = True
        case.save()
    for key in ("teacher", "detective", "chair", "data_protection_lead"):
        client = as_user(key)
        assert client.get(f"/cases/{case.pk}").status_code in {403, 404}
        assert "Karim" not in client.get("/").content.decode()
        assert "Mohammed Karim" not in client.post("/search", {"surname": "Karim"}).content.decode()
    custodian = as_user("custodian")
    assert "Zofia Nowak" in custodian.get("/").content.decode(), "let in by name to a case of their own"


def test_of_two_saves_of_one_record_the_second_is_refused(world: Loaded, watched: Callable[[], Any]) -> None:
    with watched():
        one, other = (Case.objects.for_purpose("test").get(pk=world.cases["Karim"].pk) for _ in range(2))
        one.category = "1"
        one.save()
        other.category = "2"
        with pytest.raises(StaleError):
            other.save()


def test_the_stage_is_computed_and_two_stages_do_not_share_a_place(world: Loaded) -> None:
    case = world.cases["Karim"]
    assert stage(case).name == "matched"
    case.closed_at = timezone.now()
    assert stage(case).name == "closed"
    with pytest.raises(ValueError, match="place 100"):
        add_stage(Stage(100, "another", "Another", lambda _: False))


@pytest.mark.parametrize(
    ("day", "count", "due"),
    [
        (date(2026, 4, 2), 1, date(2026, 4, 7)),  # over Good Friday and Easter Monday
        (date(2026, 3, 27), 1, date(2026, 3, 30)),  # over the weekend in which the clocks change
        (date(2026, 12, 24), 2, date(2026, 12, 30)),  # 28 December stands in for Boxing Day, a Saturday
        (date(2026, 11, 28), 0, date(2026, 11, 30)),  # from a Saturday
    ],
)
def test_a_due_date_counts_working_days_of_england(day: date, count: int, due: date) -> None:
    assert working_days_after(day, count) == due


@given(st.dates(date(2015, 1, 1), date(2035, 12, 31)), st.integers(0, 30))
def test_a_due_date_is_a_working_day_and_counting_back_leads_to_where_it_began(day: date, count: int) -> None:
    due = working_days_after(day, count)
    assert is_working_day(due)
    assert working_days_before(due, count) == working_days_after(day, 0)


@pytest.mark.parametrize("path", ["/", "/referrals"])
def test_a_longer_list_asks_no_more_questions(
    world: Loaded, as_user: As, watched: Callable[[], Any], path: str
) -> None:
    client = as_user("social_worker")
    client.get(path)
    with CaptureQueriesContext(connection) as before:
        client.get(path)
    with watched():
        for number in range(12):
            person = Person()
            person.save()
            Name(person=person, forename=f"Name {number}", surname="Example").save()
            case = Case(person=person, owner=world.users["social_worker"])
            case.save()
            let_in(case, world.users["social_worker"], Basis.OWNER, "Leads it", by=None)
    client.get(path)
    with CaptureQueriesContext(connection) as after:
        client.get(path)
    assert len(after) == len(before)


def test_every_entry_of_the_register_is_walked() -> None:
    assert {entry.name for entry in entries()} >= {entry.name for entry in PAGES}
    assert len(PAGES) > 40
