"""The schedule: a case is kept by the class of its closure, and every record has a row or goes with a case."""

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.apps import apps
from django.core.management import call_command
from django.test import Client
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st

from lanthorn.casework.access.protected import Protected
from lanthorn.casework.cases.models import Case, Ground
from lanthorn.casework.closures.models import Closure
from lanthorn.casework.closures.wording import choices
from lanthorn.casework.demonstration.loading import Loaded
from lanthorn.casework.journeys.models import Draft
from lanthorn.casework.notices.models import Notice, NoticeKind
from lanthorn.casework.panels.models import Meeting
from lanthorn.casework.people.models import Person
from lanthorn.casework.prevention.models import PreventionSession
from lanthorn.casework.referrals.models import Referral
from lanthorn.casework.retention.disposing import DisposalRefusedError, agree, ask_for_disposal
from lanthorn.casework.retention.due import due_cases, due_records
from lanthorn.casework.retention.erasing import _pointing_at
from lanthorn.casework.retention.models import Disposal
from lanthorn.casework.retention.schedule import kept_until, schedule, years_after
from lanthorn.casework.tests.planted_around import an_old_case
from lanthorn.casework.tests.planted_referral import a_referral
from lanthorn.casework.tests.planted_steps import a_closure, a_review
from lanthorn.casework.tests.planting import plant_records

As = Callable[..., Client]
Watched = Callable[[], Any]
LONG_AGO = datetime(2003, 5, 4, tzinfo=UTC)


@given(st.dates(date(1950, 1, 1), date(2030, 12, 31)), st.integers(0, 60))
def test_years_later_is_the_same_day_or_the_first_of_march(day: date, years: int) -> None:
    later = years_after(day, years)
    assert later.year == day.year + years
    assert (later.month, later.day) in {(day.month, day.day), (3, 1)}
    assert later >= day


@given(st.sampled_from(sorted(schedule().cases)), st.integers(1980, 2015), st.integers(0, 12), st.integers(1, 9000))
def test_a_case_is_kept_until_years_after_closure_and_birthday_have_both_passed(
    name: str, born: int, month: int, after: int
) -> None:
    rule = schedule().cases[name]
    closed = timezone.make_aware(datetime(born + 12, 1, 1) + timedelta(days=after))
    person = Person(birth_year=born, birth_month=month or None, birth_day=1 if month else None)
    case = Case(person=person, closed_at=closed, closing_ground="review")
    until = kept_until(case, {case.pk: name})
    assert until is not None
    birthday = date(born + rule.until_age, month, 1) if month else date(born + rule.until_age, 12, 31)
    assert until == max(birthday, years_after(timezone.localtime(closed).date(), rule.years))


def test_every_class_that_a_closure_can_name_has_a_row_and_so_has_every_ground() -> None:
    assert {code for code, _ in choices("retention")} | set(Ground.values) == set(schedule().cases)


def test_the_class_that_the_closure_names_says_how_long_the_case_is_kept(world: Loaded, watched: Watched) -> None:
    owner = world.users["social_worker"]
    with watched():
        case = an_old_case(owner)
        assert [one.id for one in due_cases()] == [case.pk], "without a class it was kept for seven years"
        closure = a_closure(a_review(case, owner), owner)
        closure.agreed, closure.answered_by, closure.answered_at = True, world.users["worker"], LONG_AGO
        closure.retention_class = "looked-after"
        closure.save()
        assert due_cases() == [], "until the seventy-fifth birthday"
        with pytest.raises(DisposalRefusedError, match="keeps it until 31 December 2060"):
            ask_for_disposal(case, "Why not", by=world.users["data_protection_lead"])


def test_an_unanswered_closure_names_no_class_yet(world: Loaded, watched: Watched) -> None:
    owner = world.users["social_worker"]
    with watched():
        case = an_old_case(owner)
        a_closure(a_review(case, owner), owner, retention_class="looked-after")
        assert Closure._base_manager.get(case=case.pk).agreed is None
        assert [one.id for one in due_cases()] == [case.pk]


def test_every_kind_of_record_goes_with_its_case_or_has_a_row_of_its_own() -> None:
    with_a_case = _pointing_far({Case, Person})
    rows = schedule()
    of_their_own = {apps.get_model(name) for part in (rows.records, rows.swept, rows.kept) for name in part}
    with_them = _pointing_far(of_their_own)
    kinds = {model for model in apps.get_models() if issubclass(model, Protected)}
    assert kinds - with_a_case - with_them == set()


def _pointing_far(roots: set[Any]) -> set[Any]:
    """The roots, and every model from which foreign keys lead to one of them, however far."""
    found, waiting = set(roots), list(roots)
    while waiting:
        new = {relation.related_model for relation in _pointing_at(waiting.pop())} - found
        found |= new
        waiting += new
    return found


def test_an_old_referral_that_nobody_matched_is_due_and_one_of_a_case_goes_with_it(
    world: Loaded, watched: Watched
) -> None:
    with watched():
        lonely = a_referral(world.users["nurse"], sent_at=LONG_AGO)
        a_referral(world.users["nurse"], sent_at=LONG_AGO, case=world.cases["Dunmore"])
        a_referral(world.users["nurse"])
        assert [one.id for one in due_records()] == [lonely.pk]


def test_a_meeting_waits_until_the_cases_heard_at_it_have_gone(world: Loaded, watched: Watched) -> None:
    planted = plant_records(world)
    with watched():
        meeting = Meeting.objects.for_purpose("test").get(pk=planted.arguments["meeting"])
        meeting.on = LONG_AGO.date()
        meeting.save()
        assert meeting.pk not in {one.id for one in due_records()}
        with pytest.raises(DisposalRefusedError, match="goes after the case"):
            ask_for_disposal(meeting, "Why not", by=world.users["data_protection_lead"])


def test_a_record_of_no_case_is_disposed_of_by_two_reviewers_and_answers_410(
    world: Loaded, as_user: As, watched: Watched
) -> None:
    with watched():
        referral = a_referral(world.users["nurse"], sent_at=LONG_AGO)
    lead = as_user("data_protection_lead")
    assert "Referral of 4 May 2003" in lead.get("/retention").content.decode()
    opened = lead.post(f"/retention/due/{referral.pk}/dispose", {"reason": "The schedule says so"})
    assert opened.status_code == 302
    asked = Disposal._base_manager.get(about=referral.pk)
    for key in ("chair", "custodian"):
        with watched():
            agree(Disposal.objects.for_purpose("test").get(pk=asked.pk), by=world.users[key])
    assert not Referral._base_manager.filter(pk=referral.pk).exists()
    assert as_user("nurse").get(f"/referrals/{referral.pk}").status_code == 410
    page = lead.get(f"/retention/disposals/{asked.pk}").content.decode()
    assert "Referral that was matched to no case" in page
    assert "referral: 1" in page


def test_a_session_held_long_ago_is_due(world: Loaded, watched: Watched) -> None:
    with watched():
        session = PreventionSession(
            held_on=LONG_AGO.date(), audience="children", setting="school", authority="Riverside", reach=30,
            recorded_by=world.users["nurse"],
        )  # fmt: skip
        session.save()
        assert [one.called for one in due_records()] == ["Prevention session of 4 May 2003"]


def test_the_daily_sweep_empties_drafts_never_sent_and_removes_old_notices(world: Loaded, watched: Watched) -> None:
    user = world.users["nurse"]
    with watched():
        old, new = (
            Draft(user=user, journey="referral", answers={"a": {"b": ["c"]}}),
            Draft(user=user, journey="referral"),
        )
        old.save()
        new.save()
    for made in (LONG_AGO, timezone.now()):
        Notice.objects.create(user=user, kind=NoticeKind.ADDED_TO_CASE, page="work:home", about=uuid4(), made_at=made)
    Draft._base_manager.filter(pk=old.pk).update(changed_at=LONG_AGO)
    call_command("sweep")
    assert Draft._base_manager.get(pk=old.pk).answers == {}
    assert Draft._base_manager.get(pk=old.pk).sent_at is not None
    assert Draft._base_manager.get(pk=new.pk).sent_at is None
    assert Notice.objects.filter(user=user).count() == 1
