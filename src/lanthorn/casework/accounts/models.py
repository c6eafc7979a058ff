"""What counts towards a limit: failed sign-ins, codes that were used, pages that a program took."""

from django.db import models


class Counted(models.Model):
    """One entry. Its key is a hash, so that no network address and no sign-in name stands here."""

    key = models.CharField(max_length=64, primary_key=True, db_comment="HMAC-SHA256 of what is counted")
    value = models.JSONField(db_comment="When it happened, each time, in seconds; or that it did")
    ends = models.DateTimeField(db_index=True, db_comment="From when on it counts no more")

    class Meta:
        db_table_comment = "What counts towards the limits of sign-ins and of pages taken, for all processes together"

    def __str__(self) -> str:
        return self.key
