"""An action of each kind, for the tests that walk every page. Called by casework/tests/planting.py."""

from typing import Any

from lanthorn.casework.audit.recording import Actor
from lanthorn.casework.audit.watch import watching
from lanthorn.casework.cases.models import Case
from lanthorn.casework.demonstration.loading import Loaded
from lanthorn.casework.plans.acting import note_progress, set_action
from lanthorn.casework.plans.models import Action, Aim
from lanthorn.casework.tests.planted_steps import Steps


def an_action(case: Case, owner: Any, by: Any, *, what: str = "Visit her at school", days: int = 5) -> Action:
    """An action of a case. Must be called within a watch."""
    return set_action(what, Aim.CHILD, owner, days, by=by, case=case)


def plant_plan(steps: Steps, world: Loaded) -> None:
    """An action on the case of Katherine Dunmore, one on the restricted case, and a draft of each journey."""
    users = world.users
    with watching("test.plant", Actor()):
        action = an_action(world.cases["Dunmore"], users["worker"], users["social_worker"])
        note_progress(action, "Rang the school: she comes on Mondays", by=users["worker"])
        hidden = an_action(world.cases["Nowak"], users["custodian"], users["custodian"])
        steps.draft(users["social_worker"], "action", "plans:", "what", world.cases["Dunmore"].pk)
        steps.draft(users["chair"], "item-action", "plans:item_", "what", steps.arguments["item"])
    steps.arguments |= {"action": action.pk}
    steps.restricted |= {"action": hidden.pk}
    steps.entitled |= {"action": (users["worker"],), "plans:item_new": (users["chair"],)}
