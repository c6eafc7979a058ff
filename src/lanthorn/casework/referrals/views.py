"""The pages of referrals besides the journey itself: sent, the list, one referral, and matching it to a person."""

from typing import Any
from uuid import UUID

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from lanthorn.casework.access.models import Role
from lanthorn.casework.look.forms import ChoiceRadios
from lanthorn.casework.people.finding import with_names
from lanthorn.casework.people.matching import Candidate
from lanthorn.casework.people.models import Person
from lanthorn.casework.people.sheets import PERSON_SHEET
from lanthorn.casework.referrals.models import PersonMatch, Referral
from lanthorn.casework.referrals.sending import MatchRefusedError, acknowledge, candidates_for, match, undo_match
from lanthorn.casework.referrals.sheets import REFERRAL_LINE, REFERRAL_SHEET

LISTED = 50
NEW = "new"


def referral_of(request: HttpRequest, referral: UUID) -> Referral:
    """The referral, if this user may see it."""
    found = (
        Referral.objects.visible_to(request.user)
        .select_related("referrer__agency", "agency")
        .filter(pk=referral)
        .first()
    )
    if found is None:
        raise Http404
    return found


def sent(request: HttpRequest, referral: UUID) -> HttpResponse:
    """It was sent, and what happens next."""
    found = referral_of(request, referral)
    return render(request, "referrals/sent.html", {"referral": found.pk, "due": found.acknowledge_by})


def listing(request: HttpRequest) -> HttpResponse:
    """Referrals that this user may see, those that wait to be matched first."""
    user: Any = request.user
    found = Referral.objects.visible_to(user).select_related("referrer__agency", "agency")
    waiting = REFERRAL_LINE.show_all(found.filter(case=None).order_by("sent_at")[:LISTED], user)
    matched = REFERRAL_LINE.show_all(found.exclude(case=None).order_by("-sent_at")[:LISTED], user)
    return render(request, "referrals/list.html", {"waiting": waiting, "matched": matched})


def page(request: HttpRequest, referral: UUID) -> HttpResponse:
    """One referral, and what can be done with it."""
    found = referral_of(request, referral)
    user: Any = request.user
    matched = PersonMatch.objects.visible_to(user).filter(referral=found, undone_at=None).first()
    context = {
        "referral": REFERRAL_SHEET.show(found, user),
        "case": found.case_id,
        "front_door": user.holds(Role.FRONT_DOOR),
        "acknowledged": found.acknowledged_at,
        "match": matched.pk if matched else None,
    }
    return render(request, "referrals/page.html", context)


def acknowledgement(request: HttpRequest, referral: UUID) -> HttpResponse:
    """Tell the referrer that it was read."""
    found = referral_of(request, referral)
    if request.method != "POST":
        raise PermissionDenied
    acknowledge(found, by=request.user)
    messages.success(request, "The referrer was told that it was read.")
    return redirect("referrals:page", referral=found.pk)


def matching(request: HttpRequest, referral: UUID) -> HttpResponse:
    """Whom is it about? Candidates with their reasons; a human chooses one of them, or none."""
    found = referral_of(request, referral)
    if found.case_id:
        return redirect("referrals:page", referral=found.pk)
    listed = candidates_for(found)
    form = _MatchForm(listed, request.POST or None)
    if request.method == "POST" and form.is_valid():
        chosen = form.cleaned_data["person"]
        person = None if chosen == NEW else Person.objects.for_purpose("matching").get(pk=chosen)
        try:
            case = match(found, person, by=request.user)
        except MatchRefusedError as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, "The referral was matched.")
            return redirect("cases:page", case=case.pk)
    context = {
        "referral": REFERRAL_SHEET.show(found, request.user),
        "candidates": _shown(listed, request.user),
        "form": form,
        "NEW": NEW,
    }
    return render(request, "referrals/match.html", context)


def undo(request: HttpRequest, referral: UUID, match: UUID) -> HttpResponse:
    """Undo a match: the referral waits to be matched again."""
    found = referral_of(request, referral)
    matched = PersonMatch.objects.visible_to(request.user).filter(pk=match, referral=found).first()
    if matched is None:
        raise Http404
    if request.method == "POST":
        undo_match(matched, by=request.user)
        messages.success(request, "The match was undone. The referral waits to be matched again.")
        return redirect("referrals:page", referral=found.pk)
    return render(request, "referrals/undo.html", {"referral": found.pk})


class _MatchForm(forms.Form):
    """Which of the candidates, or a person who is not recorded yet."""

    person = ChoiceRadios(label="Who is it about?", missing="Choose whom the referral is about")

    def __init__(self, listed: list[Candidate], data: Any) -> None:
        super().__init__(data)
        field: Any = self.fields["person"]
        field.choices = [(str(one.person_id), "") for one in listed] + [(NEW, "Nobody listed here")]


def _shown(listed: list[Candidate], user: Any) -> list[tuple[Any, Candidate]]:
    """Each candidate's identity, as the front door may see it to match, in one query and one for the names."""
    asked = Person.objects.for_purpose("matching").filter(pk__in=[one.person_id for one in listed])
    persons = {person.pk: person for person in with_names(asked)}
    return [(PERSON_SHEET.show(persons[one.person_id], user), one) for one in listed]
