"""Agencies are asked before the pack, chased once; what they tell is read by those with whom it may be shared."""

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from lanthorn.casework.access.models import Agency
from lanthorn.casework.audit.models import AuditEvent
from lanthorn.casework.cases.stages import stage
from lanthorn.casework.cases.working_days import working_days_after
from lanthorn.casework.demonstration.loading import Loaded
from lanthorn.casework.journeys.models import Draft
from lanthorn.casework.notices.models import Notice
from lanthorn.casework.returns.asking import ReturnRefusedError, ask, chase, finish
from lanthorn.casework.returns.models import InformationItem, ReturnRequest, kinds_kept
from lanthorn.casework.tests.planted_steps import a_request, an_item

As = Callable[..., Client]
Watched = Callable[[], Any]


def agencies(*codes: str) -> list[Agency]:
    return list(Agency.objects.filter(code__in=codes))


def parts(name: str, day: date) -> dict[str, str]:
    return {f"{name}_day": str(day.day), f"{name}_month": str(day.month), f"{name}_year": str(day.year)}


def test_agencies_are_asked_on_pages_and_answer_on_theirs(world: Loaded, as_user: As) -> None:
    case, owner, point = world.cases["Dunmore"], as_user("social_worker"), as_user("contact_point")
    page = owner.post(f"/cases/{case.pk}/returns/ask").headers["Location"]
    pack = working_days_after(timezone.localdate(), 10)
    for typed in ({"agencies": "met-riverside"}, parts("pack_on", pack), {"question": "What do you know?"}):
        page = owner.post(page, typed).headers["Location"]
    assert owner.post(page).headers["Location"] == f"/cases/{case.pk}"
    asked = ReturnRequest._base_manager.get()
    assert asked.due < pack
    assert stage(case).name == "returns"
    assert Notice.objects.filter(user=world.users["contact_point"], kind="return_asked").count() == 1
    shown = point.get(f"/returns/{asked.pk}").content.decode()
    assert "Katherine Dunmore" in shown
    assert "What do you know?" in shown
    assert point.get(f"/cases/{case.pk}").status_code == 404, "who answers sees the request, not the case"
    page = point.post(f"/returns/{asked.pk}/add").headers["Location"]
    soon = parts("expires_on", timezone.localdate() + timedelta(days=30))
    for answered in ({"kind": "risk"}, {"text": "A car seen twice"}, {"group": "police_intelligence"}, {"grade": "2"},
                     {"sensitivity": "sensitive"}, {"lawful_basis": "law-enforcement"},
                     {"shared_with": "social_care"}, soon):  # fmt: skip
        page = point.post(page, answered).headers["Location"]
    point.post(page)
    item = InformationItem._base_manager.get()
    assert (item.agency_id, item.shared_with) == ("met-riverside", " social_care ")
    assert point.post(f"/returns/{asked.pk}/send").status_code == 302
    assert Notice.objects.filter(user=world.users["social_worker"], kind="return_received").count() == 1
    assert point.post(f"/returns/{asked.pk}/add").status_code == 403, "nothing is added to what was sent"


def test_a_disclosure_is_recorded_with_its_recipients_and_lawful_basis(
    world: Loaded, as_user: As, watched: Watched
) -> None:
    test_agencies_are_asked_on_pages_and_answer_on_theirs(world, as_user)
    disclosed = {one.act: one for one in AuditEvent.objects.filter(operation="disclosure")}
    asked, told = disclosed["returns:ask_check"], disclosed["returns:item_check"]
    assert asked.recipients == ["met-riverside"]
    assert (told.recipients, told.lawful_basis) == (["social_care"], "law-enforcement")


@pytest.mark.parametrize(
    ("shared", "group", "reads"),
    [
        (["social_care", "health"], "concern", {"social_worker", "nurse"}),
        (["voluntary"], "concern", {"worker"}),
        (["social_care", "health", "voluntary"], "health", {"social_worker", "nurse"}),
        (["social_care", "health", "voluntary"], "police_intelligence", set()),
        (["social_care"], "immigration", {"social_worker"}),
    ],
)
def test_an_item_is_read_by_those_it_may_be_shared_with_within_their_field_groups(
    world: Loaded, as_user: As, watched: Watched, shared: list[str], group: str, reads: set[str]
) -> None:
    case = world.cases["Dunmore"]
    with watched():
        asked = a_request(case, "met-riverside", world.users["social_worker"])
        told = {"text": "The words of the item", "group": group, "shared_with": kinds_kept(shared)}
        an_item(asked, world.users["contact_point"], **told)
    pages = {key: as_user(key).get(f"/cases/{case.pk}/returns") for key in ("social_worker", "nurse", "worker")}
    shown = {key for key, page in pages.items() if "The words of the item" in page.content.decode()}
    assert shown == reads


def test_an_expired_item_is_read_by_its_own_agency_only(world: Loaded, as_user: As, watched: Watched) -> None:
    case = world.cases["Dunmore"]
    with watched():
        asked = a_request(case, "met-riverside", world.users["social_worker"])
        an_item(asked, world.users["contact_point"], expires_on=timezone.localdate() - timedelta(days=1))
    assert "Away on four Fridays" not in as_user("social_worker").get(f"/cases/{case.pk}/returns").content.decode()
    assert "Away on four Fridays" in as_user("contact_point").get(f"/returns/{asked.pk}").content.decode()


def test_what_is_asked_about_a_restricted_case_is_not_there_for_a_contact_point(
    world: Loaded, as_user: As, watched: Watched
) -> None:
    with watched():
        asked = a_request(world.cases["Nowak"], "met-riverside", world.users["custodian"])
    client = as_user("contact_point")
    assert client.get(f"/returns/{asked.pk}").status_code == 404
    assert str(asked.pk) not in client.get("/").content.decode()


def test_an_agency_without_anybody_to_answer_is_not_asked(world: Loaded, watched: Watched) -> None:
    with watched(), pytest.raises(ReturnRefusedError, match="Nobody can answer for Hill Road School"):
        ask(world.cases["Dunmore"], agencies("hill-school"), "?", working_days_after(timezone.localdate(), 9),
            by=world.users["social_worker"])  # fmt: skip


def test_an_agency_that_has_not_answered_is_not_asked_twice(world: Loaded, watched: Watched) -> None:
    pack = working_days_after(timezone.localdate(), 9)
    told = {"by": world.users["social_worker"]}
    with watched():
        ask(world.cases["Dunmore"], agencies("met-riverside"), "?", pack, **told)
        with pytest.raises(ReturnRefusedError, match="was asked already"):
            ask(world.cases["Dunmore"], agencies("met-riverside"), "?", pack, **told)


def test_a_return_is_due_a_working_day_before_the_pack_over_bank_holidays(
    world: Loaded, watched: Watched, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The Tuesday after Easter 2026: the working day before it is Maundy Thursday."""
    monkeypatch.setattr(timezone, "localdate", lambda: date(2026, 3, 20))
    with watched():
        (asked,) = ask(world.cases["Dunmore"], agencies("met-riverside"), "?", date(2026, 4, 7),
                       by=world.users["social_worker"])  # fmt: skip
    assert asked.due == date(2026, 4, 2)


def test_a_pack_released_tomorrow_is_too_soon_to_ask(world: Loaded, watched: Watched) -> None:
    with watched(), pytest.raises(ReturnRefusedError, match="too soon"):
        ask(world.cases["Dunmore"], agencies("met-riverside"), "?", timezone.localdate() + timedelta(days=1),
            by=world.users["social_worker"])  # fmt: skip


def test_a_late_agency_is_chased_once_not_ten_times(world: Loaded, watched: Watched) -> None:
    with watched():
        asked = a_request(world.cases["Dunmore"], "met-riverside", world.users["social_worker"])
        counts = [chase(asked.due - timedelta(days=10)), chase(asked.due), *(chase(asked.due) for _ in range(10))]
    assert counts == [0, 1, *([0] * 10)]
    assert Notice.objects.filter(user=world.users["contact_point"], kind="return_chased").count() == 1


def test_who_has_answered_is_not_chased(world: Loaded, watched: Watched) -> None:
    with watched():
        asked = a_request(world.cases["Dunmore"], "met-riverside", world.users["social_worker"])
        finish(asked, by=world.users["contact_point"])
        assert chase(asked.due) == 0
        with pytest.raises(ReturnRefusedError, match="sent before"):
            finish(asked, by=world.users["contact_point"])


def test_of_two_colleagues_who_add_to_one_return_the_second_sees_both_texts(
    world: Loaded, as_user: As, watched: Watched
) -> None:
    case = world.cases["Dunmore"]
    point, detective = as_user("contact_point"), as_user("detective")
    with watched():
        asked = a_request(case, "met-riverside", world.users["social_worker"])
    point.post(f"/returns/{asked.pk}/add")
    mine = {"kind": {"kind": ["risk"]}, "text": {"text": ["What I wrote"]}, "about": {"group": ["concern"]},
            "grade": {"grade": ["1"]}, "sensitivity": {"sensitivity": ["ordinary"]},
            "basis": {"lawful_basis": ["public-task"]}, "shared": {"shared_with": ["health"]},
            "expiry": {name: [value] for name, value in parts(
                "expires_on", timezone.localdate() + timedelta(days=9)).items()}}  # fmt: skip
    with watched():
        draft = Draft.objects.for_purpose("test").get()
        draft.answers = mine
        draft.save()
        an_item(asked, world.users["detective"], text="What the colleague wrote")
    both = point.post(f"/returns/item/draft/{draft.pk}/check")
    assert both.status_code == 409
    assert "What I wrote" in both.content.decode()
    assert "What the colleague wrote" in both.content.decode()
    assert detective.get(f"/returns/item/draft/{draft.pk}/check").status_code == 404, "a draft is its writer's"
