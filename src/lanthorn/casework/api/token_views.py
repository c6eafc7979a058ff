"""The administrator's pages of tokens: which there are, a new one, and the end of one."""

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from lanthorn.casework.api.forms import TokenForm
from lanthorn.casework.api.models import ServiceToken
from lanthorn.casework.api.tokens import TokenRefusedError, make, revoke

LISTED = 100


def listing(request: HttpRequest) -> HttpResponse:
    """The latest tokens first, those that ended among them."""
    tokens = ServiceToken.objects.select_related("user", "created_by")[:LISTED]
    return render(request, "api/tokens.html", {"tokens": tokens})


def new(request: HttpRequest) -> HttpResponse:
    """Make one. Its text stands on the answer to the form and nowhere else."""
    form = TokenForm(request.user, request.POST or None)  # type: ignore[arg-type] # the register lets no stranger in
    if request.method == "POST" and form.is_valid():
        answers = form.cleaned_data
        try:
            token, text = make(
                form.account(), answers["purpose"], answers["days"], takes_records=answers["takes_records"],
                by=request.user,
            )  # fmt: skip
        except TokenRefusedError as refusal:
            form.add_error("holder", str(refusal))
        else:
            return render(request, "api/made.html", {"token": token, "text": text})
    context = {"title": "Make a token for a machine", "form": form, "button": "Make the token"}
    return render(request, "look/form_page.html", context)


def revoking(request: HttpRequest, token: UUID) -> HttpResponse:
    """Ask, then end it at once."""
    found = ServiceToken.objects.select_related("user").filter(pk=token).first()
    if found is None:
        raise Http404
    if request.method == "POST":
        revoke(found, by=request.user)
        messages.success(request, "The token was ended. What it read before stays in the audit.")
        return redirect("api:tokens")
    return render(request, "api/revoke.html", {"token": found})
