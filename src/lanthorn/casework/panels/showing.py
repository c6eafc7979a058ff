"""Where the panel shows outside its own pages: on the case page, as stages, and under My work."""

from collections.abc import Collection, Iterable
from typing import Any
from uuid import UUID

from django.db.models import Q
from django.http import HttpRequest
from django.urls import reverse

from lanthorn.casework.access.models import Role
from lanthorn.casework.cases.models import Case
from lanthorn.casework.cases.sections import Section, add_section
from lanthorn.casework.cases.stages import Stage, add_stage
from lanthorn.casework.panels.models import AgendaItem, Decision, Meeting, Outcome
from lanthorn.casework.panels.sheets import AGENDA_LINE, DECISION_SHEET
from lanthorn.casework.work.due import Due, add_due


def of_case(request: HttpRequest, case: Case) -> dict[str, Any]:
    """Where the case waits to be heard, and what panels decided on it."""
    user = request.user
    waiting = AgendaItem.objects.visible_to(user).filter(case=case, outcome=Outcome.WAITING)
    decisions = Decision.objects.visible_to(user).filter(case=case).select_related("recorded_by")
    return {
        "case": case.pk,
        "closed": case.closed_at,
        "waiting": [
            (AGENDA_LINE.show(item, user), item.meeting.name)
            for item in waiting.select_related("meeting", "case", "presenter__agency").order_by("meeting__on")
        ],
        "decisions": DECISION_SHEET.show_all(decisions.order_by("-decided_at"), user),
    }


def on_an_agenda(cases: Collection[UUID]) -> Iterable[UUID]:
    """Those of the cases that wait on an agenda."""
    waiting = AgendaItem.objects.for_purpose("stages").filter(case__in=cases, outcome=Outcome.WAITING)
    return waiting.values_list("case", flat=True)


def decided(cases: Collection[UUID]) -> Iterable[UUID]:
    """Those of the cases on which a panel decided."""
    return Decision.objects.for_purpose("stages").filter(case__in=cases).values_list("case", flat=True)


def due(user: Any) -> Iterable[Due]:
    """What a meeting's chair and minute taker owe, by its due days."""
    for meeting in Meeting.objects.run_by(user).filter(signed_at=None).order_by("on"):
        page = reverse("panels:page", args=[meeting.pk])
        minutes = reverse("panels:minutes", args=[meeting.pk])
        if meeting.released_at is None:
            yield Due(meeting.pack_due, f"Release the packs: {meeting.name}", page)
        elif meeting.drafted_at is None and meeting.minute_taker_id == user.pk:
            yield Due(meeting.draft_due, f"Finish the draft minutes: {meeting.name}", minutes)
    if user.holds(Role.CHAIR):
        drafted = Meeting.objects.visible_to(user).filter(~Q(drafted_by=user.pk), drafted_at__isnull=False)
        for meeting in drafted.filter(signed_at=None):
            yield Due(
                meeting.sign_off_due, f"Sign the minutes: {meeting.name}", reverse("panels:minutes", args=[meeting.pk])
            )


def register() -> None:
    """Add it all. Called once, as the app is ready."""
    add_section(Section(50, "The panel", "panels/of_case.html", of_case))
    add_stage(
        Stage(50, "agenda", "Waits to be heard by the panel", lambda case: bool(on_an_agenda([case.pk])), on_an_agenda)
    )
    add_stage(Stage(70, "decided", "Decided by the panel", lambda case: bool(decided([case.pk])), decided))
    add_due(due)
