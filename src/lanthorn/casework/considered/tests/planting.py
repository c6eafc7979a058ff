"""Children to consider, for the tests that walk every page. Called by casework/tests/planting.py."""

import tempfile
from pathlib import Path

from lanthorn.casework.audit.recording import Actor
from lanthorn.casework.audit.watch import watching
from lanthorn.casework.considered.deciding import no_action
from lanthorn.casework.considered.models import ConsideredChild
from lanthorn.casework.considered.reading import read_list
from lanthorn.casework.considered.taking import take
from lanthorn.casework.considered.tests.lists import missing, write
from lanthorn.casework.demonstration.loading import Loaded
from lanthorn.casework.tests.planted_steps import Steps


def plant_considered(steps: Steps, world: Loaded) -> None:
    """A list with one child who waits and one decided on, and a draft of a referral of the first."""
    front_door = world.users["front_door"]
    with tempfile.TemporaryDirectory() as folder, watching("test.plant", Actor()):
        take(read_list(write(Path(folder), missing("MP1", "MP2", "MP3"), missing("MP9"))), by=front_door)
        child, decided = ConsideredChild.objects.for_purpose("test").order_by("store_name")
        no_action(decided, "With her aunt, who had told the school", by=front_door)
        steps.draft(front_door, "considered_referral", "considered:refer_", "name", child.pk)
    steps.arguments |= {"child": child.pk}
    steps.entitled |= {"child": (front_door,)}
