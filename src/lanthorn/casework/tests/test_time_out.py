"""In a real browser: the session ends while somebody writes, and what they wrote comes back to them."""

from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest
from django.contrib.sessions.models import Session
from django.urls import reverse
from django.utils import timezone

from lanthorn.casework.audit.chain import verify
from lanthorn.casework.demonstration.loading import Loaded
from lanthorn.casework.journeys.models import Draft, KeptText
from lanthorn.casework.panels.models import Minutes
from lanthorn.casework.plans.models import Progress
from lanthorn.casework.tests.browser import launched, needs_browser, signed_in_page
from lanthorn.casework.tests.planting import Planted, plant_records

pytestmark = needs_browser
SAID = "She came to school every day of the week, and her aunt meets her at the gate"
MINUTE = 60 * 1000


@pytest.fixture(scope="module")
def browser() -> Iterator[Any]:
    yield from launched()


@pytest.fixture
def planted(transactional_db: None, world: Loaded) -> Planted:
    return plant_records(world)


def address_of(planted: Planted, kind: str) -> tuple[str, str, str]:
    """Who writes there, the page, and its button."""
    arguments = planted.arguments
    return {
        "minutes": ("chair", f"/agenda/{arguments['item']}/minutes", "Save the minutes"),
        "a review": (
            "social_worker", reverse("reviews:question", args=[arguments["draft"]["reviews:"], "change"]),
            "Save and continue",
        ),
        "a note": ("worker", reverse("plans:progress", args=[arguments["action"]]), "Keep the note"),
    }[kind]  # fmt: skip


def saved(kind: str) -> bool:
    """Whether what was typed stands where it belongs."""
    if kind == "minutes":
        return Minutes._base_manager.filter(text=SAID).exists()
    if kind == "a note":
        return Progress._base_manager.filter(text=SAID).exists()
    return any(SAID in str(draft.answers) for draft in Draft._base_manager.filter(journey="review"))


@pytest.mark.parametrize(
    ("kind", "javascript"), [("minutes", True), ("minutes", False), ("a review", False), ("a note", False)]
)
def test_what_was_typed_survives_a_time_out(
    world: Loaded, planted: Planted, browser: Any, live_server: Any, kind: str, javascript: bool
) -> None:
    who, address, button = address_of(planted, kind)
    page = signed_in_page(browser, live_server, world.users[who], java_script_enabled=javascript)
    page.goto(address)
    page.locator("main textarea").fill(SAID)
    Session.objects.update(expire_date=timezone.now() - timedelta(seconds=1))
    page.get_by_role("button", name=button).click()
    page.get_by_role("heading", name="Sign in", exact=True).wait_for()
    assert SAID not in page.content()
    again = signed_in_page(browser, live_server, world.users[who], java_script_enabled=javascript)
    again.goto("/")
    again.get_by_role("link", name="kept on").click()
    assert again.locator("main textarea").input_value() == SAID
    again.get_by_role("button", name="Save it").click()
    again.wait_for_load_state()
    assert saved(kind)
    again.goto("/")
    assert not again.get_by_role("link", name="kept on").count()
    assert verify().faults == ()


def test_whoever_is_idle_is_warned_and_stays_signed_in_at_a_button_and_what_they_type_is_kept_meanwhile(
    world: Loaded, planted: Planted, browser: Any, live_server: Any
) -> None:
    who, address, _ = address_of(planted, "minutes")
    page = signed_in_page(browser, live_server, world.users[who])
    page.clock.install()
    page.goto(address)
    warning = page.get_by_role("alert")
    assert not warning.is_visible()
    page.clock.run_for(13 * MINUTE + 2000)
    page.get_by_role("heading", name="You will soon be signed out").wait_for()
    page.get_by_role("button", name="Stay signed in").click()
    warning.wait_for(state="hidden")
    page.locator("main textarea").fill(SAID)
    with page.expect_response("**/kept") as kept:
        page.clock.run_for(MINUTE + 1000)
    assert kept.value.ok
    assert KeptText._base_manager.filter(user=world.users[who], settled_at=None).count() == 1
    page.get_by_role("button", name="Save the minutes").click()
    page.wait_for_load_state()
    assert Minutes._base_manager.filter(text=SAID).exists()
    assert not KeptText._base_manager.filter(user=world.users[who], settled_at=None).exists()
