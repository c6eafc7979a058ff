"""A draft: what somebody has answered so far, kept on the server, so that a time-out loses nothing."""

from typing import Any, Self

from django.conf import settings
from django.db import models
from django.utils import timezone

from lanthorn.casework.access.protected import Protected, ProtectedQuerySet


class DraftQuerySet(ProtectedQuerySet["Draft"]):
    """Drafts, each seen by its writer."""

    def visible_to(self, user: Any) -> Self:
        """One's own drafts that are not sent yet."""
        return self._scoped(self.filter(user=user.pk, sent_at=None), "visible")  # type: ignore[no-any-return] # a queryset


class Draft(Protected):
    """The answers of one person to the questions of one journey, until they are sent."""

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="drafts", db_comment="Who writes it"
    )
    journey = models.CharField(max_length=40, db_comment="Which journey")
    about = models.UUIDField(null=True, blank=True, db_comment="The record that the journey is about, if there is one")
    answers = models.JSONField(default=dict, db_comment="Answers by question, as typed")
    started_at = models.DateTimeField(default=timezone.now, db_comment="When it was begun")
    changed_at = models.DateTimeField(auto_now=True, db_comment="When it was last saved")
    sent_at = models.DateTimeField(null=True, blank=True, db_comment="When it was sent; empties the answers")

    objects = DraftQuerySet.as_manager()

    class Meta:
        db_table_comment = "Drafts of journeys, kept on the server"

    def __str__(self) -> str:
        return f"Draft {self.pk}"
