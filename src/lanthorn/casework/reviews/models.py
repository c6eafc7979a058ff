"""A review of a case: what changed, the child's voice, what other apps knew then, and what follows."""

from typing import Any, Self

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils import timezone

from lanthorn.casework.access.protected import Protected, ProtectedQuerySet
from lanthorn.casework.audit.sealing import Subject
from lanthorn.casework.cases.models import Case


class Heard(models.TextChoices):
    """How the child's voice came into the review."""

    SPOKEN = "spoken", "Somebody whom the child knows spoke with them for this review"
    EARLIER = "earlier", "From what the child said before"
    NOT_HEARD = "not_heard", "Not heard this time"


class Follows(models.TextChoices):
    """What follows from a review."""

    CONTINUE = "continue", "The work goes on"
    CLOSE = "close", "The case can be closed, if somebody else agrees"


class ReviewQuerySet(ProtectedQuerySet["Review"]):
    """Reviews: seen by whoever sees the case."""

    def visible_to(self, user: Any) -> Self:
        """Reviews of visible cases."""
        return self._scoped(self.filter(case__in=Case.objects.visible_to(user)), "visible")  # type: ignore[no-any-return] # a queryset


class Review(Protected):
    """One review, as it was sent. It names the next one always: a closure may not be agreed."""

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="reviews", db_comment="The case")
    reviewer = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", db_comment="Who reviewed"
    )
    held_on = models.DateField(db_comment="The day of the review")
    sent_at = models.DateTimeField(default=timezone.now, db_comment="When it was sent")
    change = models.TextField(db_comment="What has changed since the last review or the screening")
    heard = models.CharField(max_length=10, choices=Heard, db_comment="How the child's voice came into it")
    voice = models.TextField(db_comment="What the child says and wants; or why they were not heard")
    facts = models.JSONField(default=dict, db_comment="What other apps knew then: missing episodes, actions unmet")
    category_before = models.CharField(max_length=10, blank=True, db_comment="Category before the review")
    category = models.CharField(max_length=10, db_comment="Category after it")
    category_reason = models.TextField(blank=True, db_comment="Why it changed; empty where it did not")
    follows = models.CharField(max_length=10, choices=Follows, db_comment="What follows")
    next_review = models.DateField(db_comment="The next review, if the case is open then")

    objects = ReviewQuerySet.as_manager()

    class Meta:
        db_table_comment = "Reviews as sent"
        indexes = [models.Index(fields=["case", "sent_at"], name="reviews_case_sent")]
        constraints = [
            models.CheckConstraint(
                condition=Q(category=F("category_before")) | ~Q(category_reason=""),
                name="reviews_a_change_of_category_has_a_reason",
            )
        ]

    def __str__(self) -> str:
        return f"Review {self.pk}"

    def audit_subjects(self) -> tuple[Subject, ...]:
        """The case."""
        return (Subject("case", self.case_id),)
