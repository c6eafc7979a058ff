"""Move a leaver's whole caseload: choose, see how much it is, confirm. On the register as fresh."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from lanthorn.casework.plans.forms import MoveForm
from lanthorn.casework.plans.moving import MoveRefusedError, caseload_of, move


def caseload(request: HttpRequest) -> HttpResponse:
    """The first sending shows the numbers and asks again; the second one moves it all."""
    user: Any = request.user
    form = MoveForm(user, request.POST or None)
    counts = None
    if request.method == "POST" and form.is_valid():
        answers = form.cleaned_data
        if "confirmed" in request.POST:
            try:
                move(answers["leaver"], answers["successor"], by=user, reason=answers["reason"])
            except MoveRefusedError as refusal:
                form.add_error("successor", str(refusal))
            else:
                messages.success(request, "The caseload was moved, and the colleague who takes it over was told.")
                return redirect("work:home")
        else:
            load = caseload_of(answers["leaver"])
            counts = {
                "cases": len(load.cases), "memberships": len(load.memberships), "actions": len(load.actions),
                "leaver": answers["leaver"].name, "successor": answers["successor"].name,
            }  # fmt: skip
    return render(request, "plans/caseload.html", {"form": form, "counts": counts, "title": "Move a caseload"})
