"""Find the other record of a person, see both side by side, join them, and separate them again."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any
from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from lanthorn.casework.cases.models import Case
from lanthorn.casework.look.forms import ChoiceRadios
from lanthorn.casework.merges.joining import cases_of, join, person_of, persons_of, same_as, separate
from lanthorn.casework.merges.sheets import MERGE_SHEET, NUMBER_SHEET, PHONE_SHEET, REFERENCE_SHEET
from lanthorn.casework.people.merging import MergeRefusedError
from lanthorn.casework.people.models import Address, Identifier, Person, PersonMerge, Phone
from lanthorn.casework.people.sheets import ADDRESS_SHEET, PERSON_SHEET

if TYPE_CHECKING:
    from lanthorn.casework.access.sheets import Sheet


class ReferenceForm(forms.Form):
    """The other record by the reference of its case."""

    reference = forms.CharField(
        label="Or enter the reference of the other case",
        max_length=12,
        widget=forms.TextInput({"size": "10"}),
        error_messages={"required": "Enter the reference of the other case"},
    )


class JoinForm(forms.Form):
    """Which one stays, and why they are one."""

    keep = ChoiceRadios(
        label="Which record stays?",
        choices=[("first", "The first"), ("second", "The second")],
        help_text="Everything of the other one moves to it. Nothing is lost, and it can be undone.",
        missing="Choose which record stays",
    )
    reason = forms.CharField(
        label="Why are they one person?",
        max_length=300,
        help_text="Say what you compared, and whom you asked.",
        error_messages={"required": "Say why they are one person"},
    )


class SplitForm(forms.Form):
    """Why they are two."""

    reason = forms.CharField(
        label="Why are they two persons after all?",
        max_length=300,
        error_messages={"required": "Say why they are two persons"},
    )


def _person(request: HttpRequest, person: UUID) -> Person:
    found = person_of(request.user, person)
    if found is None:
        raise Http404
    return found


def same(request: HttpRequest, person: UUID) -> HttpResponse:
    """Who could be the same person, with the reasons; or the other record by the reference of its case."""
    found, user = _person(request, person), request.user
    form = ReferenceForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        reference = form.cleaned_data["reference"].strip().upper()
        case = Case.objects.visible_to(user).filter(reference=reference).exclude(person=found).first()
        if case is not None:
            return redirect("merges:compare", person=found.pk, other=case.person_id)
        form.add_error("reference", "You see no other person's case with this reference. Check it.")
    context = {
        "person": PERSON_SHEET.show(found, user), "form": form,
        "candidates": [(PERSON_SHEET.show(one, user), candidate.reasons) for one, candidate in same_as(found, user)],
    }  # fmt: skip
    return render(request, "merges/same.html", context)


def compare(request: HttpRequest, person: UUID, other: UUID) -> HttpResponse:
    """Both side by side; joined once asked to, with a reason. On the register as fresh."""
    both = persons_of(request.user, (person, other))
    if len(both) < 2:
        raise Http404
    first, second = both
    form = JoinForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        kept, merged = (first, second) if form.cleaned_data["keep"] == "first" else (second, first)
        try:
            done = join(kept, merged, form.cleaned_data["reason"], by=request.user)
        except MergeRefusedError as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, "The records were joined. You can separate them again on this page.")
            return redirect("merges:merge", merge=done.pk)
    context = {"lines": beside(both, request.user), "form": form, "person": first.pk}
    return render(request, "merges/compare.html", context)


def merge_page(request: HttpRequest, merge: UUID) -> HttpResponse:
    """One merge, and separating it again."""
    found = PersonMerge.objects.visible_to(request.user).filter(pk=merge)
    done = found.select_related("by", "split_by", "kept", "merged").first()
    if done is None:
        raise Http404
    form = SplitForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            separate(done, form.cleaned_data["reason"], by=request.user)
        except MergeRefusedError as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, "The records were separated: each has again what it had before.")
            return redirect("merges:merge", merge=done.pk)
    kept = _person(request, done.kept_id)
    context = {
        "record": MERGE_SHEET.show(done, request.user), "form": form, "may_split": done.split_at is None,
        "person": PERSON_SHEET.show(kept, request.user), "cases": [one.pk for one in cases_of(kept, request.user)],
    }  # fmt: skip
    return render(request, "merges/merge.html", context)


def beside(persons: Sequence[Person], user: Any) -> list[tuple[str, list[str]]]:
    """What is compared of them: each label with a text for each; a protected address is withheld as everywhere."""
    sheets = [PERSON_SHEET.show(one, user) for one in persons]
    addresses = Address.objects.visible_to(user).filter(person__in=persons)
    phones = Phone.objects.visible_to(user).filter(person__in=persons)
    numbers = Identifier.objects.visible_to(user).filter(person__in=persons)
    cases = Case.objects.visible_to(user).filter(person__in=persons).order_by("opened_at")
    rows: list[tuple[str, Any, Sheet[Any]]] = [
        ("Addresses", addresses, ADDRESS_SHEET), ("Telephones", phones, PHONE_SHEET),
        ("Numbers", numbers, NUMBER_SHEET), ("Cases that you see", cases, REFERENCE_SHEET),
    ]  # fmt: skip
    lines = [(shown.label, [str(sheet[shown.name]) for sheet in sheets]) for shown in sheets[0]]
    for label, found, sheet in rows:
        listed = list(found)
        texts = [
            "\n".join(", ".join(map(str, sheet.show(row, user))) for row in listed if row.person_id == one.pk) or "None"
            for one in persons
        ]
        lines.append((label, texts))
    return lines
