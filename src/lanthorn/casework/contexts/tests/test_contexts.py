"""Who sees persons of concern, places and groups; what a link must say; what the audit keeps of it."""

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest
from django.db import IntegrityError
from django.test import Client
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st

from lanthorn.casework.audit.chain import verify
from lanthorn.casework.audit.models import AuditEvent
from lanthorn.casework.contexts.models import Context, Disruption, Link, LinkKind, Outcome
from lanthorn.casework.contexts.recording import LinkRefusedError, conclude, end_named, link_to, settle
from lanthorn.casework.demonstration.loading import Loaded
from lanthorn.casework.people.models import Name, Person
from lanthorn.casework.tests.planted_around import KNOWN, a_person_of_concern, a_place
from lanthorn.casework.work.due import due_for

As = Callable[..., Client]
Watched = Callable[[], Any]
AGAIN = "Look again at a link that is not known yet"


def test_a_place_is_seen_through_a_case_that_one_may_see_or_by_role(world: Loaded, watched: Watched) -> None:
    with watched():
        place = a_place(world.cases["Dunmore"], world.users["nurse"])
        hidden = a_place(world.cases["Nowak"], world.users["custodian"])

        def seen_by(key: str) -> set[Any]:
            return set(Context.objects.visible_to(world.users[key]).values_list("pk", flat=True))

        assert seen_by("nurse") == {place.pk}
        assert seen_by("chair") == {place.pk}, "by role, but never what only a restricted case leads to"
        assert seen_by("custodian") == {hidden.pk}
        assert seen_by("teacher") == seen_by("data_protection_lead") == seen_by("administrator") == set()


def test_a_link_shows_no_case_that_its_reader_may_not_see(world: Loaded, as_user: As, watched: Watched) -> None:
    with watched():
        place = a_place(world.cases["Dunmore"], world.users["nurse"])
        link_to(place, world.cases["Karim"], by=world.users["social_worker"], **KNOWN)
    references = [world.cases[name].reference for name in ("Dunmore", "Karim")]
    pages = {key: as_user(key).get(f"/contexts/{place.pk}").content.decode() for key in ("nurse", "teacher", "chair")}
    assert [one in pages["nurse"] for one in references] == [True, False]
    assert [one in pages["teacher"] for one in references] == [False, True]
    assert [one in pages["chair"] for one in references] == [False, False], "a role opens no case"


def test_a_place_linked_to_a_place_that_one_sees_is_not_seen_for_that(
    world: Loaded, as_user: As, watched: Watched
) -> None:
    with watched():
        mine = a_place(world.cases["Dunmore"], world.users["nurse"])
        theirs = a_place(world.cases["Karim"], world.users["social_worker"], source="The market warden")
        link_to(mine, theirs, by=world.users["social_worker"], **KNOWN)
    assert as_user("nurse").get(f"/contexts/{theirs.pk}").status_code == 404
    page = as_user("nurse").get(f"/contexts/{mine.pk}").content.decode()
    assert str(theirs.pk) not in page


def test_a_person_of_concern_is_found_by_those_who_see_a_case_that_leads_to_them(
    world: Loaded, as_user: As, watched: Watched
) -> None:
    with watched():
        a_person_of_concern(world.cases["Dunmore"], world.users["nurse"])
    asked = {"forename": "Deks", "surname": "Marlowe"}
    assert "Dex Marlow" in as_user("detective").post("/search", asked).content.decode()
    assert "Dex Marlow" not in as_user("teacher").post("/search", asked).content.decode()


@pytest.mark.parametrize("missing", [{"source": ""}, {"source": "   "}, {"since": None}])
def test_a_link_without_source_or_date_is_refused(world: Loaded, watched: Watched, missing: dict[str, Any]) -> None:
    with watched(), pytest.raises(LinkRefusedError, match="source and a date"):
        a_place(world.cases["Dunmore"], world.users["nurse"], **missing)


@pytest.mark.parametrize(
    "wrong",
    [
        {"source": ""},
        {"since": None},
        {"case": None},
        {"kind": LinkKind.UNKNOWN, "review_on": None},
        {"kind": LinkKind.SEEN, "review_on": date(2030, 1, 1)},
    ],
)
def test_the_database_refuses_such_a_link_too(world: Loaded, watched: Watched, wrong: dict[str, Any]) -> None:
    nurse, case = world.users["nurse"], world.cases["Dunmore"]
    with pytest.raises(IntegrityError), watched():  # noqa: PT012 - the watch itself must be undone with it
        place = a_place(case, nurse)
        Link(**({"context": place, "case": case, "recorded_by": nurse} | KNOWN | wrong)).save()


def test_what_is_not_known_yet_is_reviewed_on_a_day_and_then_replaced_not_rewritten(
    world: Loaded, watched: Watched
) -> None:
    nurse, day = world.users["nurse"], timezone.localdate() + timedelta(days=14)
    with watched():
        with pytest.raises(LinkRefusedError, match="looked at again"):
            a_place(world.cases["Dunmore"], nurse, kind=LinkKind.UNKNOWN)
        place = a_place(world.cases["Dunmore"], nurse, kind=LinkKind.UNKNOWN, review_on=day)
        assert [(due.on, due.what) for due in due_for(nurse)] == [(day, AGAIN)]
        unknown = place.links.get()
        known = settle(unknown, kind=LinkKind.SEEN, source="The market warden", by=nurse)
        assert known.replaces_id == unknown.pk
        assert Link.objects.for_purpose("test").get(pk=unknown.pk).kind == LinkKind.UNKNOWN
        assert due_for(nurse) == []
        with pytest.raises(LinkRefusedError, match="replaced before"):
            settle(unknown, kind=LinkKind.RISK, source="The market warden", by=nurse)


def test_a_reference_leads_only_to_what_its_user_may_see(world: Loaded, watched: Watched) -> None:
    with watched():
        place = a_place(world.cases["Dunmore"], world.users["nurse"])
        assert end_named(f" {place.reference.lower()} ", world.users["nurse"]) == place
        for reference in (place.reference, world.cases["Dunmore"].reference, "NOTHING"):
            with pytest.raises(LinkRefusedError, match="Nothing that you may see"):
                end_named(reference, world.users["teacher"])


def test_nothing_is_linked_to_itself(world: Loaded, watched: Watched) -> None:
    with watched():
        place = a_place(world.cases["Dunmore"], world.users["nurse"])
        with pytest.raises(LinkRefusedError, match="same record"):
            link_to(place, place, by=world.users["nurse"], **KNOWN)


@given(st.dates(date(2020, 1, 1), date(2030, 12, 31)), st.integers(-400, 400))
def test_what_came_of_a_disruption_comes_after_it_began(begins: date, later: int) -> None:
    disruption = Disruption(begins=begins, kind="visit")
    disruption.save = lambda: None  # type: ignore[method-assign,misc] # no database: the rule alone is tested
    on = begins + timedelta(days=later)
    if later < 0:
        with pytest.raises(LinkRefusedError):
            conclude(disruption, Outcome.WORKED, on)
    else:
        conclude(disruption, Outcome.WORKED, on)
        assert (disruption.outcome, disruption.outcome_on) == (Outcome.WORKED, on)


def test_a_person_of_concern_is_recorded_one_question_a_page_and_the_audit_keeps_it(world: Loaded, as_user: As) -> None:
    case, client = world.cases["Dunmore"], as_user("nurse")
    page = client.post(f"/cases/{case.pk}/contexts/new").headers["Location"]
    answers: list[dict[str, str]] = [
        {"kind": "person"}, {"forename": "Dex", "surname": ""}, {"described": ""}, {"link_kind": "risk"},
        {"since_day": "2", "since_month": "3", "since_year": "2026"}, {"source": "Her school nurse, whom she told"},
    ]  # fmt: skip
    for answer in answers:
        version = client.get(page).context["version"]
        response = client.post(page, {"version": version, **answer})
        assert response.status_code == 302, response.content.decode()
        page = response.headers["Location"]
    assert "Her school nurse" in client.get(page).content.decode()
    made = client.post(page).headers["Location"]
    assert "Dex" in client.get(made).content.decode()
    person = Person._base_manager.get(concerns__isnull=False)
    assert Name._base_manager.get(person=person).source == "Case work by Riverside community health"
    written = AuditEvent.objects.filter(act="contexts:check", operation="collection").get()
    assert {"link.source", "context.kind", "name.forename"} <= set(written.fields)
    assert written.lawful_basis == "safeguarding"
    read = AuditEvent.objects.filter(act="contexts:page", operation="consultation").latest("sequence")
    assert {subject.event_id for subject in read.subjects.all()} == {read.sequence}
    assert verify().faults == ()
