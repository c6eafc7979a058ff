"""A restricted case is seen by those named, and for everybody else it does not exist: not even as a number."""

import re
from collections.abc import Callable
from typing import Any

import pytest
from django.db import IntegrityError, transaction
from django.test import Client
from django.urls import reverse

from lanthorn.casework.access.models import User
from lanthorn.casework.access.register import entries
from lanthorn.casework.access.tests.test_every_page import arguments
from lanthorn.casework.audit.models import AuditEvent
from lanthorn.casework.audit.watch import current_watch
from lanthorn.casework.cases.models import AccessGrant, Case
from lanthorn.casework.conftest import sign_in
from lanthorn.casework.demonstration.loading import Loaded
from lanthorn.casework.notices.models import Notice
from lanthorn.casework.plans.acting import set_action
from lanthorn.casework.plans.models import Aim
from lanthorn.casework.restrictions.models import Restriction
from lanthorn.casework.restrictions.restricting import RestrictionRefusedError, lift, restrict
from lanthorn.casework.retention.erasing import erase, rows_of
from lanthorn.casework.tests.planted_around import a_place, an_episode, an_old_case
from lanthorn.casework.tests.planted_referral import a_referral
from lanthorn.casework.tests.planted_steps import a_review, a_screening

As = Callable[..., Client]
Watched = Callable[[], Any]
WHY = "Her uncle works in an agency"


def again(case: Case) -> Case:
    return Case._base_manager.get(pk=case.pk)


@pytest.fixture
def placed(world: Loaded, watched: Watched) -> Restriction:
    """The case of Katherine Dunmore, which the nurse goes on seeing and the detective does not."""
    users = world.users
    with watched():
        return restrict(
            again(world.cases["Dunmore"]), WHY, keep={users["nurse"].pk}, custodian=users["custodian"],
            by=users["social_worker"],
        )  # fmt: skip


def test_those_named_keep_access_and_the_others_find_nothing(world: Loaded, as_user: As, placed: Restriction) -> None:
    page = f"/cases/{placed.case_id}"
    for key in ("social_worker", "nurse", "custodian"):
        assert as_user(key).get(page).status_code == 200, key
    for key in ("detective", "worker"):
        client = as_user(key)
        assert client.get(page).status_code == 404, key
        assert "Dunmore" not in client.get("/").content.decode()
    assert not Notice.objects.filter(user=world.users["detective"]).exists(), "whoever is left out is not told"


def test_from_page_to_page_it_is_asked_checked_and_placed(world: Loaded, as_user: As) -> None:
    client, case = as_user("social_worker"), world.cases["Dunmore"]
    at = client.post(f"/cases/{case.pk}/restrict").headers["Location"]
    at = client.post(at, {"reason": WHY}).headers["Location"]
    assert world.users["nurse"].name in client.get(at).content.decode()
    at = client.post(at, {"keep": [str(world.users["nurse"].pk)]}).headers["Location"]
    at = client.post(at, {"custodian": str(world.users["custodian"].pk)}).headers["Location"]
    check = client.get(at).content.decode()
    assert WHY in check
    assert world.users["nurse"].name in check
    assert client.post(at).headers["Location"] == f"/cases/{case.pk}"
    assert again(case).restricted
    assert "This case is restricted" in client.get(f"/cases/{case.pk}").content.decode()
    event = AuditEvent.objects.filter(act="restrictions:check", operation="alteration").latest("sequence")
    assert {"case.restricted", "accessgrant.opens_restricted"} <= set(event.fields)
    assert all(WHY not in one.sealed for one in event.subjects.all())


def test_all_cases_of_the_child_are_restricted_together(world: Loaded, watched: Watched) -> None:
    case, users = again(world.cases["Dunmore"]), world.users
    with watched():
        earlier = an_old_case(users["front_door"], person=case.person)
        restrict(case, WHY, keep=(), custodian=users["custodian"], by=users["social_worker"])
    assert again(earlier).restricted
    assert AccessGrant._base_manager.filter(case=earlier.pk, user=users["custodian"], opens_restricted=True).exists()


def test_who_neither_leads_the_case_nor_is_a_custodian_cannot_restrict_it(
    world: Loaded, as_user: As, watched: Watched
) -> None:
    case, users = again(world.cases["Dunmore"]), world.users
    assert as_user("nurse").get(f"/cases/{case.pk}/restrict").status_code == 404
    with watched():
        with pytest.raises(RestrictionRefusedError, match="Whoever leads"):
            restrict(case, WHY, keep=(), custodian=users["custodian"], by=users["nurse"])
        with pytest.raises(RestrictionRefusedError, match="other than yourself"):
            restrict(case, WHY, keep=(), custodian=users["social_worker"], by=users["social_worker"])


def test_the_owner_of_an_open_action_is_not_left_out(world: Loaded, watched: Watched) -> None:
    case, users = again(world.cases["Dunmore"]), world.users
    with watched():
        set_action("Visit her at school", Aim.CHILD, users["detective"], 5, by=users["social_worker"], case=case)
        with pytest.raises(RestrictionRefusedError, match=users["detective"].name):
            restrict(case, WHY, keep=(), custodian=users["custodian"], by=users["social_worker"])


def test_a_custodian_lifts_it_and_says_who_sees_it_again(world: Loaded, as_user: As, placed: Restriction) -> None:
    client, page = as_user("custodian"), f"/cases/{placed.case_id}"
    at = client.post(f"{page}/restrict/lift").headers["Location"]
    at = client.post(at, {"reason": "He left the agency"}).headers["Location"]
    asked = client.get(at).content.decode()
    assert world.users["detective"].name in asked
    assert world.users["nurse"].name not in asked, "she was never left out"
    at = client.post(at, {"back": [str(world.users["detective"].pk)]}).headers["Location"]
    assert client.post(at).status_code == 302
    assert as_user("detective").get(page).status_code == 200
    assert as_user("worker").get(page).status_code == 404
    assert as_user("nurse").get(page).status_code == 200


def test_nobody_lifts_a_restriction_that_they_placed(world: Loaded, as_user: As, placed: Restriction) -> None:
    page = f"/cases/{placed.case_id}/restrict/lift"
    assert as_user("social_worker").get(page).status_code == 403
    with pytest.raises(IntegrityError), transaction.atomic():
        Restriction._base_manager.filter(pk=placed.pk).update(lifted_by=placed.placed_by_id)


def test_who_is_no_custodian_does_not_lift_it(world: Loaded, watched: Watched, placed: Restriction) -> None:
    with watched(), pytest.raises(RestrictionRefusedError):
        lift(placed, "Over", back=(), by=world.users["nurse"])


def drawn_anew(text: str) -> str:
    """The page without what is drawn, or signed with the time, each time it is shown."""
    return re.sub(r'value="[A-Za-z0-9]{64}"|name="keeper" value="[^"]+"', "", text)


def pages_of(world: Loaded, keys: list[str]) -> dict[tuple[str, str], str]:
    """What each of these people is shown on every page that needs no record: lists, counts, forms."""
    shown = {}
    for key in keys:
        client = sign_in(world.users[key], again=True)
        for entry in entries():
            of_a_library = entry.name.startswith(("mfa_", "account_", "usersessions_", "socialaccount_", "openid_"))
            if of_a_library or entry.public or arguments(entry.name) or not entry.who(world.users[key]):
                continue
            text = client.get(reverse(entry.name)).content.decode()
            shown[key, entry.name] = drawn_anew(text)
        found = client.post("/search", {"surname": "Dunmore"}).content.decode()
        shown[key, "search for it"] = drawn_anew(found)
    return shown


def test_for_everybody_else_it_counts_nowhere_as_if_it_had_never_been(world: Loaded, watched: Watched) -> None:
    """Every list and form is the same to the letter before and after the restricted case is destroyed."""
    users, case = world.users, again(world.cases["Dunmore"])
    with watched():
        a_screening(case, users["social_worker"])
        a_review(case, users["social_worker"])
        an_episode(case, users["social_worker"])
        a_place(case, users["social_worker"])
        a_referral(users["social_worker"], case=case)
        restrict(case, WHY, keep=(), custodian=users["custodian"], by=users["social_worker"])
    others = ["detective", "nurse", "chair", "front_door", "contact_point", "data_protection_lead"]
    before = pages_of(world, others)
    rows = rows_of(again(case))
    with watched():
        erase(rows, current_watch(), "For the test")
    after = pages_of(world, others)
    differing = [page for page, text in before.items() if after[page] != text]
    assert differing == []
    assert len(before) > 60


@pytest.mark.parametrize("by_moving", [False, True])
def test_who_moves_people_learns_nothing_of_a_restricted_case_and_its_custodian_is_told(
    world: Loaded, as_user: As, watched: Watched, placed: Restriction, by_moving: bool
) -> None:
    users = world.users
    lead, page = users["social_worker"], f"/users/{users['social_worker'].pk}"
    with watched():
        for case in Case.objects.for_purpose("test").filter(owner=lead, restricted=False):
            case.owner = users["front_door"]
            case.save()
    client = as_user("administrator", again=True)
    shown = client.get(page).content.decode()
    assert "Dunmore" not in shown
    assert "restricted" not in shown.lower()
    answer = client.post(f"{page}/agency", {"agency": "hill-school"}) if by_moving else client.post(f"{page}/leave")
    assert answer.status_code == 302, "a refusal would show that there is such a case"
    told = Notice.objects.filter(kind="lead_left")
    assert [(one.user_id, one.about) for one in told] == [(users["custodian"].pk, placed.case_id)]
    with watched():
        assert not Case.objects.visible_to(User.objects.get(pk=lead.pk)).filter(pk=placed.case_id).exists()
    assert as_user("custodian").get(f"/cases/{placed.case_id}").status_code == 200
