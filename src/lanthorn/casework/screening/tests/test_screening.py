"""A screening moves the case on or closes it; a sample is scored again by somebody who has seen nothing."""

import secrets
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.db import IntegrityError, transaction
from django.test import Client
from django.utils import timezone

from lanthorn.casework.audit.models import AuditEvent
from lanthorn.casework.cases.circle import let_in
from lanthorn.casework.cases.models import Basis, Case
from lanthorn.casework.cases.stages import stage
from lanthorn.casework.demonstration.loading import Loaded
from lanthorn.casework.journeys.models import Draft
from lanthorn.casework.notices.models import Notice
from lanthorn.casework.screening.models import Screening, ScreeningIndicator, SecondScoring
from lanthorn.casework.screening.sending import ask_for_second
from lanthorn.casework.screening.tool import tool_on
from lanthorn.casework.tests.planted_referral import a_referral
from lanthorn.casework.tests.planted_steps import DAY, a_screening

As = Callable[..., Client]
PRESENT = "absent"  # the code of the indicator "Absent from school or repeatedly running away"


@pytest.fixture(autouse=True)
def no_sample(monkeypatch: pytest.MonkeyPatch) -> None:
    """Nothing is drawn for a second scorer, unless a test says so."""
    monkeypatch.setattr(secrets, "randbelow", lambda _: 1)


def date_parts(name: str, day: Any) -> dict[str, str]:
    return {f"{name}_0": str(day.day), f"{name}_1": str(day.month), f"{name}_2": str(day.year)}


def parts(name: str, day: Any) -> dict[str, str]:
    return dict(zip((f"{name}_day", f"{name}_month", f"{name}_year"), date_parts(name, day).values(), strict=True))


def typed(slug: str, **changed: Any) -> dict[str, str]:
    """What is typed on a page of the screening: one indicator present, the others not known, to the panel."""
    soon = timezone.localdate() + timedelta(days=20)
    answers: dict[str, dict[str, str]] = {
        "day": parts("made_on", DAY), "protective": {"protective": "A grandmother she trusts"},
        "category": {"category": "1"}, "override": {"override_reason": "The police know more"},
        "outcome": {"outcome": "panel"}, "reason": {"reason_told": "Nothing speaks for exploitation now"},
        "next-review": parts("next_review", soon),
    }  # fmt: skip
    if slug.startswith("tool-"):
        code = slug.split("-", 2)[2]
        if code == PRESENT:
            return {f"{code}_state": "present", f"{code}_source": "The school"} | parts(f"{code}_known_on", DAY)
        return {f"{code}_state": "unknown"}
    name = next(one for one in ("next-review", "category", "day", "protective", "override", "outcome", "reason")
                if slug.startswith(one))  # fmt: skip
    return answers[name] | {key: value for key, value in changed.items() if key in answers[name]}


def again(client: Client, page: str, typed_now: dict[str, str]) -> Any:
    """Send a page that was sent before, from the version that it shows now."""
    return client.post(page, typed_now | {"version": str(Draft._base_manager.get().version)})


def fill(client: Client, start: str, **changed: Any) -> str:
    """Begin and follow the pages as they lead on to the check page, and give its address."""
    page = client.post(start).headers["Location"]
    while not page.endswith("/check"):
        response = client.post(page, typed(page.rsplit("/", 1)[1], **changed))
        assert response.status_code == 302, response.content.decode()
        page = response.headers["Location"]
    return page


def case_again(world: Loaded, name: str) -> Case:
    return Case._base_manager.get(pk=world.cases[name].pk)


def test_a_screened_open_case_has_an_owner_a_category_and_a_review_date_ahead(world: Loaded, as_user: As) -> None:
    client, case = as_user("social_worker"), world.cases["Karim"]
    assert stage(case).name == "matched"
    check = fill(client, f"/cases/{case.pk}/screening")
    sent = client.post(check)
    case = case_again(world, "Karim")
    assert case.owner_id
    assert case.category == "1"
    assert case.next_review is not None
    assert case.next_review > timezone.localdate()
    assert stage(case).name == "screened"
    page = client.get(sent.headers["Location"]).content.decode()
    assert "The school" in page
    assert "Not known" in page
    screening = Screening._base_manager.get()
    assert (screening.tool, screening.answered) == (tool_on(DAY).name, "1")
    assert ScreeningIndicator._base_manager.filter(state="unknown", source="", known_on=None).count() == 10


def test_the_database_refuses_a_screened_open_case_without_a_review_date(
    world: Loaded, watched: Callable[[], Any]
) -> None:
    with watched():
        case = case_again(world, "Karim")
        case.category, case.next_review = "1", None
        with pytest.raises(IntegrityError), transaction.atomic():
            case.save()


def test_a_category_other_than_the_tools_needs_a_reason(world: Loaded, as_user: As) -> None:
    client = as_user("social_worker")
    page = client.post(f"/cases/{world.cases['Karim'].pk}/screening").headers["Location"]
    while "/override" not in page:
        slug = page.rsplit("/", 1)[1]
        if slug.startswith("category"):
            assert "The tool&#x27;s answer is Category 1, as it is present: Absent from school" in (
                client.get(page).content.decode()
            )
        page = client.post(page, typed(slug, category="2")).headers["Location"]
    assert "Say why your category is another" in client.post(page, {"override_reason": ""}).content.decode()
    assert again(client, page, {"override_reason": "The police know more"}).headers["Location"].endswith("/outcome")


def test_the_database_refuses_an_override_without_a_reason(world: Loaded, watched: Callable[[], Any]) -> None:
    with watched(), pytest.raises(IntegrityError), transaction.atomic():
        a_screening(world.cases["Karim"], world.users["social_worker"], category="3")


def test_what_is_present_or_absent_needs_a_source_and_a_date(world: Loaded, as_user: As) -> None:
    client = as_user("social_worker")
    page = client.post(f"/cases/{world.cases['Karim'].pk}/screening").headers["Location"]
    page = client.post(page, typed("day")).headers["Location"]
    code = page.rsplit("/", 1)[1].split("-", 2)[2]
    refused = client.post(page, {f"{code}_state": "absent"}).content.decode()
    assert "Say who knows it" in refused
    assert "Enter the day of which this is known" in refused
    assert again(client, page, {f"{code}_state": "unknown"}).status_code == 302


def test_no_further_action_closes_the_case_and_tells_the_referrer_the_reason(
    world: Loaded, as_user: As, watched: Callable[[], Any]
) -> None:
    with watched():
        referral = a_referral(world.users["worker"], case=world.cases["Karim"])
    client = as_user("social_worker")
    client.post(fill(client, f"/cases/{world.cases['Karim'].pk}/screening", outcome="no_further_action"))
    case = case_again(world, "Karim")
    assert (stage(case).name, case.closing_ground) == ("closed", "no_further_action")
    notice = Notice.objects.get(user=world.users["worker"], kind="no_further_action")
    referrer = as_user("worker")
    opened = referrer.post(f"/notices/{notice.pk}").headers["Location"]
    assert opened == f"/referrals/{referral.pk}/outcome"
    page = referrer.get(opened).content.decode()
    assert "Nothing speaks for exploitation now" in page
    assert "A grandmother she trusts" not in page, "the reason is told, not the screening"


def test_a_closed_case_is_not_screened(world: Loaded, as_user: As) -> None:
    client, start = as_user("social_worker"), f"/cases/{world.cases['Karim'].pk}/screening"
    client.post(fill(client, start, outcome="no_further_action"))
    assert client.get(start).status_code == 403
    assert client.post(start).status_code == 403


def test_only_the_front_door_and_the_owner_screen(world: Loaded, as_user: As) -> None:
    start = f"/cases/{world.cases['Karim'].pk}/screening"
    assert as_user("teacher").get(start).status_code == 403
    assert as_user("nurse").get(start).status_code == 404
    assert as_user("social_worker").get(start).status_code == 200


def test_the_next_review_lies_no_later_than_the_category_allows(world: Loaded, as_user: As) -> None:
    client = as_user("social_worker")
    page = client.post(f"/cases/{world.cases['Karim'].pk}/screening").headers["Location"]
    while "next-review" not in page:
        page = client.post(page, typed(page.rsplit("/", 1)[1])).headers["Location"]
    for wrong, said in ((timezone.localdate() + timedelta(days=91), "at the latest"),
                        (timezone.localdate(), "must be in the future")):  # fmt: skip
        assert said in again(client, page, parts("next_review", wrong)).content.decode()


def test_of_two_who_screen_one_case_the_second_sees_both_texts_before_sending(
    world: Loaded, as_user: As, watched: Callable[[], Any]
) -> None:
    case = world.cases["Anders"]
    with watched():
        let_in(case, world.users["second_scorer"], Basis.WORKER, "Helps out", by=world.users["front_door"])
    one, other = as_user("front_door"), as_user("second_scorer")
    mine = fill(one, f"/cases/{case.pk}/screening", protective="What I wrote")
    other.post(fill(other, f"/cases/{case.pk}/screening", protective="What the other wrote"))
    both = one.post(mine)
    page = both.content.decode()
    assert both.status_code == 409
    assert "What I wrote" in page
    assert "What the other wrote" in page
    assert Screening._base_manager.count() == 1, "nothing was sent yet"
    seen = str(Screening._base_manager.get().pk)
    assert one.post(mine, {"seen": seen}).status_code == 302
    assert Screening._base_manager.count() == 2


def test_of_the_screenings_the_policys_share_is_drawn_for_a_second_scorer(
    world: Loaded, as_user: As, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[int] = []

    def draw(among: int) -> int:
        asked.append(among)
        return 0

    monkeypatch.setattr(secrets, "randbelow", draw)
    client = as_user("social_worker")
    client.post(fill(client, f"/cases/{world.cases['Karim'].pk}/screening"))
    assert asked == [5]
    second = SecondScoring._base_manager.get()
    told = Notice.objects.filter(kind="second_scorer_wanted").values_list("user__email", flat=True)
    assert set(told) == {world.users["second_scorer"].email, world.users["front_door"].email}
    assert f"/screening/second/{second.pk}" in as_user("second_scorer").get("/").content.decode()


def test_the_second_scorer_sees_neither_the_first_screening_nor_the_case(
    world: Loaded, as_user: As, watched: Callable[[], Any]
) -> None:
    case = world.cases["Dunmore"]
    with watched():
        first = a_screening(case, world.users["social_worker"], category="3", override_reason="Known to police")
        second = ask_for_second(first)
        a_referral(world.users["nurse"], case=case, seen="Seen at the station at night")
    scorer = as_user("second_scorer")
    start = f"/screening/second/{second.pk}"
    assert scorer.get(f"/screenings/{first.pk}").status_code == 404
    assert scorer.get(f"/cases/{case.pk}").status_code == 404
    page = scorer.get(start).content.decode()
    assert "Seen at the station at night" in page
    assert "Known to police" not in page
    draft = scorer.post(start).headers["Location"]
    while not draft.endswith("/check"):
        text = scorer.get(draft).content.decode()
        assert "Known to police" not in text
        draft = scorer.post(draft, typed(draft.rsplit("/", 1)[1])).headers["Location"]
    assert "agree on" not in as_user("social_worker").get(f"/screenings/{first.pk}").content.decode()
    scorer.post(draft)
    shown = as_user("social_worker").get(f"/screenings/{first.pk}").content.decode()
    assert "They agree on 11 of 11 indicators, and differ in the category: Category 3 and Category 1" in shown
    assert scorer.get(f"/screenings/{first.pk}").status_code == 404, "nor afterwards"
    assert case_again(world, "Dunmore").category == case.category, "it changes nothing in the case"
    counted = as_user("front_door").get("/screenings/agreement").content.decode()
    assert ">11</td>" in counted


def test_whoever_belonged_to_the_case_once_is_no_second_scorer(
    world: Loaded, as_user: As, watched: Callable[[], Any]
) -> None:
    case = world.cases["Dunmore"]
    with watched():
        second = ask_for_second(a_screening(case, world.users["social_worker"]))
        grant = let_in(case, world.users["second_scorer"], Basis.WORKER, "For a day", by=world.users["social_worker"])
        grant.ends = timezone.now()
        grant.save()
    assert as_user("second_scorer").get(f"/screening/second/{second.pk}").status_code == 404
    assert as_user("front_door").get(f"/screening/second/{second.pk}").status_code == 200


def test_an_answer_in_the_field_group_of_health_is_withheld_from_a_teacher(
    world: Loaded, as_user: As, watched: Callable[[], Any]
) -> None:
    case = world.cases["Karim"]
    with watched():
        screening = a_screening(case, world.users["social_worker"], **{"sexual-health_state": "present",
            "sexual-health_source": "The clinic", "sexual-health_known_on": DAY})  # fmt: skip
    assert "The clinic" not in as_user("teacher").get(f"/screenings/{screening.pk}").content.decode()
    assert "The clinic" in as_user("social_worker").get(f"/screenings/{screening.pk}").content.decode()


def test_a_screening_is_one_collection_and_its_reading_a_consultation(
    world: Loaded, as_user: As, watched: Callable[[], Any]
) -> None:
    client = as_user("social_worker")
    sent = client.post(fill(client, f"/cases/{world.cases['Karim'].pk}/screening")).headers["Location"]
    written = AuditEvent.objects.filter(act="screening:check", operation="collection").latest("sequence")
    assert {"screening.category", "screeningindicator.state"} <= set(written.fields)
    client.get(sent)
    read = AuditEvent.objects.latest("sequence")
    assert (read.act, read.operation) == ("screening:page", "consultation")
    assert "screening.category" in read.fields
