"""A restriction of one case: who placed it and why, who looks after it, who lifted it."""

from typing import Any, Self

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils import timezone

from lanthorn.casework.access.protected import Protected, ProtectedQuerySet
from lanthorn.casework.audit.sealing import Subject
from lanthorn.casework.cases.models import Case


class RestrictionQuerySet(ProtectedQuerySet["Restriction"]):
    """Restrictions."""

    def visible_to(self, user: Any) -> Self:
        """Those of visible cases: while one lasts, to those named in it only."""
        return self._scoped(self.filter(case__in=Case.objects.visible_to(user)), "visible")  # type: ignore[no-any-return] # a queryset


class Restriction(Protected):
    """One restriction. The cases of one child are restricted together, each with a row of its own."""

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="restrictions", db_comment="The case")
    reason = models.TextField(db_comment="Why only those named may see it")
    custodian = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", db_comment="Who looks after it"
    )
    placed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", db_comment="Who placed it"
    )
    placed_at = models.DateTimeField(default=timezone.now, db_comment="When it was placed")
    lifted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+",
        db_comment="Who lifted it; empty while it lasts",
    )  # fmt: skip
    lifted_at = models.DateTimeField(null=True, db_comment="When it was lifted")
    lift_reason = models.TextField(blank=True, db_comment="Why it was lifted")

    objects = RestrictionQuerySet.as_manager()

    class Meta:
        db_table_comment = "Restrictions of cases"
        constraints = [
            models.CheckConstraint(
                condition=~Q(custodian=F("placed_by")), name="restrictions_are_looked_after_by_another"
            ),
            models.CheckConstraint(
                condition=Q(lifted_by=None) | ~Q(lifted_by=F("placed_by")), name="restrictions_nobody_lifts_their_own"
            ),
            models.UniqueConstraint(fields=["case"], condition=Q(lifted_at=None), name="restrictions_one_at_a_time"),
        ]

    def __str__(self) -> str:
        return f"Restriction {self.pk}"

    def audit_subjects(self) -> tuple[Subject, ...]:
        """The case."""
        return (Subject("case", self.case_id),)
