"""Meetings: the list, planning one, its page, seats, the release of its packs."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone

from lanthorn.casework.access.who import chair
from lanthorn.casework.panels.forms import MeetingForm, OtherItemForm, SeatForm
from lanthorn.casework.panels.models import AgendaItem, Attendance, Conflict, Meeting, Outcome, Pack, Seat, SubjectKind
from lanthorn.casework.panels.planning import PanelRefusedError, give_seat, plan, put_forward_other
from lanthorn.casework.panels.policy import quorum_of
from lanthorn.casework.panels.releasing import DisclosureRefusedError, give_pack, release
from lanthorn.casework.panels.sheets import (
    AGENDA_LINE,
    ATTENDANCE_SHEET,
    CONFLICT_SHEET,
    MEETING_SHEET,
    PACK_SHEET,
    SEAT_SHEET,
)  # fmt: skip
from lanthorn.casework.panels.sources import bring_up_to_date

LISTED = 50


def meeting_of(request: HttpRequest, meeting: UUID, *, run: bool = False) -> Meeting:
    """The meeting, if this user has a seat on it; with `run`, if they chair or minute it."""
    found = (
        Meeting.objects.visible_to(request.user)
        .select_related("chair__agency", "minute_taker__agency", "deputy__agency")
        .filter(pk=meeting)
        .first()
    )
    if found is None or (run and not found.is_run_by(request.user)):
        raise Http404
    return found


def listing(request: HttpRequest) -> HttpResponse:
    """The meetings on which this user has a seat."""
    found = Meeting.objects.visible_to(request.user).select_related(
        "chair__agency", "minute_taker__agency", "deputy__agency"
    )
    today = timezone.localdate()
    context = {
        "may_plan": chair(request.user),
        "to_come": MEETING_SHEET.show_all(found.filter(on__gte=today).order_by("on", "starts")[:LISTED], request.user),
        "past": MEETING_SHEET.show_all(found.filter(on__lt=today).order_by("-on")[:LISTED], request.user),
    }
    return render(request, "panels/list.html", context)


def new(request: HttpRequest) -> HttpResponse:
    """Plan a meeting. Whoever plans it chairs it; its agenda builds itself at once."""
    form = MeetingForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        answers = form.cleaned_data
        try:
            made = plan(
                answers["on"], answers["starts"], answers["place"],
                chair=request.user, minute_taker=answers["minute_taker"],
            )  # fmt: skip
        except PanelRefusedError as refusal:
            form.add_error("on" if "working day" in str(refusal) else "minute_taker", str(refusal))
        else:
            messages.success(request, "The meeting is planned, and its agenda was built.")
            return redirect("panels:page", meeting=made.pk)
    context = {
        "back": reverse("panels:list"), "title": "Plan a meeting of the panel", "form": form,
        "button": "Plan the meeting",
        "intro": "You chair it. Referrals, reviews due and what was carried over go on its agenda by themselves.",
    }  # fmt: skip
    return render(request, "look/form_page.html", context)


def page(request: HttpRequest, meeting: UUID) -> HttpResponse:
    """The meeting: agenda, seats and packs, attendance."""
    found, user = meeting_of(request, meeting), request.user
    runs = found.is_run_by(user)
    lines = AgendaItem.objects.lines_for(user).filter(meeting=found)
    lines = lines.select_related("case", "presenter__agency").order_by("place")
    open_to = set(AgendaItem.objects.visible_to(user).filter(meeting=found).values_list("pk", flat=True))
    conflicts: dict[Any, list[Any]] = {}
    for conflict in Conflict.objects.visible_to(user).filter(item__meeting=found).select_related("user__agency"):
        conflicts.setdefault(conflict.item_id, []).append(CONFLICT_SHEET.show(conflict, user))
    seats = Seat.objects.visible_to(user).filter(meeting=found).select_related("user__agency").order_by("user__name")
    packs = Pack.objects.visible_to(user).filter(meeting=found).select_related("user__agency", "approved_by")
    latest = {pack.user_id: pack for pack in packs.order_by("made_at")}
    attendance = Attendance.objects.visible_to(user).filter(meeting=found).select_related("agency")
    listed = list(lines)
    context = {
        "meeting": MEETING_SHEET.show(found, user),
        "name": found.name,
        "runs": runs,
        "to_come": found.on >= timezone.localdate(),
        "to_release": any(line.released_at is None and line.outcome == Outcome.WAITING for line in listed),
        "signed": found.signed_at,
        "released": found.released_at,
        "agenda": [
            (AGENDA_LINE.show(line, user), line.pk in open_to, conflicts.get(line.pk, []), line.released_at)
            for line in listed
        ],
        "seats": [
            {
                "seat": SEAT_SHEET.show(seat, user),
                "pack": PACK_SHEET.show(latest[seat.user_id], user) if seat.user_id in latest else None,
                "over": seat.user_id in latest and latest[seat.user_id].over,
                "mine": seat.user_id == user.pk,
            }
            for seat in seats
        ],
        "attendance": ATTENDANCE_SHEET.show_all(attendance.order_by("agency__name"), user),
        "quorum": quorum_of(found.quorum_version),
    }
    return render(request, "panels/page.html", context)


def build(request: HttpRequest, meeting: UUID) -> HttpResponse:
    """Put on the agenda what has come up since."""
    found = _posted(request, meeting)
    added = bring_up_to_date(found) if found.signed_at is None and found.on >= timezone.localdate() else []
    messages.success(request, f"New on the agenda: {len(added)}.")
    return redirect("panels:page", meeting=found.pk)


def seat(request: HttpRequest, meeting: UUID) -> HttpResponse:
    """Give a seat on the meeting."""
    found = meeting_of(request, meeting, run=True)
    form = SeatForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            give_seat(found, form.cleaned_data["user"], by=request.user)
        except PanelRefusedError as refusal:
            form.add_error("user", str(refusal))
        else:
            messages.success(request, "They have a seat, and were told.")
            return redirect("panels:page", meeting=found.pk)
    context = {"title": "Give a seat", "form": form, "button": "Give the seat", "caption": found.name}
    context["back"] = reverse("panels:page", args=[found.pk])
    return render(request, "look/form_page.html", context)


def add_item(request: HttpRequest, meeting: UUID) -> HttpResponse:
    """Put a person of concern, a place or a group on the agenda."""
    found = meeting_of(request, meeting)
    form = OtherItemForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        answers = form.cleaned_data
        try:
            put_forward_other(
                found, SubjectKind(answers["kind"]), answers["subject"], by=request.user, reason=answers["reason"]
            )
        except PanelRefusedError as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, "It is on the agenda. Somebody else releases it to the members.")
            return redirect("panels:page", meeting=found.pk)
    context = {
        "title": "Put a person, a place or a group on the agenda", "form": form, "button": "Put it on the agenda",
        "caption": found.name, "back": reverse("panels:page", args=[found.pk]),
    }  # fmt: skip
    return render(request, "look/form_page.html", context)


def release_packs(request: HttpRequest, meeting: UUID) -> HttpResponse:
    """Release the agenda: on the register as fresh, as it discloses records to others."""
    found, refusal = meeting_of(request, meeting, run=True), ""
    if request.method == "POST":
        try:
            done = release(found, by=request.user)
        except DisclosureRefusedError as refused:
            refusal = str(refused)
        else:
            left = f" {done.left} that you put forward wait for somebody else to release." if done.left else ""
            messages.success(request, f"Released: {done.items} on the agenda, {done.packs} packs.{left}")
            return redirect("panels:page", meeting=found.pk)
    user = request.user
    waiting = AgendaItem.objects.lines_for(user).filter(meeting=found, released_at=None)
    seats = Seat.objects.visible_to(user).filter(meeting=found).select_related("user__agency").order_by("user__name")
    context = {
        "name": found.name, "meeting": found.pk, "refusal": refusal,
        "agenda": AGENDA_LINE.show_all(waiting.select_related("case", "presenter__agency").order_by("place"), user),
        "seats": SEAT_SHEET.show_all(seats, user),
    }  # fmt: skip
    return render(request, "panels/release.html", context, status=409 if refusal else 200)


def issue(request: HttpRequest, meeting: UUID, seat: UUID) -> HttpResponse:
    """Approve a new pack for a member."""
    found = _posted(request, meeting)
    chosen = Seat.objects.visible_to(request.user).filter(meeting=found, pk=seat).select_related("user").first()
    if chosen is None:
        raise Http404
    try:
        give_pack(found, chosen, by=request.user)
    except DisclosureRefusedError as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, "A new pack was approved, and its member was told.")
    return redirect("panels:page", meeting=found.pk)


def _posted(request: HttpRequest, meeting: UUID) -> Meeting:
    found = meeting_of(request, meeting, run=True)
    if request.method != "POST":
        raise PermissionDenied
    return found
