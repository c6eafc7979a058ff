"""The door for machines, before the one door: who asks is known by a token in a header, and by nothing else.

Neither a session nor an address counts here. A refusal is an event, and is answered in JSON.
"""

from collections.abc import Callable
from typing import Any

from allauth.core.internal import ratelimit
from django.db import transaction
from django.http import HttpRequest, HttpResponseBase, JsonResponse

from lanthorn.casework.access.register import entry_of
from lanthorn.casework.api.tokens import recognise
from lanthorn.casework.audit.operations import Operation
from lanthorn.casework.audit.recording import Actor, record

# An address that sends what is no token, and an account that takes pages of records, each have their limit.
RATES = {"refused": "20/m/ip", "taken": "600/m/user"}
WAIT_SECONDS = 60
_READING = ("GET", "HEAD")
_TITLES = {
    401: "A token is needed",
    403: "This is for others",
    404: "There is no such record",
    405: "This is read, and nothing else",
    410: "What was here was disposed of",
    429: "Too many requests",
}


class TokenMiddleware:
    """Must stand just before AccessMiddleware, which then asks the register as for any page."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        """Serve the request; what was refused to a machine is said in JSON."""
        response = self.get_response(request)
        return problem(response.status_code) if for_machine(request) and response.status_code >= 400 else response

    def process_view(
        self, request: HttpRequest, view: Callable[..., HttpResponseBase], args: list[Any], kwargs: dict[str, Any]
    ) -> HttpResponseBase | None:
        """Let the request go on in the name of the token's account, or refuse it."""
        if not for_machine(request):
            return None
        token = recognise(request.headers.get("Authorization", ""))
        if token is None:
            if _too_many(request, "refused"):
                return problem(429)
            with transaction.atomic():
                record(Operation.DENIAL, "api.token_refused", Actor())
            return problem(401)
        request.user = token.user
        request.user.service_token = token  # type: ignore[attr-defined] # for the register: what this token may take
        if _too_many(request, "taken"):
            return problem(429)
        return None if request.method in _READING else problem(405)


def for_machine(request: HttpRequest) -> bool:
    """Whether the page asked for is one for machines."""
    match = request.resolver_match
    entry = entry_of(match.view_name) if match else None
    return entry is not None and entry.machine


def problem(status: int) -> JsonResponse:
    """A refusal as RFC 9457 writes it. Why is not said: it could tell what exists."""
    answer = JsonResponse({"title": _TITLES.get(status, "There is a problem"), "status": status}, status=status)
    answer.headers["Content-Type"] = "application/problem+json"
    if status == 429:
        answer.headers["Retry-After"] = str(WAIT_SECONDS)
    if status == 401:
        answer.headers["WWW-Authenticate"] = 'Bearer realm="Lanthorn casework"'
    return answer


def _too_many(request: HttpRequest, action: str) -> bool:
    # The library's public way counts no reading, so its own is used, as for signing in again (access/middleware.py).
    return ratelimit.consume(request, app="lanthorn.casework.api", action=action, config=RATES, limit_get=True) is None
