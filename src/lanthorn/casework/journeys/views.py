"""What was kept of a form that could not be saved: offered to its writer, to go on with or to let go."""

from typing import Any
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.urls import Resolver404, resolve

from lanthorn.casework.access.register import entry_of
from lanthorn.casework.journeys.keeping import KEPT, find, keep, settle, typed_in
from lanthorn.casework.journeys.models import KeptText

SHORTEST_TEXT = 40  # letters; anything with a space is a text too, the rest are choices and dates


def kept(request: HttpRequest, kept: UUID) -> HttpResponse:
    """Show what was kept in a form that goes where the first one went."""
    found = _found(request, kept)
    texts: list[tuple[str, str]] = []
    others: list[tuple[str, str]] = []
    for name, values in typed_in(found).items():
        for value in values:
            long = name != "version" and (len(value) > SHORTEST_TEXT or " " in value.strip())
            (texts if long else others).append((name, value))
    context = {"kept": found, "title": title_of(found.page), "texts": texts, "others": others}
    return render(request, "journeys/kept.html", context)


def discard(request: HttpRequest, kept: UUID) -> HttpResponse:
    """Let what was kept go."""
    found = _found(request, kept)
    if request.method == "POST":
        settle(found)
        return redirect("work:home")
    return render(request, "journeys/let_go.html", {"kept": found, "title": title_of(found.page)})


def keep_typed(request: HttpRequest) -> JsonResponse:
    """Keep what is being typed, as the page's script asks now and then; without a text, only the session goes on."""
    if request.method != "POST":
        raise Http404
    page = request.POST.get("page", "")
    if not page:
        return JsonResponse({})
    try:
        resolve(page.partition("?")[0])
    except Resolver404:
        raise Http404 from None
    lists = [(name, values) for name, values in request.POST.lists() if name != "page"]
    return JsonResponse({"kept": str(keep(request.user, page, lists, request.POST.get(KEPT, "")).pk)})


def title_of(page: str) -> str:
    """What the page with that address is called."""
    try:
        entry = entry_of(resolve(page.partition("?")[0]).view_name)
    except Resolver404:  # a page of an earlier edition
        entry = None
    return entry.says if entry and entry.says else "A form"


def _found(request: HttpRequest, kept: UUID) -> KeptText:
    user: Any = request.user
    found = find(user, str(kept))
    if found is None:
        raise Http404
    return found
