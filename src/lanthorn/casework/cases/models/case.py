"""The case: one episode of the agencies' work for one child.

Its stage is computed from facts (stages.py), never typed.
"""

import secrets
from typing import Any, Self

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone

from lanthorn.casework.access.protected import Protected, ProtectedQuerySet
from lanthorn.casework.audit.sealing import Subject

# Letters and digits that are not taken for one another when read out on the telephone.
_REFERENCE_LETTERS = "23456789CDFGHJKMPQRTVWXY"
_REFERENCE_LENGTH = 7


def new_reference() -> str:
    """A reference by chance, which tells nothing of the child or of how many cases there are."""
    return "".join(secrets.choice(_REFERENCE_LETTERS) for _ in range(_REFERENCE_LENGTH))


class Ground(models.TextChoices):
    """On what a case may be closed, and nothing else."""

    REVIEW = "review", "A review, whose closure somebody else agreed"
    NO_FURTHER_ACTION = "no_further_action", "No further action after screening"


class CaseQuerySet(ProtectedQuerySet["Case"]):
    """Cases, seen by their circle."""

    def visible_to(self, user: Any) -> Self:
        """Cases to whose circle the user belongs now, or to which they have emergency access.

        A restricted case is seen only by those let into it as a restricted case; emergency access does not open it.
        """
        from lanthorn.casework.cases.models.emergency import EmergencyAccess
        from lanthorn.casework.cases.models.grant import AccessGrant

        held = AccessGrant.held_by(user)
        opened = EmergencyAccess.running_for(user)
        seen = (
            Q(restricted=False, pk__in=held.values("case"))
            | Q(restricted=False, pk__in=opened.values("case"))
            | Q(restricted=True, pk__in=held.filter(opens_restricted=True).values("case"))
        )
        return self._scoped(self.filter(seen), "visible")  # type: ignore[no-any-return] # a queryset


class Case(Protected):
    """One episode, from the first referral to closure. A re-opening is a new one, linked to the old."""

    reference = models.CharField(
        max_length=12, unique=True, default=new_reference, db_comment="What people call the case; drawn by chance"
    )
    person = models.ForeignKey(
        "people.Person", on_delete=models.PROTECT, related_name="cases", db_comment="The child it is about"
    )
    area = models.CharField(max_length=9, blank=True, db_comment="Code of the local authority that is accountable")
    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="owned_cases", db_comment="Who leads it"
    )
    category = models.CharField(
        max_length=10,
        blank=True,
        db_comment="Category now, by the protocol's edition; empty before the first screening",
    )
    restricted = models.BooleanField(
        default=False, db_comment="Seen only by those let in by name; does not show it exists"
    )
    opened_at = models.DateTimeField(default=timezone.now, db_comment="When it was opened")
    next_review = models.DateField(null=True, blank=True, db_comment="When it is reviewed next; asked for while open")
    closed_at = models.DateTimeField(null=True, blank=True, db_comment="When it was closed; empty while open")
    closing_ground = models.CharField(
        max_length=20, choices=Ground, blank=True, db_comment="What closed it: a review, or no further action"
    )
    follows = models.ForeignKey(
        "self", null=True, blank=True, on_delete=models.PROTECT, related_name="followed_by",
        db_comment="The earlier episode that this one re-opens",
    )  # fmt: skip

    objects = CaseQuerySet.as_manager()

    class Meta:
        db_table_comment = "Cases: one episode of work for one child"
        constraints = [
            models.CheckConstraint(
                condition=Q(closed_at=None, closing_ground="")
                | Q(closed_at__isnull=False, closing_ground__in=Ground.values),
                name="cases_only_a_review_or_no_further_action_closes",
            ),
            models.CheckConstraint(
                condition=Q(category="") | Q(closed_at__isnull=False) | Q(next_review__isnull=False),
                name="cases_a_screened_open_case_has_a_review_date",
            ),
        ]

    def __str__(self) -> str:
        return self.reference

    def audit_subjects(self) -> tuple[Subject, ...]:
        """The case and the child."""
        return (Subject("case", self.pk), Subject("person", self.person_id))
