"""The token by which a machine is known: whose it is, what for, until when. The token itself is kept nowhere."""

from typing import Self
from uuid import uuid4

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils import timezone


class ServiceTokenQuerySet(models.QuerySet["ServiceToken"]):
    """Tokens."""

    def standing(self) -> Self:
        """Those that are neither revoked nor over, of people who have not left."""
        return self.filter(revoked_at=None, expires_at__gt=timezone.now(), user__is_active=True)


class ServiceToken(models.Model):
    """One token, kept as the SHA-256 of a secret of 256 random bits, which no guessing finds from its hash."""

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False, db_comment="Identifier")
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="service_tokens",
        db_comment="In whose name it reads: a person, or the service account of an agency",
    )  # fmt: skip
    takes_records = models.BooleanField(
        default=False, db_comment="May it take the record tables for the profile, which name no child"
    )
    purpose = models.CharField(max_length=200, db_comment="What it is used for; kept with each event of the audit")
    digest = models.CharField(max_length=64, unique=True, db_comment="SHA-256 of the token")
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", db_comment="Who made it"
    )
    created_at = models.DateTimeField(default=timezone.now, db_comment="When it was made")
    expires_at = models.DateTimeField(db_comment="Until when it holds")
    revoked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+", db_comment="Who revoked it"
    )
    revoked_at = models.DateTimeField(null=True, db_comment="When it was revoked; empty while it stands")

    objects = ServiceTokenQuerySet.as_manager()

    class Meta:
        db_table_comment = "Tokens of machines: whose, what for, until when"
        ordering = ["-created_at"]
        constraints = [
            models.CheckConstraint(condition=~Q(created_by=F("user")), name="api_nobody_makes_themselves_a_token"),
            models.CheckConstraint(condition=Q(expires_at__gt=F("created_at")), name="api_a_token_ends"),
        ]

    def __str__(self) -> str:
        return f"ServiceToken {self.pk}"

    @property
    def stands(self) -> bool:
        """Whether it can be used."""
        return self.revoked_at is None and self.expires_at > timezone.now()
