"""The missing episode, and what was done about the return-home interview that is due within 72 hours of return."""

from datetime import UTC, datetime, timedelta
from typing import Any, Self

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils import timezone

from lanthorn.casework.access.protected import Protected, ProtectedQuerySet
from lanthorn.casework.audit.sealing import Subject
from lanthorn.casework.cases.models import Case

# Statutory guidance on children who run away or go missing from home or care (Department for Education, 2014).
INTERVIEW_WITHIN = timedelta(hours=72)


def interview_due(returned_at: datetime) -> datetime:
    """72 hours after return, as they pass: in UTC, so that a change of the clocks neither adds nor takes one."""
    return returned_at.astimezone(UTC) + INTERVIEW_WITHIN


class OfCaseQuerySet(ProtectedQuerySet[Any]):
    """What belongs to a case."""

    def visible_to(self, user: Any) -> Self:
        """Rows of visible cases."""
        return self._scoped(self.filter(case__in=Case.objects.visible_to(user)), "visible")  # type: ignore[no-any-return] # a queryset


class MissingEpisode(Protected):
    """One episode: from when the child was last seen until they returned."""

    case = models.ForeignKey(
        Case, on_delete=models.PROTECT, related_name="missing_episodes", db_comment="The child's case"
    )
    last_seen_at = models.DateTimeField(db_comment="When the child was last seen before")
    returned_at = models.DateTimeField(null=True, blank=True, db_comment="When they returned; empty while missing")
    police_told = models.BooleanField(db_comment="Were the police told")
    source = models.CharField(max_length=120, db_comment="Who says so")
    recorded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", db_comment="Who recorded it"
    )
    recorded_at = models.DateTimeField(default=timezone.now, db_comment="When it was recorded")

    objects = OfCaseQuerySet.as_manager()

    class Meta:
        db_table_comment = "Episodes in which a child was missing"
        constraints = [
            models.CheckConstraint(
                condition=Q(returned_at=None) | Q(returned_at__gte=F("last_seen_at")),
                name="missing_nobody_returns_before_they_went",
            )
        ]

    def __str__(self) -> str:
        return f"MissingEpisode {self.pk}"

    def audit_subjects(self) -> tuple[Subject, ...]:
        """The case."""
        return (Subject("case", self.case_id),)

    @property
    def due_at(self) -> datetime | None:
        """By when the interview is due; None while the child is missing."""
        return interview_due(self.returned_at) if self.returned_at else None


class StepKind(models.TextChoices):
    """What was done about the interview."""

    OFFERED = "offered", "It was offered"
    HELD = "held", "It was held"
    DECLINED = "declined", "The child did not want it"
    NOT_HELD = "not_held", "It was not held for another reason"


FINISHING = (StepKind.HELD, StepKind.DECLINED, StepKind.NOT_HELD)


class InterviewStepQuerySet(ProtectedQuerySet["InterviewStep"]):
    """Steps of interviews: seen by whoever sees the episode."""

    def visible_to(self, user: Any) -> Self:
        """Steps of visible episodes."""
        seen = MissingEpisode.objects.visible_to(user).values("pk")
        return self._scoped(self.filter(episode__in=seen), "visible")  # type: ignore[no-any-return] # a queryset


class InterviewStep(Protected):
    """That the return-home interview was offered, held, declined or not held: when, and by whom."""

    episode = models.ForeignKey(
        MissingEpisode, on_delete=models.PROTECT, related_name="steps", db_comment="The episode it follows"
    )
    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="+", db_comment="The child's case")
    kind = models.CharField(max_length=10, choices=StepKind, db_comment="Offered, held, declined or not held")
    at = models.DateTimeField(db_comment="When")
    by_whom = models.CharField(max_length=120, db_comment="Who offered or held it, and from which agency")
    reason = models.CharField(max_length=200, blank=True, db_comment="Why it was not held")
    recorded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", db_comment="Who recorded it"
    )

    objects = InterviewStepQuerySet.as_manager()

    class Meta:
        db_table_comment = "What was done about return-home interviews"

    def __str__(self) -> str:
        return f"InterviewStep {self.pk}"

    def audit_subjects(self) -> tuple[Subject, ...]:
        """The case."""
        return (Subject("case", self.case_id),)
