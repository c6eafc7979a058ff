"""The case page, who has looked at it, its circle, and its child's protected address."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db.models import Q
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone

from lanthorn.casework.access.field_groups import field_groups
from lanthorn.casework.access.middleware import watch_of
from lanthorn.casework.cases.circle import let_in
from lanthorn.casework.cases.forms import CircleForm
from lanthorn.casework.cases.looked import looks_at
from lanthorn.casework.cases.models import AccessGrant, Basis, Case
from lanthorn.casework.cases.sections import sections_of
from lanthorn.casework.cases.sheets import CASE_SHEET, GRANT_SHEET
from lanthorn.casework.cases.stages import with_stages
from lanthorn.casework.people.finding import with_names
from lanthorn.casework.people.models import Address, Person
from lanthorn.casework.people.sheets import ADDRESS_SHEET, OPENED_ADDRESS_SHEET, PERSON_SHEET

LOOKS_A_PAGE = 50


def case_of(request: HttpRequest, case: UUID) -> Case:
    """The case and its stage, if this user may see it; otherwise the same answer as where there is none."""
    return with_stages([case_without_stage(request, case)])[0]


def case_without_stage(request: HttpRequest, case: UUID) -> Case:
    """The same for pages that only name the case: its stage is a query over every step."""
    found = Case.objects.visible_to(request.user).select_related("owner__agency").filter(pk=case).first()
    if found is None:
        raise Http404
    return found


def child_of(request: HttpRequest, case: Case) -> Person:
    """The child of a case that is visible, with their names."""
    return with_names(Person.objects.visible_to(request.user).filter(pk=case.person_id)).get()


def page(request: HttpRequest, case: UUID) -> HttpResponse:
    """The case: the child, where they live, what was referred, and who is in the circle."""
    found = case_of(request, case)
    user: Any = request.user
    addresses = Address.objects.visible_to(user).filter(person=found.person_id, ends=None)
    held = Q(ends=None) | Q(ends__gt=timezone.now())  # seats on a panel end by themselves
    circle = AccessGrant.objects.visible_to(user).filter(held, case=found).select_related("user__agency")
    context = {
        "case": CASE_SHEET.show(found, user),
        "child": PERSON_SHEET.show(child_of(request, found), user),
        "addresses": [(ADDRESS_SHEET.show(one, user), one.protected) for one in addresses],
        "circle": GRANT_SHEET.show_all(circle.order_by("begins"), user),
        "sections": sections_of(request, found),
        "leads": found.owner_id == user.pk,
    }
    return render(request, "cases/page.html", context)


def looked(request: HttpRequest, case: UUID) -> HttpResponse:
    """Who has looked at the case, newest first."""
    found = case_of(request, case)
    number = request.GET.get("page", "1")
    first = (max(int(number), 1) - 1) * LOOKS_A_PAGE if number.isascii() and number.isdigit() else 0
    looks = looks_at(found, first, LOOKS_A_PAGE + 1)
    context = {
        "case": CASE_SHEET.show(found, request.user),
        "looks": looks[:LOOKS_A_PAGE],
        "next": first // LOOKS_A_PAGE + 2 if len(looks) > LOOKS_A_PAGE else None,
    }
    return render(request, "cases/looked.html", context)


def add_to_circle(request: HttpRequest, case: UUID) -> HttpResponse:
    """Let somebody into the circle: by whoever leads the case."""
    found = case_of(request, case)
    if found.owner_id != request.user.pk:
        raise PermissionDenied
    form = CircleForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        chosen, held = form.cleaned_data["user"], AccessGrant.held_by(form.cleaned_data["user"])
        if held.filter(case=found).exists():
            form.add_error("user", "This person belongs to the circle already")
        else:
            watch_of(request).because(form.cleaned_data["reason"], recipients=[chosen.agency_code])
            let_in(found, chosen, Basis(form.cleaned_data["basis"]), form.cleaned_data["reason"], by=request.user)
            messages.success(request, "They were let into the case circle and told.")
            return redirect("cases:page", case=found.pk)
    context = {
        "title": "Let somebody into the case circle",
        "form": form,
        "button": "Let them in",
        "caption": found.reference,
    }
    return render(request, "look/form_page.html", context)


def address(request: HttpRequest, case: UUID, address: UUID) -> HttpResponse:
    """One address, a protected one too: after signing in again, for those who may read addresses."""
    found = case_of(request, case)
    user: Any = request.user
    if not field_groups()["address"].readable_by(user):
        raise PermissionDenied
    one = Address.objects.visible_to(user).filter(pk=address, person=found.person_id).first()
    if one is None:
        raise Http404
    context = {"case": found.pk, "address": OPENED_ADDRESS_SHEET.show(one, user), "at": timezone.now()}
    return render(request, "cases/address.html", context)
