"""The pages of somebody who is not in yet: an invitation, and access that lapsed. Both name nobody."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from lanthorn.casework.users.forms import InvitationForm
from lanthorn.casework.users.inviting import InvitationRefusedError, accept, usable


def invitation(request: HttpRequest, invitation: UUID) -> HttpResponse:
    """Enter the code and choose a password. Used, expired and unknown ones are answered alike."""
    found = usable(invitation)
    if found is None:
        return render(request, "users/no_invitation.html", status=404)
    form = InvitationForm(found.user, request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            accept(found, form.cleaned_data["code"], form.cleaned_data["password"])
        except InvitationRefusedError as refusal:
            form.add_error("code", str(refusal))
        else:
            messages.success(request, "Your password was kept. Sign in with your work address now.")
            return redirect("account_login")
    context = {"title": "Choose your password", "form": form, "button": "Keep the password"}
    return render(request, "users/invitation.html", context)


def lapsed(request: HttpRequest) -> HttpResponse:
    """Somebody's access was not confirmed in time."""
    return render(request, "users/lapsed.html")
