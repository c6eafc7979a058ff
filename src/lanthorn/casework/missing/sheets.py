"""What a reader sees of a missing episode, and whether its interview is overdue."""

from datetime import datetime

from django.utils import timezone

from lanthorn.casework.access.sheets import Field, Sheet
from lanthorn.casework.look.templatetags.look import moment
from lanthorn.casework.missing.models import FINISHING, InterviewStep, MissingEpisode, StepKind


def with_steps(episodes: object) -> object:
    """Episodes of a query that is scoped already, with their steps, in one query more."""
    from django.db.models import Prefetch

    steps = InterviewStep.objects.for_purpose("interviews of episodes shown").order_by("at")
    return episodes.prefetch_related(Prefetch("steps", queryset=steps, to_attr="shown_steps"))  # type: ignore[attr-defined] # a queryset


def interview_state(episode: MissingEpisode, now: datetime | None = None) -> str:
    """Where the interview stands: not due, due, overdue, or what was done. Needs `with_steps`."""
    steps: list[InterviewStep] = getattr(episode, "shown_steps", [])
    done = next((step for step in reversed(steps) if step.kind in FINISHING), None)
    if done is not None:
        late = done.kind == StepKind.HELD and episode.due_at is not None and done.at > episode.due_at
        words = f"{done.get_kind_display()} on {moment(done.at)}, by {done.by_whom}"
        return f"{words}. It was late." if late else words
    if episode.due_at is None:
        return "Due within 72 hours of return"
    overdue = (now or timezone.now()) > episode.due_at
    offered = f" {steps[-1].get_kind_display()} on {moment(steps[-1].at)}." if steps else ""
    return f"{'Overdue since' if overdue else 'Due by'} {moment(episode.due_at)}.{offered}"


def is_finished(episode: MissingEpisode) -> bool:
    """Whether nothing is left to do about the interview. Needs `with_steps`."""
    return any(step.kind in FINISHING for step in getattr(episode, "shown_steps", []))


EPISODE_SHEET: Sheet[MissingEpisode] = Sheet(
    "missing",
    [
        Field("last_seen", "Last seen", "concern", lambda one: moment(one.last_seen_at)),
        Field("returned", "Returned", "concern", lambda one: moment(one.returned_at)),
        Field("police", "Were the police told", "concern", lambda one: "Yes" if one.police_told else "No"),
        Field("source", "Source", "concern", lambda one: one.source),
        Field("interview", "Return-home interview", "concern", interview_state),
    ],
)
