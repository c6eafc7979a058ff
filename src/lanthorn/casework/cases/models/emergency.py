"""Emergency access ("break-glass"): an hour in one case, for a reason, reviewed before the same person's next use."""

from datetime import timedelta
from typing import Any, Self

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils import timezone

from lanthorn.casework.access.models import Role
from lanthorn.casework.access.protected import Protected, ProtectedQuerySet
from lanthorn.casework.audit.sealing import Subject
from lanthorn.casework.cases.models.case import Case

LASTS = timedelta(minutes=60)


class EmergencyAccessQuerySet(ProtectedQuerySet["EmergencyAccess"]):
    """Uses of emergency access."""

    def visible_to(self, user: Any) -> Self:
        """One's own, those of cases one owns, and all for the data-protection lead."""
        seen = Q(user=user.pk) | Q(case__owner=user.pk)
        if user.holds(Role.DATA_PROTECTION_LEAD):
            seen = Q()
        return self._scoped(self.filter(seen), "visible")  # type: ignore[no-any-return] # a queryset


class EmergencyAccess(Protected):
    """One use of it."""

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="emergencies", db_comment="The case opened")
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="emergencies", db_comment="Who opened it"
    )
    reason = models.TextField(db_comment="Why it could not wait, in their words")
    begins = models.DateTimeField(default=timezone.now, db_comment="From when")
    ends = models.DateTimeField(db_comment="Until when: an hour later")
    reviewed_at = models.DateTimeField(null=True, db_comment="When it was reviewed; empty until then")
    reviewed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+", db_comment="Who reviewed it"
    )
    justified = models.BooleanField(null=True, db_comment="Was it justified; empty until reviewed")
    finding = models.TextField(blank=True, db_comment="What the reviewer found")

    objects = EmergencyAccessQuerySet.as_manager()

    class Meta:
        db_table_comment = "Uses of emergency access, and their reviews"
        constraints = [
            models.CheckConstraint(
                condition=Q(reviewed_by__isnull=True) | ~Q(reviewed_by=F("user")),
                name="cases_nobody_reviews_their_own_emergency",
            )
        ]

    def __str__(self) -> str:
        return f"EmergencyAccess {self.pk}"

    def audit_subjects(self) -> tuple[Subject, ...]:
        """The case."""
        return (Subject("case", self.case_id),)

    @classmethod
    def running_for(cls, user: Any) -> models.QuerySet["EmergencyAccess"]:
        """Those running now for this user: for use within another query, or to show how long is left."""
        now = timezone.now()
        return cls._base_manager.filter(user=user.pk, begins__lte=now, ends__gt=now)

    @classmethod
    def ever_used_by(cls, user: Any) -> models.QuerySet["EmergencyAccess"]:
        """Those that this user ever used: for use within another query only."""
        return cls._base_manager.filter(user=user.pk)

    @classmethod
    def unreviewed_of(cls, user: Any) -> bool:
        """Whether this user has a use of it that nobody has reviewed yet."""
        return cls._base_manager.filter(user=user.pk, reviewed_at=None).exists()
