"""Record that a child was missing, that they returned, and what was done about the interview."""

from datetime import date, datetime, time
from typing import Any

from django.utils import timezone

from lanthorn.casework.cases.models import Case
from lanthorn.casework.missing.models import FINISHING, InterviewStep, MissingEpisode, StepKind
from lanthorn.errors import LanthornError


class EpisodeRefusedError(LanthornError):
    """Something that cannot be so; the message names nobody."""


def at_local(day: date, clock: time) -> datetime:
    """The moment that a clock in London showed. An hour that came twice is taken as the first."""
    return timezone.make_aware(datetime.combine(day, clock))


def record_episode(
    case: Case, *, last_seen_at: datetime, police_told: bool, source: str, by: Any, returned_at: datetime | None = None
) -> MissingEpisode:
    """Record the episode. Raises EpisodeRefusedError where its times cannot be so."""
    episode = MissingEpisode(
        case=case, last_seen_at=last_seen_at, police_told=police_told, source=source, recorded_by=by
    )
    if last_seen_at > timezone.now():
        raise EpisodeRefusedError("The child cannot have been last seen in the future.")
    if returned_at is not None:
        _check_return(episode, returned_at)
        episode.returned_at = returned_at
    episode.save()
    return episode


def record_return(episode: MissingEpisode, returned_at: datetime) -> None:
    """Record when the child returned, once: the 72 hours begin then. Raises EpisodeRefusedError."""
    if episode.returned_at:
        raise EpisodeRefusedError("The return was recorded before.")
    _check_return(episode, returned_at)
    episode.returned_at = returned_at
    episode.save()


def record_step(episode: MissingEpisode, kind: StepKind, at: datetime, by_whom: str, reason: str, *, by: Any) -> None:
    """Record that the interview was offered, held, declined or not held. Raises EpisodeRefusedError."""
    if episode.returned_at is None or at < episode.returned_at:
        raise EpisodeRefusedError("An interview follows the child's return: check the day and the time.")
    if at > timezone.now():
        raise EpisodeRefusedError("This time has not come yet.")
    if InterviewStep.objects.for_purpose("interviews of episodes shown").filter(
        episode=episode, kind__in=FINISHING
    ).exists():  # fmt: skip
        raise EpisodeRefusedError("The interview was held, or given up, before.")
    InterviewStep(
        episode=episode, case_id=episode.case_id, kind=kind, at=at, by_whom=by_whom, reason=reason, recorded_by=by
    ).save()


def _check_return(episode: MissingEpisode, returned_at: datetime) -> None:
    if returned_at < episode.last_seen_at:
        raise EpisodeRefusedError("The child cannot have returned before they were last seen.")
    if returned_at > timezone.now():
        raise EpisodeRefusedError("The child cannot have returned in the future.")
