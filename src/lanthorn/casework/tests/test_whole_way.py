"""One referral's way in a real browser by people of several agencies; a lost session; a page without JavaScript."""

from collections.abc import Iterator
from typing import Any

import pytest

from lanthorn.casework.audit.chain import verify
from lanthorn.casework.conftest import PASSWORD
from lanthorn.casework.demonstration.loading import Loaded
from lanthorn.casework.tests.browser import launched, needs_browser, signed_in_page

pytestmark = needs_browser
CONTINUE = "Save and continue"


@pytest.fixture(scope="module")
def browser() -> Iterator[Any]:
    yield from launched()


def refer(page: Any) -> None:
    """Answer every question of a referral, as a teacher would."""
    page.goto("/referrals/new")
    page.get_by_role("button", name="Start now").click()
    choose(page, "No")
    choose(page, "The child told me")
    for part, value in (("Day", "2"), ("Month", "3"), ("Year", "2026")):
        page.get_by_label(part).fill(value)
    go_on(page)
    page.get_by_label("Forename").fill("Muhamad")
    page.get_by_label("Surname").fill("Kareem")
    go_on(page)
    page.get_by_label("Year").fill("2010")
    go_on(page)
    choose(page, "Male")
    go_on(page)
    choose(page, "Yes")
    page.get_by_label("What was seen or heard?").fill("A new phone that he would not explain")
    go_on(page)
    go_on(page)
    for answer in ("No", "Yes", "Yes"):
        choose(page, answer)
    page.get_by_role("button", name="Send the referral").click()
    page.get_by_role("heading", name="Referral sent").wait_for()


def choose(page: Any, answer: str) -> None:
    page.get_by_label(answer, exact=True).check()
    go_on(page)


def go_on(page: Any) -> None:
    page.get_by_role("button", name=CONTINUE).click()


@pytest.mark.parametrize("javascript", [True, False])
def test_a_teacher_refers_the_front_door_matches_and_the_owner_sees_it(
    transactional_db: None, world: Loaded, browser: Any, live_server: Any, javascript: bool
) -> None:
    teacher = signed_in_page(browser, live_server, world.users["teacher"], java_script_enabled=javascript)
    refer(teacher)
    front_door = signed_in_page(browser, live_server, world.users["front_door"], java_script_enabled=javascript)
    front_door.goto("/")
    front_door.get_by_role("button", name="Open").click()
    front_door.get_by_role("button", name="Acknowledge to the referrer").click()
    front_door.get_by_role("button", name="Match to a person").click()
    front_door.get_by_label("Mohammed Karim").check()
    front_door.get_by_role("button", name="Match", exact=True).click()
    front_door.get_by_role("heading", name="Mohammed Karim").wait_for()
    owner = signed_in_page(browser, live_server, world.users["social_worker"], java_script_enabled=javascript)
    owner.goto("/")
    owner.get_by_role("link", name="Mohammed Karim").click()
    owner.get_by_text("A new phone that he would not explain").wait_for()
    owner.get_by_role("link", name="Who has looked at this case").click()
    owner.get_by_role("cell", name="Ruth Ellison").first.wait_for()
    teacher.goto("/")
    teacher.get_by_text("Your referral was read and acknowledged.").first.wait_for()
    assert verify().faults == ()


def test_a_lost_session_keeps_the_draft(transactional_db: None, world: Loaded, browser: Any, live_server: Any) -> None:
    page = signed_in_page(browser, live_server, world.users["teacher"])
    page.goto("/referrals/new")
    page.get_by_role("button", name="Start now").click()
    choose(page, "No")
    page.context.clear_cookies()
    page.goto("/")
    page.get_by_role("heading", name="Sign in").wait_for()
    again = signed_in_page(browser, live_server, world.users["teacher"])
    again.goto("/")
    again.get_by_role("link", name="Make a referral: begun on").click()
    again.get_by_role("heading", name="How did you learn of this?").wait_for()


def test_emergency_access_in_a_browser_asks_to_sign_in_again_and_shows_its_banner(
    transactional_db: None, world: Loaded, browser: Any, live_server: Any
) -> None:
    page = signed_in_page(browser, live_server, world.users["contact_point"])
    page.goto("/sign-in/again")
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button").first.click()
    page.goto("/emergency")
    page.get_by_label("Case reference").fill(world.cases["Dunmore"].reference)
    page.get_by_label("Why do you need to see this case now?").fill("She has not come home and her mother rang")
    page.get_by_role("button", name="Open the case for one hour").click()
    page.get_by_role("heading", name="Katherine Dunmore").wait_for()
    page.get_by_text("You have emergency access to a case until").wait_for()
