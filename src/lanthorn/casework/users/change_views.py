"""Change somebody's access: one question a page, each of a person whom one manages."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from lanthorn.casework.access.models import User
from lanthorn.casework.users import managing
from lanthorn.casework.users.forms import AgencyForm, CertifyForm, JobForm, RolesForm, SupervisorForm
from lanthorn.casework.users.managing import UserRefusedError
from lanthorn.casework.users.showing import details, invite
from lanthorn.casework.users.views import managed_one

Change = Callable[[dict[str, Any]], None]


def job(request: HttpRequest, user: UUID) -> HttpResponse:
    """What they do."""
    found = managed_one(request, user)
    form = JobForm(request.POST or None, initial={"job": found.job})
    return _ask(request, found, form, lambda given: managing.change_job(found, given["job"], by=request.user))


def supervisor(request: HttpRequest, user: UUID) -> HttpResponse:
    """Who answers for their work."""
    found = managed_one(request, user)
    form = SupervisorForm(found, request.POST if request.method == "POST" else None)

    def change(given: dict[str, Any]) -> None:
        managing.change_supervisor(found, given["supervisor"], by=request.user)

    return _ask(request, found, form, change)


def roles(request: HttpRequest, user: UUID) -> HttpResponse:
    """What they do here. On the register as fresh."""
    found = managed_one(request, user)
    form = RolesForm(request.user, sorted(found.roles), request.POST if request.method == "POST" else None)
    return _ask(request, found, form, lambda given: managing.set_roles(found, given["roles"], by=request.user))


def agency(request: HttpRequest, user: UUID) -> HttpResponse:
    """For whom they work from now on. On the register as fresh."""
    found = managed_one(request, user)
    form = AgencyForm(found, request.POST or None)
    return _ask(request, found, form, lambda given: managing.move_agency(found, given["agency"], by=request.user))


def certify(request: HttpRequest, user: UUID) -> HttpResponse:
    """Whether they still need access: asked every quarter."""
    found = managed_one(request, user)
    form = CertifyForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        needed = form.cleaned_data["needed"] == "yes"
        managing.certify(found, needed=needed, by=request.user)
        messages.success(request, "Their access was confirmed." if needed else "Their access was ended.")
        return redirect("users:list")
    context = {
        "title": f"{found.name}: access", "form": form, "button": "Save", "person": found, "details": details(found)
    }  # fmt: skip
    return render(request, "users/certify.html", context)


@dataclass(frozen=True)
class Confirmation:
    """A page that says what will be, and asks once more."""

    heading: str
    says: str
    button: str
    done: str
    warning: bool = False


LEAVE = Confirmation(
    "Do you want to end their access?",
    "They are out with their next click, and their roles end. What they wrote stays. Move their caseload next.",
    "End their access", "Their access was ended.", warning=True,
)  # fmt: skip
COME_BACK = Confirmation(
    "Do you want to give them access again?", "They can sign in again, with no role yet.", "Give access back",
    "They have access again. Give them their roles.",
)  # fmt: skip
SESSIONS = Confirmation(
    "Do you want to sign them out everywhere?",
    "For a lost laptop or phone. They can sign in again at once. What they were writing is kept as a draft.",
    "Sign them out", "They were signed out everywhere.",
)  # fmt: skip
INVITE = Confirmation(
    "Do you want to invite them again?",
    "For a forgotten password or a lost phone or key. Their password and second factors stop working now. They get a "
    "link by mail, and you ring them, make sure that it is them, and tell them a code.",
    "Invite them again", "", warning=True,
)  # fmt: skip


def leave(request: HttpRequest, user: UUID) -> HttpResponse:
    """Ask, and end their access."""
    return _confirm(request, user, LEAVE, lambda found: managing.leave(found, by=request.user))


def come_back(request: HttpRequest, user: UUID) -> HttpResponse:
    """Ask, and let them sign in again, with no role yet."""
    return _confirm(request, user, COME_BACK, lambda found: managing.come_back(found, by=request.user))


def end_sessions(request: HttpRequest, user: UUID) -> HttpResponse:
    """Ask, and sign them out everywhere."""
    return _confirm(request, user, SESSIONS, lambda found: managing.end_sessions(found, by=request.user))


def invite_again(request: HttpRequest, user: UUID) -> HttpResponse:
    """Ask, and invite them again: for a forgotten password or a lost second factor too. On the register as fresh."""
    return _confirm(request, user, INVITE, lambda found: invite(request, found))


def _ask(request: HttpRequest, user: User, form: Any, change: Change) -> HttpResponse:
    """One question about them; the change, or what speaks against it."""
    if request.method == "POST" and form.is_valid():
        try:
            change(form.cleaned_data)
        except UserRefusedError as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, "The change was kept.")
            return redirect("users:page", user=user.pk)
    context = {
        "title": next(iter(form)).label, "form": form, "button": "Save", "caption": user.name,
        "heading_in_form": True, "back": reverse("users:page", args=[user.pk]),
    }  # fmt: skip
    return render(request, "look/form_page.html", context)


def _confirm(request: HttpRequest, user: UUID, asks: Confirmation, act: Callable[[User], None]) -> HttpResponse:
    """Say what will be, and do it once asked to."""
    found = managed_one(request, user)
    if request.method == "POST":
        act(found)
        if asks.done:
            messages.success(request, asks.done)
        return redirect("users:page", user=found.pk)
    context = {
        "person": found, "heading": asks.heading, "says": asks.says, "button": asks.button, "warning": asks.warning
    }  # fmt: skip
    return render(request, "users/confirm.html", context)
