"""Two people saved one page: the second is shown both texts, and chooses."""

from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from lanthorn.casework.journeys.journey import typed_of


def both_texts(
    request: HttpRequest, title: str, *, mine: forms.Form, saved: forms.Form, version: object
) -> HttpResponse:
    """The page with what this user wrote beside what was saved; "keep mine" sends it on top of that version."""
    context: dict[str, Any] = {
        "title": title, "mine": mine, "saved": saved, "draft": {"version": version},
        "typed": typed_of(request.POST.lists()),
    }  # fmt: skip
    return render(request, "journeys/conflict.html", context, status=409)
