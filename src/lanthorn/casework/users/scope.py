"""Whose access a contact point or an administrator manages: never their own, never that of somebody above them."""

from typing import Any

from django.db.models import Q, QuerySet

from lanthorn.casework.access.certifying import due_before
from lanthorn.casework.access.holding import held_today, holders
from lanthorn.casework.access.models import Role, User
from lanthorn.casework.users.roles import beyond, given_by


def managed_by(manager: Any) -> QuerySet[User]:
    """The users whom this one manages: an administrator all others, a contact point those of their own agency.

    A contact point leaves out colleagues who hold a role that only an administrator gives.
    """
    users = User.objects.exclude(pk=manager.pk)
    if manager.holds(Role.ADMINISTRATOR):
        return users
    if not manager.holds(Role.CONTACT_POINT):
        return users.none()
    above = held_today().filter(role__in=beyond(manager)).values("user")
    return users.filter(agency=manager.agency_id).exclude(pk__in=above)


def confirmed_by(manager: Any) -> QuerySet[User]:
    """Those whose access this manager is asked to confirm.

    An administrator is asked about those only whom no contact point manages.
    """
    managed = managed_by(manager).filter(is_active=True)
    if not manager.holds(Role.ADMINISTRATOR):
        return managed
    agencies = holders(Role.CONTACT_POINT).values("agency")
    above = held_today().exclude(role__in=given_by(Role.CONTACT_POINT)).values("user")
    return managed.filter(Q(pk__in=above) | ~Q(agency__in=agencies))


def to_confirm(manager: Any) -> QuerySet[User]:
    """Those of them whose access lapses soon or has lapsed, the longest waiting first."""
    return confirmed_by(manager).filter(certified_at__lt=due_before()).order_by("certified_at")
