"""The whole life of one referral in a real browser, by people of five agencies: from a teacher's worry to closure.

Every step is taken on the pages, by the person whose step it is; what is asserted is what the next person sees.
"""

from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone

from lanthorn.casework.audit.chain import verify
from lanthorn.casework.cases.models import Case
from lanthorn.casework.cases.working_days import working_days_after
from lanthorn.casework.demonstration.loading import Loaded
from lanthorn.casework.tests.browser import launched, needs_browser, signed_in_page
from lanthorn.casework.tests.test_whole_way import refer
from lanthorn.casework.tests.walking import asked, fill, walk

pytestmark = needs_browser


@pytest.fixture(scope="module")
def browser() -> Iterator[Any]:
    yield from launched()


class People:
    """Whoever takes part, each in a browser of their own."""

    def __init__(self, browser: Any, server: Any, world: Loaded) -> None:
        self._browser, self._server, self._world = browser, server, world
        self._pages: dict[str, Any] = {}

    def __getitem__(self, key: str) -> Any:
        if key not in self._pages:
            self._pages[key] = signed_in_page(self._browser, self._server, self._world.users[key])
        return self._pages[key]


def press(page: Any, name: str) -> None:
    page.get_by_role("button", name=name).first.click()


def follow(page: Any, name: str) -> None:
    page.get_by_role("link", name=name).first.click()


def test_one_referral_from_a_teachers_worry_to_closure(
    transactional_db: None, world: Loaded, browser: Any, live_server: Any
) -> None:
    people, today = People(browser, live_server, world), timezone.localdate()
    case = world.cases["Karim"]

    # A teacher refers; the front door finds who it is.
    refer(people["teacher"])
    front = people["front_door"]
    front.goto("/")
    press(front, "Open")
    press(front, "Acknowledge to the referrer")
    press(front, "Match to a person")
    front.get_by_label("Mohammed Karim").check()
    press(front, "Match")
    front.get_by_role("heading", name="Mohammed Karim").wait_for()

    # The social worker screens, and asks the police what they know.
    owner = people["social_worker"]
    owner.goto(f"/cases/{case.pk}")
    follow(owner, "Screen the case")
    soon = today + timedelta(days=20)
    walk(owner, "Send the screening", {
        "made_on": today, "protective": "His aunt, and boxing on Tuesdays", "category": "2",
        "override_reason": "He is with somebody new whom nobody knows", "outcome": "panel", "next_review": soon,
    }, otherwise="unknown")  # fmt: skip
    owner.goto(f"/cases/{case.pk}")
    follow(owner, "Ask agencies what they know")
    walk(owner, "Ask the agencies", {
        "agencies": ["met-riverside"], "pack_on": working_days_after(today, 9), "question": "What do you know of him?",
    })  # fmt: skip
    point = people["contact_point"]
    point.goto("/")
    follow(point, "Answer what your agency was asked")
    press(point, "Add something")
    walk(point, "Add it to the return", {
        "kind": "risk", "text": "Seen twice in a car of an older man", "group": "concern", "grade": "1",
        "sensitivity": "ordinary", "lawful_basis": "public-task", "shared_with": ["social_care", "health"],
        "expires_on": today + timedelta(days=60),
    })  # fmt: skip
    press(point, "That is all")
    press(point, "Send the return")
    point.get_by_text("The return was sent. Thank you.").wait_for()
    owner.goto(f"/cases/{case.pk}/returns")
    owner.get_by_text("Seen twice in a car of an older man").wait_for()

    # The chair plans a meeting: the referral is on its agenda by itself. Members get their seats, and the packs go out.
    chair = people["chair"]
    chair.goto("/meetings/new")
    for name, value in (("on", working_days_after(today, 12)), ("starts", "14:00"), ("place", "Town hall"),
                        ("minute_taker", "Tom Whitlock, Riverside children's social care")):  # fmt: skip
        fill(chair, name, value)
    press(chair, "Plan the meeting")
    meeting = chair.url
    chair.get_by_role("cell", name="New referral").first.wait_for()
    for member in ("Priya Raman, Riverside community health", "Helen Farrow, Police, Riverside"):
        follow(chair, "Give a seat")
        fill(chair, "user", member)
        press(chair, "Give the seat")
    press(chair, "Release the packs")
    press(chair, "Release the packs")
    chair.get_by_text("Released:").wait_for()
    nurse = people["nurse"]
    nurse.goto(meeting)
    follow(nurse, f"Case {case.reference}")
    nurse.get_by_role("heading", name="Mohammed Karim").wait_for()

    # In the meeting: who is there, what is said, what is decided, and who does what.
    taker = people["minute_taker"]
    taker.goto(meeting)
    press(taker, "Note the attendance")
    taker.get_by_text("Return before the meeting: given").wait_for()
    for name in [name for name in asked(taker) if name.startswith("presence_")]:
        fill(taker, name, "present")
    press(taker, "Note the attendance")
    follow(taker, f"Case {case.reference}")
    press(taker, "Write the minutes")
    fill(taker, "text", "The police told of a car. He likes boxing, and listens to his aunt.")
    press(taker, "Save the minutes")
    press(taker, "Record the decision")
    walk(taker, "Record the decision", {
        "category": "2", "reasons": "Somebody new, and he is away more often", "agreed": "yes",
        "next_date": working_days_after(today, 30), "told": ["child", "circle"],
    })  # fmt: skip
    follow(taker, "Set an action")
    walk(taker, "Set the action", {
        "what": "Offer him a place in the boxing group", "aim": "child",
        "owner": "Sofia Lindqvist, The Bridge Project", "days": "5",
    })  # fmt: skip

    # The action is done, the review says that the case can be closed, and somebody else agrees.
    worker = people["worker"]
    worker.goto("/")
    follow(worker, f"Finish an action, case {case.reference}")
    press(worker, "Close the action")
    fill(worker, "state", "done")
    fill(worker, "outcome", "He came on Tuesday and wants to come again")
    press(worker, "Close the action")
    worker.get_by_text("The action is closed.").wait_for()
    owner.goto(f"/cases/{case.pk}")
    follow(owner, "Review the case")
    walk(owner, "Keep the review", {
        "held_on": today, "change": "He goes to boxing", "heard": "spoken", "voice": "He wants to fight in the cup",
        "changes": "no", "follows": "close", "next_review": soon,
    })  # fmt: skip
    owner.goto(f"/cases/{case.pk}/closure")
    walk(owner, "Propose the closure", {
        "outcome": "safer", "leads_now": "His school", "plan_for_return": "His aunt rings the school",
        "retention_class": "assessed",
    })  # fmt: skip
    chair.goto("/")
    press(chair, "Open")
    fill(chair, "agreed", "yes")
    fill(chair, "reason", "He is safer, and knows whom to go to")
    press(chair, "Keep my answer")

    closed = Case.objects.for_purpose("test").get(pk=case.pk)
    assert closed.closed_at is not None
    owner.goto(f"/cases/{case.pk}/timeline")
    for fact in ("A referral was sent", "The case was screened", "An agency sent its return", "The panel decided",
                 "An action ended", "The case was reviewed", "The proposal to close was answered"):  # fmt: skip
        owner.get_by_text(fact).first.wait_for()
    assert verify().faults == ()
