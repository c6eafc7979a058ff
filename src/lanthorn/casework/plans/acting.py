"""Set an action, note progress, hand it over, finish it. Its owner belongs to the case circle while it is open."""

from typing import Any

from django.utils import timezone

from lanthorn.casework.cases.circle import let_in
from lanthorn.casework.cases.models import AccessGrant, Basis, Case
from lanthorn.casework.cases.working_days import working_days_after
from lanthorn.casework.notices.models import NoticeKind
from lanthorn.casework.notices.telling import tell
from lanthorn.casework.panels.models import AgendaItem
from lanthorn.casework.plans.models import Action, Aim, HandOver, Progress, State
from lanthorn.casework.plans.wording import fault_in
from lanthorn.errors import LanthornError

LONGEST_DAYS = 120


class ActionRefusedError(LanthornError):
    """An action that cannot be set or changed so; the message names nobody."""


def set_action(
    what: str, aim: Aim, owner: Any, days: int, *, by: Any, case: Case | None = None, item: AgendaItem | None = None
) -> Action:
    """An action due in so many working days. Its owner is let into the case's circle where they do not belong to it.

    Raises ActionRefusedError where it does not begin with a verb, or is about neither a case nor an item.
    """
    fault = fault_in(what)
    if fault:
        raise ActionRefusedError(fault)
    if case is None and item is None:
        raise ActionRefusedError("An action belongs to a case or to an item of an agenda")
    if not 0 <= days <= LONGEST_DAYS:
        raise ActionRefusedError(f"Enter a number of working days from 0 to {LONGEST_DAYS}")
    action = Action(
        case=case, item=item, what=what.strip(), aim=aim, owner=owner, agency_id=owner.agency_id, set_by=by,
        due=working_days_after(timezone.localdate(), days), grant=_let_owner_in(case, owner, by),
    )  # fmt: skip
    action.save()
    if owner.pk != by.pk:
        tell(owner, NoticeKind.ACTION_GIVEN, page="plans:page", about=action.pk)
    return action


def note_progress(action: Action, text: str, *, by: Any) -> Progress:
    """Add what was done so far."""
    _must_be_open(action)
    note = Progress(action=action, text=text, by=by)
    note.save()
    return note


def finish(action: Action, state: State, outcome: str, *, by: Any) -> None:
    """Done, with the evidence; not done or superseded, with the reason. The membership given for it ends.

    Raises ActionRefusedError where it is not open, or nothing is said of what came of it.
    """
    _must_be_open(action)
    if state == State.OPEN or not outcome.strip():
        raise ActionRefusedError("Say what came of the action, or why it was not done")
    action.state, action.outcome = state, outcome
    action.closed_at, action.closed_by = timezone.now(), by
    action.save()
    _end_membership(action)


def hand_over(action: Action, owner: Any, *, by: Any, reason: str) -> None:
    """Give an open action to another owner, whose agency answers for it from then on. The history is kept.

    Raises ActionRefusedError where they own it already.
    """
    _must_be_open(action)
    if owner.pk == action.owner_id:
        raise ActionRefusedError("This person owns the action already")
    HandOver(action=action, before_id=action.owner_id, after=owner, reason=reason, by=by).save()
    before = action.grant_id
    action.grant = _let_owner_in(action.case, owner, by)
    action.owner, action.agency = owner, owner.agency
    action.save()
    _end_grant(before)
    if owner.pk != by.pk:
        tell(owner, NoticeKind.ACTION_GIVEN, page="plans:page", about=action.pk)


def _let_owner_in(case: Case | None, owner: Any, by: Any) -> AccessGrant | None:
    """A membership that lasts as long as the action. A seat on the panel does not do: it ends sooner."""
    if case is None:
        return None
    held = AccessGrant.held_by(owner).filter(case=case, ends=None).exclude(basis=Basis.PANEL)
    if case.restricted:
        held = held.filter(opens_restricted=True)
    lasting = held.exclude(basis=Basis.ACTION).exists()
    if lasting:
        return None
    for_another = held.first()
    if for_another is not None:
        return for_another
    return let_in(case, owner, Basis.ACTION, "Owns an action of the plan", by=None if owner.pk == by.pk else by)


def keep_for_open_actions(case: Case, owner: Any) -> None:
    """After their other membership ended: let somebody see the case as long as actions of theirs in it are open."""
    actions = Action.objects.for_purpose("actions of a membership").filter(case=case, owner=owner, state=State.OPEN)
    for action in actions:
        if action.grant_id is None:
            action.grant = _let_owner_in(case, owner, owner)
            action.save()


def _end_membership(action: Action) -> None:
    _end_grant(action.grant_id)


def _end_grant(grant: Any) -> None:
    """End the membership given for an action, unless another open action rests on it."""
    if (
        grant is None
        or Action.objects.for_purpose("actions of a membership").filter(grant=grant, state=State.OPEN).exists()
    ):
        return
    kept = AccessGrant.objects.for_purpose("actions of a membership").get(pk=grant)
    if kept.ends is None:
        kept.ends = timezone.now()
        kept.save()


def _must_be_open(action: Action) -> None:
    if action.state != State.OPEN:
        raise ActionRefusedError("This action is closed")
