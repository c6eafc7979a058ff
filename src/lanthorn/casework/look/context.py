"""What every page shows around its content: who is signed in, where they can go, and a running emergency access."""

from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.urls import reverse

from lanthorn.casework.access.register import entry_of
from lanthorn.casework.cases.models import EmergencyAccess
from lanthorn.casework.look.navigation import NAVIGATION


def page(request: HttpRequest) -> dict[str, Any]:
    """The navigation of this user, their running emergency accesses, and how long they may be idle."""
    user = getattr(request, "user", None)
    match = request.resolver_match
    chosen: dict[str, Any] = {"demonstration": settings.DEMONSTRATION, "local_front_door": settings.LOCAL_FRONT_DOOR}
    if user is None or not user.is_authenticated:
        return chosen
    links = []
    for name, label in NAVIGATION:
        entry = entry_of(name)
        if entry is not None and entry.who(user):
            links.append({"href": reverse(name), "label": label, "here": match is not None and match.view_name == name})
    running = getattr(request, "running_emergencies", None)
    if running is None:  # a page of several templates asks once
        running = list(EmergencyAccess.running_for(user).values("case_id", "ends"))
        request.running_emergencies = running  # type: ignore[attr-defined] # Django's way of handing something on
    minutes = settings.SESSION_COOKIE_AGE // 60
    return chosen | {"navigation": links, "emergencies": running, "session_minutes": minutes}
