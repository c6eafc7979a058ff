"""Asking and telling as journeys: from finished drafts to requests and items."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest
from django.urls import reverse
from django.utils import timezone

from lanthorn.casework.access.models import Agency, Role
from lanthorn.casework.access.sheets import ShownRecord
from lanthorn.casework.audit.operations import Operation
from lanthorn.casework.audit.watch import current_watch
from lanthorn.casework.cases.models import Case
from lanthorn.casework.cases.views import case_of
from lanthorn.casework.cases.working_days import working_days_after
from lanthorn.casework.journeys.journey import Answers, Journey
from lanthorn.casework.journeys.models import Draft
from lanthorn.casework.panels.models import Meeting
from lanthorn.casework.returns.asking import ask
from lanthorn.casework.returns.models import InformationItem, ReturnRequest, kinds_kept
from lanthorn.casework.returns.questions import ASKING, ITEM
from lanthorn.casework.returns.sheets import ITEM_SHEETS
from lanthorn.casework.returns.wording import policy


def may_ask(user: Any, case: Case) -> bool:
    """Whoever leads the case, the front door, a chair or minute taker in its circle, while it is open."""
    roles = user.holds(Role.FRONT_DOOR, Role.CHAIR, Role.MINUTE_TAKER)
    return case.closed_at is None and (roles or case.owner_id == user.pk)


def case_to_ask_about(request: HttpRequest, case: UUID) -> Case:
    """The case, for somebody who may ask agencies about it."""
    found = case_of(request, case)
    if not may_ask(request.user, found):
        raise PermissionDenied
    return found


def request_of(request: HttpRequest, asked: UUID) -> ReturnRequest:
    """The request, if this user may see it."""
    found = ReturnRequest.objects.visible_to(request.user).select_related("agency", "case__owner").filter(pk=asked)
    one = found.first()
    if one is None:
        raise Http404
    return one


def request_to_answer(request: HttpRequest, asked: UUID) -> ReturnRequest:
    """The request, for somebody of the agency asked, while it is open."""
    user: Any = request.user
    found = request_of(request, asked)
    if found.agency_id != user.agency_code or found.answered_at:
        raise PermissionDenied
    return found


def next_pack(request: HttpRequest, about: UUID | None) -> dict[str, Any]:
    """The day on which the next pack is released that agencies can still answer before: known, and can be changed."""
    soonest = working_days_after(timezone.localdate(), 1 + policy("due_before_pack_in_working_days"))
    meeting = Meeting.objects.to_come().filter(pack_due__gte=soonest).first()
    if meeting is None:
        return {}
    on = meeting.pack_due
    return {"pack": {"pack_on_day": [str(on.day)], "pack_on_month": [str(on.month)], "pack_on_year": [str(on.year)]}}


def send_asking(request: HttpRequest, draft: Draft, answers: Answers) -> str:
    """Ask the agencies."""
    if draft.about is None:
        raise Http404
    case = case_to_ask_about(request, draft.about)
    agencies = list(Agency.objects.filter(code__in=answers["agencies"]))
    ask(case, agencies, answers["question"], answers["pack_on"], by=request.user)
    messages.success(request, "The agencies were asked.")
    return reverse("cases:page", args=[case.pk])


def send_item(request: HttpRequest, draft: Draft, answers: Answers) -> str:
    """Keep the item: a disclosure by the agency to those with whom it may be shared."""
    if draft.about is None:
        raise Http404
    user: Any = request.user
    asked = request_to_answer(request, draft.about)
    watch = current_watch()
    watch.writes_as = Operation.DISCLOSURE
    watch.because(asked.question, lawful_basis=answers["lawful_basis"], recipients=answers["shared_with"])
    kept = {name: value for name, value in answers.items() if name != "shared_with"}
    InformationItem(
        request=asked, case_id=asked.case_id, agency_id=user.agency_code, given_by=user,
        shared_with=kinds_kept(answers["shared_with"]), **kept,
    ).save()  # fmt: skip
    messages.success(request, "It was added to the return.")
    return reverse("returns:page", args=[asked.pk])


def meanwhile(request: HttpRequest, draft: Draft) -> list[ShownRecord]:
    """What colleagues have added to the same return since the draft was begun."""
    user: Any = request.user
    found = InformationItem.objects.visible_to(user).filter(request=draft.about, given_at__gt=draft.started_at)
    others = found.exclude(given_by=user.pk).filter(agency=user.agency_code).select_related("agency")
    return [ITEM_SHEETS[one.group].show(one, user) for one in others]


ASK = Journey(
    name="asking",
    title="Ask agencies what they know",
    questions=ASKING,
    send=send_asking,
    send_button="Ask the agencies",
    start_template="returns/start_asking.html",
    prefix="ask_",
    about=case_to_ask_about,
    answered_at_start=next_pack,
)
TELL = Journey(
    name="return",
    title="Add to the return",
    questions=ITEM,
    send=send_item,
    send_button="Add it to the return",
    start_template="returns/start_item.html",
    prefix="item_",
    about=request_to_answer,
    meanwhile=meanwhile,
)
