"""A closure: proposed after a review, agreed by somebody else; and a re-opening, which begins a new episode."""

from typing import Any, Self

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils import timezone

from lanthorn.casework.access.protected import Protected, ProtectedQuerySet
from lanthorn.casework.audit.sealing import Subject
from lanthorn.casework.cases.models import Case
from lanthorn.casework.reviews.models import Review


class OfCaseQuerySet(ProtectedQuerySet[Any]):
    """Closures and re-openings: seen by whoever sees the case."""

    def visible_to(self, user: Any) -> Self:
        """Rows of visible cases."""
        return self._scoped(self.filter(case__in=Case.objects.visible_to(user)), "visible")  # type: ignore[no-any-return] # a queryset


class Closure(Protected):
    """A proposal to close a case, and its answer by somebody else."""

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="closures", db_comment="The case")
    review = models.ForeignKey(
        Review, on_delete=models.PROTECT, related_name="closures", db_comment="The review that it rests on"
    )
    outcome = models.CharField(max_length=20, db_comment="What was reached")
    leads_now = models.CharField(max_length=160, db_comment="Who leads the support of the child from now on")
    plan_for_return = models.TextField(db_comment="What is done if the worry returns, and whom the child can go to")
    retention_class = models.CharField(max_length=20, db_comment="By which class of the schedule it is kept")
    proposed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", db_comment="Who proposed it"
    )
    proposed_at = models.DateTimeField(default=timezone.now, db_comment="When")
    answered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+", db_comment="Who answered it"
    )
    answered_at = models.DateTimeField(null=True, db_comment="When it was answered; empty until then")
    agreed = models.BooleanField(null=True, db_comment="Was it agreed; empty until answered")
    answer_reason = models.TextField(blank=True, db_comment="Why it was agreed or not")

    objects = OfCaseQuerySet.as_manager()

    class Meta:
        db_table_comment = "Closures proposed, and who agreed"
        constraints = [
            models.CheckConstraint(
                condition=Q(answered_by__isnull=True) | ~Q(answered_by=F("proposed_by")),
                name="closures_nobody_agrees_to_their_own",
            ),
            models.UniqueConstraint(fields=["case"], condition=Q(agreed=None), name="closures_one_waits_at_a_time"),
        ]

    def __str__(self) -> str:
        return f"Closure {self.pk}"

    def audit_subjects(self) -> tuple[Subject, ...]:
        """The case."""
        return (Subject("case", self.case_id),)


class Reopening(Protected):
    """That a closed case was opened again: a new episode, linked to the old one, which stays as it was."""

    case = models.OneToOneField(Case, on_delete=models.PROTECT, related_name="reopening", db_comment="The new episode")
    earlier = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="+", db_comment="The episode re-opened")
    reason = models.TextField(db_comment="Why it was opened again")
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", db_comment="Who opened it again"
    )
    at = models.DateTimeField(default=timezone.now, db_comment="When")

    objects = OfCaseQuerySet.as_manager()

    class Meta:
        db_table_comment = "Re-openings of closed cases as new episodes"

    def __str__(self) -> str:
        return f"Reopening {self.pk}"

    def audit_subjects(self) -> tuple[Subject, ...]:
        """Both episodes."""
        return (Subject("case", self.case_id), Subject("case", self.earlier_id))
