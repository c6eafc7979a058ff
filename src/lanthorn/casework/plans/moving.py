"""Move a leaver's whole caseload to a colleague in one go: cases led, memberships, open actions. The history is kept.

A contact point does this for their own agency. They see numbers only; a restricted case is counted and moved by its
custodian, not here, as a number would show that it exists.
"""

from dataclasses import dataclass
from typing import Any

from django.utils import timezone

from lanthorn.casework.access.models import Role
from lanthorn.casework.audit.watch import current_watch
from lanthorn.casework.cases.circle import let_in
from lanthorn.casework.cases.models import AccessGrant, Basis, Case
from lanthorn.casework.notices.models import NoticeKind
from lanthorn.casework.notices.telling import tell
from lanthorn.casework.plans.acting import hand_over
from lanthorn.casework.plans.models import Action, Reassignment, State
from lanthorn.errors import LanthornError

_MOVES = {Basis.WORKER: Basis.WORKER, Basis.REFERRER: Basis.WORKER}


class MoveRefusedError(LanthornError):
    """A caseload that may not be moved so; the message names nobody."""


@dataclass(frozen=True)
class Caseload:
    """What one person has in hand."""

    cases: list[Case]
    memberships: list[AccessGrant]
    actions: list[Action]


def caseload_of(user: Any) -> Caseload:
    """What would move: open, unrestricted cases led by them, their other memberships of such cases, open actions."""
    cases = Case.objects.for_purpose("caseload").filter(owner=user, closed_at=None, restricted=False)
    grants = AccessGrant.objects.for_purpose("caseload").filter(
        user=user, ends=None, basis__in=_MOVES, case__closed_at=None, case__restricted=False
    )
    actions = Action.objects.for_purpose("caseload").filter(owner=user, state=State.OPEN)
    actions = actions.exclude(case__restricted=True).select_related("case")
    return Caseload(list(cases), list(grants.select_related("case")), list(actions))


def move(leaver: Any, successor: Any, *, by: Any, reason: str) -> Reassignment:
    """Move it all, or nothing. The successor is told.

    Raises MoveRefusedError where they are not two active colleagues of the mover's own agency, or where somebody would
    move a caseload to themselves.
    """
    if not by.holds(Role.CONTACT_POINT) or {leaver.agency_id, successor.agency_id} != {by.agency_id}:
        raise MoveRefusedError("A contact point moves caseloads within their own agency")
    if successor.pk in {leaver.pk, by.pk}:
        raise MoveRefusedError("Choose a colleague other than the leaver and yourself")
    if not successor.is_active:
        raise MoveRefusedError("This colleague has left too")
    current_watch().because(reason)
    load = caseload_of(leaver)
    for case in load.cases:
        case.owner = successor
        case.save()
        _end_all(case, leaver)
        _let_in(case, successor, Basis.OWNER, by)
    for grant in load.memberships:
        if grant.case not in load.cases:
            _end_all(grant.case, leaver)
            _let_in(grant.case, successor, _MOVES[Basis(grant.basis)], by)
    for action in load.actions:
        hand_over(action, successor, by=by, reason=reason)
    done = Reassignment(leaver=leaver, successor=successor, reason=reason, by=by, moved=_named(load))
    done.save()
    tell(successor, NoticeKind.CASELOAD_MOVED, page="work:home")
    return done


def _end_all(case: Case, leaver: Any) -> None:
    """End every membership of the leaver in this case but those for actions, which end as the actions move."""
    held = AccessGrant.objects.for_purpose("caseload").filter(case=case, user=leaver, ends=None)
    for grant in held.exclude(basis=Basis.ACTION):
        grant.ends = timezone.now()
        grant.save()


def _let_in(case: Case, successor: Any, basis: Basis, by: Any) -> None:
    if basis == Basis.OWNER or not AccessGrant.held_by(successor).filter(case=case, ends=None).exists():
        let_in(case, successor, basis, "Took over a colleague's caseload", by=by)


def _named(load: Caseload) -> dict[str, list[str]]:
    return {
        "cases": [str(one.pk) for one in load.cases],
        "memberships": [str(one.pk) for one in load.memberships],
        "actions": [str(one.pk) for one in load.actions],
    }
