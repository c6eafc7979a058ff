"""The page of figures: what is overdue in one's own cases today, and the protected figures of the whole partnership."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.safestring import mark_safe

from lanthorn.casework.access.who import practitioner
from lanthorn.casework.dashboard.making import figures_due, make
from lanthorn.casework.dashboard.models import Figures
from lanthorn.casework.dashboard.overdue import overdue_for


def page(request: HttpRequest) -> HttpResponse:
    """The latest figures; and a button where those of the last twelve months are still to be made."""
    today = timezone.localdate()
    if request.method == "POST":
        made = make(today, by=request.user)
        words = "The figures were made." if made.content["pages"] else "Nothing of these months can be shown yet."
        messages.success(request, words)
        return redirect("dashboard:page")
    figures = Figures.objects.first()
    context = {
        "figures": figures,
        "pages": [_shown(one) for one in figures.content["pages"]] if figures else [],
        "due": figures_due(today),
        "works_on_cases": practitioner(request.user),
        "overdue": overdue_for(request.user, today),
    }
    return render(request, "dashboard/page.html", context)


def _shown(page: dict[str, Any]) -> dict[str, Any]:
    """A page with its charts ready to stand in the document: the program drew them, and nobody typed into them."""
    figures = [
        one
        | {
            "chart": mark_safe(one["chart"]),  # noqa: S308 - drawn by the program from numbers
            "rows": [
                {"cells": list(zip(row, one["numeric"], strict=True)), "strong": place in one["strong"]}
                for place, row in enumerate(one["rows"])
            ],
            "headings": list(zip(one["columns"], one["numeric"], strict=True)),
        }
        for one in page["figures"]
    ]
    return page | {"figures": figures}
