"""Persons of concern, places, online spaces and groups; their typed, dated, sourced links; and what disrupts them.

They have one table and four kinds, as each can be linked to each. Who a person of concern is stands with the person.
"""

from typing import Any, Self

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils import timezone

from lanthorn.casework.access.models import Role
from lanthorn.casework.access.protected import Protected, ProtectedQuerySet
from lanthorn.casework.audit.sealing import Subject
from lanthorn.casework.cases.models import Case
from lanthorn.casework.cases.models.case import new_reference

# Who reads them without a case: the chair must see which places and persons come up in several children's cases.
READERS_BY_ROLE = (Role.CHAIR,)


class Kind(models.TextChoices):
    """What stands around the child."""

    PERSON = "person", "Person of concern"
    PLACE = "place", "Place"
    ONLINE = "online", "Online space"
    GROUP = "group", "Group"


class LinkKind(models.TextChoices):
    """How two are linked. What is not known yet is said, and looked at again on a day."""

    CONTACT = "contact", "In contact"
    SEEN = "seen", "Seen together, or seen there"
    BELONGS = "belongs", "Belongs to it"
    LIVES = "lives", "Lives, works or learns there"
    RISK = "risk", "Thought to bring risk"
    PROTECTS = "protects", "Helps to keep the child safe"
    UNKNOWN = "unknown", "Not known yet"


class ContextQuerySet(ProtectedQuerySet["Context"]):
    """Persons of concern, places, online spaces and groups."""

    def visible_to(self, user: Any) -> Self:
        """Those linked to a case that the user may see; by role, those linked to any case that is not restricted."""
        seen = Q(links__case__in=Case.objects.visible_to(user))
        if user.holds(*READERS_BY_ROLE):
            seen |= Q(links__case__restricted=False)
        return self._scoped(self.filter(seen).distinct(), "visible")  # type: ignore[no-any-return] # a queryset


class Context(Protected):
    """One of them."""

    reference = models.CharField(
        max_length=12, unique=True, default=new_reference, db_comment="What people call it; drawn by chance"
    )
    kind = models.CharField(max_length=8, choices=Kind, db_comment="Person of concern, place, online space or group")
    name = models.CharField(max_length=120, blank=True, db_comment="Name; empty for a person, whose names stand apart")
    person = models.ForeignKey(
        "people.Person", null=True, blank=True, on_delete=models.PROTECT, related_name="concerns",
        db_comment="Who it is; for a person of concern only",
    )  # fmt: skip
    where = models.CharField(max_length=200, blank=True, db_comment="Address of a place, or of an online space")
    area = models.CharField(
        max_length=9, blank=True, db_comment="Code of the local authority in which a place lies; empty if not known"
    )
    described = models.TextField(blank=True, db_comment="What is known of it")
    recorded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", db_comment="Who recorded it"
    )
    recorded_at = models.DateTimeField(default=timezone.now, db_comment="When it was recorded")

    objects = ContextQuerySet.as_manager()

    class Meta:
        db_table_comment = "Persons of concern, places, online spaces and groups"
        constraints = [
            models.CheckConstraint(
                condition=Q(kind=Kind.PERSON, person__isnull=False) | (~Q(kind=Kind.PERSON) & Q(person=None)),
                name="contexts_a_person_of_concern_is_a_person",
            )
        ]

    def __str__(self) -> str:
        return f"Context {self.pk}"

    def audit_subjects(self) -> tuple[Subject, ...]:
        """It, and the person of concern."""
        own = Subject("context", self.pk)
        return (own, Subject("person", self.person_id)) if self.person_id else (own,)


class LinkQuerySet(ProtectedQuerySet["Link"]):
    """Links."""

    def visible_to(self, user: Any) -> Self:
        """Links to visible cases, and links of which both ends are visible."""
        visible = Context.objects.visible_to(user).values("pk")
        seen = Q(case__in=Case.objects.visible_to(user)) | Q(case=None, context__in=visible, other__in=visible)
        return self._scoped(self.filter(seen), "visible")  # type: ignore[no-any-return] # a queryset


class Link(Protected):
    """A link to a child's case, or to another of them. Ended and replaced, never rewritten."""

    context = models.ForeignKey(Context, on_delete=models.PROTECT, related_name="links", db_comment="The one end")
    case = models.ForeignKey(
        Case, null=True, blank=True, on_delete=models.PROTECT, related_name="context_links",
        db_comment="The other end, where that is a child's case",
    )  # fmt: skip
    other = models.ForeignKey(
        Context, null=True, blank=True, on_delete=models.PROTECT, related_name="links_from",
        db_comment="The other end, where that is a person of concern, place or group",
    )  # fmt: skip
    kind = models.CharField(max_length=10, choices=LinkKind, db_comment="How they are linked, or not known yet")
    since = models.DateField(db_comment="The day from which it is known")
    source = models.CharField(max_length=120, db_comment="Who knows it, and how")
    review_on = models.DateField(null=True, blank=True, db_comment="When it is looked at again; while not known yet")
    ends = models.DateField(null=True, blank=True, db_comment="When it ended or was replaced; empty while it holds")
    replaces = models.OneToOneField(
        "self", null=True, blank=True, on_delete=models.PROTECT, related_name="replaced_by",
        db_comment="The link that was not known yet, of which this one says more",
    )  # fmt: skip
    recorded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", db_comment="Who recorded it"
    )
    recorded_at = models.DateTimeField(default=timezone.now, db_comment="When it was recorded")

    objects = LinkQuerySet.as_manager()

    class Meta:
        db_table_comment = "Links of persons of concern, places and groups to children and to each other"
        constraints = [
            models.CheckConstraint(
                condition=Q(case=None, other__isnull=False) | Q(case__isnull=False, other=None),
                name="contexts_a_link_has_two_ends",
            ),
            models.CheckConstraint(
                condition=Q(other=None) | ~Q(other=F("context")), name="contexts_nothing_is_linked_to_itself"
            ),
            models.CheckConstraint(condition=~Q(source=""), name="contexts_a_link_has_a_source"),
            models.CheckConstraint(
                condition=Q(kind=LinkKind.UNKNOWN, review_on__isnull=False)
                | (~Q(kind=LinkKind.UNKNOWN) & Q(review_on=None)),
                name="contexts_what_is_not_known_yet_is_reviewed",
            ),
        ]

    def __str__(self) -> str:
        return f"Link {self.pk}"

    def audit_subjects(self) -> tuple[Subject, ...]:
        """Both ends."""
        other = Subject("case", self.case_id) if self.case_id else Subject("context", self.other_id)  # type: ignore[arg-type] # one of the two is there
        return (Subject("context", self.context_id), other)


class DisruptionKind(models.TextChoices):
    """What the agencies do to stop it."""

    WARNING = "warning", "Child abduction warning notice"
    ORDER = "order", "Order of a court"
    LICENCE = "licence", "Licence review"
    CLOSURE = "closure", "Closure of premises"
    VISIT = "visit", "Visit by police or council"
    REPORT = "report", "Report to an online platform"
    OTHER = "other", "Another way"


class Outcome(models.TextChoices):
    """What came of it."""

    WORKED = "worked", "It stopped"
    PARTLY = "partly", "It became less"
    MOVED = "moved", "It moved elsewhere"
    NOTHING = "nothing", "Nothing changed"
    NOT_GRANTED = "not_granted", "It was not granted or not done"


class DisruptionQuerySet(ProtectedQuerySet["Disruption"]):
    """Disruptions: seen by whoever sees their target."""

    def visible_to(self, user: Any) -> Self:
        """Those whose target is visible."""
        return self._scoped(self.filter(context__in=Context.objects.visible_to(user).values("pk")), "visible")  # type: ignore[no-any-return] # a queryset


class Disruption(Protected):
    """A measure against a person of concern, a place, an online space or a group."""

    context = models.ForeignKey(Context, on_delete=models.PROTECT, related_name="disruptions", db_comment="The target")
    kind = models.CharField(max_length=10, choices=DisruptionKind, db_comment="What is done")
    authority = models.CharField(max_length=120, db_comment="Who does or grants it")
    begins = models.DateField(db_comment="From when")
    expires = models.DateField(null=True, blank=True, db_comment="Until when it runs, if it does")
    outcome = models.CharField(max_length=12, choices=Outcome, blank=True, db_comment="What came of it; empty so far")
    outcome_on = models.DateField(null=True, blank=True, db_comment="The day of the outcome")
    recorded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", db_comment="Who recorded it"
    )
    recorded_at = models.DateTimeField(default=timezone.now, db_comment="When it was recorded")

    objects = DisruptionQuerySet.as_manager()

    class Meta:
        db_table_comment = "Measures of disruption: what, against whom or what, when, and what came of it"
        constraints = [
            models.CheckConstraint(
                condition=Q(outcome="", outcome_on=None) | (~Q(outcome="") & Q(outcome_on__isnull=False)),
                name="contexts_an_outcome_has_a_day",
            )
        ]

    def __str__(self) -> str:
        return f"Disruption {self.pk}"

    def audit_subjects(self) -> tuple[Subject, ...]:
        """Its target."""
        return (Subject("context", self.context_id),)
