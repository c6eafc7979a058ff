"""A prevention session: for whom, where, by whom, how many it reached; and what is recorded by authority. No child."""

from typing import Any, Self

from django.conf import settings
from django.db import models
from django.utils import timezone

from lanthorn.casework.access.models import Role
from lanthorn.casework.access.protected import Protected, ProtectedQuerySet

READERS = (
    Role.PRACTITIONER, Role.FRONT_DOOR, Role.CHAIR, Role.MINUTE_TAKER, Role.CONTACT_POINT, Role.OVERSIGHT,
)  # fmt: skip


class Audience(models.TextChoices):
    """Who took part."""

    CHILDREN = "children", "Children and young people"
    PARENTS = "parents", "Parents and carers"
    STAFF = "staff", "Staff who work with children"
    TRADERS = "traders", "Hotels, taxis, takeaways and other trades"
    PUBLIC = "public", "The public"


class Setting(models.TextChoices):
    """Where it was held."""

    SCHOOL = "school", "School or college"
    HOME = "home", "Children's home"
    COMMUNITY = "community", "Community place"
    WORK = "work", "Place of work"
    ONLINE = "online", "Online"


class PreventionSessionQuerySet(ProtectedQuerySet["PreventionSession"]):
    """Sessions."""

    def visible_to(self, user: Any) -> Self:
        """Any practitioner sees every session, and so does the oversight body: it is about nobody."""
        working = user.holds(*READERS)
        return self._scoped(self.all() if working else self.none(), "visible")  # type: ignore[no-any-return] # a queryset


class PreventionSession(Protected):
    """One session."""

    held_on = models.DateField(db_comment="The day on which it was held")
    audience = models.CharField(max_length=10, choices=Audience, db_comment="Who took part")
    setting = models.CharField(max_length=10, choices=Setting, db_comment="Where it was held")
    authority = models.CharField(max_length=120, db_comment="Local authority or body for whose area it was held")
    reach = models.PositiveIntegerField(db_comment="How many took part")
    recorded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", db_comment="Who recorded it"
    )
    recorded_at = models.DateTimeField(default=timezone.now, db_comment="When it was recorded")

    objects = PreventionSessionQuerySet.as_manager()

    class Meta:
        db_table_comment = "Prevention sessions: audience, setting, authority, reach"

    def __str__(self) -> str:
        return f"PreventionSession {self.pk}"


class RecordedNeedQuerySet(ProtectedQuerySet["RecordedNeed"]):
    """What publications say by authority."""

    def visible_to(self, user: Any) -> Self:
        """Whoever sees the sessions, and the oversight body: it was protected for publication."""
        allowed = user.holds(*READERS)
        return self._scoped(self.all() if allowed else self.none(), "visible")  # type: ignore[no-any-return] # a queryset


class RecordedNeed(Protected):
    """What one publication of the profile says of each authority; hidden counts stay hidden."""

    title = models.CharField(max_length=120, db_comment="The title of the publication, with its period")
    rows = models.JSONField(db_comment="By authority: offences, victims, missing reports, children; null where hidden")
    taken_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", db_comment="Who took it in"
    )
    taken_at = models.DateTimeField(default=timezone.now, db_comment="When it was taken in")

    objects = RecordedNeedQuerySet.as_manager()

    class Meta:
        db_table_comment = "What is recorded by authority, from publications of the profile"
        verbose_name = "recorded need"

    def __str__(self) -> str:
        return f"RecordedNeed {self.pk}"
