"""An action, its progress, who was chased for it, a case gone quiet, and a caseload that was moved."""

from typing import Any, Self

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils import timezone

from lanthorn.casework.access.models import Role
from lanthorn.casework.access.protected import Protected, ProtectedQuerySet
from lanthorn.casework.audit.sealing import Subject
from lanthorn.casework.cases.models import AccessGrant, Case
from lanthorn.casework.panels.models import AgendaItem


class Aim(models.TextChoices):
    """What an action is for."""

    CHILD = "child", "The child's safety and wellbeing"
    OFFENDER = "offender", "Stopping those who harm"
    PLACE = "place", "Making a place safer"
    FAMILY = "family", "Supporting the family"
    PREVENTION = "prevention", "Prevention and awareness"


class State(models.TextChoices):
    """Where an action stands."""

    OPEN = "open", "Open"
    DONE = "done", "Done"
    NOT_DONE = "not_done", "Not done"
    SUPERSEDED = "superseded", "Superseded by another action"


class ActionQuerySet(ProtectedQuerySet["Action"]):
    """Actions."""

    def visible_to(self, user: Any) -> Self:
        """Those of visible cases; on no case, one's own, those one set, and those of visible items of an agenda."""
        of_no_case = Q(owner=user.pk) | Q(set_by=user.pk) | Q(item__in=AgendaItem.objects.visible_to(user))
        seen = Q(case__in=Case.objects.visible_to(user)) | (Q(case=None) & of_no_case)
        return self._scoped(self.filter(seen), "visible")  # type: ignore[no-any-return] # a queryset

    def passed_on_to(self, user: Any) -> Self:
        """Overdue actions about which this user was told: only ACTION_LINE is shown of them, which names no child."""
        told = Chase.objects.filter(told=user.pk).values("action")
        unrestricted = Q(case=None) | Q(case__restricted=False)
        return self._scoped(self.filter(unrestricted, pk__in=told, state=State.OPEN), "lines")  # type: ignore[no-any-return] # a queryset


class Action(Protected):
    """One action: what one owner of one agency does by a day. The day is a date, so that no clock change moves it."""

    case = models.ForeignKey(
        Case, null=True, on_delete=models.PROTECT, related_name="actions", db_comment="The case, where it is on one"
    )
    item = models.ForeignKey(
        AgendaItem, null=True, on_delete=models.PROTECT, related_name="actions",
        db_comment="The item of the agenda under which it was minuted, if in a meeting",
    )  # fmt: skip
    what = models.CharField(max_length=300, db_comment="What is done; begins with a verb")
    aim = models.CharField(max_length=12, choices=Aim, db_comment="What it is for")
    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="actions", db_comment="The one who does it"
    )
    agency = models.ForeignKey(
        "access.Agency", on_delete=models.PROTECT, related_name="actions", db_comment="The owner's agency, answerable"
    )
    due = models.DateField(db_comment="By when, a working day")
    set_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", db_comment="Who recorded it"
    )
    set_at = models.DateTimeField(default=timezone.now, db_comment="When it was recorded")
    state = models.CharField(max_length=12, choices=State, default=State.OPEN, db_comment="Where it stands")
    outcome = models.TextField(blank=True, db_comment="What came of it, with the evidence; or why it was not done")
    closed_at = models.DateTimeField(null=True, db_comment="When it was finished or given up; empty while open")
    closed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+", db_comment="Who said so"
    )
    grant = models.ForeignKey(
        AccessGrant, null=True, on_delete=models.PROTECT, related_name="actions",
        db_comment="The membership of the case circle that was given for it, if one was; ends with it",
    )  # fmt: skip

    objects = ActionQuerySet.as_manager()

    class Meta:
        db_table_comment = "Actions of plans"
        indexes = [models.Index(fields=["state", "due"], name="plans_action_state_due")]
        constraints = [
            models.CheckConstraint(
                condition=Q(case__isnull=False) | Q(item__isnull=False), name="plans_an_action_is_about_something"
            ),
            models.CheckConstraint(
                condition=Q(state=State.OPEN) | ~Q(outcome=""), name="plans_a_finished_action_says_what_came_of_it"
            ),
        ]

    def __str__(self) -> str:
        return f"Action {self.pk}"

    def audit_subjects(self) -> tuple[Subject, ...]:
        """The case, or the action itself."""
        return (Subject("case", self.case_id),) if self.case_id else (Subject("action", self.pk),)


class OfActionQuerySet(ProtectedQuerySet[Any]):
    """What belongs to an action: seen by whoever sees the action."""

    def visible_to(self, user: Any) -> Self:
        """Of visible actions."""
        return self._scoped(self.filter(action__in=Action.objects.visible_to(user)), "visible")  # type: ignore[no-any-return] # a queryset


class Progress(Protected):
    """What was done so far, or the evidence for it. Added, never changed."""

    action = models.ForeignKey(Action, on_delete=models.PROTECT, related_name="progress", db_comment="The action")
    text = models.TextField(db_comment="What was done, and what shows it")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", db_comment="Who wrote")
    at = models.DateTimeField(default=timezone.now, db_comment="When")

    objects = OfActionQuerySet.as_manager()

    class Meta:
        db_table_comment = "Progress of actions, note by note"

    def __str__(self) -> str:
        return f"Progress {self.pk}"

    def audit_subjects(self) -> tuple[Subject, ...]:
        """The action; its page notes the case."""
        return (Subject("action", self.action_id),)


class HandOver(Protected):
    """An action that went from one owner to another: who had it, who has it, why, and who said so."""

    action = models.ForeignKey(Action, on_delete=models.PROTECT, related_name="hand_overs", db_comment="The action")
    before = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", db_comment="Who owned it"
    )
    after = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", db_comment="Who owns it from then on"
    )
    reason = models.CharField(max_length=300, db_comment="Why")
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", db_comment="Who handed it over"
    )
    at = models.DateTimeField(default=timezone.now, db_comment="When")

    objects = OfActionQuerySet.as_manager()

    class Meta:
        db_table_comment = "Actions handed over, with their owners before and after"
        constraints = [models.CheckConstraint(condition=~Q(before=F("after")), name="plans_handed_to_another")]

    def __str__(self) -> str:
        return f"HandOver {self.pk}"

    def audit_subjects(self) -> tuple[Subject, ...]:
        """The action."""
        return (Subject("action", self.action_id),)


class ChaseQuerySet(ProtectedQuerySet["Chase"]):
    """Who was chased."""

    def visible_to(self, user: Any) -> Self:
        """One's own, and those of visible actions."""
        seen = Q(told=user.pk) | Q(action__in=Action.objects.visible_to(user))
        return self._scoped(self.filter(seen), "visible")  # type: ignore[no-any-return] # a queryset


class Chase(Protected):
    """That somebody was told, at one level, that an action is overdue. Once each."""

    action = models.ForeignKey(Action, on_delete=models.PROTECT, related_name="chases", db_comment="The action")
    level = models.CharField(max_length=20, db_comment="The level: owner, contact point or chair")
    told = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", db_comment="Who was told"
    )
    at = models.DateTimeField(default=timezone.now, db_comment="When")

    objects = ChaseQuerySet.as_manager()

    class Meta:
        db_table_comment = "Who was told that an action is overdue"
        constraints = [
            models.UniqueConstraint(fields=["action", "level", "told"], name="plans_chased_once_a_level"),
        ]

    def __str__(self) -> str:
        return f"Chase {self.pk}"

    def audit_subjects(self) -> tuple[Subject, ...]:
        """The action: that it was chased is nothing that happens in the case."""
        return (Subject("action", self.action_id),)


class QuietCaseQuerySet(ProtectedQuerySet["QuietCase"]):
    """Cases gone quiet."""

    def visible_to(self, user: Any) -> Self:
        """Those of visible cases; those led by whom one supervises; for a contact point those led in their agency.

        None of a restricted case but to its circle.
        """
        seen = Q(case__in=Case.objects.visible_to(user)) | Q(case__owner__supervisor=user.pk, case__restricted=False)
        if user.holds(Role.CONTACT_POINT):
            seen |= Q(agency=user.agency_id, case__restricted=False)
        return self._scoped(self.filter(seen), "visible")  # type: ignore[no-any-return] # a queryset


class QuietCase(Protected):
    """A case in which nothing was written for so long that the supervisor of whoever leads it was told."""

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="quiet", db_comment="The case")
    agency = models.ForeignKey(
        "access.Agency", on_delete=models.PROTECT, related_name="+", db_comment="Agency of whoever led it then"
    )
    since = models.DateField(db_comment="The day on which something was last written in it")
    told_at = models.DateTimeField(default=timezone.now, db_comment="When the supervisor was told")
    ended_at = models.DateTimeField(null=True, db_comment="When something was written again; empty until then")

    objects = QuietCaseQuerySet.as_manager()

    class Meta:
        db_table_comment = "Cases that went quiet, and when their supervisors were told"

    def __str__(self) -> str:
        return f"QuietCase {self.pk}"

    def audit_subjects(self) -> tuple[Subject, ...]:
        """Itself: a case does not become busy by having been noticed. Its page notes the case."""
        return (Subject("quietcase", self.pk),)


class ReassignmentQuerySet(ProtectedQuerySet["Reassignment"]):
    """Caseloads moved."""

    def visible_to(self, user: Any) -> Self:
        """Those one moved, gave or took."""
        seen = Q(by=user.pk) | Q(leaver=user.pk) | Q(successor=user.pk)
        return self._scoped(self.filter(seen), "visible")  # type: ignore[no-any-return] # a queryset


class Reassignment(Protected):
    """A whole caseload moved from one person to another: what moved, so that the history can be read."""

    leaver = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", db_comment="Whose caseload it was"
    )
    successor = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", db_comment="Whose it is now"
    )
    reason = models.CharField(max_length=300, db_comment="Why")
    moved = models.JSONField(db_comment="Identifiers of cases, memberships and actions that moved")
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", db_comment="Who moved it"
    )
    at = models.DateTimeField(default=timezone.now, db_comment="When")

    objects = ReassignmentQuerySet.as_manager()

    class Meta:
        db_table_comment = "Caseloads moved in one go"
        constraints = [
            models.CheckConstraint(condition=~Q(leaver=F("successor")), name="plans_a_caseload_moves_to_another"),
            models.CheckConstraint(condition=~Q(by=F("successor")), name="plans_nobody_takes_a_caseload_themselves"),
        ]

    def __str__(self) -> str:
        return f"Reassignment {self.pk}"
