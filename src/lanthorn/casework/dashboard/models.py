"""The figures of one period, as they were made once. They are shown again and again, and never made anew."""

from uuid import uuid4

from django.conf import settings
from django.db import models
from django.utils import timezone


class Figures(models.Model):
    """Protected pages: no row of them is about anybody, and counts too small to be shown are not in them."""

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False, db_comment="Identifier, kept in the audit")
    start = models.DateField(db_comment="First day of the period")
    end = models.DateField(unique=True, db_comment="Last day of the period; there is one set of figures for it")
    content = models.JSONField(db_comment="The pages as they are shown, already protected")
    made_at = models.DateTimeField(default=timezone.now, db_comment="When they were made")
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+",
        db_comment="Who asked for them; empty where the monthly command did",
    )  # fmt: skip

    class Meta:
        db_table_comment = "Protected figures on the partnership's work, one row a period"
        ordering = ["-end"]
        constraints = [models.CheckConstraint(condition=models.Q(end__gt=models.F("start")), name="dashboard_a_period")]

    def __str__(self) -> str:
        return f"Figures to {self.end}"
