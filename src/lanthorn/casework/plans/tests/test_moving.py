"""A leaver's whole caseload moves in one go, to a colleague, by their contact point; the history is kept."""

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client

from lanthorn.casework.access.models import Role, RoleHolding, User
from lanthorn.casework.cases.models import AccessGrant, Basis, Case
from lanthorn.casework.demonstration.loading import Loaded
from lanthorn.casework.plans.models import Action, HandOver, Reassignment
from lanthorn.casework.plans.moving import MoveRefusedError, caseload_of, move
from lanthorn.casework.plans.tests.planting import an_action

As = Callable[..., Client]
Watched = Callable[[], Any]


@pytest.fixture
def care_lead(world: Loaded) -> User:
    """A contact point of children's social care."""
    user = User.objects.create_user(
        "lead@riverside-care.example", name="Grace Hill", agency_id=world.users["social_worker"].agency_id
    )
    for role in (Role.PRACTITIONER, Role.CONTACT_POINT):
        RoleHolding.objects.create(user=user, role=role)
    return user


def test_cases_circles_and_actions_all_move_and_who_had_them_stays_on_record(
    world: Loaded, watched: Watched, as_user: As, care_lead: User
) -> None:
    leaver, successor = world.users["social_worker"], world.users["front_door"]
    with watched():
        mine = an_action(world.cases["Karim"], leaver, leaver)
        elsewhere = an_action(world.cases["Anders"], leaver, successor)
        before = caseload_of(leaver)
        done = move(leaver, successor, by=care_lead, reason="Daniel leaves in May")
        after = caseload_of(leaver)
        assert (after.cases, after.memberships, after.actions) == ([], [], [])
        for case in before.cases:
            kept = Case.objects.for_purpose("test").get(pk=case.pk)
            assert kept.owner_id == successor.pk
            held = AccessGrant.objects.for_purpose("test").filter(case=case, user=leaver)
            assert held.exists()
            assert all(grant.ends is not None for grant in held), "ended, never removed"
            assert AccessGrant.held_by(successor).filter(case=case, basis=Basis.OWNER).exists()
        for action in (mine, elsewhere):
            assert Action.objects.for_purpose("test").get(pk=action.pk).owner_id == successor.pk
            assert HandOver.objects.for_purpose("test").get(action=action).before_id == leaver.pk
        assert set(done.moved["cases"]) == {str(case.pk) for case in before.cases}
        assert not Case.objects.visible_to(leaver).exists()
    for case in before.cases:
        assert as_user("front_door").get(f"/cases/{case.pk}").status_code == 200


def test_a_restricted_case_neither_moves_nor_counts(world: Loaded, watched: Watched, care_lead: User) -> None:
    custodian = world.users["custodian"]
    with watched():
        assert caseload_of(custodian).cases == []
        move(custodian, world.users["front_door"], by=care_lead, reason="Leaves")
        assert Case.objects.for_purpose("test").get(pk=world.cases["Nowak"].pk).owner_id == custodian.pk


def test_nobody_takes_a_caseload_themselves_or_moves_one_of_another_agency(
    world: Loaded, watched: Watched, care_lead: User
) -> None:
    users = world.users
    with watched():
        for leaver, successor, by in (
            (users["social_worker"], care_lead, care_lead),
            (users["social_worker"], users["social_worker"], care_lead),
            (users["social_worker"], users["nurse"], care_lead),
            (users["nurse"], users["front_door"], care_lead),
            (users["social_worker"], users["front_door"], users["social_worker"]),
            (users["social_worker"], users["front_door"], users["contact_point"]),
        ):
            with pytest.raises(MoveRefusedError):
                move(leaver, successor, by=by, reason="Leaves")
    assert not Reassignment.objects.for_purpose("test").exists()


def test_it_moves_nothing_where_it_fails_half_way(
    world: Loaded, watched: Watched, care_lead: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    from lanthorn.casework.plans import moving

    def broken(*_: Any, **__: Any) -> None:
        raise RuntimeError("the database went away")

    leaver = world.users["social_worker"]
    with watched():
        an_action(world.cases["Karim"], leaver, leaver)
    monkeypatch.setattr(moving, "hand_over", broken)
    with pytest.raises(RuntimeError), watched():
        move(leaver, world.users["front_door"], by=care_lead, reason="Leaves")
    assert caseload_of(leaver).cases != []


def test_the_page_shows_numbers_first_and_moves_only_when_confirmed(
    world: Loaded, as_user: As, watched: Watched
) -> None:
    users = world.users
    with watched():
        an_action(world.cases["Karim"], users["detective"], users["social_worker"])
    other = User.objects.create_user("b@met-riverside.example", name="Ben Walsh", agency_id="met-riverside")
    RoleHolding.objects.create(user=other, role=Role.PRACTITIONER)
    client = as_user("contact_point", again=True)
    asked = {"leaver": str(users["detective"].pk), "successor": str(other.pk), "reason": "Leaves in May"}
    page = client.post("/caseload", asked).content.decode()
    assert "Open actions: 1" in page
    assert "Karim" not in page
    assert not Reassignment.objects.for_purpose("test").exists()
    assert client.post("/caseload", asked | {"confirmed": "1"}).status_code == 302
    with watched():
        assert Reassignment.objects.for_purpose("test").get().successor_id == other.pk
        assert Case.objects.visible_to(other).filter(pk=world.cases["Karim"].pk).exists()
        assert not Case.objects.visible_to(users["detective"]).filter(pk=world.cases["Karim"].pk).exists()
