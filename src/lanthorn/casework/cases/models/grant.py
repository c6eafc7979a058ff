"""Membership of a case's circle: who, why, on what basis, from when to when, given by whom."""

from typing import Any, Self

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils import timezone

from lanthorn.casework.access.protected import Protected, ProtectedQuerySet
from lanthorn.casework.audit.sealing import Subject
from lanthorn.casework.cases.models.case import Case


class Basis(models.TextChoices):
    """On what footing somebody belongs to the circle."""

    OWNER = "owner", "Leads the case"
    REFERRER = "referrer", "Made the referral"
    WORKER = "worker", "Works with the child or the family"
    PANEL = "panel", "Sits on the panel that hears the case"
    ACTION = "action", "Owns an action of the plan"
    CUSTODIAN = "custodian", "Looks after the restriction"


class AccessGrantQuerySet(ProtectedQuerySet["AccessGrant"]):
    """Grants: seen by whoever sees the case."""

    def visible_to(self, user: Any) -> Self:
        """Grants of visible cases."""
        return self._scoped(self.filter(case__in=Case.objects.visible_to(user)), "visible")  # type: ignore[no-any-return] # a queryset


class AccessGrant(Protected):
    """One person's membership of one case's circle. Ended, never removed."""

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="grants", db_comment="The case")
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        related_name="grants",
        db_comment="Who belongs to the circle",
    )
    basis = models.CharField(max_length=10, choices=Basis, db_comment="On what footing")
    reason = models.CharField(max_length=300, db_comment="Why, in words")
    begins = models.DateTimeField(default=timezone.now, db_comment="From when")
    ends = models.DateTimeField(null=True, blank=True, db_comment="Until when; empty while open-ended")
    given_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+",
        db_comment="Who let them in; empty where the process itself did, as for a referrer",
    )  # fmt: skip
    opens_restricted = models.BooleanField(default=False, db_comment="Holds for the case while it is restricted too")

    objects = AccessGrantQuerySet.as_manager()

    class Meta:
        db_table_comment = "Case circles: who may see a case, why, from, to, and by whom"
        indexes = [models.Index(fields=["user", "case"], name="cases_grant_user_case")]
        constraints = [
            models.CheckConstraint(
                condition=Q(given_by__isnull=True) | ~Q(given_by=F("user")),
                name="cases_nobody_lets_themselves_in",
            )
        ]

    def __str__(self) -> str:
        return f"AccessGrant {self.pk}"

    def audit_subjects(self) -> tuple[Subject, ...]:
        """The case."""
        return (Subject("case", self.case_id),)

    @classmethod
    def held_by(cls, user: Any) -> models.QuerySet["AccessGrant"]:
        """The grants that this user holds now: for use within another query only."""
        now = timezone.now()
        return cls._base_manager.filter(user=user.pk, begins__lte=now).filter(Q(ends=None) | Q(ends__gt=now))

    @classmethod
    def ever_held_by(cls, user: Any) -> models.QuerySet["AccessGrant"]:
        """The grants that this user ever held: for use within another query only."""
        return cls._base_manager.filter(user=user.pk)
