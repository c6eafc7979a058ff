"""What agencies told on a case; one request to one agency and its answer; and sending the return."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from lanthorn.casework.cases.models import Case
from lanthorn.casework.cases.sheets import CASE_SHEET
from lanthorn.casework.cases.views import case_of
from lanthorn.casework.people.finding import with_names
from lanthorn.casework.people.models import Person
from lanthorn.casework.people.sheets import PERSON_SHEET
from lanthorn.casework.returns.asking import finish
from lanthorn.casework.returns.models import InformationItem, ReturnRequest
from lanthorn.casework.returns.sending import request_of, request_to_answer
from lanthorn.casework.returns.sheets import ITEM_SHEETS, REQUEST_SHEET


def page(request: HttpRequest, asked: UUID) -> HttpResponse:
    """The request, and what this user may read of its items."""
    user: Any = request.user
    found = request_of(request, asked)
    items = InformationItem.objects.visible_to(user).filter(request=found).select_related("agency")
    in_circle = Case.objects.visible_to(user).filter(pk=found.case_id).exists()
    context = {
        "asked": REQUEST_SHEET.show(found, user),
        "child": _child(found, user),
        "items": [ITEM_SHEETS[one.group].show(one, user) for one in items.order_by("given_at")],
        "open": found.answered_at is None and found.agency_id == user.agency_code,
        "case": found.case_id if in_circle else None,
    }
    return render(request, "returns/page.html", context)


def listing(request: HttpRequest, case: UUID) -> HttpResponse:
    """The agencies asked about a case, and what this user may read of what they told."""
    user: Any = request.user
    found = case_of(request, case)
    asked = ReturnRequest.objects.visible_to(user).filter(case=found).select_related("agency").order_by("asked_at")
    items = InformationItem.objects.visible_to(user).filter(case=found).select_related("agency").order_by("-given_at")
    context = {
        "case": CASE_SHEET.show(found, user),
        "requests": REQUEST_SHEET.show_all(asked, user),
        "items": [ITEM_SHEETS[one.group].show(one, user) for one in items],
    }
    return render(request, "returns/list.html", context)


def send(request: HttpRequest, asked: UUID) -> HttpResponse:
    """Ask whether that is all, then send the return."""
    found = request_to_answer(request, asked)
    if request.method == "POST":
        finish(found, by=request.user)
        messages.success(request, "The return was sent. Thank you.")
        return redirect("returns:page", asked=found.pk)
    told = InformationItem.objects.visible_to(request.user).filter(request=found).count()
    return render(request, "returns/send.html", {"asked": found.pk, "told": told})


def _child(asked: ReturnRequest, user: Any) -> Any:
    """Who is meant: an agency cannot answer about a child whose name it is not told."""
    persons = Person.objects.for_purpose("child of a request").filter(pk=asked.case.person_id)
    return PERSON_SHEET.show(with_names(persons).get(), user)
