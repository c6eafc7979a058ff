"""What machines read: which record tables there are, a page of one, a case's summary, and the interface's own words."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.http import HttpRequest, JsonResponse
from django.urls import reverse

from lanthorn.casework.access.middleware import watch_of
from lanthorn.casework.api.exports import EXPORTS, Export
from lanthorn.casework.api.models import ServiceToken
from lanthorn.casework.api.openapi import document
from lanthorn.casework.api.reading import read_page
from lanthorn.casework.cases.sheets import CASE_SHEET
from lanthorn.casework.cases.views import case_of, child_of
from lanthorn.casework.people.sheets import PERSON_SHEET


def described(request: HttpRequest) -> JsonResponse:
    """The interface in the words of OpenAPI."""
    return JsonResponse(document())


def tables(request: HttpRequest) -> JsonResponse:
    """Which tables there are, the ones that refer to others last, and where each is read."""
    return JsonResponse(
        {
            "tables": [
                {"name": one.table.name, "meaning": one.table.meaning, "href": reverse(f"api:{one.table.name}")}
                for one in EXPORTS
            ]
        }
    )


def page_of(export: Export) -> Callable[..., JsonResponse]:
    """The view of one table: some rows, and where the next ones are."""

    def view(request: HttpRequest) -> JsonResponse:
        asked = request.GET.get("after", "")
        try:
            after = UUID(asked) if asked else None
        except ValueError:
            return JsonResponse({"title": "after is not one that this interface gave", "status": 400}, status=400)
        read = read_page(export, request.user, _token_of(request).purpose, after=after)
        return JsonResponse({"rows": read.rows, "next": str(read.after) if read.after else None})

    return view


def case(request: HttpRequest, case: UUID) -> JsonResponse:
    """A case that the token's account may see: the case and the child, as their pages show them."""
    watch_of(request).because(_token_of(request).purpose)
    found = case_of(request, case)
    child = child_of(request, found)
    return JsonResponse(
        {
            "case": CASE_SHEET.show(found, request.user).plain(),
            "child": PERSON_SHEET.show(child, request.user).plain(),
        }
    )


def _token_of(request: HttpRequest) -> ServiceToken:
    user: Any = request.user
    token: ServiceToken = user.service_token  # put there by TokenMiddleware, without which no machine's page runs
    return token
