"""The chair is away: who chairs is recorded, counts for the quorum, and nobody takes the chair by themselves."""

from collections.abc import Callable
from typing import Any

import pytest
from django.db import IntegrityError, transaction
from django.test import Client

from lanthorn.casework.demonstration.loading import Loaded
from lanthorn.casework.panels.deputising import name_deputy
from lanthorn.casework.panels.hearing import There, decide, note_attendance, wanting
from lanthorn.casework.panels.models import Meeting
from lanthorn.casework.panels.planning import PanelRefusedError
from lanthorn.casework.panels.tests.conftest import Panel
from lanthorn.casework.panels.tests.test_meeting import all_there, verdict

As = Callable[..., Client]
Watched = Callable[[], Any]


def again(panel: Panel) -> Meeting:
    found: Meeting = Meeting._base_manager.get(pk=panel.meeting.pk)
    return found


def test_without_the_chair_the_panel_decides_under_a_deputy_whose_agency_is_there(
    world: Loaded, watched: Watched, panel: Panel
) -> None:
    users = world.users
    with watched():
        all_there(panel, world)
        name_deputy(again(panel), users["detective"], "Is ill", by=users["front_door"])
        decide(panel.again(), verdict(), by=users["detective"], dissents={})


def test_a_deputy_whose_agency_is_not_there_is_no_chair(world: Loaded, watched: Watched, panel: Panel) -> None:
    users = world.users
    with watched():
        all_there(panel, world)
        name_deputy(again(panel), users["teacher"], "Is ill", by=users["front_door"])
        assert wanting(panel.again(), users["front_door"]) == ["The chair"]
        school = There(users["teacher"].agency_code, "present", "Amara Okafor")
        note_attendance(again(panel), [school], by=users["front_door"])
        assert wanting(panel.again(), users["front_door"]) == []


def test_who_chairs_and_why_is_noted_on_a_page_and_stands_in_the_minutes(
    world: Loaded, as_user: As, panel: Panel
) -> None:
    page = f"/meetings/{panel.meeting.pk}"
    minute_taker = as_user("front_door")
    assert minute_taker.post(f"{page}/deputy", {"user": str(world.users["detective"].pk)}).status_code == 200
    assert again(panel).deputy is None, "a reason is asked for"
    answers = {"user": str(world.users["detective"].pk), "reason": "Is ill"}
    assert minute_taker.post(f"{page}/deputy", answers).status_code == 302
    minutes = as_user("nurse").get(f"{page}/minutes").content.decode()
    assert "Helen Farrow, Police, Riverside, in the place of the chair: Is ill" in minutes
    assert again(panel).deputy_noted_by_id == world.users["front_door"].pk
    assert as_user("detective").get(f"{page}/attendance").status_code == 200, "whoever chairs runs the meeting"
    minute_taker.post(f"{page}/deputy", {"user": "chair", "reason": ""})
    assert again(panel).deputy is None
    assert as_user("detective").get(f"{page}/attendance").status_code == 404


def test_nobody_takes_the_chair_by_themselves(world: Loaded, as_user: As, watched: Watched, panel: Panel) -> None:
    users = world.users
    assert as_user("nurse").get(f"/meetings/{panel.meeting.pk}/deputy").status_code == 404
    with watched():
        for deputy, by in (
            (users["nurse"], users["nurse"]),
            (users["front_door"], users["chair"]),
            (users["chair"], users["front_door"]),
            (users["worker"], users["chair"]),
        ):
            with pytest.raises(PanelRefusedError):
                name_deputy(again(panel), deputy, "Is ill", by=by)
    with pytest.raises(IntegrityError, match="panels_nobody_makes_themselves_deputy"), transaction.atomic():
        Meeting._base_manager.filter(pk=panel.meeting.pk).update(
            deputy=users["nurse"], deputy_noted_by=users["nurse"]
        )  # past the rules, to see that the database refuses too
