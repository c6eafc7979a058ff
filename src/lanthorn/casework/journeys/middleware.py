"""Keeps what was posted where the page could not take it: the session had ended, or asked to sign in again first."""

from collections.abc import Callable
from urllib.parse import urlencode, urlsplit

from django.http import HttpRequest, HttpResponseBase, HttpResponseRedirect
from django.urls import reverse

from lanthorn.casework.access.models import User
from lanthorn.casework.journeys.keeping import KEEPER, KEPT, find, keep, settle, watched_for, writer_of

FORMS = {"application/x-www-form-urlencoded", "multipart/form-data"}


class KeepingMiddleware:
    """Stands outside whatever may turn a form away: its check for forgery, the limits of a session, access."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        """Serve the request; keep what it carried if no view took it, let go of what a view has saved."""
        response = self.get_response(request)
        if request.method != "POST" or request.content_type not in FORMS or KEEPER not in request.POST:
            return response
        page = request.resolver_match.view_name if request.resolver_match else ""
        if page == "journeys:keep":
            return response
        leads_on = isinstance(response, HttpResponseRedirect)
        if hasattr(request, "watch"):  # the view ran
            if leads_on and KEPT in request.POST and request.user.is_authenticated:
                _let_go(request)
            return response
        if not leads_on and not hasattr(request, "form_expired"):
            return response  # refused for another reason than time
        writer = writer_of(request.POST[KEEPER])
        return response if writer is None else _kept(request, writer, response)


def _let_go(request: HttpRequest) -> None:
    with watched_for(request.user, "journeys:settle"):
        kept = find(request.user, request.POST[KEPT])
        if kept is not None:
            settle(kept)


def _kept(request: HttpRequest, writer: User, response: HttpResponseBase) -> HttpResponseBase:
    """Keep it, and lead its writer by way of the sign-in to where it is offered. Anybody else sees nothing of it."""
    with watched_for(writer, "journeys:keep"):
        kept = keep(writer, request.get_full_path(), request.POST.lists(), request.POST.get(KEPT, ""))
    if request.user.is_authenticated and request.user.pk != writer.pk:
        return response
    offered = reverse("journeys:kept", args=[kept.pk])
    if isinstance(response, HttpResponseRedirect):
        sign_in = urlsplit(response.url).path
    elif request.user.is_authenticated:
        return HttpResponseRedirect(offered)
    else:
        sign_in = reverse("account_login")
    return HttpResponseRedirect(f"{sign_in}?{urlencode({'next': offered})}")
