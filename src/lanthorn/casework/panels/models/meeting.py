"""A meeting of the panel, the seats on it, and which agency was there."""

from datetime import datetime
from typing import Any, Self

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils import timezone

from lanthorn.casework.access.protected import Protected, ProtectedQuerySet


class MeetingQuerySet(ProtectedQuerySet["Meeting"]):
    """Meetings."""

    def visible_to(self, user: Any) -> Self:
        """Those on which the user has a seat; the chair and the minute taker have one too."""
        seats = Seat.objects.filter(user=user.pk).values("meeting")
        return self._scoped(self.filter(pk__in=seats), "visible")  # type: ignore[no-any-return] # a queryset

    def run_by(self, user: Any) -> Self:
        """Those that the user chairs or minutes."""
        return self.visible_to(user).filter(Q(chair=user.pk) | Q(minute_taker=user.pk) | Q(deputy=user.pk))

    def to_come(self) -> Self:
        """Those from today on that are not signed: dates only are shown of them, to whoever puts a case forward."""
        found = self.filter(on__gte=timezone.localdate(), signed_at=None).order_by("on", "starts")
        return self._scoped(found, "dates of meetings to come")  # type: ignore[no-any-return] # a queryset


class Meeting(Protected):
    """One meeting. Its due dates are days, worked out once in working days, so that no clock change moves them."""

    on = models.DateField(db_comment="The day of the meeting")
    starts = models.TimeField(db_comment="When it starts, by the clock on the wall")
    place = models.CharField(max_length=120, db_comment="Where it is held")
    chair = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="chaired", db_comment="Who chairs it"
    )
    minute_taker = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="minuted", db_comment="Who takes the minutes"
    )
    deputy = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="deputised",
        db_comment="Who chairs it in the place of the chair; empty while the chair does",
    )  # fmt: skip
    deputy_reason = models.CharField(max_length=300, blank=True, db_comment="Why the chair does not; names no child")
    deputy_noted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+",
        db_comment="Who noted that another chairs",
    )  # fmt: skip
    pack_due = models.DateField(db_comment="By when the packs are released")
    draft_due = models.DateField(db_comment="By when the minutes are drafted")
    sign_off_due = models.DateField(db_comment="By when the minutes are signed")
    quorum_version = models.CharField(max_length=20, db_comment="The version of the quorum rule of that day")
    released_at = models.DateTimeField(null=True, db_comment="When the packs were released; empty until then")
    released_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+", db_comment="Who released them"
    )
    drafted_at = models.DateTimeField(null=True, db_comment="When the draft minutes were finished")
    drafted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+", db_comment="Who finished them"
    )
    signed_at = models.DateTimeField(null=True, db_comment="When the minutes were signed; nothing changes after")
    signed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+", db_comment="Who signed them"
    )

    objects = MeetingQuerySet.as_manager()

    class Meta:
        db_table_comment = "Meetings of the panel"
        constraints = [
            models.CheckConstraint(
                condition=Q(signed_by__isnull=True) | ~Q(signed_by=F("drafted_by")),
                name="panels_nobody_signs_their_own_minutes",
            ),
            models.CheckConstraint(condition=~Q(chair=F("minute_taker")), name="panels_chair_and_minutes_are_two"),
            models.CheckConstraint(
                condition=Q(deputy__isnull=True)
                | ~Q(deputy=F("chair")) & ~Q(deputy=F("minute_taker")) & ~Q(deputy=F("deputy_noted_by")),
                name="panels_nobody_makes_themselves_deputy",
            ),
        ]

    def __str__(self) -> str:
        return f"Meeting {self.on}"

    @property
    def begins_at(self) -> datetime:
        """When it starts, in London."""
        return timezone.make_aware(datetime.combine(self.on, self.starts))

    @property
    def name(self) -> str:
        """What people call it: by its day."""
        return f"Panel of {self.on.day} {self.on:%B %Y}"

    def is_run_by(self, user: Any) -> bool:
        """Whether the user chairs or minutes it; the chair of that day and whoever was to be it."""
        return user.pk in {self.chair_id, self.minute_taker_id, self.deputy_id}

    @property
    def chairing(self) -> Any:
        """Who sits in the chair: the deputy, where one was named."""
        return self.deputy or self.chair


class OfMeetingQuerySet(ProtectedQuerySet[Any]):
    """What belongs to a meeting and names no child: seen by whoever has a seat on it."""

    def visible_to(self, user: Any) -> Self:
        """Of meetings that the user sees."""
        return self._scoped(self.filter(meeting__in=Meeting.objects.visible_to(user)), "visible")  # type: ignore[no-any-return] # a queryset


class Seat(Protected):
    """A person's seat on one meeting. It opens the cases of that agenda only, from release until it expires."""

    meeting = models.ForeignKey(Meeting, on_delete=models.PROTECT, related_name="seats", db_comment="The meeting")
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="seats", db_comment="Who has the seat"
    )
    given_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+",
        db_comment="Who gave it; empty for the chair and the minute taker",
    )  # fmt: skip
    given_at = models.DateTimeField(default=timezone.now, db_comment="When it was given")
    expires_at = models.DateTimeField(db_comment="Until when it opens the cases of the agenda")

    objects = OfMeetingQuerySet.as_manager()

    class Meta:
        db_table_comment = "Seats on meetings"
        constraints = [
            models.UniqueConstraint(fields=["meeting", "user"], name="panels_one_seat_a_person"),
            models.CheckConstraint(
                condition=Q(given_by__isnull=True) | ~Q(given_by=F("user")),
                name="panels_nobody_seats_themselves",
            ),
        ]

    def __str__(self) -> str:
        return f"Seat {self.pk}"


class Presence(models.TextChoices):
    """Whether an agency was there."""

    PRESENT = "present", "Present"
    APOLOGY = "apology", "Sent an apology"
    ABSENT = "absent", "Absent"


class Attendance(Protected):
    """One agency at one meeting: was it there, who spoke for it, and had it given its returns before."""

    meeting = models.ForeignKey(Meeting, on_delete=models.PROTECT, related_name="attendance", db_comment="The meeting")
    agency = models.ForeignKey(
        "access.Agency", on_delete=models.PROTECT, related_name="attendance", db_comment="The agency"
    )
    presence = models.CharField(max_length=10, choices=Presence, db_comment="Present, apology or absent")
    who = models.CharField(max_length=200, blank=True, db_comment="Who spoke for it; names of practitioners")
    return_given = models.BooleanField(
        null=True, db_comment="Had the agency given its returns before the meeting; empty if not asked"
    )

    objects = OfMeetingQuerySet.as_manager()

    class Meta:
        db_table_comment = "Which agency attended which meeting"
        constraints = [models.UniqueConstraint(fields=["meeting", "agency"], name="panels_one_attendance_an_agency")]

    def __str__(self) -> str:
        return f"Attendance {self.pk}"
