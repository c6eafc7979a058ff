"""Children to consider and the problem view in a real browser: a child is referred, a place goes on the agenda."""

from collections.abc import Iterator
from typing import Any

import pytest

from lanthorn.casework.audit.chain import verify
from lanthorn.casework.audit.recording import Actor
from lanthorn.casework.audit.watch import watching
from lanthorn.casework.considered.models import ConsideredDecision
from lanthorn.casework.considered.reading import read_list
from lanthorn.casework.considered.taking import take
from lanthorn.casework.considered.tests.lists import missing, write
from lanthorn.casework.contexts.recording import link_to
from lanthorn.casework.demonstration.loading import Loaded
from lanthorn.casework.panels.models import AgendaItem
from lanthorn.casework.panels.tests.planting import a_meeting
from lanthorn.casework.tests.browser import launched, needs_browser, signed_in_page
from lanthorn.casework.tests.planted_around import KNOWN, a_place

pytestmark = needs_browser
CONTINUE = "Save and continue"


@pytest.fixture(scope="module")
def browser() -> Iterator[Any]:
    yield from launched()


@pytest.mark.parametrize("javascript", [True, False])
def test_the_front_door_works_through_the_list_refers_one_child_and_needs_no_action_on_another(
    transactional_db: None, world: Loaded, browser: Any, live_server: Any, tmp_path: Any, javascript: bool
) -> None:
    with watching("test", Actor()):
        take(read_list(write(tmp_path, missing("MP1", "MP2"), missing("MP8"))), by=world.users["front_door"])
    page = signed_in_page(browser, live_server, world.users["front_door"], java_script_enabled=javascript)
    page.goto("/considered")
    page.get_by_text("2 wait for somebody to decide.").wait_for()
    page.get_by_role("link", name="Missing report MP8").click()
    page.get_by_role("button", name="No action").click()
    page.get_by_role("button", name="Keep").click()
    page.get_by_role("link", name="Say why nothing is done").click()
    page.get_by_label("Why is nothing done?").fill("With her aunt, who had told the school")
    page.get_by_role("button", name="Keep").click()
    page.get_by_role("link", name="Missing report MP1").click()
    page.get_by_text("Reported missing 2 times.").wait_for()
    page.get_by_role("button", name="Refer the child").click()
    page.get_by_role("button", name="Start now").click()
    refer(page)
    page.get_by_role("heading", name="Check your answers").wait_for()
    page.get_by_text("Missing report MP2").wait_for()
    page.get_by_role("button", name="Send the referral").click()
    page.get_by_role("heading", name="Referral sent").wait_for()
    page.goto("/considered")
    page.get_by_text("Nobody waits to be considered.").wait_for()
    decided = ConsideredDecision._base_manager.values_list("decided", flat=True)
    assert sorted(decided) == ["no_action", "refer"]
    assert verify().faults == ()


def refer(page: Any) -> None:
    """Answer the questions that the list does not answer."""
    choose(page, "No")
    page.get_by_label("Forename").fill("Kit")
    go_on(page)
    go_on(page)
    choose(page, "Not known")
    go_on(page)
    go_on(page)
    for answer in ("No", "Yes", "Yes"):
        choose(page, answer)


def choose(page: Any, answer: str) -> None:
    page.get_by_label(answer, exact=True).check()
    go_on(page)


def go_on(page: Any) -> None:
    page.get_by_role("button", name=CONTINUE).click()


def test_a_place_is_followed_from_the_drawing_to_the_agenda(
    transactional_db: None, world: Loaded, browser: Any, live_server: Any
) -> None:
    with watching("test", Actor()):
        place = a_place(world.cases["Dunmore"], world.users["social_worker"])
        link_to(place, world.cases["Karim"], by=world.users["social_worker"], **KNOWN)
        a_meeting(world)
    page = signed_in_page(browser, live_server, world.users["social_worker"])
    page.goto("/volt")
    page.get_by_role("link", name="Who and what is linked").click()
    assert page.locator("svg[role=img] circle").count() == 2
    assert page.locator("svg[role=img] polygon").count() == 1
    page.get_by_role("link", name="Dockside Cars").last.click()
    page.get_by_role("link", name="Put it on the panel’s agenda, with one action").click()
    page.get_by_label("Why does the panel look at it?").fill("Named by two children in a month")
    page.get_by_role("radio").first.check()
    page.get_by_label("What is the one thing to be done?").fill("Ask the licensing team who holds the licence")
    page.get_by_label("Who does it?").select_option(str(world.users["detective"].pk))
    page.get_by_label("In how many working days?").fill("5")
    page.get_by_role("button", name="Put it on the agenda").click()
    page.get_by_text("It is on the agenda with its action.").wait_for()
    assert AgendaItem._base_manager.get(about=place.pk).actions.count() == 1


def test_a_list_is_handed_in_and_a_spoilt_one_says_what_is_wrong(
    transactional_db: None, world: Loaded, browser: Any, live_server: Any, tmp_path: Any
) -> None:
    write(tmp_path, missing("MP1", "MP2"), missing("MP8"))
    page = signed_in_page(browser, live_server, world.users["front_door"])
    page.goto("/considered")
    page.get_by_role("link", name="Hand in a list").click()
    files = sorted(str(file) for file in tmp_path.iterdir())
    page.get_by_label("The files of the list").set_input_files(files[1:])
    page.get_by_role("button", name="Hand it in").click()
    page.get_by_role("alert").get_by_text("Nothing was taken in.").wait_for()
    page.get_by_label("The files of the list").set_input_files(files)
    page.get_by_role("button", name="Hand it in").click()
    page.get_by_text("2 wait for somebody to decide.").wait_for()
    assert verify().faults == ()
