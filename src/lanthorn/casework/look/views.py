"""The pages for when something is refused, missing or broken, and the health of the service."""

from django.db import connection
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """The form was not sent from a page of ours, or the session ended in between."""
    request.form_expired = True  # type: ignore[attr-defined] # what was typed is kept by KeepingMiddleware
    return render(request, "errors/expired.html", status=403)


def refused(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """403. Why is not said: it could tell what exists."""
    return render(request, "errors/refused.html", status=403)


def missing(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """404: no such page, or none that this user may know of."""
    return render(request, "errors/missing.html", status=404)


def broken(request: HttpRequest) -> HttpResponse:
    """500: nothing was shown or saved. Without a context, as the database may be what is broken."""
    return HttpResponse(_BROKEN, status=500)


def alive(request: HttpRequest) -> JsonResponse:
    """The process answers."""
    return JsonResponse({"status": "alive"})


def ready(request: HttpRequest) -> JsonResponse:
    """The database answers too."""
    with connection.cursor() as cursor:
        cursor.execute("select 1")
    return JsonResponse({"status": "ready"})


_BROKEN = (
    '<!DOCTYPE html><html lang="en"><head><meta charset="utf-8"><title>There is a problem – Lanthorn casework</title>'
    '<link rel="stylesheet" href="/static/look/casework.css"></head><body class="govuk-template__body">'
    '<div class="govuk-width-container"><main class="govuk-main-wrapper"><h1 class="govuk-heading-l">'
    "There is a problem with the service</h1>"
    '<p class="govuk-body">Nothing was saved. What you had saved before is still there. Try again in a few minutes.</p>'
    "</main></div></body></html>"
)
