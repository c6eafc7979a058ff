"""What a reader sees of actions; of one that was passed on to them, nothing that tells who the child is."""

from typing import Any

from django.utils import timezone

from lanthorn.casework.access.sheets import Field, Sheet
from lanthorn.casework.look.templatetags.look import day, moment
from lanthorn.casework.plans.models import Action, HandOver, Progress, QuietCase, State


def _person(user: Any) -> str:
    return f"{user.name}, {user.agency.name}"


def _owner(action: Action) -> str:
    return f"{action.owner.name}, {action.agency.name}"


def _due(action: Action) -> str:
    late = action.state == State.OPEN and action.due < timezone.localdate()
    return f"{day(action.due)}{' (overdue)' if late else ''}"


def _about(action: Action) -> str:
    if action.case is not None:
        return f"Case {action.case.reference}"
    return action.item.get_kind_display() if action.item is not None else ""


ACTION_SHEET: Sheet[Action] = Sheet(
    "action",
    [
        Field("what", "Action", "concern", lambda one: one.what),
        Field("aim", "What it is for", "concern", lambda one: one.get_aim_display()),
        Field("owner", "Who does it", "identity", _owner),
        Field("due", "Due", "concern", _due),
        Field("state", "Where it stands", "concern", lambda one: one.get_state_display()),
        Field("outcome", "What came of it", "concern", lambda one: one.outcome),
        Field("set", "Recorded", "identity", lambda one: day(one.set_at)),
    ],
)

ACTION_LINE: Sheet[Action] = Sheet(
    "action",
    [
        Field("about", "About", "identity", _about),
        Field("aim", "What it is for", "concern", lambda one: one.get_aim_display()),
        Field("owner", "Who does it", "identity", _owner),
        Field("due", "Due", "concern", _due),
    ],
)

PROGRESS_SHEET: Sheet[Progress] = Sheet(
    "progress",
    [
        Field("at", "When", "identity", lambda one: moment(one.at)),
        Field("by", "Who", "identity", lambda one: _person(one.by)),
        Field("text", "What was done", "concern", lambda one: one.text),
    ],
)

HAND_OVER_SHEET: Sheet[HandOver] = Sheet(
    "handover",
    [
        Field("at", "Handed over", "identity", lambda one: moment(one.at)),
        Field("who", "From and to", "identity", lambda one: f"{one.before.name} to {one.after.name}"),
        Field("reason", "Why", "concern", lambda one: one.reason),
    ],
)

QUIET_SHEET: Sheet[QuietCase] = Sheet(
    "quietcase",
    [
        Field("reference", "Case reference", "identity", lambda one: one.case.reference),
        Field("owner", "Who leads it", "identity", lambda one: _person(one.case.owner)),
        Field("since", "Nothing written since", "concern", lambda one: day(one.since)),
    ],
)
