"""The meeting as a whole while it runs and after: attendance, all minutes on one page, finishing and signing them."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from lanthorn.casework.panels.both_texts import both_texts
from lanthorn.casework.panels.forms import AttendanceForm
from lanthorn.casework.panels.given import returns_given
from lanthorn.casework.panels.hearing import agencies_of, note_attendance
from lanthorn.casework.panels.models import AgendaItem, Attendance, Decision, Dissent, Minutes
from lanthorn.casework.panels.planning import PanelRefusedError
from lanthorn.casework.panels.policy import quorum_of
from lanthorn.casework.panels.sheets import (
    AGENDA_LINE,
    ATTENDANCE_SHEET,
    DECISION_SHEET,
    DISSENT_SHEET,
    MEETING_SHEET,
    MINUTES_SHEET,
)  # fmt: skip
from lanthorn.casework.panels.signing import finish_draft, sign
from lanthorn.casework.panels.views import meeting_of


def attendance(request: HttpRequest, meeting: UUID) -> HttpResponse:
    """Which agencies are there, who speaks for them, and whether their return was given."""
    found, user = meeting_of(request, meeting, run=True), request.user
    kept = list(Attendance.objects.visible_to(user).filter(meeting=found).order_by("agency"))
    version = ".".join(str(one.version) for one in kept) or "0"
    agencies = agencies_of(found, user)
    given = returns_given(found, [agency.code for agency in agencies])
    form = AttendanceForm(agencies, kept, given, request.POST or None)
    if request.method == "POST" and form.is_valid():
        if request.POST.get("version") != version:
            saved = AttendanceForm(agencies, kept, given)
            return both_texts(request, "Attendance", mine=form, saved=saved, version=version)
        try:
            note_attendance(found, form.rows(), by=user)
        except PanelRefusedError as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, "The attendance was noted.")
            return redirect("panels:page", meeting=found.pk)
    rule = quorum_of(found.quorum_version)
    context = {
        "title": "Attendance", "form": form, "button": "Note the attendance", "version": version,
        "caption": found.name, "rule": rule, "back": reverse("panels:page", args=[found.pk]),
    }  # fmt: skip
    return render(request, "panels/attendance.html", context)


def minutes(request: HttpRequest, meeting: UUID) -> HttpResponse:
    """All that was minuted of what this user may see; and, for those who may, finishing the draft and signing it."""
    user: Any = request.user
    found = meeting_of(request, meeting)
    refusal = ""
    if request.method == "POST":
        try:
            if "sign" in request.POST:
                sign(found, by=user)
            else:
                finish_draft(found, by=user)
        except PanelRefusedError as refused:
            refusal = str(refused)
        else:
            messages.success(request, "The minutes are signed." if found.signed_at else "The draft waits to be signed.")
            return redirect("panels:minutes", meeting=found.pk)
    lines = AgendaItem.objects.lines_for(user).filter(meeting=found).select_related("case", "presenter__agency")
    texts = {one.item_id: one for one in Minutes.objects.visible_to(user).filter(item__meeting=found)}
    decisions = Decision.objects.visible_to(user).filter(item__meeting=found).select_related("recorded_by")
    decided = {one.item_id: one for one in decisions}
    dissents: dict[UUID, list[object]] = {}
    for dissent in Dissent.objects.visible_to(user).filter(item__meeting=found).select_related("agency"):
        dissents.setdefault(dissent.item_id, []).append(DISSENT_SHEET.show(dissent, user))
    there = Attendance.objects.visible_to(user).filter(meeting=found).select_related("agency").order_by("agency__name")
    context = {
        "name": found.name,
        "meeting": MEETING_SHEET.show(found, user),
        "refusal": refusal,
        "attendance": ATTENDANCE_SHEET.show_all(there, user),
        "items": [
            {
                "line": AGENDA_LINE.show(line, user),
                "minutes": MINUTES_SHEET.show(texts[line.pk], user) if line.pk in texts else None,
                "decision": DECISION_SHEET.show(decided[line.pk], user) if line.pk in decided else None,
                "dissents": dissents.get(line.pk, []),
            }
            for line in lines.order_by("place")
        ],
        "drafts": found.is_run_by(user) and found.drafted_at is None,
        "signs": user.holds("chair") and found.drafted_at is not None and found.signed_at is None,
    }
    return render(request, "panels/minutes.html", context, status=409 if refusal else 200)
