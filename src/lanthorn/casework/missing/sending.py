"""From a finished draft to a missing episode, or to a step of its interview."""

from uuid import UUID

from django.http import Http404, HttpRequest
from django.urls import reverse

from lanthorn.casework.audit.watch import current_watch
from lanthorn.casework.cases.views import case_of
from lanthorn.casework.journeys.journey import Answers, Journey
from lanthorn.casework.journeys.models import Draft
from lanthorn.casework.missing.models import MissingEpisode, StepKind
from lanthorn.casework.missing.questions import EPISODE_QUESTIONS, STEP_QUESTIONS
from lanthorn.casework.missing.recording import at_local, record_episode, record_step


def episode_of(request: HttpRequest, episode: UUID) -> MissingEpisode:
    """The episode, if this user may see it; 404 otherwise."""
    found: MissingEpisode | None = (
        MissingEpisode.objects.visible_to(request.user).select_related("case").filter(pk=episode).first()
    )
    if found is None:
        raise Http404
    return found


def send_episode(request: HttpRequest, draft: Draft, answers: Answers) -> str:
    """Record the episode."""
    case = case_of(request, draft.about)  # type: ignore[arg-type] # a journey about a case names it
    current_watch().because("A child was missing", lawful_basis="safeguarding")
    back = answers["returned"] == "yes"
    record_episode(
        case, last_seen_at=at_local(answers["last_seen_on"], answers["last_seen_clock"]),
        police_told=answers["police"] == "yes", source=answers["source"], by=request.user,
        returned_at=at_local(answers["returned_on"], answers["returned_clock"]) if back else None,
    )  # fmt: skip
    return reverse("missing:of_case", args=[case.pk])


def send_step(request: HttpRequest, draft: Draft, answers: Answers) -> str:
    """Record the step."""
    episode = episode_of(request, draft.about)  # type: ignore[arg-type] # as above
    record_step(
        episode, StepKind(answers["step"]), at_local(answers["at_on"], answers["at_clock"]), answers["by_whom"],
        answers.get("reason", ""), by=request.user,
    )  # fmt: skip
    return reverse("missing:of_case", args=[episode.case_id])


EPISODE = Journey(
    "missing", "Record that the child was missing", EPISODE_QUESTIONS, send_episode, "Record it", about=case_of,
    intro="You are asked when the child was last seen and whether they have come back. A return-home interview "
    "is due within 72 hours of their return; the case shows by when.",
)  # fmt: skip
STEP = Journey(
    "interview", "Record a return-home interview", STEP_QUESTIONS, send_step, "Record it", prefix="interview_",
    about=episode_of,
    intro="Say what was done: the interview was offered, held, or not wanted. Each step is kept with its day.",
)  # fmt: skip
