"""A disclosure: asked for by one, approved or refused by another, then given. Nobody approves their own."""

from typing import Any, Self

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils import timezone

from lanthorn.casework.access.models import Role
from lanthorn.casework.access.protected import Protected, ProtectedQuerySet
from lanthorn.casework.audit.sealing import Subject
from lanthorn.casework.cases.models import Case


class LawfulBasis(models.TextChoices):
    """On what a disclosure rests."""

    SAFEGUARDING = "safeguarding", "Safeguarding a child (DPA 2018 schedule 1, paragraph 18)"
    VITAL = "vital", "To protect somebody's life (UK GDPR article 6(1)(d))"
    LAW_ENFORCEMENT = "law_enforcement", "To prevent or detect crime (DPA 2018 schedule 2, paragraph 2)"
    COURT = "court", "A court or a law requires it (UK GDPR article 6(1)(c))"
    SUBJECT = "subject", "The child or their carer asked for their own record (UK GDPR article 15)"


class DisclosureQuerySet(ProtectedQuerySet["Disclosure"]):
    """The register."""

    def visible_to(self, user: Any) -> Self:
        """Those of visible cases; the data-protection lead keeps the register of all cases that are not restricted."""
        seen = Q(case__in=Case.objects.visible_to(user))
        if user.holds(Role.DATA_PROTECTION_LEAD):
            seen |= Q(case__restricted=False)
        return self._scoped(self.filter(seen), "visible")  # type: ignore[no-any-return] # a queryset


class Disclosure(Protected):
    """One line of the register."""

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="disclosures", db_comment="The child's case")
    recipient = models.CharField(max_length=160, db_comment="To whom: name and organisation")
    what = models.TextField(db_comment="What is given, in words")
    why = models.TextField(db_comment="Why they need it")
    basis = models.CharField(max_length=20, choices=LawfulBasis, db_comment="The lawful basis")
    asked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", db_comment="Who asks to give it"
    )
    asked_at = models.DateTimeField(default=timezone.now, db_comment="When they asked")
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+",
        db_comment="Who approved or refused it; empty until then",
    )  # fmt: skip
    decided_at = models.DateTimeField(null=True, db_comment="When that was")
    approved = models.BooleanField(null=True, db_comment="Was it approved; empty until decided")
    reason = models.TextField(blank=True, db_comment="Why it was approved or refused")
    given_at = models.DateTimeField(null=True, db_comment="When it was given; empty until then")
    given_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+", db_comment="Who gave it"
    )

    objects = DisclosureQuerySet.as_manager()

    class Meta:
        db_table_comment = "The disclosure register"
        constraints = [
            models.CheckConstraint(
                condition=Q(decided_by=None) | ~Q(decided_by=F("asked_by")),
                name="disclosures_nobody_approves_their_own",
            ),
            models.CheckConstraint(
                condition=Q(given_at=None) | Q(approved=True, approved__isnull=False),  # null is neither true nor false
                name="disclosures_only_what_was_approved_is_given",
            ),
        ]

    def __str__(self) -> str:
        return f"Disclosure {self.pk}"

    def audit_subjects(self) -> tuple[Subject, ...]:
        """The case."""
        return (Subject("case", self.case_id),)
