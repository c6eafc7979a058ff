"""Two areas are accountable for a case until the other accepts it."""

from collections.abc import Callable
from typing import Any

import pytest
from django.db import IntegrityError, transaction
from django.test import Client

from lanthorn.casework.audit.models import AuditEvent
from lanthorn.casework.cases.models import AccessGrant, Basis, Case
from lanthorn.casework.demonstration.loading import Loaded
from lanthorn.casework.plans.acting import finish, set_action
from lanthorn.casework.plans.models import Action, Aim, State
from lanthorn.casework.transfers.models import Answer, Transfer
from lanthorn.casework.transfers.transferring import TransferRefusedError, accept, accountable_areas, decline, propose

As = Callable[..., Client]
Watched = Callable[[], Any]
HERE, THERE = "E09000099", "E09000098"


@pytest.fixture
def transfer(world: Loaded, watched: Watched) -> Transfer:
    with watched():
        return propose(
            world.cases["Dunmore"], world.users["other_area"], "She moves there", by=world.users["social_worker"]
        )


def test_a_transfer_leaves_two_accountable_areas_until_it_is_accepted(
    world: Loaded, watched: Watched, transfer: Transfer
) -> None:
    with watched():
        case = world.cases["Dunmore"]
        assert accountable_areas(case) == [HERE, THERE]
        accept(transfer, by=world.users["other_area"])
        case = Case.objects.for_purpose("test").get(pk=case.pk)
        assert accountable_areas(case) == [THERE]
        assert case.owner_id == world.users["other_area"].pk


def test_a_declined_transfer_leaves_the_case_where_it_was_and_closes_it_to_who_declined(
    world: Loaded, as_user: As, watched: Watched, transfer: Transfer
) -> None:
    page = f"/cases/{transfer.case_id}"
    client = as_user("other_area")
    assert client.get(page).status_code == 200, "they read it before they answer"
    answered = client.post(f"/transfers/{transfer.pk}", {"answer": "no", "reason": "She does not move here"})
    assert answered.status_code == 302
    assert client.get(page).status_code == 404
    with watched():
        case = Case.objects.for_purpose("test").get(pk=transfer.case_id)
        assert accountable_areas(case) == [HERE]
        assert case.owner_id == world.users["social_worker"].pk


def test_the_case_page_names_both_areas_while_it_waits(as_user: As, transfer: Transfer) -> None:
    page = as_user("nurse").get(f"/cases/{transfer.case_id}").content.decode()
    assert "both are accountable until the transfer is accepted" in page
    assert "Northbank" in page
    assert "Riverside children" in page


def test_who_accepts_holds_one_membership_as_the_owner(world: Loaded, as_user: As, transfer: Transfer) -> None:
    assert as_user("other_area").post(f"/transfers/{transfer.pk}", {"answer": "yes"}).status_code == 302
    held = AccessGrant.held_by(world.users["other_area"]).filter(case=transfer.case_id)
    assert [grant.basis for grant in held] == [Basis.OWNER]
    fields = AuditEvent.objects.filter(act="transfers:page", operation="alteration").latest("sequence").fields
    assert {"case.area", "case.owner", "transfer.answer"} <= set(fields)


def test_who_led_it_before_leaves_the_circle_with_the_acceptance(
    world: Loaded, as_user: As, transfer: Transfer
) -> None:
    client, page = as_user("social_worker"), f"/cases/{transfer.case_id}"
    assert client.get(page).status_code == 200
    as_user("other_area").post(f"/transfers/{transfer.pk}", {"answer": "yes"})
    assert client.get(page).status_code == 404
    assert not AccessGrant.held_by(world.users["social_worker"]).filter(case=transfer.case_id).exists()


def test_who_led_it_before_sees_it_while_an_action_of_theirs_is_open(
    world: Loaded, as_user: As, watched: Watched, transfer: Transfer
) -> None:
    owner, page = world.users["social_worker"], f"/cases/{transfer.case_id}"
    with watched():
        action = set_action("Visit her at school", Aim.CHILD, owner, 5, by=owner, case=transfer.case)
    as_user("other_area").post(f"/transfers/{transfer.pk}", {"answer": "yes"})
    assert [one.basis for one in AccessGrant.held_by(owner).filter(case=transfer.case_id)] == [Basis.ACTION]
    assert as_user("social_worker").get(page).status_code == 200
    with watched():
        finish(Action.objects.for_purpose("test").get(pk=action.pk), State.DONE, "She was visited", by=owner)
    assert as_user("social_worker").get(page).status_code == 404


def test_only_the_colleague_who_was_asked_answers_and_once(
    world: Loaded, as_user: As, watched: Watched, transfer: Transfer
) -> None:
    page = f"/transfers/{transfer.pk}"
    assert as_user("social_worker").post(page, {"answer": "yes"}).status_code == 403
    with watched():
        with pytest.raises(TransferRefusedError, match="Only the colleague"):
            accept(transfer, by=world.users["social_worker"])
        decline(transfer, "No", by=world.users["other_area"])
        with pytest.raises(TransferRefusedError, match="answered before"):
            accept(transfer, by=world.users["other_area"])


def test_only_who_leads_the_case_asks_and_only_for_another_area(world: Loaded, as_user: As, watched: Watched) -> None:
    case = world.cases["Dunmore"]
    assert as_user("nurse").get(f"/cases/{case.pk}/transfer").status_code == 403
    with watched():
        with pytest.raises(TransferRefusedError, match="another area"):
            propose(case, world.users["nurse"], "Why not", by=world.users["social_worker"])
        with pytest.raises(TransferRefusedError, match="Only who leads"):
            propose(case, world.users["other_area"], "Why not", by=world.users["nurse"])


def test_one_transfer_waits_at_a_time(world: Loaded, watched: Watched, transfer: Transfer) -> None:
    case, other, owner = transfer.case, world.users["other_area"], world.users["social_worker"]
    with watched():
        with pytest.raises(TransferRefusedError, match="Another transfer"):
            propose(case, other, "Again", by=owner)
        with pytest.raises(IntegrityError), transaction.atomic():
            Transfer(case=case, from_area=HERE, to_area=THERE, to_user=other, reason="Again", by=owner).save()
    assert Transfer._base_manager.filter(answer=Answer.WAITING).count() == 1
