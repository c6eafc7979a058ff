"""In the meeting: quorum, attendance, minutes by two at once, decisions with dissent, and who signs."""

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest
from django.db import IntegrityError, transaction
from django.test import Client
from django.utils import timezone

from lanthorn.casework.access.models import Role, RoleHolding
from lanthorn.casework.cases.models import Case
from lanthorn.casework.cases.stages import stage
from lanthorn.casework.demonstration.loading import Loaded
from lanthorn.casework.journeys.models import Draft
from lanthorn.casework.panels.hearing import There, Verdict, decide, note_attendance, take_minutes
from lanthorn.casework.panels.models import Decision, Dissent, Meeting
from lanthorn.casework.panels.planning import PanelRefusedError, give_seat
from lanthorn.casework.panels.policy import quorum_of, quorum_on
from lanthorn.casework.panels.questions import DissentForm
from lanthorn.casework.panels.releasing import must_leave
from lanthorn.casework.panels.signing import finish_draft, sign
from lanthorn.casework.panels.tests.conftest import Panel

As = Callable[..., Client]
Watched = Callable[[], Any]
EVERYBODY = ("riverside-care", "met-riverside", "riverside-health")


def all_there(panel: Panel, world: Loaded, agencies: tuple[str, ...] = EVERYBODY) -> None:
    rows = [There(code, "present", "Somebody") for code in agencies]
    note_attendance(panel.meeting, rows, by=world.users["front_door"])


def verdict(**changed: Any) -> Verdict:
    later = timezone.localdate() + timedelta(days=30)
    told: dict[str, Any] = {"category": "2", "reasons": "She is safer", "next_date": later, "told": ()}
    return Verdict(**(told | changed))


def test_the_quorum_rule_is_the_one_of_the_meetings_day(world: Loaded) -> None:
    assert quorum_on(date(2016, 1, 4)).version == "2015"
    assert quorum_on(date(2018, 7, 4)).version == "2018"
    with pytest.raises(ValueError, match="No quorum rule"):
        quorum_on(date(2014, 1, 6))
    rule = quorum_of("2018")
    assert rule.missing(["social_care", "police", "health"], chair=True) == []
    assert rule.missing(["social_care", "police", "education"], chair=True) == ["Health"]
    assert rule.missing(["social_care", "police"], chair=False) == [
        "Health",
        "The chair",
        "3 agencies in all (present: 2)",
    ]


def test_a_panel_that_is_not_quorate_decides_nothing(world: Loaded, watched: Watched, panel: Panel) -> None:
    with watched():
        all_there(panel, world, ("riverside-care", "met-riverside"))
        with pytest.raises(PanelRefusedError, match="Health"):
            decide(panel.again(), verdict(), by=world.users["front_door"], dissents={})
    assert not Decision.objects.for_purpose("test").exists()


def test_every_decision_names_who_attended(world: Loaded, watched: Watched, panel: Panel) -> None:
    with watched():
        all_there(panel, world)
        made = decide(panel.again(), verdict(), by=world.users["front_door"], dissents={})
        assert [one["agency"] for one in made.attended] == [
            "Police, Riverside",
            "Riverside children's social care",
            "Riverside community health",
        ]
        made.attended = []
        with pytest.raises(IntegrityError), transaction.atomic():
            made.save()


def test_who_must_leave_does_not_count_for_the_quorum_and_did_not_attend(
    world: Loaded, watched: Watched, panel: Panel
) -> None:
    with watched():
        all_there(panel, world, (*EVERYBODY, "hill-school"))
        must_leave(panel.again(), world.users["teacher"], by=world.users["chair"], reason="Is related")
        made = decide(panel.again(), verdict(), by=world.users["front_door"], dissents={})
        assert "Hill Road School" not in {one["agency"] for one in made.attended}
        must_leave(panel.again(), world.users["nurse"], by=world.users["chair"], reason="Is related")
        with pytest.raises(PanelRefusedError, match="Health"):
            decide(panel.again(), verdict(), by=world.users["front_door"], dissents={})


def test_a_decision_sets_category_and_next_review_and_keeps_the_one_before_and_the_dissent(
    world: Loaded, watched: Watched, panel: Panel, as_user: As
) -> None:
    with watched():
        all_there(panel, world)
        decide(panel.again(), verdict(category="1"), by=world.users["front_door"], dissents={})
        again = verdict(category="3", told=("circle",))
        dissents = {"riverside-health": "Health would wait for the clinic's letter"}
        decide(panel.again(), again, by=world.users["front_door"], dissents=dissents)
        case = Case.objects.for_purpose("test").get(pk=world.cases["Dunmore"].pk)
        kept = Decision.objects.for_purpose("test").get(item=panel.item)
        assert (case.category, case.next_review) == ("3", again.next_date)
        assert (kept.category_before, kept.category_now) == ("", "3")
        assert Dissent.objects.for_purpose("test").get(item=panel.item).agency_id == "riverside-health"
        assert stage(case).name in {"decided", "plan"}
    page = as_user("worker").get(f"/cases/{case.pk}").content.decode()
    assert "Riverside community health (Somebody)" in page


def test_an_open_case_is_not_left_without_a_next_date_or_a_category(
    world: Loaded, watched: Watched, panel: Panel
) -> None:
    with watched():
        all_there(panel, world)
        for wrong in (verdict(next_date=None), verdict(category="")):
            with pytest.raises(PanelRefusedError):
                decide(panel.again(), wrong, by=world.users["front_door"], dissents={})


def test_a_decision_is_recorded_page_by_page_and_a_refusal_loses_nothing_of_it(
    world: Loaded, as_user: As, watched: Watched, panel: Panel
) -> None:
    taker = as_user("front_door")
    at = taker.post(f"/agenda/{panel.item.pk}/decision/new").headers["Location"]
    later = timezone.localdate() + timedelta(days=40)
    answers: list[dict[str, Any]] = [
        {"category": "2"}, {"reasons": "She is safer than before"}, {"agreed": "no"},
        {"why_met-riverside": "The police would keep category 3"},
        {"next_date_day": later.day, "next_date_month": later.month, "next_date_year": later.year},
        {"told": ["child", "circle"]},
    ]  # fmt: skip
    for answer in answers:
        version = Draft.objects.for_purpose("test").get().version
        onward = taker.post(at, answer | {"version": version})
        assert onward.status_code == 302, onward.content.decode()
        at = onward.headers["Location"]
    refused = taker.post(at)
    assert refused.status_code == 409
    assert "The panel cannot decide yet" in refused.content.decode()
    assert "She is safer than before" in refused.content.decode()
    with watched():
        all_there(panel, world)
    assert taker.post(at).headers["Location"] == f"/agenda/{panel.item.pk}"
    page = taker.get(f"/agenda/{panel.item.pk}").content.decode()
    assert "She is safer than before" in page
    assert "The police would keep category 3" in page


def test_of_two_who_minute_one_item_the_second_sees_both_texts(world: Loaded, as_user: As, panel: Panel) -> None:
    page = f"/agenda/{panel.item.pk}/minutes"
    taker, chair = as_user("front_door"), as_user("chair")
    assert taker.post(page, {"text": "Police: the car was traced.", "version": "0"}).status_code == 302
    second = chair.post(page, {"text": "Health: she came to two appointments.", "version": "0"})
    assert second.status_code == 409
    shown = second.content.decode()
    assert "Police: the car was traced." in shown
    assert "Health: she came to two appointments." in shown
    kept = chair.post(page, {"text": "Both.", "version": "1"})
    assert kept.status_code == 302
    assert "Both." in taker.get(f"/agenda/{panel.item.pk}").content.decode()


def test_of_two_who_note_the_attendance_the_second_sees_both(world: Loaded, as_user: As, panel: Panel) -> None:
    page = f"/meetings/{panel.meeting.pk}/attendance"
    codes = [*EVERYBODY, "hill-school"]
    said = {f"presence_{code}": "present" for code in codes} | {"version": "0"}
    first = as_user("front_door").post(page, said)
    assert first.status_code == 302, first.content.decode()
    second = as_user("chair").post(page, said | {"presence_hill-school": "absent"})
    assert second.status_code == 409
    assert "What was saved" in second.content.decode()


def test_nobody_signs_minutes_that_they_took_alone(world: Loaded, watched: Watched, panel: Panel) -> None:
    chair, other = world.users["chair"], world.users["detective"]
    RoleHolding.objects.create(user=other, role=Role.CHAIR)
    with watched():
        all_there(panel, world)
        take_minutes(panel.again(), "All by the chair", by=chair, version=0)
        decide(panel.again(), verdict(), by=chair, dissents={})
        finish_draft(_again(panel), by=world.users["front_door"])
        with pytest.raises(PanelRefusedError, match="took themselves"):
            sign(_again(panel), by=chair)
        sign(_again(panel), by=other)
        assert _again(panel).signed_by_id == other.pk


def test_the_chair_signs_and_then_nothing_changes_any_more(
    world: Loaded, watched: Watched, as_user: As, panel: Panel
) -> None:
    with watched():
        all_there(panel, world)
        take_minutes(panel.again(), "By the minute taker", by=world.users["front_door"], version=0)
        decide(panel.again(), verdict(), by=world.users["front_door"], dissents={})
        with pytest.raises(PanelRefusedError, match="not finished"):
            sign(_again(panel), by=world.users["chair"])
    page = f"/meetings/{panel.meeting.pk}/minutes"
    as_user("front_door").post(page, {"draft": "1"})
    assert "The draft minutes of a meeting wait for you to sign." in as_user("chair").get("/").content.decode()
    refused = as_user("front_door").post(page, {"sign": "1"})
    assert refused.status_code == 409
    assert as_user("chair").post(page, {"sign": "1"}).status_code == 302
    with watched():
        for act in (
            lambda: take_minutes(panel.again(), "Later", by=world.users["front_door"], version=1),
            lambda: decide(panel.again(), verdict(), by=world.users["front_door"], dissents={}),
            lambda: all_there(panel, world),
            lambda: give_seat(_again(panel), world.users["worker"], by=world.users["chair"]),
        ):
            panel.meeting = _again(panel)
            with pytest.raises(PanelRefusedError):
                act()


def test_the_draft_waits_until_every_item_is_heard_or_carried_over(
    world: Loaded, watched: Watched, panel: Panel
) -> None:
    with watched(), pytest.raises(PanelRefusedError, match="1 of the agenda"):
        finish_draft(_again(panel), by=world.users["front_door"])


def test_the_database_refuses_a_signature_by_who_finished_the_draft(
    world: Loaded, watched: Watched, panel: Panel
) -> None:
    with watched():
        meeting = _again(panel)
        meeting.drafted_by = meeting.signed_by = world.users["chair"]
        with pytest.raises(IntegrityError), transaction.atomic():
            meeting.save()


def _again(panel: Panel) -> Meeting:
    found: Meeting = Meeting.objects.for_purpose("test").select_related("chair").get(pk=panel.meeting.pk)
    return found


def test_an_agency_that_was_not_there_cannot_be_said_to_dissent(
    world: Loaded, as_user: As, watched: Watched, panel: Panel
) -> None:
    def asked(about: Any) -> set[str]:
        return {name.removeprefix("why_") for name in DissentForm(about=about).fields}

    seated = {"riverside-care", "met-riverside", "riverside-health", "hill-school"}
    assert asked(panel.item.pk) <= seated
    with watched():
        all_there(panel, world, ("riverside-care", "riverside-health"))
    assert asked(panel.item.pk) == {"riverside-care", "riverside-health"}
