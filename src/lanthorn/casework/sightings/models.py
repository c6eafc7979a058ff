"""A sighting: a protected address stood in an answer that is not its own page, as where somebody typed it in a note."""

from typing import Any, Self

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils import timezone

from lanthorn.casework.access.models import Role
from lanthorn.casework.access.protected import Protected, ProtectedQuerySet
from lanthorn.casework.audit.sealing import Subject


class SightingQuerySet(ProtectedQuerySet["Sighting"]):
    """Sightings."""

    def visible_to(self, user: Any) -> Self:
        """All for the data-protection lead, to whom a sighting names neither the child nor the address."""
        seen = self.all() if user.holds(Role.DATA_PROTECTION_LEAD) else self.none()
        return self._scoped(seen, "visible")  # type: ignore[no-any-return] # a queryset


class Sighting(Protected):
    """One address in the answers of one page, until somebody has looked into it."""

    address = models.ForeignKey(
        "people.Address", on_delete=models.PROTECT, related_name="sightings", db_comment="The protected address"
    )
    person = models.ForeignKey(
        "people.Person", on_delete=models.PROTECT, related_name="sightings", db_comment="Whose address it is"
    )
    page = models.CharField(max_length=100, db_comment="The page in whose answer it stood, by its name")
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", db_comment="To whom it was shown first"
    )
    at = models.DateTimeField(default=timezone.now, db_comment="When it was shown first")
    checked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+",
        db_comment="Who looked into it; empty until then",
    )  # fmt: skip
    checked_at = models.DateTimeField(null=True, db_comment="When somebody looked into it")
    finding = models.TextField(blank=True, db_comment="What was found, and what was done")

    objects = SightingQuerySet.as_manager()

    class Meta:
        db_table_comment = "Protected addresses seen where they should not be"
        constraints = [
            models.UniqueConstraint(
                fields=["address", "page"], condition=Q(checked_at=None), name="sightings_one_a_page_until_checked"
            ),
            models.CheckConstraint(
                condition=Q(checked_by=None) | ~Q(checked_by=F("user")), name="sightings_nobody_checks_their_own"
            ),
        ]

    def __str__(self) -> str:
        return f"Sighting {self.pk}"

    def audit_subjects(self) -> tuple[Subject, ...]:
        """The person whose address it is."""
        return (Subject("person", self.person_id),)
