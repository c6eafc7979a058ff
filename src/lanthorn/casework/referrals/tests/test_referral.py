"""A referral from its first question to a case: drafts are kept, danger comes first, a human matches."""

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from lanthorn.casework.cases.models import Case
from lanthorn.casework.conftest import sign_in
from lanthorn.casework.demonstration.loading import Loaded
from lanthorn.casework.journeys.models import Draft
from lanthorn.casework.notices.models import Notice
from lanthorn.casework.referrals.models import PersonMatch, Referral
from lanthorn.casework.tests.planted_referral import a_referral

As = Callable[..., Client]
ANSWERS: dict[str, dict[str, str]] = {
    "danger": {"danger": "no"},
    "channel": {"channel": "child"},
    "when": {"told_on_day": "2", "told_on_month": "3", "told_on_year": "2026"},
    "name": {"forename": "Muhamad", "surname": "Kareem", "also_known_as": "Mo, Momo"},
    "birth": {"birth_day": "", "birth_month": "", "birth_year": "2010"},
    "sex": {"sex": "male"},
    "contact": {"phone": "020 7946 0101", "address_lines": "", "postcode": ""},
    "known": {"known_before": "yes"},
    "seen": {"seen": "A new phone that he would not explain"},
    "thought": {"thought": ""},
    "online": {"online": "yes"},
    "online-where": {"online_where": "A game"},
    "child-told": {"child_told": "no"},
    "child-not-told": {"child_not_told": "He has not been in school since"},
    "carer-told": {"carer_told": "yes"},
}


def begin(client: Client) -> str:
    return client.post("/referrals/new").headers["Location"].rsplit("/", 1)[0]


def answer_all(client: Client, changed: dict[str, dict[str, str]] | None = None) -> str:
    """Follow the pages as they lead on, and give the draft's address."""
    answers = ANSWERS | (changed or {})
    draft = begin(client)
    page = f"{draft}/danger"
    while not page.endswith("/check"):
        slug = page.rsplit("/", 1)[1]
        response = client.post(page, answers[slug])
        assert response.status_code == 302, response.content.decode()
        page = response.headers["Location"]
    return draft


def test_the_whole_journey_leads_to_a_referral_at_the_front_door(world: Loaded, as_user: As) -> None:
    client = as_user("teacher")
    draft = answer_all(client)
    checked = client.get(f"{draft}/check").content.decode()
    assert "A new phone that he would not explain" in checked
    assert "? / ? / 2010" in checked
    sent = client.post(f"{draft}/check")
    assert sent.headers["Location"].endswith("/sent")
    referral = Referral._base_manager.get()
    assert (referral.forename, referral.birth_year, referral.birth_month) == ("Muhamad", 2010, None)
    assert (referral.online_where, referral.child_not_told) == ("A game", "He has not been in school since")
    assert Notice.objects.filter(user=world.users["front_door"], kind="referral_received").count() == 1
    kept = Draft._base_manager.get()
    assert kept.answers == {}, "what was sent is kept once, as the referral"
    assert client.get(f"{draft}/check").status_code == 404


def test_questions_that_do_not_apply_are_not_asked_and_their_answers_not_sent(world: Loaded, as_user: As) -> None:
    client = as_user("teacher")
    draft = answer_all(client)
    version = Draft._base_manager.get().version
    client.post(f"{draft}/online?change", {"online": "no", "version": version})
    checked = client.get(f"{draft}/check").content.decode()
    assert "A game" not in checked
    client.post(f"{draft}/check")
    assert Referral._base_manager.get().online_where == ""


def test_immediate_danger_stops_the_form_names_999_and_is_told_to_the_front_door(world: Loaded, as_user: As) -> None:
    client = as_user("teacher")
    draft = begin(client)
    stop = client.post(f"{draft}/danger", {"danger": "yes"}).headers["Location"]
    assert "Ring 999 now" in client.get(stop).content.decode()
    page = f"{draft}/channel"
    while not page.endswith("/check"):
        page = client.post(page, ANSWERS[page.rsplit("/", 1)[1]]).headers["Location"]
    client.post(page)
    referral = Referral._base_manager.get()
    assert referral.immediate_danger
    shown = as_user("front_door").get(f"/referrals/{referral.pk}").content.decode()
    assert "in immediate danger when this was written" in shown


def test_what_was_typed_survives_a_time_out_even_where_it_is_not_right_yet(world: Loaded, as_user: As) -> None:
    client = as_user("teacher")
    draft = begin(client)
    client.post(f"{draft}/danger", {"danger": "no"})
    assert (
        client.post(f"{draft}/when", {"told_on_day": "32", "told_on_month": "", "told_on_year": ""}).status_code == 200
    )
    client.session.flush()
    assert client.get(f"{draft}/when").headers["Location"].startswith("/sign-in")
    again = sign_in(world.users["teacher"])
    assert 'value="32"' in again.get(f"{draft}/when").content.decode()
    assert draft in again.get("/").content.decode()


def test_nobody_else_sees_a_draft(world: Loaded, as_user: As) -> None:
    draft = begin(as_user("teacher"))
    for key in ("front_door", "nurse", "data_protection_lead", "administrator"):
        assert as_user(key).get(f"{draft}/danger").status_code in {403, 404}


def test_two_windows_saving_one_page_show_both_texts(world: Loaded, as_user: As) -> None:
    client = as_user("teacher")
    draft = begin(client)
    version = Draft._base_manager.get().version
    client.post(f"{draft}/seen", {"seen": "The first text", "version": version})
    response = client.post(f"{draft}/seen", {"seen": "The second text", "version": version})
    page = response.content.decode()
    assert response.status_code == 409
    assert "The first text" in page
    assert "The second text" in page
    newer = Draft._base_manager.get().version
    assert client.post(f"{draft}/seen", {"seen": "The second text", "version": newer}).status_code == 302


@pytest.mark.parametrize(
    ("slug", "typed", "message"),
    [
        ("danger", {}, "Say whether a child is in immediate danger now"),
        (
            "when",
            {"told_on_day": "30", "told_on_month": "2", "told_on_year": "2026"},
            "This day is not in the calendar",
        ),
        ("when", {"told_on_day": "1", "told_on_month": "", "told_on_year": "2026"}, "Enter a day, a month and a year"),
        ("name", {"forename": "", "surname": ""}, "Enter a name by which the child is known"),
        ("birth", {"birth_year": "11"}, "Year must be in full"),
        ("contact", {"phone": "none"}, "A telephone number has digits"),
        ("seen", {"seen": ""}, "Write what was seen or heard"),
    ],
)
def test_a_wrong_answer_is_named_on_top_with_a_link_to_its_field(
    world: Loaded, as_user: As, slug: str, typed: dict[str, str], message: str
) -> None:
    client = as_user("teacher")
    page = client.post(f"{begin(client)}/{slug}", typed).content.decode()
    assert "<title>Error: " in page
    assert page.count(message) == 2, "once in the summary, once at the field"
    summary = page[page.index("govuk-error-summary") :]
    target = summary.split('href="#', 1)[1].split('"', 1)[0]
    assert f'id="{target}"' in page


def test_a_human_matches_and_the_referrer_joins_the_circle(
    world: Loaded, as_user: As, watched: Callable[[], Any]
) -> None:
    with watched():
        referral = a_referral(world.users["worker"])
    client = as_user("front_door")
    page = client.get(f"/referrals/{referral.pk}/match").content.decode()
    assert "Mohammed Karim" in page
    assert "The surname sounds the same" in page
    chosen = str(world.cases["Karim"].person_id)
    done = client.post(f"/referrals/{referral.pk}/match", {"person": chosen})
    assert done.headers["Location"] == f"/cases/{world.cases['Karim'].pk}"
    assert as_user("worker").get(f"/cases/{world.cases['Karim'].pk}").status_code == 200
    referral = Referral._base_manager.get(pk=referral.pk)
    assert referral.acknowledged_at is not None
    match = PersonMatch._base_manager.get()
    assert match.candidates[0]["reasons"]


def test_a_child_not_recorded_yet_gets_a_case_led_by_whoever_matched(
    world: Loaded, as_user: As, watched: Callable[[], Any]
) -> None:
    with watched():
        referral = a_referral(world.users["teacher"], forename="Nadia", surname="Fell", address_lines="1 Quay")
    done = as_user("front_door").post(f"/referrals/{referral.pk}/match", {"person": "new"})
    case = Case._base_manager.get(pk=done.headers["Location"].rsplit("/", 1)[1])
    assert case.owner_id == world.users["front_door"].pk
    assert "Nadia Fell" in as_user("teacher").get("/").content.decode()


def test_a_match_can_be_undone_and_made_again(world: Loaded, as_user: As, watched: Callable[[], Any]) -> None:
    with watched():
        referral = a_referral(world.users["teacher"])
    client, page = as_user("front_door"), f"/referrals/{referral.pk}"
    client.post(f"{page}/match", {"person": str(world.cases["Karim"].person_id)})
    match = PersonMatch._base_manager.get()
    assert client.post(f"{page}/match/{match.pk}/undo").status_code == 302
    assert Referral._base_manager.get(pk=referral.pk).case_id is None
    assert client.post(f"{page}/match", {"person": "new"}).status_code == 302
    assert PersonMatch._base_manager.count() == 2


def test_a_child_with_a_restricted_case_is_no_candidate(world: Loaded, as_user: As, watched: Callable[[], Any]) -> None:
    with watched():
        referral = a_referral(world.users["teacher"], forename="Zofia", surname="Nowak", birth_month=8, birth_day=29)
    client = as_user("front_door")
    page = client.get(f"/referrals/{referral.pk}/match").content.decode()
    assert str(world.cases["Nowak"].person_id) not in page
    chosen = client.post(f"/referrals/{referral.pk}/match", {"person": str(world.cases["Nowak"].person_id)})
    assert chosen.status_code == 200, "what was not offered cannot be chosen"


def test_the_acknowledgement_is_told_once(world: Loaded, as_user: As, watched: Callable[[], Any]) -> None:
    with watched():
        referral = a_referral(world.users["teacher"], sent_at=timezone.now())
    client = as_user("front_door")
    for _ in range(2):
        client.post(f"/referrals/{referral.pk}/acknowledge")
    assert Notice.objects.filter(user=world.users["teacher"], kind="referral_acknowledged").count() == 1


@pytest.mark.parametrize(
    ("sent", "by"),
    [
        (datetime(2026, 3, 4, 10, tzinfo=UTC), date(2026, 3, 4)),
        (datetime(2026, 3, 7, 10, tzinfo=UTC), date(2026, 3, 9)),  # a Saturday
        (datetime(2026, 4, 3, 10, tzinfo=UTC), date(2026, 4, 7)),  # Good Friday: the Tuesday after Easter
        (datetime(2026, 7, 8, 23, 30, tzinfo=UTC), date(2026, 7, 9)),  # half past midnight in London
    ],
)
def test_a_referral_is_acknowledged_the_same_working_day(sent: datetime, by: date) -> None:
    assert Referral(sent_at=sent).acknowledge_by == by


def test_what_nobody_acknowledged_stands_under_the_front_doors_work_as_overdue_and_goes_with_the_acknowledgement(
    world: Loaded, as_user: As, watched: Callable[[], Any]
) -> None:
    with watched():
        referral = a_referral(world.users["teacher"], sent_at=timezone.now() - timedelta(days=5))
    what = "Acknowledge the referrals that wait"
    client = as_user("front_door")
    assert what in client.get("/").content.decode()
    assert "Overdue" in client.get("/").content.decode()
    assert what not in as_user("teacher").get("/").content.decode()
    client.post(f"/referrals/{referral.pk}/acknowledge")
    assert what not in client.get("/").content.decode()


def test_only_the_front_door_matches(world: Loaded, as_user: As, watched: Callable[[], Any]) -> None:
    with watched():
        referral = a_referral(world.users["teacher"])
    for key in ("teacher", "social_worker", "chair"):
        assert as_user(key).get(f"/referrals/{referral.pk}/match").status_code == 403
