"""A transfer: proposed by whoever leads the case, accepted or declined by a named colleague in the other area."""

from typing import Any, Self

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils import timezone

from lanthorn.casework.access.protected import Protected, ProtectedQuerySet
from lanthorn.casework.audit.sealing import Subject
from lanthorn.casework.cases.models import AccessGrant, Case


class Answer(models.TextChoices):
    """What came of it."""

    WAITING = "waiting", "Waits to be accepted"
    ACCEPTED = "accepted", "Accepted"
    DECLINED = "declined", "Declined"


class TransferQuerySet(ProtectedQuerySet["Transfer"]):
    """Transfers."""

    def visible_to(self, user: Any) -> Self:
        """Those of visible cases."""
        return self._scoped(self.filter(case__in=Case.objects.visible_to(user)), "visible")  # type: ignore[no-any-return] # a queryset


class Transfer(Protected):
    """One transfer of one case."""

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="transfers", db_comment="The case")
    from_area = models.CharField(max_length=9, db_comment="Code of the area that was accountable")
    to_area = models.CharField(max_length=9, db_comment="Code of the area that is asked to be")
    to_user = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", db_comment="Who would lead it there"
    )
    reason = models.TextField(db_comment="Why it is transferred")
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", db_comment="Who proposed it"
    )
    at = models.DateTimeField(default=timezone.now, db_comment="When it was proposed")
    grant = models.ForeignKey(
        AccessGrant, null=True, on_delete=models.PROTECT, related_name="+",
        db_comment="The membership that lets the colleague read it before they answer",
    )  # fmt: skip
    answer = models.CharField(max_length=8, choices=Answer, default=Answer.WAITING, db_comment="What came of it")
    answered_at = models.DateTimeField(null=True, db_comment="When it was accepted or declined")
    answer_reason = models.TextField(blank=True, db_comment="Why it was declined")

    objects = TransferQuerySet.as_manager()

    class Meta:
        db_table_comment = "Transfers of cases between areas"
        constraints = [
            models.CheckConstraint(condition=~Q(by=F("to_user")), name="transfers_nobody_accepts_their_own"),
            models.CheckConstraint(condition=~Q(from_area=F("to_area")), name="transfers_lead_to_another_area"),
            models.UniqueConstraint(
                fields=["case"], condition=Q(answer=Answer.WAITING), name="transfers_one_waits_at_a_time"
            ),
        ]

    def __str__(self) -> str:
        return f"Transfer {self.pk}"

    def audit_subjects(self) -> tuple[Subject, ...]:
        """The case."""
        return (Subject("case", self.case_id),)
