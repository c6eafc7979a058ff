"""Invite somebody, change what they do here, confirm or end their access. Each act is an event of configuration.

Nobody changes their own access: whoever is managed is among `managed_by(manager)`, which leaves out the manager.
"""

from collections.abc import Collection
from typing import Any

from django.utils import timezone

from lanthorn.casework.access.holding import held_today
from lanthorn.casework.access.models import Agency, Role, RoleHolding, User
from lanthorn.casework.audit.operations import Operation
from lanthorn.casework.audit.sealing import Subject
from lanthorn.casework.audit.watch import current_watch
from lanthorn.casework.cases.models import AccessGrant, Basis
from lanthorn.casework.plans.moving import caseload_of
from lanthorn.casework.restrictions.leaving import leave_restricted_cases
from lanthorn.casework.users.models import Certification
from lanthorn.casework.users.roles import fault_in, given_by
from lanthorn.casework.users.scope import managed_by
from lanthorn.errors import LanthornError


class UserRefusedError(LanthornError):
    """A change of somebody's access that may not be; the message names nobody."""


def add(*, name: str, email: str, job: str, agency: Agency, roles: Collection[str], supervisor: Any, by: Any) -> User:
    """A new user, who cannot sign in before they used their invitation or their agency's own account.

    Raises UserRefusedError where the address is known already, the agency is not the contact point's own, or a role
    is not theirs to give.
    """
    if User.objects.filter(email__iexact=email).exists():
        raise UserRefusedError("Somebody with this work address is here already. Find them in the list of people.")
    if not by.holds(Role.ADMINISTRATOR) and agency.pk != by.agency_id:
        raise UserRefusedError("A contact point invites people of their own agency.")
    if supervisor is not None and supervisor.agency_id != agency.pk:
        raise UserRefusedError("The supervisor works for the same agency.")
    user = User.objects.create_user(email.lower(), name=name, job=job, agency=agency, supervisor=supervisor)
    _noted(user, "user.email", "user.name", "user.agency")
    set_roles(user, roles, by=by)
    return user


def change_job(user: User, job: str, *, by: Any) -> None:
    """What they do, in their agency's words."""
    _must_manage(user, by)
    user.job = job
    user.save()
    _noted(user, "user.job")


def change_supervisor(user: User, supervisor: User | None, *, by: Any) -> None:
    """Who answers for their work. Raises UserRefusedError where that is no active colleague of the same agency."""
    _must_manage(user, by)
    if supervisor is not None and (supervisor.pk == user.pk or supervisor.agency_id != user.agency_id):
        raise UserRefusedError("The supervisor is a colleague in the same agency.")
    user.supervisor = supervisor
    user.save()
    _noted(user, "user.supervisor")


def set_roles(user: User, roles: Collection[str], *, by: Any) -> None:
    """Hold exactly these roles from now on. What they held is ended, not removed.

    Raises UserRefusedError where a role is given or ended that is not the manager's to give, or two do not go together.
    """
    _must_manage(user, by)
    fault = fault_in(roles)
    if fault:
        raise UserRefusedError(fault)
    held, wanted = {one.role: one for one in _held(user)}, set(roles)
    changed = (wanted - set(held)) | (set(held) - wanted)
    if not changed <= set(given_by(*by.roles)):
        raise UserRefusedError("This role is given and ended by an administrator.")
    for role in sorted(set(held) - wanted):
        held[role].ends = timezone.now()
        held[role].save()
    for role in sorted(wanted - set(held)):
        RoleHolding(user=user, role=role, given_by=by).save()
    user.__dict__.pop("_roles", None)  # read once a request: they have changed
    _noted(user, "user.roles")


def move_agency(user: User, agency: Agency, *, by: Any) -> None:
    """They work for another agency from now on: roles, supervisor and every membership end, as they rested on the old.

    Raises UserRefusedError where it is not an administrator who moves them, or their caseload was not moved before.
    """
    _must_manage(user, by)
    if not by.holds(Role.ADMINISTRATOR) or agency.pk == user.agency_id:
        raise UserRefusedError("An administrator moves somebody to another agency.")
    load = caseload_of(user)
    if load.cases or load.actions:
        raise UserRefusedError("They lead cases or own open actions: their contact point moves the caseload first.")
    set_roles(user, [], by=by)
    held = AccessGrant.objects.for_purpose("leaving an agency").filter(user=user, ends=None)
    for grant in held.exclude(basis=Basis.OWNER):
        grant.ends = timezone.now()
        grant.save()
    leave_restricted_cases(user)
    user.agency, user.supervisor = agency, None
    _end_sessions(user)
    _noted(user, "user.agency", "user.supervisor")


def leave(user: User, *, by: Any) -> None:
    """They are out with their next request. What they wrote stays; their caseload is moved by their contact point."""
    _must_manage(user, by)
    for holding in _held(user):
        holding.ends = timezone.now()
        holding.save()
    leave_restricted_cases(user)
    user.is_active = False
    _end_sessions(user)
    _noted(user, "user.is_active", "user.roles")


def come_back(user: User, *, by: Any) -> None:
    """They may sign in again, with no role yet."""
    _must_manage(user, by)
    user.is_active, user.certified_at = True, timezone.now()
    user.save()
    _noted(user, "user.is_active")


def end_sessions(user: User, *, by: Any) -> None:
    """They must sign in again everywhere."""
    _must_manage(user, by)
    _end_sessions(user)
    _noted(user, "user.sessions")


def certify(user: User, *, needed: bool, by: Any) -> None:
    """Confirm that they still need access, or end it."""
    _must_manage(user, by)
    Certification(user=user, needed=needed, by=by).save()
    if not needed:
        leave(user, by=by)
        return
    user.certified_at = timezone.now()
    user.save()
    _noted(user, "user.certified_at")


def _must_manage(user: User, by: Any) -> None:
    if not managed_by(by).filter(pk=user.pk).exists():
        raise UserRefusedError("Somebody else manages the access of this person.")


def _held(user: User) -> list[RoleHolding]:
    return list(held_today().filter(user=user))


def _end_sessions(user: User) -> None:
    user.sessions_end_before = timezone.now()
    user.save()


def _noted(user: User, *fields: str) -> None:
    current_watch().note(Operation.CONFIGURATION, [Subject("user", user.pk)], fields)
