"""The disclosure register: nobody approves their own, nothing is given before, and the audit says to whom."""

from collections.abc import Callable
from typing import Any

import pytest
from django.db import IntegrityError, transaction
from django.test import Client
from django.utils import timezone

from lanthorn.casework.audit.chain import verify
from lanthorn.casework.audit.models import AuditEvent
from lanthorn.casework.demonstration.loading import Loaded
from lanthorn.casework.disclosures.deciding import DisclosureRefusedError, ask, decide, give, may_decide
from lanthorn.casework.disclosures.models import Disclosure
from lanthorn.casework.notices.models import Notice

As = Callable[..., Client]
Watched = Callable[[], Any]
TOLD = {"recipient": "Her aunt", "what": "That she is safe", "why": "She cares for her", "basis": "safeguarding"}


def test_nobody_approves_their_own_disclosure_whoever_they_are(world: Loaded, as_user: As, watched: Watched) -> None:
    owner = world.users["social_worker"]
    with watched():
        own = ask(world.cases["Dunmore"], by=owner, **TOLD)
        assert not may_decide(own, owner), "not even who leads the case"
        with pytest.raises(DisclosureRefusedError, match="Nobody approves their own"):
            decide(own, approved=True, reason="Yes", by=owner)
        own.decided_by, own.decided_at, own.approved = owner, timezone.now(), True
        with pytest.raises(IntegrityError), transaction.atomic():
            own.save()
    assert as_user("social_worker", again=True).get(f"/disclosures/{own.pk}/decide").status_code == 403


def test_the_owner_and_the_data_protection_lead_decide_and_nobody_else(world: Loaded, watched: Watched) -> None:
    with watched():
        asked = ask(world.cases["Dunmore"], by=world.users["nurse"], **TOLD)
        deciders = {key for key, user in world.users.items() if may_decide(asked, user)}
    assert deciders == {"social_worker", "data_protection_lead"}
    told = {notice.user.name for notice in Notice.objects.filter(kind="disclosure_asked")}
    assert told == {world.users[key].name for key in deciders}


def test_only_what_was_approved_is_given_and_once(world: Loaded, watched: Watched) -> None:
    nurse, owner = world.users["nurse"], world.users["social_worker"]
    with watched():
        asked = ask(world.cases["Dunmore"], by=nurse, **TOLD)
        with pytest.raises(DisclosureRefusedError, match="Only what was approved"):
            give(asked, by=nurse)
        asked.given_at = timezone.now()
        with pytest.raises(IntegrityError), transaction.atomic():
            asked.save()
        asked = Disclosure.objects.for_purpose("test").get(pk=asked.pk)
        decide(asked, approved=True, reason="She needs it", by=owner)
        with pytest.raises(DisclosureRefusedError, match="decided before"):
            decide(asked, approved=False, reason="No", by=owner)
        give(asked, by=nurse)
        with pytest.raises(DisclosureRefusedError, match="given before"):
            give(asked, by=nurse)


def test_a_refused_disclosure_is_not_given(world: Loaded, watched: Watched) -> None:
    with watched():
        asked = ask(world.cases["Dunmore"], by=world.users["nurse"], **TOLD)
        decide(asked, approved=False, reason="Too much", by=world.users["data_protection_lead"])
        with pytest.raises(DisclosureRefusedError):
            give(asked, by=world.users["nurse"])


def test_the_audit_keeps_a_disclosure_with_basis_and_recipient_and_no_name(
    world: Loaded, as_user: As, watched: Watched
) -> None:
    with watched():
        asked = ask(world.cases["Dunmore"], by=world.users["nurse"], **TOLD)
    page = f"/disclosures/{asked.pk}"
    client = as_user("data_protection_lead", again=True)
    assert client.post(f"{page}/decide", {"approved": "yes", "reason": "She needs it"}).status_code == 302
    assert as_user("nurse").post(f"{page}/given").status_code == 302
    event = AuditEvent.objects.get(operation="disclosure")
    assert (event.act, event.lawful_basis) == ("disclosures:give", "safeguarding")
    assert event.recipients == [f"disclosure:{asked.pk}"]
    assert "Given" in as_user("nurse").get("/disclosures").content.decode()
    assert verify().faults == ()


def test_the_register_of_a_restricted_case_is_not_shown_by_role(world: Loaded, as_user: As, watched: Watched) -> None:
    with watched():
        hidden = ask(world.cases["Nowak"], by=world.users["custodian"], **(TOLD | {"recipient": "A court"}))
    assert not Notice.objects.filter(kind="disclosure_asked").exists()
    assert "A court" not in as_user("data_protection_lead").get("/disclosures").content.decode()
    assert as_user("data_protection_lead").get(f"/disclosures/{hidden.pk}").status_code == 404
