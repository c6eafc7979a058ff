"""A prevention session names no child and is kept by any practitioner."""

from collections.abc import Callable
from typing import Any

from django.test import Client

from lanthorn.casework.audit.models import AuditEvent
from lanthorn.casework.demonstration.loading import Loaded
from lanthorn.casework.prevention.models import PreventionSession

As = Callable[..., Client]
ANSWERS: list[dict[str, str]] = [
    {"held_on_day": "3", "held_on_month": "2", "held_on_year": "2026"}, {"audience": "traders"}, {"setting": "work"},
    {"authority": "Riverside council"}, {"reach": "14"},
]  # fmt: skip


def walk(client: Any, answers: list[dict[str, str]]) -> str:
    page: str = client.post("/prevention/new").headers["Location"]
    for answer in answers:
        response = client.post(page, {"version": client.get(page).context["version"], **answer})
        if response.status_code != 302:
            return page
        page = response.headers["Location"]
    return page


def test_a_session_is_recorded_by_one_and_listed_for_any_practitioner(world: Loaded, as_user: As) -> None:
    client = as_user("worker")
    check = walk(client, ANSWERS)
    assert client.post(check).headers["Location"] == "/prevention"
    kept = PreventionSession._base_manager.get()
    assert (kept.audience, kept.setting, kept.authority, kept.reach) == ("traders", "work", "Riverside council", 14)
    assert "Riverside council" in as_user("teacher").get("/prevention").content.decode()
    assert as_user("administrator").get("/prevention").status_code == 403
    assert AuditEvent.objects.filter(act="prevention:check", operation="collection").exists()


def test_a_reach_below_nought_is_refused(world: Loaded, as_user: As) -> None:
    client = as_user("worker")
    page = walk(client, [*ANSWERS[:-1], {"reach": "-3"}])
    assert page.endswith("/reach")
    assert not PreventionSession._base_manager.exists()
