"""Emergency access: for a reason, for an hour, told at once, shown on every page, reviewed before the next."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.core import mail
from django.db import IntegrityError, transaction
from django.test import Client

from lanthorn.casework.audit.models import AuditEvent
from lanthorn.casework.cases.circle import EmergencyRefusedError, review_emergency
from lanthorn.casework.cases.models import AccessGrant, Basis, Case, EmergencyAccess
from lanthorn.casework.demonstration.loading import Loaded
from lanthorn.casework.notices.models import Notice

REASON = "The mother rang: Katherine has not come home"
As = Callable[..., Client]


def ask(client: Client, world: Loaded, surname: str = "Dunmore") -> Any:
    return client.post("/emergency", {"reference": world.cases[surname].reference.lower(), "reason": REASON})


def test_it_opens_the_case_at_once_and_says_so_on_every_page(world: Loaded, as_user: As) -> None:
    client, case = as_user("contact_point", again=True), world.cases["Dunmore"]
    assert client.get(f"/cases/{case.pk}").status_code == 404
    response = ask(client, world)
    assert response.headers["Location"] == f"/cases/{case.pk}"
    assert client.get(f"/cases/{case.pk}").status_code == 200
    for page in ("/", "/referrals", "/search"):
        assert "You have emergency access" in client.get(page).content.decode()


def test_the_owner_and_the_data_protection_lead_are_told_without_personal_data(
    world: Loaded, as_user: As, django_capture_on_commit_callbacks: Any
) -> None:
    with django_capture_on_commit_callbacks(execute=True):
        ask(as_user("contact_point", again=True), world)
    told = set(Notice.objects.filter(kind="emergency_used").values_list("user__email", flat=True))
    assert told == {world.users["social_worker"].email, world.users["data_protection_lead"].email}
    assert {address for one in mail.outbox for address in one.to} == told
    written = " ".join(f"{one.subject} {one.body}" for one in mail.outbox)
    for word in ("Katherine", "Dunmore", world.cases["Dunmore"].reference, "mother"):
        assert word not in written


def test_it_ends_after_an_hour(world: Loaded, as_user: As) -> None:
    client = as_user("contact_point", again=True)
    ask(client, world)
    opened = EmergencyAccess._base_manager.get()
    assert opened.ends - opened.begins == timedelta(minutes=60)
    EmergencyAccess._base_manager.update(
        begins=opened.begins - timedelta(hours=2), ends=opened.ends - timedelta(hours=2)
    )
    assert client.get(f"/cases/{opened.case_id}").status_code == 404
    assert "You have emergency access" not in client.get("/").content.decode()


def test_it_cannot_be_used_again_before_somebody_else_reviewed_it(
    world: Loaded, as_user: As, watched: Callable[[], Any]
) -> None:
    client = as_user("contact_point", again=True)
    ask(client, world)
    assert "has not been reviewed" in ask(client, world, "Karim").content.decode()
    with watched():
        opened = EmergencyAccess.objects.for_purpose("test").get()
        with pytest.raises(EmergencyRefusedError):
            review_emergency(opened, by=world.users["contact_point"], justified=True, finding="Fine")
    assert client.get(f"/emergency/{opened.pk}/review").status_code == 403
    review = as_user("data_protection_lead").post(
        f"/emergency/{opened.pk}/review", {"justified": "yes", "finding": "The child was missing"}
    )
    assert review.status_code == 302
    assert ask(client, world, "Karim").status_code == 302


def test_a_restricted_case_and_one_that_is_not_there_are_answered_alike(world: Loaded, as_user: As) -> None:
    client = as_user("contact_point", again=True)
    hidden = ask(client, world, "Nowak").content.decode()
    unknown = client.post("/emergency", {"reference": "2222222", "reason": REASON}).content.decode()
    message = "No case can be opened with this reference"
    assert message in hidden
    assert message in unknown
    assert not EmergencyAccess._base_manager.exists()


def test_a_case_that_becomes_restricted_closes_to_a_running_emergency_access(
    world: Loaded, as_user: As, watched: Callable[[], Any]
) -> None:
    client = as_user("contact_point", again=True)
    ask(client, world)
    with watched():
        case = Case.objects.for_purpose("test").get(pk=world.cases["Dunmore"].pk)
        case.restricted = True
        case.save()
    assert client.get(f"/cases/{case.pk}").status_code == 404


def test_the_reason_is_kept_sealed(world: Loaded, as_user: As) -> None:
    ask(as_user("contact_point", again=True), world)
    event = AuditEvent.objects.filter(act="cases:emergency").latest("sequence")
    rows = event.subjects.all()
    assert rows
    assert all("mother" not in row.sealed for row in rows)


def test_nobody_lets_themselves_into_a_circle(world: Loaded, watched: Callable[[], Any]) -> None:
    user = world.users["teacher"]
    with pytest.raises(IntegrityError), watched(), transaction.atomic():
        AccessGrant(
            case=world.cases["Dunmore"], user=user, basis=Basis.WORKER, reason="I wish to see it", given_by=user
        ).save()


def test_only_the_owner_lets_others_into_the_circle(world: Loaded, as_user: As) -> None:
    page = f"/cases/{world.cases['Dunmore'].pk}/circle/add"
    assert as_user("nurse").get(page).status_code == 403
    assert as_user("social_worker").get(page).status_code == 200
