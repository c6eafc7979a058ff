"""Where each user begins: what waits for them, their drafts and cases; and the search for a person."""

from typing import Any
from uuid import UUID

from django import forms
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone

from lanthorn.casework.cases.models import Case
from lanthorn.casework.cases.sheets import CASE_SHEET
from lanthorn.casework.cases.stages import with_stages
from lanthorn.casework.journeys.unfinished import unfinished
from lanthorn.casework.look.forms import PartialDateField
from lanthorn.casework.notices.models import Notice
from lanthorn.casework.people.finding import find, with_names
from lanthorn.casework.people.matching import Told
from lanthorn.casework.people.models import Person
from lanthorn.casework.people.sheets import PERSON_SHEET
from lanthorn.casework.work.due import due_for

LISTED = 50


def home(request: HttpRequest) -> HttpResponse:
    """My work."""
    user: Any = request.user
    notices = Notice.objects.filter(user=user, read_at=None)[:LISTED]
    drafts, kept = unfinished(user)
    cases = Case.objects.visible_to(user).filter(closed_at=None).select_related("owner__agency")
    listed = with_stages(list(cases.order_by("next_review", "opened_at")[:LISTED]))
    asked = Person.objects.visible_to(user).filter(pk__in=[case.person_id for case in listed])
    children = {person.pk: PERSON_SHEET.show(person, user) for person in with_names(asked)}
    context = {
        "notices": notices,
        "due": due_for(user),
        "drafts": drafts,
        "kept": kept,
        "cases": [(CASE_SHEET.show(case, user), children[case.person_id]) for case in listed],
    }
    return render(request, "work/home.html", context)


def open_notice(request: HttpRequest, notice: UUID) -> HttpResponse:
    """Mark a notice as read and go to what it is about."""
    found = Notice.objects.filter(pk=notice, user=request.user.pk).first()
    if found is None or request.method != "POST":
        raise Http404
    found.read_at = timezone.now()
    found.save()
    return redirect(found.page, *([found.about] if found.about else []))


class SearchForm(forms.Form):
    """What is known of a person."""

    forename = forms.CharField(label="Forename or alias", max_length=80, required=False)
    surname = forms.CharField(label="Surname", max_length=80, required=False)
    birth = PartialDateField(label="Date of birth", help_text="As much as you know", required=False)
    phone = forms.CharField(label="Telephone", max_length=30, required=False)

    def clean(self) -> dict[str, Any]:
        """Something to search by."""
        cleaned = super().clean() or {}
        if not any(cleaned.get(name) for name in ("forename", "surname", "phone")):
            self.add_error("forename", "Enter a name or a telephone number")
        return cleaned


def search(request: HttpRequest) -> HttpResponse:
    """Find a person among those whom this user may see. Sent by POST, so that no name stands in an address or a log."""
    form = SearchForm(request.POST or None)
    found: list[Any] | None = None
    if request.method == "POST" and form.is_valid():
        year, month, day = form.cleaned_data["birth"]
        told = Told(
            forename=form.cleaned_data["forename"], surname=form.cleaned_data["surname"],
            birth_year=year, birth_month=month, birth_day=day, phone=form.cleaned_data["phone"],
        )  # fmt: skip
        pairs = find(request.user, told)
        cases = Case.objects.visible_to(request.user).filter(person__in=[person.pk for person, _ in pairs])
        case_of = {case.person_id: case.pk for case in cases.order_by("opened_at")}
        found = [
            (PERSON_SHEET.show(person, request.user), one.reasons, case_of.get(person.pk)) for person, one in pairs
        ]
    return render(request, "work/search.html", {"form": form, "found": found})
