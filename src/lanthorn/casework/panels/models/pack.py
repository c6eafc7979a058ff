"""A member's pack for a meeting: fetched once, within a day, approved by somebody else."""

from typing import Any, Self

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils import timezone

from lanthorn.casework.access.protected import Protected, ProtectedQuerySet
from lanthorn.casework.panels.models.meeting import Meeting


class PackQuerySet(ProtectedQuerySet["Pack"]):
    """Packs."""

    def visible_to(self, user: Any) -> Self:
        """One's own, and those of meetings that one runs. Only its own member can fetch a pack (see views)."""
        seen = Q(user=user.pk) | Q(meeting__in=Meeting.objects.run_by(user))
        return self._scoped(self.filter(seen), "visible")  # type: ignore[no-any-return] # a queryset


class Pack(Protected):
    """One pack. Nothing of its content is kept: it is made when it is fetched, for that member, at that moment."""

    meeting = models.ForeignKey(Meeting, on_delete=models.PROTECT, related_name="packs", db_comment="The meeting")
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="packs", db_comment="For whom it is"
    )
    approved_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", db_comment="Who approved the disclosure"
    )
    made_at = models.DateTimeField(default=timezone.now, db_comment="When it was approved")
    expires_at = models.DateTimeField(db_comment="Until when it can be fetched")
    used_at = models.DateTimeField(null=True, db_comment="When it was fetched; once only")
    items = models.JSONField(default=list, db_comment="Identifiers of the agenda items that it held when fetched")

    objects = PackQuerySet.as_manager()

    class Meta:
        db_table_comment = "Packs: what was disclosed to which member, approved by whom"
        constraints = [
            models.CheckConstraint(condition=~Q(approved_by=F("user")), name="panels_nobody_approves_their_own_pack")
        ]

    def __str__(self) -> str:
        return f"Pack {self.pk}"

    @property
    def over(self) -> bool:
        """Whether it was fetched before or has expired."""
        return self.used_at is not None or self.expires_at <= timezone.now()
