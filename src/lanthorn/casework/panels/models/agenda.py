"""An item of the agenda, and who must leave while it is heard."""

from typing import Any, Self

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils import timezone

from lanthorn.casework.access.protected import Protected, ProtectedQuerySet
from lanthorn.casework.audit.sealing import Subject
from lanthorn.casework.cases.models import Case
from lanthorn.casework.panels.models.meeting import Meeting, Seat


class SubjectKind(models.TextChoices):
    """Whom or what an item is about: the panel hears victims, offenders, locations and themes."""

    CHILD = "child", "Child"
    PERSON = "person", "Person of concern"
    PLACE = "place", "Place or online space"
    GROUP = "group", "Group"


class Outcome(models.TextChoices):
    """What became of an item."""

    WAITING = "waiting", "Waits to be heard"
    HEARD = "heard", "Heard"
    CARRIED = "carried", "Carried over"


class AgendaItemQuerySet(ProtectedQuerySet["AgendaItem"]):
    """Items of agendas."""

    def visible_to(self, user: Any) -> Self:
        """Items on visible cases; those on no case, by a seat on the meeting while it lasts, or put forward oneself."""
        conflicts = Conflict.objects.filter(user=user.pk).values("item")
        now = timezone.now()
        seats = Seat.objects.filter(user=user.pk, meeting__released_at__lte=now, expires_at__gt=now)
        runs = Meeting.objects.filter(Q(chair=user.pk) | Q(minute_taker=user.pk))
        by_seat = Q(released_at__isnull=False, meeting__in=seats.values("meeting")) | Q(meeting__in=runs)
        of_no_case = Q(case=None) & (Q(added_by=user.pk) | (by_seat & ~Q(pk__in=conflicts)))
        return self._scoped(self.filter(Q(case__in=Case.objects.visible_to(user)) | of_no_case), "visible")  # type: ignore[no-any-return] # a queryset

    def lines_for(self, user: Any) -> Self:
        """For the list of an agenda: also, for whoever runs the meeting, items on cases that they cannot open.

        Of such an item only AGENDA_LINE is shown, which has the case's reference and no name. A restricted case does
        not show that it exists.
        """
        runs = Meeting.objects.filter(Q(chair=user.pk) | Q(minute_taker=user.pk))
        seen = Q(pk__in=AgendaItem.objects.visible_to(user).values("pk"))
        return self._scoped(self.filter(seen | Q(meeting__in=runs, case__restricted=False)), "lines")  # type: ignore[no-any-return] # a queryset


class AgendaItem(Protected):
    """One item of one meeting's agenda."""

    meeting = models.ForeignKey(Meeting, on_delete=models.PROTECT, related_name="items", db_comment="The meeting")
    place = models.PositiveSmallIntegerField(db_comment="Its place on the agenda")
    kind = models.CharField(max_length=10, choices=SubjectKind, db_comment="Whom or what it is about")
    case = models.ForeignKey(
        Case, null=True, on_delete=models.PROTECT, related_name="agenda_items", db_comment="The child's case, if one"
    )
    subject = models.CharField(max_length=200, blank=True, db_comment="In words, where it is about no child's case")
    about = models.UUIDField(null=True, db_comment="The record of that person, place or group, if it has one")
    source = models.CharField(max_length=20, db_comment="What put it there: referral, review, carried, or a person")
    reason = models.CharField(max_length=300, db_comment="Why it is on the agenda; names nobody")
    presenter = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="presented", db_comment="Who presents it"
    )
    added_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+",
        db_comment="Who put it forward; empty where the agenda built itself",
    )  # fmt: skip
    released_at = models.DateTimeField(null=True, db_comment="When it was released to the members")
    released_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+", db_comment="Who released it"
    )
    outcome = models.CharField(
        max_length=10, choices=Outcome, default=Outcome.WAITING, db_comment="What became of it in the meeting"
    )
    carried_reason = models.CharField(max_length=300, blank=True, db_comment="Why it was carried over")
    carried_from = models.OneToOneField(
        "self", null=True, on_delete=models.PROTECT, related_name="carried_to",
        db_comment="The item of an earlier meeting that this one carries on",
    )  # fmt: skip

    objects = AgendaItemQuerySet.as_manager()

    class Meta:
        db_table_comment = "Items of agendas"
        constraints = [
            models.UniqueConstraint(fields=["meeting", "case"], name="panels_a_case_once_an_agenda"),
            models.CheckConstraint(
                condition=Q(released_by__isnull=True) | Q(added_by__isnull=True) | ~Q(released_by=F("added_by")),
                name="panels_nobody_approves_their_own_disclosure",
            ),
            models.CheckConstraint(
                condition=~Q(outcome=Outcome.CARRIED) | ~Q(carried_reason=""), name="panels_carried_over_with_a_reason"
            ),
            models.CheckConstraint(
                condition=Q(case__isnull=False) | ~Q(subject=""), name="panels_an_item_is_about_something"
            ),
        ]

    def __str__(self) -> str:
        return f"AgendaItem {self.pk}"

    def audit_subjects(self) -> tuple[Subject, ...]:
        """The case, or the item itself."""
        return (Subject("case", self.case_id),) if self.case_id else (Subject("agendaitem", self.pk),)


class OfItemQuerySet(ProtectedQuerySet[Any]):
    """What belongs to an item: seen by whoever sees the item."""

    def visible_to(self, user: Any) -> Self:
        """Of items that the user sees."""
        return self._scoped(self.filter(item__in=AgendaItem.objects.visible_to(user)), "visible")  # type: ignore[no-any-return] # a queryset


class ConflictQuerySet(OfItemQuerySet):
    """Conflicts of interest."""

    def visible_to(self, user: Any) -> Self:
        """Of items whose line the user sees: whoever runs the meeting sees who must leave."""
        return self._scoped(self.filter(item__in=AgendaItem.objects.lines_for(user)), "visible")  # type: ignore[no-any-return] # a queryset


class Conflict(Protected):
    """A member who must leave while an item is heard, and gets nothing of it."""

    item = models.ForeignKey(AgendaItem, on_delete=models.PROTECT, related_name="conflicts", db_comment="The item")
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="conflicts", db_comment="Who must leave"
    )
    reason = models.CharField(max_length=300, db_comment="Why; names nobody")
    declared_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", db_comment="Who said so"
    )
    declared_at = models.DateTimeField(default=timezone.now, db_comment="When")

    objects = ConflictQuerySet.as_manager()

    class Meta:
        db_table_comment = "Conflicts of interest: who leaves for which item"
        constraints = [models.UniqueConstraint(fields=["item", "user"], name="panels_one_conflict_a_person")]

    def __str__(self) -> str:
        return f"Conflict {self.pk}"

    def audit_subjects(self) -> tuple[Subject, ...]:
        """Whoever must leave, as the item's case is not known here without a query."""
        return (Subject("agendaitem", self.item_id),)
