"""A meeting with its packs out, for the tests of the panel."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import pytest

from lanthorn.casework.demonstration.loading import Loaded
from lanthorn.casework.panels.models import AgendaItem, Meeting
from lanthorn.casework.panels.planning import give_seat, put_forward
from lanthorn.casework.panels.releasing import release
from lanthorn.casework.panels.tests.planting import a_meeting


@dataclass
class Panel:
    """The meeting, its item on the case of Katherine Dunmore, and the way to load them anew."""

    meeting: Meeting
    item: AgendaItem

    def again(self) -> AgendaItem:
        found = AgendaItem.objects.for_purpose("test").select_related("meeting__chair__agency", "case")
        one: AgendaItem = found.get(pk=self.item.pk)
        return one


@pytest.fixture
def panel(world: Loaded, watched: Callable[[], Any]) -> Panel:
    """A released meeting: nurse, detective and teacher have seats; the social worker put Katherine's case forward."""
    users = world.users
    with watched():
        meeting = a_meeting(world)
        for key in ("nurse", "detective", "teacher"):
            give_seat(meeting, users[key], by=users["chair"])
        item = put_forward(world.cases["Dunmore"], meeting, by=users["social_worker"], reason="Not seen since")
        release(meeting, by=users["chair"])
    return Panel(meeting, item)
