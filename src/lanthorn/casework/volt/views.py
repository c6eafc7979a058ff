"""The pages of victims, offenders, locations and themes: the whole, the drawing, the months, and what may leave."""

import csv
import io
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone

from lanthorn.casework.access.middleware import watch_of
from lanthorn.casework.access.who import chair
from lanthorn.casework.audit.operations import Operation
from lanthorn.casework.contexts.models import Kind
from lanthorn.casework.contexts.sending import context_of
from lanthorn.casework.contexts.sheets import name_of
from lanthorn.casework.look.templatetags.look import day
from lanthorn.casework.panels.models import Meeting
from lanthorn.casework.volt.agenda import AgendaForm, put_on_agenda
from lanthorn.casework.volt.drawing import draw
from lanthorn.casework.volt.graph import groups_of
from lanthorn.casework.volt.months import by_month
from lanthorn.casework.volt.outside import summary_of
from lanthorn.casework.volt.repeats import recurring, themes, victims
from lanthorn.casework.volt.seen import Seen
from lanthorn.errors import LanthornError

LISTED = 50


def overview(request: HttpRequest) -> HttpResponse:
    """Victims, offenders, locations, themes: what comes up again."""
    seen = Seen(request.user)
    context = {
        "victims": victims(seen)[:LISTED],
        "offenders": recurring(seen, Kind.PERSON, Kind.GROUP)[:LISTED],
        "locations": recurring(seen, Kind.PLACE, Kind.ONLINE)[:LISTED],
        "themes": themes(seen),
        "tells": chair(request.user),
        "shared": [tie for group in groups_of(seen) for tie in group.ties if not tie.since],
    }
    return render(request, "volt/overview.html", context)


def graph(request: HttpRequest) -> HttpResponse:
    """Who and what is linked together, drawn and as tables."""
    drawings = [draw(group) for group in groups_of(Seen(request.user))[:LISTED]]
    return render(request, "volt/graph.html", {"drawings": drawings})


def months(request: HttpRequest) -> HttpResponse:
    """How it changes, month by month."""
    return render(request, "volt/months.html", {"months": by_month(Seen(request.user))})


def agenda(request: HttpRequest, context: UUID) -> HttpResponse:
    """Put a person of concern, place or group on the agenda of a meeting to come, with one action."""
    found = context_of(request, context)
    meetings = {str(one.pk): one for one in Meeting.objects.to_come()}
    form = AgendaForm([(key, one.name) for key, one in meetings.items()], request.POST or None)
    if request.method == "POST" and form.is_valid():
        answers = form.cleaned_data
        try:
            with transaction.atomic():
                put_on_agenda(
                    found, meetings[answers["meeting"]], answers["reason"], what=answers["what"],
                    owner=answers["owner"], days=answers["days"], by=request.user,
                )  # fmt: skip
        except LanthornError as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, "It is on the agenda with its action. Somebody else releases it to the members.")
            return redirect("contexts:page", context=found.pk)
    shown = {
        "title": "Put it on the panel’s agenda", "form": form, "button": "Put it on the agenda",
        "caption": f"{found.get_kind_display()} {found.reference}, {name_of(found)}",
        "back": reverse("contexts:page", args=[found.pk]),
        "intro": "" if meetings else "No meeting is planned: ask the chair of the panel.",
    }  # fmt: skip
    return render(request, "look/form_page.html", shown)


def outside(request: HttpRequest) -> HttpResponse:
    """What may leave the panel, as it would leave; or why nothing may."""
    try:
        context: dict[str, Any] = {"tables": summary_of(Seen(request.user))}
    except LanthornError as refusal:
        context = {"refused": str(refusal)}
    return render(request, "volt/outside.html", context)


def download(request: HttpRequest) -> HttpResponse:
    """The same as a file: a disclosure. Where nothing may leave, the page that says why, and no disclosure."""
    if request.method != "POST":
        raise PermissionDenied
    try:
        tables = summary_of(Seen(request.user))
    except LanthornError:
        return redirect("volt:outside")
    watch = watch_of(request)
    watch.because("What the panel tells outside: counts by area, small ones hidden", recipients=["outside the panel"])
    watch.writes_as = Operation.DISCLOSURE
    text = io.StringIO(newline="")
    writer = csv.writer(text)
    writer.writerow([f"Victims, offenders, locations and themes, {day(timezone.localdate())}"])
    writer.writerow(["Counts of what the panel works with, to the nearest 5; c: hidden; what is not listed: none."])
    for table in tables:
        writer.writerows([[], [table.title], table.headings, *table.rows])
    response = HttpResponse(text.getvalue(), content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = 'attachment; filename="panel-summary.csv"'
    return response
