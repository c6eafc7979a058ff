"""A meeting with its packs out, for the tests that walk every page. Called by casework/tests/planting.py."""

from datetime import time, timedelta
from typing import Any

from django.utils import timezone

from lanthorn.casework.audit.recording import Actor
from lanthorn.casework.audit.watch import watching
from lanthorn.casework.cases.working_days import working_days_after
from lanthorn.casework.demonstration.loading import Loaded
from lanthorn.casework.panels.models import AgendaItem, Meeting, Seat
from lanthorn.casework.panels.planning import give_seat, plan, put_forward
from lanthorn.casework.panels.releasing import give_pack, release
from lanthorn.casework.tests.planted_steps import Steps


def a_meeting(world: Loaded, **changed: Any) -> Meeting:
    """A meeting four working days ahead, minuted by the front door; its agenda built itself."""
    told: dict[str, Any] = {
        "on": working_days_after(timezone.localdate() + timedelta(days=1), 3), "starts": time(14, 0),
        "place": "Riverside town hall, room 2", "chair": world.users["chair"],
        "minute_taker": world.users["front_door"],
    }  # fmt: skip
    return plan(**(told | changed))


def plant_panel(steps: Steps, world: Loaded) -> None:
    """A released meeting with the case of Katherine Dunmore on it, and unseen by most, the restricted one."""
    users = world.users
    with watching("test.plant", Actor()):
        meeting = a_meeting(world)
        for key in ("nurse", "detective"):
            give_seat(meeting, users[key], by=users["chair"])
        found = AgendaItem.objects.for_purpose("test").filter(meeting=meeting, case=world.cases["Dunmore"]).first()
        item = found or put_forward(world.cases["Dunmore"], meeting, by=users["social_worker"], reason="Not seen since")
        hidden_item = put_forward(world.cases["Nowak"], meeting, by=users["custodian"], reason="Review")
        release(meeting, by=users["chair"])
        seat = Seat.objects.for_purpose("test").get(meeting=meeting, user=users["chair"])
        pack = give_pack(meeting, seat, by=users["front_door"])
        steps.draft(users["chair"], "decision", "panels:decision_", "category", item.pk)
    steps.arguments |= {"meeting": meeting.pk, "item": item.pk, "seat": seat.pk, "pack": pack.pk}
    steps.restricted |= {"item": hidden_item.pk}
    steps.entitled |= {"meeting": (users["chair"],), "item": (users["chair"],), "pack": (users["chair"],)}
