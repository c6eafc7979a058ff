"""An invitation, with a code told by word of mouth; and each time that somebody confirmed or ended a user's access."""

from uuid import uuid4

from django.conf import settings
from django.contrib.auth.hashers import check_password
from django.db import models
from django.db.models import F, Q
from django.utils import timezone

MOST_TRIES = 5


class Invitation(models.Model):
    """A way to choose a password, once, for some days: the link comes by mail, the code from a person."""

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False, db_comment="Drawn by chance; in the link")
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="invitations", db_comment="Who is invited"
    )
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+",
        db_comment="Who invited them; empty at installation",
    )  # fmt: skip
    made_at = models.DateTimeField(default=timezone.now, db_comment="When")
    expires_at = models.DateTimeField(db_comment="Until when it can be used")
    code = models.CharField(max_length=128, db_comment="Hash of the code that the inviter tells them")
    tries = models.PositiveSmallIntegerField(default=0, db_comment="How often a wrong code was entered")
    ended_at = models.DateTimeField(null=True, db_comment="When it was used, or replaced by another")

    class Meta:
        db_table_comment = "Invitations to users"
        constraints = [
            models.CheckConstraint(
                condition=Q(by__isnull=True) | ~Q(by=F("user")), name="users_nobody_invites_themselves"
            )
        ]

    def __str__(self) -> str:
        return f"Invitation {self.pk}"

    @property
    def can_be_used(self) -> bool:
        """Whether it still opens anything."""
        return self.ended_at is None and self.tries < MOST_TRIES and self.expires_at > timezone.now()

    def is_code(self, typed: str) -> bool:
        """Whether this is the code, however it was spaced."""
        return check_password("".join(one for one in typed.upper() if one.isalnum()), self.code)


class Certification(models.Model):
    """One answer to the question whether a user still needs access."""

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False, db_comment="Identifier")
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="certifications", db_comment="About whom"
    )
    needed = models.BooleanField(db_comment="Do they still need access")
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", db_comment="Who answered"
    )
    at = models.DateTimeField(default=timezone.now, db_comment="When")

    class Meta:
        db_table_comment = "Confirmations that users still need access"
        constraints = [
            models.CheckConstraint(condition=~Q(by=F("user")), name="users_nobody_confirms_their_own_access")
        ]

    def __str__(self) -> str:
        return f"Certification {self.pk}"
