"""The people whose access one manages, and each of them."""

from typing import Any
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render

from lanthorn.casework.access.models import Role, User
from lanthorn.casework.audit.operations import Operation
from lanthorn.casework.audit.sealing import Subject
from lanthorn.casework.audit.watch import current_watch
from lanthorn.casework.plans.moving import caseload_of
from lanthorn.casework.users.scope import managed_by, to_confirm
from lanthorn.casework.users.showing import details, line, state_of

LISTED = 200


def managed_one(request: HttpRequest, user: UUID) -> User:
    """A user whose access this manager manages; otherwise the same answer as where there is none."""
    found: User | None = managed_by(request.user).select_related("agency", "supervisor").filter(pk=user).first()
    if found is None:
        raise Http404
    return found


def listing(request: HttpRequest) -> HttpResponse:
    """Whoever waits to be confirmed, and everybody else."""
    manager: Any = request.user
    people = managed_by(manager).prefetch_related("role_holdings").order_by("-is_active", "name")
    waiting = to_confirm(manager).prefetch_related("role_holdings")
    context = {
        "waiting": [line(one) for one in waiting[:LISTED]],
        "people": [line(one) for one in people[:LISTED]],
        "more": people.count() > LISTED,
        "everywhere": manager.holds(Role.ADMINISTRATOR),
    }
    return render(request, "users/list.html", context)


def page(request: HttpRequest, user: UUID) -> HttpResponse:
    """One of them, and what can be changed."""
    found, manager = managed_one(request, user), request.user
    current_watch().note(Operation.CONSULTATION, [Subject("user", found.pk)], ["user.name", "user.email", "user.roles"])
    state, colour = state_of(found)
    of_own_agency = found.agency_id == manager.agency_id and manager.holds(Role.CONTACT_POINT)  # type: ignore[union-attr] # signed in, by the register
    load = caseload_of(found) if of_own_agency else None
    context = {
        "person": found, "details": details(found), "state": state, "colour": colour,
        "may_move": manager.holds(Role.ADMINISTRATOR),  # type: ignore[union-attr] # as above
        "load": {"cases": len(load.cases), "actions": len(load.actions)} if load else None,
    }  # fmt: skip
    return render(request, "users/page.html", context)
