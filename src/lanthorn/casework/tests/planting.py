"""Records for the tests that walk every page: one of each kind that a page's address can name.

An app that adds a page with a new part in its address adds a line to `arguments` here, or the walk fails.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta
from typing import Any
from uuid import UUID

from django.utils import timezone

from lanthorn.casework.access.models import User
from lanthorn.casework.access.register import Entry
from lanthorn.casework.api.tests.planting import plant_machine
from lanthorn.casework.audit.recording import Actor
from lanthorn.casework.audit.watch import watching
from lanthorn.casework.cases.models import Case, EmergencyAccess
from lanthorn.casework.considered.tests.planting import plant_considered
from lanthorn.casework.dashboard.tests.planting import plant_figures
from lanthorn.casework.demonstration.loading import Loaded
from lanthorn.casework.journeys.keeping import keep
from lanthorn.casework.journeys.models import Draft
from lanthorn.casework.merges.tests.planting import plant_merges
from lanthorn.casework.notices.models import Notice, NoticeKind
from lanthorn.casework.panels.tests.planting import plant_panel
from lanthorn.casework.people.models import Address
from lanthorn.casework.plans.tests.planting import plant_plan
from lanthorn.casework.referrals.models import PersonMatch
from lanthorn.casework.restrictions.tests.planting import plant_restrictions
from lanthorn.casework.sightings.tests.planting import plant_sightings
from lanthorn.casework.tests.planted_around import plant_around
from lanthorn.casework.tests.planted_referral import a_referral
from lanthorn.casework.tests.planted_steps import plant_steps
from lanthorn.casework.users.tests.planting import plant_users


@dataclass(frozen=True)
class Planted:
    """What the walk needs: arguments of addresses, those of restricted records, and who is who to them."""

    arguments: dict[str, Any]
    restricted: dict[str, Any]
    personas: Mapping[str, User]
    everybody: tuple[User, ...]
    by_post_only: frozenset[str]
    entitled_by_kind: Mapping[str, tuple[User, ...]]

    def entitled(self, entry: Entry) -> User | None:
        """A made-up person who may open the page, with the records planted here."""
        by_kind = self.entitled_by_kind
        named = by_kind.get(entry.name, by_kind.get(entry.of, self.everybody))
        return next((user for user in named if entry.who(user)), None)


def plant_records(world: Loaded) -> Planted:
    """One record of each kind, around the case of Katherine Dunmore; and the restricted case of Zofia Nowak."""
    users, case, hidden = world.users, world.cases["Dunmore"], world.cases["Nowak"]
    now = timezone.now()
    with watching("test.plant", Actor()):
        draft = Draft(user=users["nurse"], journey="referral")
        draft.save()
        kept = keep(users["nurse"], f"/cases/{case.pk}", [("text", ["A note that was not saved"])])
        referral = a_referral(users["nurse"])
        matched = a_referral(users["nurse"], case=case)
        match = PersonMatch(referral=referral, person_id=case.person_id, made_new=False, by=users["front_door"])
        match.save()
        emergency = EmergencyAccess(
            case=case, user=users["contact_point"], reason="A worry at night", begins=now - timedelta(hours=3),
            ends=now - timedelta(hours=2),
        )  # fmt: skip
        emergency.save()
        hidden_referral = a_referral(users["custodian"], case=hidden)
        notice = Notice.objects.create(
            user=users["nurse"], kind=NoticeKind.ADDED_TO_CASE, page="cases:page", about=case.pk
        )
        address, hidden_address = _address(case), _address(hidden)
    steps = plant_steps(world)
    plant_panel(steps, world)
    plant_plan(steps, world)
    plant_around(steps, world)
    plant_sightings(steps, world)
    plant_restrictions(steps, world)
    plant_merges(steps, world)
    plant_users(steps, world)
    plant_considered(steps, world)
    service = plant_machine(users)
    plant_figures()
    assert matched.case_id == case.pk
    return Planted(
        arguments={
            "case": case.pk, "address": address, "draft": {"referrals": draft.pk} | steps.drafts,
            "question": {"referrals": "danger"} | steps.questions, "referral": {"": referral.pk} | steps.referrals,
            "kept": kept.pk, "token": service.service_token.pk,  # type: ignore[attr-defined] # put there by plant_machine
            "match": match.pk, "emergency": emergency.pk, "notice": notice.pk,
            **steps.arguments,
        },
        restricted={"case": hidden.pk, "address": hidden_address, "referral": hidden_referral.pk, **steps.restricted},
        personas={
            "wrong_agency": users["teacher"],
            "right_agency_without_grant": users["minute_taker"],
            "with_grant": users["nurse"],
        },
        everybody=(*users.values(), service),
        by_post_only=frozenset(
            {
                "journeys:keep",
                "operations:policy_report",
                "referrals:acknowledge",
                "work:notice",
                "disclosures:give",
                "panels:build",
                "panels:issue",
                "panels:download",
                "volt:download",
            }
        ),
        entitled_by_kind={
            "case": (users["social_worker"],),
            "draft": (users["nurse"],),
            "kept": (users["nurse"],),
            "referral": (users["nurse"], users["front_door"]),
            "emergency": (users["data_protection_lead"],),
            "notice": (users["nurse"],),
            **steps.entitled,
        },
    )  # fmt: skip


def _address(case: Case) -> UUID:
    found: Address = Address.objects.for_purpose("test").get(person=case.person_id)
    return found.pk
