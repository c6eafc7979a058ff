"""Actions: mine, one of them, its progress, its end, its next owner; those passed on; and cases gone quiet."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from lanthorn.casework.access.protected import StaleError
from lanthorn.casework.panels.both_texts import both_texts
from lanthorn.casework.plans.acting import ActionRefusedError, finish, hand_over, note_progress
from lanthorn.casework.plans.forms import FinishForm, HandOverForm, ProgressForm
from lanthorn.casework.plans.models import Action, HandOver, Progress, QuietCase, State
from lanthorn.casework.plans.sheets import ACTION_LINE, ACTION_SHEET, HAND_OVER_SHEET, PROGRESS_SHEET, QUIET_SHEET

LISTED = 100


def action_of(request: HttpRequest, action: UUID) -> Action:
    """The action, if this user may see it."""
    found = Action.objects.visible_to(request.user).filter(pk=action)
    one = found.select_related("case", "item", "owner__agency", "agency").first()
    if one is None:
        raise Http404
    return one


def listing(request: HttpRequest) -> HttpResponse:
    """The user's own actions: open ones by their due day, then the latest that ended."""
    user: Any = request.user
    found = Action.objects.visible_to(user).filter(owner=user.pk)
    found = found.select_related("case", "item", "owner__agency", "agency")
    context = {
        "open": ACTION_SHEET.show_all(found.filter(state=State.OPEN).order_by("due", "set_at")[:LISTED], user),
        "ended": ACTION_SHEET.show_all(found.exclude(state=State.OPEN).order_by("-closed_at")[:LISTED], user),
    }
    return render(request, "plans/list.html", context)


def page(request: HttpRequest, action: UUID) -> HttpResponse:
    """One action with its history."""
    found, user = action_of(request, action), request.user
    notes = Progress.objects.visible_to(user).filter(action=found).select_related("by__agency").order_by("at")
    moves = HandOver.objects.visible_to(user).filter(action=found).select_related("before", "after").order_by("at")
    context = {
        "action": ACTION_SHEET.show(found, user),
        "open": found.state == State.OPEN,
        "case": found.case_id,
        "reference": found.case.reference if found.case else "",
        "progress": PROGRESS_SHEET.show_all(notes, user),
        "hand_overs": HAND_OVER_SHEET.show_all(moves, user),
    }
    return render(request, "plans/page.html", context)


def progress(request: HttpRequest, action: UUID) -> HttpResponse:
    """Add what was done. Where somebody else added a note meanwhile, both are shown first."""
    found, user = action_of(request, action), request.user
    latest = Progress.objects.visible_to(user).filter(action=found).order_by("-at").first()
    version = str(latest.pk) if latest else "0"
    form = ProgressForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        if latest is not None and request.POST.get("version") != version:
            saved = ProgressForm({"text": PROGRESS_SHEET.show(latest, user)["text"]})
            return both_texts(request, "What was done so far", mine=form, saved=saved, version=version)
        try:
            note_progress(found, form.cleaned_data["text"], by=user)
        except ActionRefusedError as refusal:
            form.add_error(None, str(refusal))
        else:
            return redirect("plans:page", action=found.pk)
    return _form_page(request, found, form, "Note progress", "Keep the note", version)


def end(request: HttpRequest, action: UUID) -> HttpResponse:
    """Say how the action ended."""
    found = action_of(request, action)
    form = FinishForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        answers = form.cleaned_data
        if found.state != State.OPEN:
            saved = FinishForm({"state": found.state, "outcome": found.outcome})
            return both_texts(request, "How the action ended", mine=form, saved=saved, version=found.version)
        try:
            finish(found, State(answers["state"]), answers["outcome"], by=request.user)
        except (ActionRefusedError, StaleError) as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, "The action is closed.")
            return redirect("work:home" if found.owner_id == request.user.pk else "plans:list")
    return _form_page(request, found, form, "Close the action", "Close the action", found.version)


def owner(request: HttpRequest, action: UUID) -> HttpResponse:
    """Hand the action over to another owner."""
    found = action_of(request, action)
    form = HandOverForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            hand_over(found, form.cleaned_data["owner"], by=request.user, reason=form.cleaned_data["reason"])
        except ActionRefusedError as refusal:
            form.add_error("owner", str(refusal))
        else:
            messages.success(request, "The action was handed over, and its new owner was told.")
            return redirect("plans:list")
    return _form_page(request, found, form, "Hand the action over", "Hand it over", found.version)


def passed_on(request: HttpRequest) -> HttpResponse:
    """Overdue actions that were passed on to this user, without what would tell who the child is."""
    found = Action.objects.passed_on_to(request.user).select_related("case", "item", "owner__agency", "agency")
    context = {"actions": ACTION_LINE.show_all(found.order_by("due")[:LISTED], request.user)}
    return render(request, "plans/passed_on.html", context)


def quiet(request: HttpRequest) -> HttpResponse:
    """Cases led in one's agency in which nothing was written for some time."""
    found = QuietCase.objects.visible_to(request.user).filter(ended_at=None, case__closed_at=None)
    found = found.select_related("case__owner__agency").order_by("since")
    return render(request, "plans/quiet.html", {"cases": QUIET_SHEET.show_all(found[:LISTED], request.user)})


def _form_page(
    request: HttpRequest, action: Action, form: Any, title: str, button: str, version: object
) -> HttpResponse:
    context = {
        "title": title, "form": form, "button": button, "version": version,
        "action": ACTION_SHEET.show(action, request.user),
    }  # fmt: skip
    return render(request, "plans/form.html", context)
