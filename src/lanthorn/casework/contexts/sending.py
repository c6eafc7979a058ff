"""From a finished draft to a person of concern, place or group; to a further link; to a disruption."""

from typing import Any
from uuid import UUID

from django.http import Http404, HttpRequest
from django.urls import reverse

from lanthorn.casework.audit.watch import current_watch
from lanthorn.casework.cases.views import case_of
from lanthorn.casework.contexts.models import Context, Disruption, Kind
from lanthorn.casework.contexts.questions import CONTEXT_QUESTIONS, DISRUPTION_QUESTIONS, FURTHER_LINK_QUESTIONS
from lanthorn.casework.contexts.recording import end_named, link_to, record_context
from lanthorn.casework.contexts.sheets import with_names
from lanthorn.casework.journeys.journey import Answers, Journey
from lanthorn.casework.journeys.models import Draft


def context_of(request: HttpRequest, context: UUID) -> Context:
    """The person of concern, place or group, if this user may see it; 404 otherwise."""
    found: Context | None = with_names(Context.objects.visible_to(request.user).filter(pk=context)).first()
    if found is None:
        raise Http404
    return found


def _link(answers: Answers) -> dict[str, Any]:
    told = {name: answers.get(name) for name in ("since", "source", "review_on")}
    return told | {"kind": answers["link_kind"]}


def send_context(request: HttpRequest, draft: Draft, answers: Answers) -> str:
    """Record it with its link to the case."""
    case = case_of(request, draft.about)  # type: ignore[arg-type] # a journey about a case names it
    current_watch().because("What stands around a child", lawful_basis="safeguarding")
    context = record_context(case, Kind(answers["kind"]), dict(answers), _link(answers), by=request.user)
    return reverse("contexts:page", args=[context.pk])


def send_link(request: HttpRequest, draft: Draft, answers: Answers) -> str:
    """Link it to a case or to another."""
    context = context_of(request, draft.about)  # type: ignore[arg-type] # as above
    current_watch().because("A link that matters to a child's safety", lawful_basis="safeguarding")
    link_to(context, end_named(answers["reference"], request.user), by=request.user, **_link(answers))
    return reverse("contexts:page", args=[context.pk])


def send_disruption(request: HttpRequest, draft: Draft, answers: Answers) -> str:
    """Record the disruption."""
    context = context_of(request, draft.about)  # type: ignore[arg-type] # as above
    user: Any = request.user
    Disruption(
        context=context, kind=answers["disruption"], authority=answers["authority"], begins=answers["begins"],
        expires=answers.get("expires"), recorded_by=user,
    ).save()  # fmt: skip
    return reverse("contexts:page", args=[context.pk])


CONTEXT = Journey(
    "context", "Record a person of concern, place or group", CONTEXT_QUESTIONS, send_context, "Record it",
    about=case_of,
    intro="You are asked what it is, how it is linked to the child, since when and who knows it. "
    "Whoever sees the case sees it too.",
)  # fmt: skip
LINK = Journey(
    "context_link", "Link to a case, person, place or group", FURTHER_LINK_QUESTIONS, send_link, "Record the link",
    prefix="link_", about=context_of,
    intro="Have the reference of the other one at hand. A link that is not known yet is looked at again on a day.",
)  # fmt: skip
DISRUPTION = Journey(
    "disruption", "Record a disruption", DISRUPTION_QUESTIONS, send_disruption, "Record it",
    prefix="disruption_", about=context_of,
    intro="What is done to stop the harm, such as a warning notice, an order or a licence review, and from which day. "
    "What came of it is added later.",
)  # fmt: skip
