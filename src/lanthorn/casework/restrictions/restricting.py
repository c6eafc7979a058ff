"""Restrict a child's cases to people named, and lift it again: a custodian does so who did not place it.

Whoever leads the case restricts it at once, or a custodian in its circle: waiting would leave the child exposed.
Whoever is left out is told nothing, as they may be the reason.
"""

from collections.abc import Collection, Iterable
from typing import Any
from uuid import UUID

from django.db.models import Q
from django.utils import timezone

from lanthorn.casework.access.holding import holders
from lanthorn.casework.access.models import Role
from lanthorn.casework.audit.watch import current_watch
from lanthorn.casework.cases.circle import let_in
from lanthorn.casework.cases.models import AccessGrant, Basis, Case
from lanthorn.casework.plans.models import Action, State
from lanthorn.casework.restrictions.models import Restriction
from lanthorn.errors import LanthornError


class RestrictionRefusedError(LanthornError):
    """A restriction that cannot be placed or lifted so."""


def may_restrict(user: Any, case: Case) -> bool:
    """Whoever leads it, and a custodian in its circle."""
    return not case.restricted and (case.owner_id == user.pk or user.holds(Role.RESTRICTED_CUSTODIAN))


def may_lift(user: Any, placed: Restriction) -> bool:
    """A custodian in its circle who did not place it."""
    return placed.lifted_at is None and placed.placed_by_id != user.pk and user.holds(Role.RESTRICTED_CUSTODIAN)


def custodians_but(user: UUID) -> Any:
    """Who can look after a restriction that this user places."""
    return holders(Role.RESTRICTED_CUSTODIAN).exclude(pk=user)


def members_of(case: UUID) -> Any:
    """The memberships of a case that last, but those that end by themselves with a meeting."""
    held = AccessGrant.objects.for_purpose("restriction").filter(case=case).exclude(basis=Basis.PANEL)
    return held.filter(Q(ends=None) | Q(ends__gt=timezone.now())).select_related("user__agency").order_by("begins")


def restrict(case: Case, reason: str, *, keep: Collection[UUID], custodian: Any, by: Any) -> Restriction:
    """Only whoever leads it, whoever places it, its custodian and those kept see the child's cases from now on.

    Raises RestrictionRefusedError where that may not be, or where the owner of an open action would be left out.
    """
    if not may_restrict(by, case):
        raise RestrictionRefusedError("Whoever leads the case restricts it, or a custodian in its circle.")
    if custodian.pk == by.pk or not custodian.holds(Role.RESTRICTED_CUSTODIAN):
        raise RestrictionRefusedError("Choose a custodian of restricted records other than yourself.")
    stay = {case.owner_id, by.pk, custodian.pk, *keep}
    actions = Action.objects.for_purpose("restriction").filter(case=case, state=State.OPEN).select_related("owner")
    left_out = sorted({one.owner.name for one in actions if one.owner_id not in stay})
    if left_out:
        raise RestrictionRefusedError(
            f"{', '.join(left_out)}: open actions are theirs. Keep them, or hand the actions over first."
        )
    current_watch().because(reason)
    first: Restriction | None = None
    for episode in _episodes(case, restricted=False):
        episode.restricted = True
        episode.save()
        for grant in members_of(episode.pk).filter(user__in=stay | {episode.owner_id}, opens_restricted=False):
            grant.opens_restricted = True
            grant.save()
        if not AccessGrant.held_by(custodian).filter(case=episode.pk, opens_restricted=True).exists():
            let_in(episode, custodian, Basis.CUSTODIAN, "Looks after the restriction", by=by)
        placed = Restriction(case=episode, reason=reason, custodian=custodian, placed_by=by)
        placed.save()
        first = placed if episode.pk == case.pk else first
    assert first is not None, "the case itself is among its child's episodes"  # noqa: S101 - for the type checker
    return first


def lift(placed: Restriction, reason: str, *, back: Collection[UUID], by: Any) -> None:
    """Lift it, for all the child's cases that it was placed on. Whoever was left out and is not named is ended.

    Raises RestrictionRefusedError for who placed it, and for who is no custodian.
    """
    if not may_lift(by, placed):
        raise RestrictionRefusedError("A custodian lifts a restriction, and never one that they placed.")
    current_watch().because(reason)
    now = timezone.now()
    for episode in _episodes(placed.case, restricted=True):
        for grant in _left_out(episode.pk).exclude(user__in=set(back)):
            grant.ends = now
            grant.save()
        episode.restricted = False
        episode.save()
        for one in Restriction.objects.for_purpose("restriction").filter(case=episode, lifted_at=None):
            one.lifted_by, one.lifted_at, one.lift_reason = by, now, reason
            one.save()


def left_out_of(case: UUID) -> list[AccessGrant]:
    """Those who belonged to the circle when it was restricted and do not see it now."""
    return list(_left_out(case))


def _left_out(case: UUID) -> Any:
    return members_of(case).filter(opens_restricted=False)


def _episodes(case: Case, *, restricted: bool) -> Iterable[Case]:
    """All cases of the child: one that stayed open would show who the child is and where they live."""
    return Case.objects.for_purpose("restriction").filter(person=case.person_id, restricted=restricted)
