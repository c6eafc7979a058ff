"""One item of the agenda: putting a case forward, its page, its minutes, carrying it over, who must leave."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from lanthorn.casework.access.protected import StaleError
from lanthorn.casework.cases.views import case_of, child_of
from lanthorn.casework.panels.both_texts import both_texts
from lanthorn.casework.panels.forms import LeaveForm, MinutesForm, PutForwardForm, ReasonForm
from lanthorn.casework.panels.hearing import carry_over, take_minutes, wanting
from lanthorn.casework.panels.models import AgendaItem, Conflict, Decision, Dissent, Meeting, Minutes, Outcome, Seat
from lanthorn.casework.panels.parts import item_parts
from lanthorn.casework.panels.planning import PanelRefusedError, put_forward
from lanthorn.casework.panels.questions import item_run_by
from lanthorn.casework.panels.releasing import DisclosureRefusedError, must_leave
from lanthorn.casework.panels.sheets import AGENDA_LINE, CONFLICT_SHEET, DECISION_SHEET, DISSENT_SHEET, MINUTES_SHEET
from lanthorn.casework.people.sheets import PERSON_SHEET


def item_of(request: HttpRequest, item: UUID) -> AgendaItem:
    """The item, if this user may see all of it."""
    found = AgendaItem.objects.visible_to(request.user).filter(pk=item)
    one = found.select_related("meeting__chair__agency", "meeting__deputy__agency", "case", "presenter__agency").first()
    if one is None:
        raise Http404
    return one


def put_case_forward(request: HttpRequest, case: UUID) -> HttpResponse:
    """Put a case on the agenda of a meeting to come."""
    found = case_of(request, case)
    meetings = {str(one.pk): one for one in Meeting.objects.to_come()}
    form = PutForwardForm([(key, one.name) for key, one in meetings.items()], request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            chosen = meetings[form.cleaned_data["meeting"]]
            put_forward(found, chosen, by=request.user, reason=form.cleaned_data["reason"])
        except PanelRefusedError as refusal:
            form.add_error("meeting", str(refusal))
        else:
            messages.success(request, "The case is on the agenda. Whoever runs the meeting releases it to the members.")
            return redirect("cases:page", case=found.pk)
    context = {
        "title": "Put the case before the panel", "form": form, "button": "Put it on the agenda",
        "caption": f"Case {found.reference}", "back": reverse("cases:page", args=[found.pk]),
        "intro": "" if meetings else "No meeting is planned: ask the chair of the panel.",
    }  # fmt: skip
    return render(request, "look/form_page.html", context)


def page(request: HttpRequest, item: UUID) -> HttpResponse:
    """The item: while the panel meets, the minute taker's page for it; before and after, to be read."""
    found, user = item_of(request, item), request.user
    runs = found.meeting.is_run_by(user)
    child = PERSON_SHEET.show(child_of(request, found.case), user) if found.case else None
    minutes = Minutes.objects.visible_to(user).filter(item=found).first()
    decision = Decision.objects.visible_to(user).filter(item=found).select_related("recorded_by").first()
    dissents = Dissent.objects.visible_to(user).filter(item=found).select_related("agency").order_by("agency__name")
    conflicts = Conflict.objects.visible_to(user).filter(item=found).select_related("user__agency")
    open_now = runs and found.meeting.signed_at is None
    context = {
        "item": AGENDA_LINE.show(found, user),
        "child": child,
        "case": found.case_id,
        "meeting": found.meeting,
        "writes": open_now and found.outcome != Outcome.CARRIED,
        "decides": open_now and found.released_at is not None and found.outcome != Outcome.CARRIED,
        "waits": found.outcome == Outcome.WAITING,
        "wanting": wanting(found, user) if open_now and found.released_at else [],
        "minutes": MINUTES_SHEET.show(minutes, user) if minutes else None,
        "decision": DECISION_SHEET.show(decision, user) if decision else None,
        "dissents": DISSENT_SHEET.show_all(dissents, user),
        "conflicts": CONFLICT_SHEET.show_all(conflicts, user),
        "parts": item_parts(user, found),
    }
    return render(request, "panels/item.html", context)


def minutes(request: HttpRequest, item: UUID) -> HttpResponse:
    """Write the minutes of an item, as it is heard."""
    found = item_run_by(request, item)
    kept = Minutes.objects.visible_to(request.user).filter(item=found).first()
    version, text = (kept.version, kept.text) if kept else (0, "")
    form = MinutesForm(request.POST or None, initial={"text": text})
    if request.method == "POST" and form.is_valid():
        if request.POST.get("version") != str(version) and text != form.cleaned_data["text"]:
            saved = MinutesForm({"text": text})
            return both_texts(request, "Minutes of this item", mine=form, saved=saved, version=version)
        try:
            take_minutes(found, form.cleaned_data["text"], by=request.user, version=version)
        except (PanelRefusedError, StaleError) as refusal:
            form.add_error(None, str(refusal))
        else:
            return redirect("panels:item", item=found.pk)
    context = {
        "title": "Minutes of this item", "form": form, "button": "Save the minutes", "version": version,
        "caption": f"{found.meeting.name}, item {found.place}",
        "back": reverse("panels:item", args=[found.pk]), "heading_in_form": False,
    }  # fmt: skip
    return render(request, "look/form_page.html", context)


def carry(request: HttpRequest, item: UUID) -> HttpResponse:
    """Carry an item over to the next meeting."""
    found = item_run_by(request, item)
    form = ReasonForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            carry_over(found, form.cleaned_data["reason"], by=request.user)
        except PanelRefusedError as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, "The item was carried over. The next agenda takes it up.")
            return redirect("panels:page", meeting=found.meeting_id)
    context = {
        "title": "Carry the item over", "form": form, "button": "Carry it over",
        "caption": f"{found.meeting.name}, item {found.place}", "back": reverse("panels:item", args=[found.pk]),
    }  # fmt: skip
    return render(request, "look/form_page.html", context)


def leave(request: HttpRequest, item: UUID) -> HttpResponse:
    """Note who must leave for an item: anybody, by whoever runs the meeting; oneself, by a member."""
    found, user = item_of(request, item), request.user
    seats = Seat.objects.visible_to(user).filter(meeting=found.meeting_id).select_related("user__agency")
    if not found.meeting.is_run_by(user):
        seats = seats.filter(user=user.pk)
    members: dict[str, Any] = {str(seat.user_id): seat.user for seat in seats.order_by("user__name")}
    form = LeaveForm([(key, f"{one.name}, {one.agency.name}") for key, one in members.items()], request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            must_leave(found, members[form.cleaned_data["user"]], by=user, reason=form.cleaned_data["reason"])
        except DisclosureRefusedError as refusal:
            form.add_error("user", str(refusal))
        else:
            messages.success(request, "It is noted. Their seat opens this case no more; no pack of theirs holds it.")
            return redirect("panels:page", meeting=found.meeting_id)
    context = {
        "title": "Who must leave for this item", "form": form, "button": "Note it",
        "caption": f"{found.meeting.name}, item {found.place}", "back": reverse("panels:item", args=[found.pk]),
    }  # fmt: skip
    return render(request, "look/form_page.html", context)
