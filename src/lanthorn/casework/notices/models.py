"""A notice: that something waits for a user. It names a kind and a record's identifier, and nothing of a child."""

from uuid import uuid4

from django.conf import settings
from django.db import models
from django.utils import timezone


class NoticeKind(models.TextChoices):
    """What a notice says, in full."""

    EMERGENCY_USED = "emergency_used", "Emergency access to a case was used. Review it before it can be used again."
    REFERRAL_RECEIVED = "referral_received", "A referral has come in and waits to be matched."
    REFERRAL_ACKNOWLEDGED = "referral_acknowledged", "Your referral was read and acknowledged."
    ADDED_TO_CASE = "added_to_case", "You were added to a case's circle."


class Notice(models.Model):
    """One notice to one user."""

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False, db_comment="Identifier")
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="notices", db_comment="To whom"
    )
    kind = models.CharField(max_length=30, choices=NoticeKind, db_comment="What it says")
    page = models.CharField(max_length=60, db_comment="The name of the page to open")
    about = models.UUIDField(null=True, db_comment="The record to open it with")
    made_at = models.DateTimeField(default=timezone.now, db_comment="When")
    read_at = models.DateTimeField(null=True, db_comment="When it was opened; empty until then")

    class Meta:
        db_table_comment = "Notices to users"
        ordering = ["-made_at"]

    def __str__(self) -> str:
        return f"Notice {self.pk}"
