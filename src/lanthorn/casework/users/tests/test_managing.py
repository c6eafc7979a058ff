"""Who manages whose access: never one's own, never of somebody above, and what is ended stays on record."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.db import IntegrityError, transaction
from django.test import Client
from django.utils import timezone

from lanthorn.casework.access.models import Agency, Role, RoleHolding, User
from lanthorn.casework.audit.models import AuditEvent
from lanthorn.casework.cases.models import AccessGrant
from lanthorn.casework.demonstration.loading import Loaded
from lanthorn.casework.plans.acting import set_action
from lanthorn.casework.plans.chasing import chase, notice_quiet, supervisors_of
from lanthorn.casework.plans.models import Aim, Chase
from lanthorn.casework.users.managing import (
    UserRefusedError,
    add,
    certify,
    change_supervisor,
    end_sessions,
    leave,
    move_agency,
    set_roles,
)
from lanthorn.casework.users.models import Certification, Invitation
from lanthorn.casework.users.roles import fault_in, rules
from lanthorn.casework.users.scope import confirmed_by, managed_by

As = Callable[..., Client]
Watched = Callable[[], Any]


def names(users: Any) -> set[str]:
    return {one.name for one in users}


def test_a_contact_point_manages_their_own_agency_and_an_administrator_all_but_neither_themselves(
    world: Loaded,
) -> None:
    users = world.users
    assert names(managed_by(users["contact_point"])) == {users["detective"].name}
    everybody = set(User.objects.values_list("name", flat=True))
    assert names(managed_by(users["administrator"])) == everybody - {users["administrator"].name}
    assert not managed_by(users["social_worker"]).exists()


def test_a_contact_point_does_not_manage_whoever_holds_a_role_above_theirs(world: Loaded) -> None:
    lead = world.users["social_worker"]
    RoleHolding.objects.create(user=lead, role=Role.CONTACT_POINT, given_by=world.users["administrator"])
    managed = names(managed_by(User.objects.get(pk=lead.pk)))
    for key in ("chair", "data_protection_lead", "custodian", "administrator"):
        assert world.users[key].name not in managed
    assert world.users["front_door"].name in managed


def test_every_role_has_a_rule_and_the_rules_agree_both_ways() -> None:
    assert set(rules()) == set(Role.values)
    for name, rule in rules().items():
        for other in rule.beside:
            assert name in rules()[other].beside, f"{name} beside {other}, and not the other way"


def test_whoever_opens_doors_for_others_sees_no_child() -> None:
    for other in set(Role.values) - {Role.ADMINISTRATOR}:
        assert fault_in([Role.ADMINISTRATOR, other])


def test_nobody_gives_a_role_that_is_not_theirs_to_give(world: Loaded, watched: Watched) -> None:
    with watched():
        with pytest.raises(UserRefusedError, match="administrator"):
            set_roles(world.users["detective"], ["practitioner", "chair"], by=world.users["contact_point"])
        with pytest.raises(UserRefusedError, match="Somebody else manages"):
            set_roles(world.users["contact_point"], ["contact_point"], by=world.users["contact_point"])
        with pytest.raises(UserRefusedError, match="Somebody else manages"):
            set_roles(world.users["nurse"], ["practitioner"], by=world.users["contact_point"])


def test_roles_are_ended_and_never_removed(world: Loaded, watched: Watched) -> None:
    user = world.users["detective"]
    with watched():
        set_roles(user, ["front_door"], by=world.users["contact_point"])
    assert User.objects.get(pk=user.pk).roles == {"front_door"}
    held = dict(RoleHolding.objects.filter(user=user).values_list("role", "ends"))
    assert held["practitioner"] is not None
    assert held["front_door"] is None


def test_a_change_of_roles_is_an_event_with_who_and_about_whom(world: Loaded, as_user: As) -> None:
    page = f"/users/{world.users['detective'].pk}/roles"
    client = as_user("contact_point", again=True)
    assert client.post(page, {"roles": ["practitioner", "front_door"]}).status_code == 302
    event = AuditEvent.objects.filter(act="users:roles", operation="configuration").latest("sequence")
    assert event.user_id == world.users["contact_point"].pk
    assert event.fields == ["user.roles"]
    assert event.subjects.count() == 1


def test_changing_roles_asks_to_sign_in_again(world: Loaded, as_user: As) -> None:
    page = f"/users/{world.users['detective'].pk}/roles"
    assert as_user("contact_point").get(page).headers["Location"].startswith("/sign-in/again")


def test_a_colleague_of_another_agency_is_not_there_for_a_contact_point(world: Loaded, as_user: As) -> None:
    client = as_user("contact_point", again=True)
    for rest in ("", "/roles", "/leave", "/certify", "/sessions", "/invite"):
        for method in (client.get, client.post):
            assert method(f"/users/{world.users['nurse'].pk}{rest}").status_code == 404
    assert world.users["nurse"].name not in client.get("/users").content.decode()


def test_who_leaves_is_out_at_once_holds_no_role_and_stays_on_record(
    world: Loaded, as_user: As, watched: Watched
) -> None:
    client = as_user("detective")
    assert client.get("/").status_code == 200
    as_user("contact_point").post(f"/users/{world.users['detective'].pk}/leave")
    assert client.get("/").headers["Location"].startswith("/sign-in")
    gone = User.objects.get(pk=world.users["detective"].pk)
    assert not gone.is_active
    assert gone.roles == frozenset()
    assert AccessGrant._base_manager.filter(user=gone).exists(), "that they belonged to circles is kept"


def test_ended_sessions_end_and_a_new_sign_in_holds(world: Loaded, as_user: As, watched: Watched) -> None:
    client = as_user("detective")
    assert client.get("/").status_code == 200
    with watched():
        end_sessions(world.users["detective"], by=world.users["contact_point"])
    assert client.get("/").headers["Location"] == "/sign-in"
    assert as_user("detective").get("/").status_code == 200


def test_moving_to_another_agency_ends_roles_supervisor_and_memberships(world: Loaded, watched: Watched) -> None:
    user, by = world.users["detective"], world.users["administrator"]
    with watched():
        change_supervisor(user, world.users["contact_point"], by=by)
        assert AccessGrant.held_by(user).exists()
        move_agency(user, Agency.objects.get(pk="hill-school"), by=by)
    moved = User.objects.get(pk=user.pk)
    assert (moved.agency_id, moved.supervisor, moved.roles) == ("hill-school", None, frozenset())
    assert not AccessGrant.held_by(user).exists()


def test_whoever_leads_cases_moves_only_after_their_caseload(world: Loaded, watched: Watched) -> None:
    with watched(), pytest.raises(UserRefusedError, match="moves the caseload first"):
        move_agency(world.users["social_worker"], Agency.objects.get(pk="hill-school"), by=world.users["administrator"])


def test_nobody_supervises_themselves_or_across_agencies(world: Loaded, watched: Watched) -> None:
    user, by = world.users["detective"], world.users["administrator"]
    with watched():
        for other in (user, world.users["nurse"]):
            with pytest.raises(UserRefusedError):
                change_supervisor(user, other, by=by)
    user.supervisor = user
    with pytest.raises(IntegrityError), transaction.atomic():
        user.save()


def test_a_supervisor_is_told_of_a_quiet_case_and_sees_it_without_a_name(
    world: Loaded, as_user: As, watched: Watched
) -> None:
    case, lead = world.cases["Karim"], world.users["social_worker"]
    with watched():
        change_supervisor(lead, world.users["front_door"], by=world.users["administrator"])
        case.owner.refresh_from_db()
        assert world.users["front_door"] in supervisors_of(case)
        notice_quiet(timezone.localdate() + timedelta(days=60))
    page = as_user("front_door").get("/quiet").content.decode()
    assert case.reference in page
    assert "Karim" not in page


def test_overdue_actions_are_passed_to_the_supervisor_too(world: Loaded, watched: Watched) -> None:
    lead = world.users["social_worker"]
    with watched():
        change_supervisor(lead, world.users["front_door"], by=world.users["administrator"])
        set_action(
            "Visit him at school", Aim.CHILD, User.objects.get(pk=lead.pk), 0, by=lead, case=world.cases["Karim"]
        )
        chase(timezone.localdate() + timedelta(days=14))
    told = set(Chase._base_manager.filter(level="contact_point").values_list("told", flat=True))
    assert told == {world.users["front_door"].pk}


def test_nobody_is_added_twice_or_to_another_agency_by_a_contact_point(world: Loaded, watched: Watched) -> None:
    by = world.users["contact_point"]
    new: dict[str, Any] = {"name": "Iris Bell", "job": "Detective", "roles": ["practitioner"], "supervisor": None}
    with watched():
        with pytest.raises(UserRefusedError, match="already"):
            add(email=world.users["nurse"].email.upper(), agency=by.agency, by=by, **new)
        with pytest.raises(UserRefusedError, match="own agency"):
            add(email="iris@met.example", agency=world.users["nurse"].agency, by=by, **new)
        with pytest.raises(UserRefusedError, match="administrator"):
            add(email="iris@met.example", agency=by.agency, by=by, **new | {"roles": ["chair"]})


def test_the_database_refuses_confirming_and_inviting_oneself(world: Loaded) -> None:
    user = world.users["administrator"]
    with pytest.raises(IntegrityError), transaction.atomic():
        Certification.objects.create(user=user, by=user, needed=True)
    with pytest.raises(IntegrityError), transaction.atomic():
        Invitation.objects.create(user=user, by=user, expires_at=timezone.now(), code="!")


def long_ago(user: User, days: int) -> None:
    User.objects.filter(pk=user.pk).update(certified_at=timezone.now() - timedelta(days=days))


def test_whoever_was_not_confirmed_in_time_cannot_go_on_and_is_told_why(world: Loaded, as_user: As) -> None:
    client = as_user("detective")
    long_ago(world.users["detective"], 89)
    assert client.get("/").status_code == 200
    long_ago(world.users["detective"], 90)
    answer = client.get("/")
    assert answer.headers["Location"] == "/sign-in/lapsed"
    assert "Your access is suspended" in client.get("/sign-in/lapsed").content.decode()


def test_a_contact_point_is_asked_two_weeks_ahead_and_their_yes_lasts_another_quarter(
    world: Loaded, as_user: As
) -> None:
    client, user = as_user("contact_point"), world.users["detective"]
    assert "Do they still need access?" not in client.get("/users").content.decode()
    long_ago(user, 80)
    assert "1 person needs you to confirm their access" in client.get("/").content.decode()
    assert user.name in client.get("/users").content.decode()
    assert client.post(f"/users/{user.pk}/certify", {"needed": "yes"}).status_code == 302
    assert "needs you to confirm" not in client.get("/").content.decode()
    kept = Certification.objects.get(user=user)
    assert (kept.by, kept.needed) == (world.users["contact_point"], True)


def test_a_no_ends_their_access(world: Loaded, watched: Watched) -> None:
    with watched():
        certify(world.users["detective"], needed=False, by=world.users["contact_point"])
    assert not User.objects.get(pk=world.users["detective"].pk).is_active
    with watched():
        assert Certification.objects.get().needed is False


def test_an_administrator_is_asked_about_those_whom_no_contact_point_manages(world: Loaded) -> None:
    asked = names(confirmed_by(world.users["administrator"]))
    assert world.users["detective"].name not in asked
    assert {world.users[key].name for key in ("contact_point", "chair", "nurse")} <= asked


def test_who_left_comes_back_without_a_role(world: Loaded, as_user: As, watched: Watched) -> None:
    user = world.users["detective"]
    with watched():
        leave(user, by=world.users["contact_point"])
    as_user("contact_point", again=True).post(f"/users/{user.pk}/return")
    back = User.objects.get(pk=user.pk)
    assert back.is_active
    assert back.roles == frozenset()
