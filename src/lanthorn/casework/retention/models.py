"""A legal hold; a disposal with its reviewers, which stays as the certificate; the stubs of what was destroyed."""

from typing import Any, Self

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils import timezone

from lanthorn.casework.access.models import Role
from lanthorn.casework.access.protected import Protected, ProtectedQuerySet
from lanthorn.casework.audit.sealing import Subject
from lanthorn.casework.cases.models import Case

# Who opens and reviews disposals, and lifts holds. Three, so that two others than the opener can be found.
KEEPERS = (Role.DATA_PROTECTION_LEAD, Role.CHAIR, Role.RESTRICTED_CUSTODIAN)


def _user(comment: str, **options: Any) -> Any:
    return models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", db_comment=comment, **options
    )


class LegalHoldQuerySet(ProtectedQuerySet["LegalHold"]):
    """Holds."""

    def visible_to(self, user: Any) -> Self:
        """Those of visible cases; by role, those of all cases that are not restricted."""
        seen = Q(case__in=Case.objects.visible_to(user))
        if user.holds(*KEEPERS):
            seen |= Q(case__restricted=False)
        return self._scoped(self.filter(seen), "visible")  # type: ignore[no-any-return] # a queryset


class LegalHold(Protected):
    """While it lasts, the case is not disposed of, whatever the schedule says."""

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="holds", db_comment="The case held")
    reason = models.TextField(db_comment="Why: a claim, an inquiry, a request of the person")
    placed_by = _user("Who placed it")
    placed_at = models.DateTimeField(default=timezone.now, db_comment="When it was placed")
    lifted_by = _user("Who lifted it; empty while it lasts", null=True)
    lifted_at = models.DateTimeField(null=True, db_comment="When it was lifted")
    lift_reason = models.TextField(blank=True, db_comment="Why it was lifted")

    objects = LegalHoldQuerySet.as_manager()

    class Meta:
        db_table_comment = "Legal holds on cases"
        constraints = [
            models.CheckConstraint(
                condition=Q(lifted_by=None) | ~Q(lifted_by=F("placed_by")), name="retention_nobody_lifts_their_own_hold"
            )
        ]

    def __str__(self) -> str:
        return f"LegalHold {self.pk}"

    def audit_subjects(self) -> tuple[Subject, ...]:
        """The case."""
        return (Subject("case", self.case_id),)


class DisposalQuerySet(ProtectedQuerySet["Disposal"]):
    """Disposals."""

    def visible_to(self, user: Any) -> Self:
        """By role; of a restricted case only to those who can see it, and to those who took part."""
        if not user.holds(*KEEPERS):
            return self._scoped(self.none(), "visible")  # type: ignore[no-any-return] # a queryset
        took_part = Q(opened_by=user.pk) | Q(first_by=user.pk) | Q(second_by=user.pk)
        seen = Q(restricted=False) | took_part | Q(about__in=Case.objects.visible_to(user).values("pk"))
        return self._scoped(self.filter(seen), "visible")  # type: ignore[no-any-return] # a queryset


class Disposal(Protected):
    """One disposal: asked for, agreed by two others, carried out. It names no child and stays as the certificate."""

    kind = models.CharField(max_length=40, default="cases.case", db_comment="What kind of record it is about")
    about = models.UUIDField(db_comment="The record, by its identifier, as no row of it is left")
    reference = models.CharField(
        max_length=80, db_comment="What it is called; a case by its reference, drawn by chance"
    )
    rule = models.CharField(max_length=30, db_comment="The row of the schedule")
    kept_until = models.DateField(db_comment="Until when the schedule kept it")
    restricted = models.BooleanField(default=False, db_comment="Was the case restricted: then the stub keeps silent")
    known_to = models.JSONField(
        default=list, db_comment="Of a restricted case: the users who could see it, whom its stub answers"
    )
    reason = models.TextField(db_comment="Why it is disposed of")
    opened_by = _user("Who asked for it")
    opened_at = models.DateTimeField(default=timezone.now, db_comment="When they asked")
    mentions_by = _user("Who looked through the texts of other records that name the child", null=True)
    mentions_at = models.DateTimeField(null=True, db_comment="When")
    mentions_left = models.JSONField(default=list, db_comment="The places that stay: another person of that name")
    first_by = _user("Who agreed first", null=True)
    first_at = models.DateTimeField(null=True, db_comment="When")
    second_by = _user("Who agreed second", null=True)
    second_at = models.DateTimeField(null=True, db_comment="When")
    refused_by = _user("Who refused", null=True)
    refused_at = models.DateTimeField(null=True, db_comment="When it was refused: it is not carried out")
    refusal = models.TextField(blank=True, db_comment="Why it was refused")
    disposed_at = models.DateTimeField(null=True, db_comment="When it was carried out")
    counts = models.JSONField(default=dict, db_comment="How many records of each kind were destroyed")

    objects = DisposalQuerySet.as_manager()

    class Meta:
        db_table_comment = "Disposals and their certificates"
        constraints = [
            models.CheckConstraint(
                condition=(Q(first_by=None) | ~Q(first_by=F("opened_by")))
                & (Q(second_by=None) | ~Q(second_by=F("opened_by"))),
                name="retention_nobody_reviews_what_they_opened",
            ),
            models.CheckConstraint(
                condition=Q(second_by=None) | (Q(first_by__isnull=False) & ~Q(second_by=F("first_by"))),
                name="retention_two_reviewers_are_two_people",
            ),
            models.CheckConstraint(
                condition=Q(disposed_at=None) | (Q(second_by__isnull=False) & Q(refused_by=None)),
                name="retention_only_what_two_agreed_to_is_disposed_of",
            ),
            models.UniqueConstraint(
                fields=["about"], condition=Q(refused_at=None), name="retention_one_disposal_a_case"
            ),
        ]

    def __str__(self) -> str:
        return f"Disposal {self.pk}"


class Stub(models.Model):
    """The identifier of a record that was disposed of, so that its page can say so."""

    record_id = models.UUIDField(primary_key=True, db_comment="The record that was destroyed")
    kind = models.CharField(max_length=60, db_comment="What kind of record it was")
    disposal = models.ForeignKey(
        Disposal, on_delete=models.PROTECT, related_name="stubs", db_comment="The disposal that destroyed it"
    )

    class Meta:
        db_table_comment = "What was disposed of, by identifier only"

    def __str__(self) -> str:
        return f"Stub {self.record_id}"
