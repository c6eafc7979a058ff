"""What a manager sees of the people whose access they manage; and how an invitation is handed over."""

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest
from django.urls import reverse

from lanthorn.casework.access.certifying import has_lapsed, lapses_at
from lanthorn.casework.access.models import Role, User
from lanthorn.casework.look.templatetags.look import day
from lanthorn.casework.users.inviting import new_invitation, send_link


@dataclass(frozen=True)
class Line:
    """One person in the list."""

    id: UUID
    name: str
    job: str
    agency: str
    roles: str
    state: str
    colour: str
    seen: str
    confirmed_until: str


def state_of(user: User) -> tuple[str, str]:
    """Where their access stands, and the colour of its tag."""
    if not user.is_active:
        return "Left", "grey"
    if has_lapsed(user):
        return "Suspended: not confirmed in time", "red"
    if user.last_login is None:
        return "Not signed in yet", "yellow"
    return "Has access", "green"


def line(user: User) -> Line:
    """One person as a line. Reads their roles: give users with `role_holdings` brought along where there are many."""
    state, colour = state_of(user)
    return Line(
        user.pk, user.name, user.job or "Not recorded", user.agency.name, roles_in_words(user), state, colour,
        day(user.last_login) if user.last_login else "Never", day(lapses_at(user)),
    )  # fmt: skip


def roles_in_words(user: User) -> str:
    """Their roles today."""
    held = sorted(Role(holding.role).label for holding in user.role_holdings.all() if holding.is_held)
    return ", ".join(held) or "None"


def details(user: User) -> list[tuple[str, str]]:
    """What is shown on their own page, as label and value."""
    shown = line(user)
    return [
        ("Work address", user.email),
        ("Agency", shown.agency),
        ("Job", shown.job),
        ("Roles", shown.roles),
        ("Supervisor", user.supervisor.name if user.supervisor else "Not recorded"),
        ("Last signed in", shown.seen),
        ("Access confirmed until", shown.confirmed_until),
    ]


def invite(request: HttpRequest, user: User) -> None:
    """Send the link, and show the code once to the inviter."""
    by: Any = request.user
    invitation, code = new_invitation(user, by=by)
    send_link(invitation, request.build_absolute_uri(reverse("users:invitation", args=[invitation.pk])))
    messages.success(
        request,
        f"A link was sent to their work address. Ring them and tell them this code: {code}. "
        "It is shown only now. Do not write it in a message.",
    )
