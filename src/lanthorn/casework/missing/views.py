"""The missing episodes of one child, and the page that records a return."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from lanthorn.casework.cases.sheets import CASE_SHEET
from lanthorn.casework.cases.views import case_of
from lanthorn.casework.missing.models import MissingEpisode
from lanthorn.casework.missing.questions import ReturnForm
from lanthorn.casework.missing.recording import EpisodeRefusedError, at_local, record_return
from lanthorn.casework.missing.sending import episode_of
from lanthorn.casework.missing.sheets import EPISODE_SHEET, is_finished, with_steps


def of_case(request: HttpRequest, case: UUID) -> HttpResponse:
    """Every episode of one child, the latest first."""
    found = case_of(request, case)
    episodes = MissingEpisode.objects.visible_to(request.user).filter(case=found).order_by("-last_seen_at")
    rows = [
        {"shown": EPISODE_SHEET.show(one, request.user), "away": one.returned_at is None, "done": is_finished(one)}
        for one in with_steps(episodes)  # type: ignore[attr-defined] # a queryset
    ]
    return render(request, "missing/of_case.html", {"case": CASE_SHEET.show(found, request.user), "rows": rows})


def returned(request: HttpRequest, episode: UUID) -> HttpResponse:
    """Record when the child returned."""
    found = episode_of(request, episode)
    form = ReturnForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            record_return(found, at_local(form.cleaned_data["returned_on"], form.cleaned_data["returned_clock"]))
        except EpisodeRefusedError as refusal:
            form.add_error("returned_on", str(refusal))
        else:
            messages.success(request, "The return was recorded. The interview is due within 72 hours of it.")
            return redirect("missing:of_case", case=found.case_id)
    context = {"title": "When did the child return?", "form": form, "button": "Record the return",
               "back": reverse("missing:of_case", args=[found.case_id])}  # fmt: skip
    return render(request, "look/form_page.html", context)
