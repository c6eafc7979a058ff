"""A screening: what is known of each indicator, and the category that follows; and the request for a second, blind one.

A screening is sent once and not changed. A second scorer, chosen by chance for a sample, is somebody outside the case's
circle who answers the same questions from the referrals alone.
"""

from typing import Any, Self

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils import timezone

from lanthorn.casework.access.models import Role
from lanthorn.casework.access.protected import Protected, ProtectedQuerySet
from lanthorn.casework.audit.sealing import Subject
from lanthorn.casework.cases.models import AccessGrant, Case, EmergencyAccess


class State(models.TextChoices):
    """What is known of an indicator. Unknown is an answer of its own, never taken for absent."""

    PRESENT = "present", "Present"
    ABSENT = "absent", "Absent"
    UNKNOWN = "unknown", "Not known"


class Outcome(models.TextChoices):
    """Where a screening leads."""

    PANEL = "panel", "To the panel"
    STRATEGY = "strategy", "To an urgent strategy discussion"
    SUPPORT = "support", "To support outside the panel"
    NO_FURTHER_ACTION = "no_further_action", "No further action"


class ScreeningQuerySet(ProtectedQuerySet["Screening"]):
    """Screenings."""

    def visible_to(self, user: Any) -> Self:
        """Those of visible cases, and one's own second ones while the case is not restricted."""
        own = Q(scorer=user.pk, second_to__isnull=False, case__restricted=False)
        return self._scoped(self.filter(Q(case__in=Case.objects.visible_to(user)) | own), "visible")  # type: ignore[no-any-return] # a queryset


class Screening(Protected):
    """One screening by one scorer, as it was sent."""

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="screenings", db_comment="The case")
    scorer = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="screenings", db_comment="Who screened"
    )
    made_on = models.DateField(db_comment="The day of the screening: tool and protocol are those in force on it")
    sent_at = models.DateTimeField(default=timezone.now, db_comment="When it was sent")
    tool = models.CharField(max_length=80, db_comment="The edition of the tool")
    protocol = models.CharField(max_length=80, db_comment="The edition of the protocol")
    protective = models.TextField(blank=True, db_comment="What protects the child")
    answered = models.CharField(max_length=10, db_comment="The category that the tool answers with")
    category = models.CharField(max_length=10, db_comment="The category that the scorer gives")
    override_reason = models.TextField(blank=True, db_comment="Why it differs from the tool's; empty where it does not")
    outcome = models.CharField(
        max_length=20, choices=Outcome, blank=True, db_comment="Where it leads; empty on a second screening"
    )
    reason_told = models.TextField(blank=True, db_comment="The reason told to the referrer, with no further action")
    second_to = models.OneToOneField(
        "self", null=True, blank=True, on_delete=models.PROTECT, related_name="second",
        db_comment="The screening that this one scores again, blind; empty on a first one",
    )  # fmt: skip

    objects = ScreeningQuerySet.as_manager()

    class Meta:
        db_table_comment = "Screenings as sent"
        indexes = [models.Index(fields=["case", "sent_at"], name="screening_case_sent")]
        constraints = [
            models.CheckConstraint(
                condition=Q(category=F("answered")) | ~Q(override_reason=""), name="screening_an_override_has_a_reason"
            ),
            models.CheckConstraint(
                condition=~Q(outcome="no_further_action") | ~Q(reason_told=""),
                name="screening_no_further_action_has_a_reason",
            ),
        ]

    def __str__(self) -> str:
        return f"Screening {self.pk}"

    def audit_subjects(self) -> tuple[Subject, ...]:
        """The case."""
        return (Subject("case", self.case_id),)


class OfScreeningQuerySet(ProtectedQuerySet["ScreeningIndicator"]):
    """What belongs to screenings: seen by whoever sees the screening."""

    def visible_to(self, user: Any) -> Self:
        """Rows of visible screenings."""
        return self._scoped(self.filter(screening__in=Screening.objects.visible_to(user)), "visible")  # type: ignore[no-any-return] # a queryset


class ScreeningIndicator(Protected):
    """What one screening says of one indicator."""

    screening = models.ForeignKey(
        Screening, on_delete=models.PROTECT, related_name="indicators", db_comment="The screening"
    )
    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="+", db_comment="The case, for the audit")
    code = models.CharField(max_length=40, db_comment="The indicator's code in the tool")
    state = models.CharField(max_length=10, choices=State, db_comment="Present, absent or not known")
    source = models.CharField(max_length=160, blank=True, db_comment="Who knows it; empty where not known")
    known_on = models.DateField(null=True, blank=True, db_comment="Of which day that is; empty where not known")

    objects = OfScreeningQuerySet.as_manager()

    class Meta:
        db_table_comment = "What each screening says of each indicator"
        constraints = [
            models.UniqueConstraint(fields=["screening", "code"], name="screening_each_indicator_once"),
            models.CheckConstraint(
                condition=Q(state="unknown") | (~Q(source="") & Q(known_on__isnull=False)),
                name="screening_what_is_known_has_a_source_and_a_date",
            ),
        ]

    def __str__(self) -> str:
        return f"ScreeningIndicator {self.pk}"

    def audit_subjects(self) -> tuple[Subject, ...]:
        """The case."""
        return (Subject("case", self.case_id),)


class SecondScoringQuerySet(ProtectedQuerySet["SecondScoring"]):
    """Requests for a second scorer."""

    def visible_to(self, user: Any) -> Self:
        """At the front door: those of cases that are not restricted and to which the user never belonged.

        Who belonged to the circle has seen the first screening, or could have.
        """
        if not user.holds(Role.FRONT_DOOR):
            return self._scoped(self.none(), "visible")  # type: ignore[no-any-return] # a queryset
        belonged = AccessGrant.ever_held_by(user).values("case")
        opened = EmergencyAccess.ever_used_by(user).values("case")
        waiting = self.filter(done_at=None, case__restricted=False)
        return self._scoped(waiting.exclude(case__in=belonged).exclude(case__in=opened), "visible")  # type: ignore[no-any-return] # a queryset


class SecondScoring(Protected):
    """That a screening, drawn by chance, is to be scored again by somebody who has not seen it."""

    first = models.OneToOneField(
        Screening, on_delete=models.PROTECT, related_name="second_scoring", db_comment="The screening drawn"
    )
    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="+", db_comment="The case, for the audit")
    asked_at = models.DateTimeField(default=timezone.now, db_comment="When it was drawn")
    due = models.DateField(db_comment="By when it is to be scored again")
    done_at = models.DateTimeField(null=True, db_comment="When it was; empty until then")

    objects = SecondScoringQuerySet.as_manager()

    class Meta:
        db_table_comment = "Screenings drawn for a second, blind scorer"

    def __str__(self) -> str:
        return f"SecondScoring {self.pk}"

    def audit_subjects(self) -> tuple[Subject, ...]:
        """The case."""
        return (Subject("case", self.case_id),)
