"""Records for the walk over every page: one sighting."""

from typing import Any

from lanthorn.casework.audit.recording import Actor
from lanthorn.casework.audit.watch import watching
from lanthorn.casework.people.models import Address
from lanthorn.casework.sightings.models import Sighting


def plant_sightings(steps: Any, world: Any) -> None:
    """The address of Katherine Dunmore, seen by the nurse."""
    with watching("test.plant", Actor()):
        address = Address.objects.for_purpose("test").get(person=world.cases["Dunmore"].person_id)
        seen = Sighting(address=address, person_id=address.person_id, page="cases:page", user=world.users["nurse"])
        seen.save()
    steps.arguments["sighting"] = seen.pk
    steps.entitled["sighting"] = (world.users["data_protection_lead"],)
