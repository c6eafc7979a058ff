"""The limits of a session, and the second factor that every session must have shown."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

from allauth.account.authentication import get_authentication_records
from allauth.usersessions.models import UserSession
from django.conf import settings
from django.contrib import messages
from django.contrib.auth import logout
from django.contrib.auth.signals import user_logged_in
from django.core.cache import cache
from django.db import transaction
from django.dispatch import receiver
from django.http import HttpRequest, HttpResponseBase, HttpResponseRedirect
from django.urls import reverse
from django.utils import timezone
from django.utils.dateparse import parse_datetime

from lanthorn.casework.access.certifying import has_lapsed
from lanthorn.casework.access.models import User

BEGAN = "began"
DEMONSTRATION = "demonstration"
ENDED_BY_ANOTHER = (
    "You were signed out here because you signed in somewhere else, and {most} sessions at once are the most. "
    "If that was not you, tell your agency's single point of contact now."
)
ENDED_BY_TIME = "You were signed out because a session lasts ten hours at most. What you were writing is kept."
ENDED_BY_SOMEBODY = "You were signed out because all your sessions were ended. What you were writing is kept."

# Where somebody may go who has not shown a second factor yet: to set one up, to sign in again for that, or out.
_WITHOUT_SECOND_FACTOR = {
    "account_logout",
    "account_reauthenticate",
    "mfa_activate_totp",
    "mfa_add_webauthn",
    "mfa_index",
    "mfa_reauthenticate",
    "mfa_reauthenticate_webauthn",
}


@receiver(user_logged_in)
def note_the_beginning(sender: object, request: HttpRequest, **_: object) -> None:
    """Keep when the session began, for its longest duration."""
    request.session[BEGAN] = timezone.now().isoformat()


@receiver(user_logged_in)
def end_the_oldest(sender: object, request: HttpRequest, user: Any, **_: object) -> None:
    """Keep to the most sessions at once: whoever signs in once more ends their oldest one.

    Of two sign-ins at one moment the second waits here until the first is kept, and so counts its session.
    """
    with transaction.atomic():
        User.objects.select_for_update(of=("self",)).get(pk=user.pk)
        others = UserSession.objects.filter(user=user.pk).exclude(session_key=request.session.session_key)
        for oldest in others.order_by("-created_at", "-pk")[settings.SESSIONS_AT_ONCE - 1 :]:
            cache.set(_ended(oldest.session_key), True, timeout=settings.SESSION_LONGEST)
            oldest.end()


class SessionLimitMiddleware:
    """Ends a session after ten hours, however busy; that somebody ended; of somebody whose access lapsed.

    A quarter of an hour idle is the session store's own limit.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        """Let the request pass, or end the session."""
        if request.user.is_authenticated:
            lapsed = has_lapsed(request.user)
            over = _why_over(request, request.user)
            if lapsed or over:
                logout(request)
                if not lapsed:
                    messages.info(request, over)
                return HttpResponseRedirect(reverse("users:lapsed" if lapsed else "account_login"))
        elif _was_ended(request):
            messages.info(request, ENDED_BY_ANOTHER.format(most=settings.SESSIONS_AT_ONCE))
        return self.get_response(request)


class SecondFactorMiddleware:
    """Lets nobody pass on a password alone."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        """Let the request pass: who may go on is asked in process_view, once it is known which page it is for."""
        return self.get_response(request)

    def process_view(
        self, request: HttpRequest, view: Callable[..., HttpResponseBase], args: list[Any], kwargs: dict[str, Any]
    ) -> HttpResponseBase | None:
        """Send whoever has shown no second factor to where one is set up."""
        if not settings.SECOND_FACTOR_REQUIRED or not request.user.is_authenticated or second_factor_shown(request):
            return None
        name = request.resolver_match.view_name if request.resolver_match else ""
        if name in _WITHOUT_SECOND_FACTOR:
            return None
        return HttpResponseRedirect(reverse("mfa_activate_totp"))


def second_factor_shown(request: HttpRequest) -> bool:
    """Whether this session showed a second factor or a passkey; or is a made-up person's, in a demonstration."""
    if settings.DEMONSTRATION and request.session.get(DEMONSTRATION):
        return True
    return any(record.get("method") == "mfa" for record in get_authentication_records(request, request.user))


def _why_over(request: HttpRequest, user: Any) -> str:
    """Why this session is over, as its user is told; an empty text while it lasts."""
    began = parse_datetime(request.session.get(BEGAN, ""))
    if began is None or timezone.now() - began > timedelta(seconds=settings.SESSION_LONGEST):
        return ENDED_BY_TIME
    ended = user.sessions_end_before is not None and began < user.sessions_end_before
    return ENDED_BY_SOMEBODY if ended else ""


def _was_ended(request: HttpRequest) -> bool:
    """Whether the browser still shows a session that a later sign-in ended. Said once."""
    shown = request.COOKIES.get(settings.SESSION_COOKIE_NAME, "")
    return bool(shown) and cache.delete(_ended(shown))


def _ended(session_key: str) -> str:
    return f"session ended by a later one: {session_key}"
