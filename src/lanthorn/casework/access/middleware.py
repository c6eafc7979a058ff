"""The one door: every view runs through here, watched, or does not run.

A page not on the register is refused. A page on it runs in one transaction with its audit: if the events cannot be
written, nothing is shown and nothing is saved.
"""

from collections.abc import Callable
from typing import Any
from urllib.parse import urlencode
from uuid import UUID, uuid4

from allauth.account.internal.flows.reauthentication import did_recently_reauthenticate
from allauth.account.middleware import AccountMiddleware
from allauth.core.exceptions import ImmediateHttpResponse, ReauthenticationRequired
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase, HttpResponseRedirect
from django.urls import reverse

from lanthorn.casework.access.register import Entry, entry_of
from lanthorn.casework.audit.operations import Operation
from lanthorn.casework.audit.recording import Actor, record
from lanthorn.casework.audit.sealing import Subject, token_if_known
from lanthorn.casework.audit.watch import UnwatchedError, Watch, serving_a_request, watching

Look = Callable[[str, HttpResponseBase, Watch, Any], None]
_looks: list[Look] = []


def look_at_answers(look: Look) -> None:
    """Have a function see every answer before it leaves, within its watch: page, answer, watch and user."""
    _looks.append(look)


class AccessMiddleware:
    """Must stand last, so that nothing comes between it and the view."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response
        # Django lets middlewares answer a view's exceptions, but not those raised here: ask the library's ourselves.
        self._answer_of_library = AccountMiddleware(get_response).process_exception

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        """Serve the request; whatever record is touched outside a watch is refused."""
        with serving_a_request():
            return self.get_response(request)

    def process_view(
        self, request: HttpRequest, view: Callable[..., HttpResponseBase], args: list[Any], kwargs: dict[str, Any]
    ) -> HttpResponseBase:
        """Answer in the view's place: refuse, ask for a sign-in, or run it watched."""
        name = request.resolver_match.view_name if request.resolver_match else ""
        entry = entry_of(name)
        actor = actor_of(request)
        if entry is None:
            _record_denial(name, actor, ())
            raise PermissionDenied("This page is not on the access register.")
        if not entry.public and not request.user.is_authenticated:
            return _to_sign_in(request, "account_login")
        if not entry.who(request.user):
            _record_denial(entry.name, actor, _asked_for(entry, kwargs))
            raise PermissionDenied("This page is for others.")
        if entry.fresh and not did_recently_reauthenticate(request):
            return _to_sign_in(request, "account_reauthenticate")
        try:
            with watching(entry.name, actor) as watch:
                return _run(request, view, args, kwargs, watch)
        except (ImmediateHttpResponse, ReauthenticationRequired) as instead:
            response: HttpResponseBase = self._answer_of_library(request, instead)
            return response
        except (PermissionDenied, Http404):
            _record_denial(entry.name, actor, _asked_for(entry, kwargs))
            raise


def actor_of(request: HttpRequest) -> Actor:
    """Who sent the request."""
    user = request.user
    return Actor(user.pk, user.agency_code, uuid4()) if user.is_authenticated else Actor(request_id=uuid4())


def watch_of(request: HttpRequest) -> Watch:
    """The watch of this request, for a view that wants to say why it does what it does."""
    return request.watch  # type: ignore[attr-defined,no-any-return] # put there by _run


def _run(
    request: HttpRequest, view: Callable[..., HttpResponseBase], args: list[Any], kwargs: dict[str, Any], watch: Watch
) -> HttpResponseBase:
    request.watch = watch  # type: ignore[attr-defined] # Django's way of handing something to the view
    response = view(request, *args, **kwargs)
    if hasattr(response, "render") and not response.is_rendered:  # type: ignore[attr-defined] # a template response
        response = response.render()  # what a template loads late is watched too
    if response.streaming:
        raise UnwatchedError("A streamed answer would leave after its event was written.")
    for look in _looks:
        look(watch.act, response, watch, request.user)
    return response


def _to_sign_in(request: HttpRequest, name: str) -> HttpResponse:
    back = request.path if request.method == "GET" else reverse("work:home")
    return HttpResponseRedirect(f"{reverse(name)}?{urlencode({'next': back})}")


def _asked_for(entry: Entry, kwargs: dict[str, Any]) -> tuple[Subject, ...]:
    asked = kwargs.get(entry.of)
    return (Subject(entry.of, asked),) if isinstance(asked, UUID) else ()


def _record_denial(name: str, actor: Actor, subjects: tuple[Subject, ...]) -> None:
    """In a transaction of its own, as that of the act was undone. A subject is kept only if such a record exists."""
    with transaction.atomic():
        known = [subject for subject in subjects if token_if_known(subject)]
        record(Operation.DENIAL, name, actor, subjects=known)
