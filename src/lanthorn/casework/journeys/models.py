"""What somebody has answered so far, kept on the server, so that a time-out loses nothing: drafts, and kept texts."""

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


class KeptTextQuerySet(ProtectedQuerySet["KeptText"]):
    """Kept texts, each seen by its writer."""

    def visible_to(self, user: Any) -> Self:
        """One's own that still wait."""
        return self._scoped(self.filter(user=user.pk, settled_at=None), "visible")  # type: ignore[no-any-return] # a queryset


class KeptText(Protected):
    """What one person typed into a form that could not be saved then; sealed, until it is saved or let go."""

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="kept_texts", db_comment="Who typed it"
    )
    page = models.CharField(max_length=300, db_comment="The address of the page, which names nobody")
    about = models.UUIDField(null=True, blank=True, db_comment="The first record that the address names, if any")
    sealed = models.TextField(db_comment="What was typed, sealed with the key of its writer; emptied once settled")
    kept_at = models.DateTimeField(default=timezone.now, db_comment="When it was first kept")
    changed_at = models.DateTimeField(auto_now=True, db_comment="When it was last kept")
    settled_at = models.DateTimeField(null=True, blank=True, db_comment="When it was saved where it belongs, or let go")

    objects = KeptTextQuerySet.as_manager()

    class Meta:
        db_table_comment = "Texts of forms that could not be saved, kept for their writers"

    def __str__(self) -> str:
        return f"Kept text {self.pk}"
