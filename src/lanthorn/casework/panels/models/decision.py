"""What the panel decided on an item: by whom attended, with whose dissent, and who is told."""

from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone

from lanthorn.casework.access.protected import Protected
from lanthorn.casework.audit.sealing import Subject
from lanthorn.casework.cases.models import Case
from lanthorn.casework.cases.protocol import category_label
from lanthorn.casework.panels.models.agenda import AgendaItem, OfItemQuerySet


class Told(models.TextChoices):
    """Who is told of a decision."""

    CHILD = "child", "The child"
    CARER = "carer", "A parent or carer"
    REFERRER = "referrer", "Whoever referred"
    CIRCLE = "circle", "The case circle"
    AGENCIES = "agencies", "The agencies that attended"


class Decision(Protected):
    """One decision on one item. It can be put right until the minutes are signed."""

    item = models.OneToOneField(AgendaItem, on_delete=models.PROTECT, related_name="decision", db_comment="The item")
    case = models.ForeignKey(
        Case, null=True, on_delete=models.PROTECT, related_name="decisions", db_comment="The case, where it is on one"
    )
    category_before = models.CharField(max_length=10, blank=True, db_comment="Category before; empty where none")
    category_now = models.CharField(max_length=10, blank=True, db_comment="Category now; empty where on no case")
    reasons = models.TextField(db_comment="Why the panel decided so")
    next_date = models.DateField(null=True, db_comment="When the panel looks again; asked for while a case is open")
    told = models.JSONField(default=list, db_comment="Who is told")
    attended = models.JSONField(db_comment="Who attended this item: agency and who spoke for it; never empty")
    decided_at = models.DateTimeField(default=timezone.now, db_comment="When it was recorded")
    recorded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", db_comment="Who recorded it"
    )

    objects = OfItemQuerySet.as_manager()

    class Meta:
        db_table_comment = "Decisions of the panel"
        constraints = [
            models.CheckConstraint(condition=~Q(attended=[]), name="panels_a_decision_names_who_attended"),
            models.CheckConstraint(condition=~Q(reasons=""), name="panels_a_decision_has_reasons"),
        ]

    def __str__(self) -> str:
        return f"Decision {self.pk}"

    def audit_subjects(self) -> tuple[Subject, ...]:
        """The case, or the item."""
        return (Subject("case", self.case_id),) if self.case_id else (Subject("agendaitem", self.item_id),)

    @property
    def words(self) -> str:
        """The category now, in words."""
        return category_label(self.category_now) if self.case_id else "Not about a child's case"


class Dissent(Protected):
    """An agency that did not agree, and why."""

    item = models.ForeignKey(AgendaItem, on_delete=models.PROTECT, related_name="dissents", db_comment="The item")
    agency: Any = models.ForeignKey(
        "access.Agency", on_delete=models.PROTECT, related_name="+", db_comment="The agency that did not agree"
    )
    reason = models.TextField(db_comment="Why")
    recorded_at = models.DateTimeField(default=timezone.now, db_comment="When it was recorded")

    objects = OfItemQuerySet.as_manager()

    class Meta:
        db_table_comment = "Agencies that did not agree with a decision"
        constraints = [models.UniqueConstraint(fields=["item", "agency"], name="panels_one_dissent_an_agency")]

    def __str__(self) -> str:
        return f"Dissent {self.pk}"

    def audit_subjects(self) -> tuple[Subject, ...]:
        """The item."""
        return (Subject("agendaitem", self.item_id),)
