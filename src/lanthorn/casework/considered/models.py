"""Lists of children to consider as they were taken in; each child, the reasons, the records; and what was decided.

A list names no child: it holds references of agencies' records, which whoever may look into that agency's system opens
there. There is no score and no rank in it.
"""

from typing import Any, Self

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone

from lanthorn.casework.access.models import Role
from lanthorn.casework.access.protected import Protected, ProtectedQuerySet
from lanthorn.casework.audit.sealing import Subject
from lanthorn.casework.cases.models import Case
from lanthorn.casework.referrals.models import Referral

OVERSEERS = (
    Role.FRONT_DOOR, Role.CHAIR, Role.MINUTE_TAKER, Role.CONTACT_POINT, Role.DATA_PROTECTION_LEAD, Role.OVERSIGHT,
)  # fmt: skip
"""Who sees who is brought to attention by group, which names nobody and in which small counts are hidden."""


class ConsideredListQuerySet(ProtectedQuerySet["ConsideredList"]):
    """Lists as they were taken in."""

    def visible_to(self, user: Any) -> Self:
        """All of them, for those who answer for how children are brought to attention: a list itself names nobody."""
        return self._scoped(self.all() if user.holds(*OVERSEERS) else self.none(), "visible")  # type: ignore[no-any-return] # a queryset


class ConsideredList(Protected):
    """One list: the day it is about, what it rests on, and what of it was taken in."""

    as_of = models.DateField(db_comment="The day of the list: nothing that happened later is in it")
    fingerprint = models.CharField(max_length=64, unique=True, db_comment="Hash of its files: no list is taken twice")
    program = models.CharField(max_length=40, db_comment="The version of the program that made it")
    versions = models.CharField(max_length=60, db_comment="The versions of records and links that it rests on")
    children = models.PositiveIntegerField(db_comment="Children taken in, who wait for somebody to decide")
    decided = models.PositiveIntegerField(db_comment="Children left out: decided here, and nothing new since")
    elsewhere = models.PositiveIntegerField(db_comment="Children left out: they live where no agency here serves")
    not_asked = models.JSONField(default=list, db_comment="Rules that could not be asked, each with the reason")
    groups = models.JSONField(default=list, db_comment="Who is brought to attention by group; small counts hidden")
    taken_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", db_comment="Who answers for taking it in"
    )
    taken_at = models.DateTimeField(default=timezone.now, db_comment="When it was taken in")

    objects = ConsideredListQuerySet.as_manager()

    class Meta:
        db_table_comment = "Lists of children to consider"
        verbose_name = "list of children to consider"

    def __str__(self) -> str:
        return f"ConsideredList {self.pk}"


class ConsideredChildQuerySet(ProtectedQuerySet["ConsideredChild"]):
    """Children to consider."""

    def visible_to(self, user: Any) -> Self:
        """The front door of the authority where the child lives; that of every authority where it is not known."""
        if not user.holds(Role.FRONT_DOOR):
            return self._scoped(self.none(), "visible")  # type: ignore[no-any-return] # a queryset
        return self._scoped(self.filter(authority__in={"", user.agency.area}), "visible")  # type: ignore[no-any-return] # a queryset

    def waiting(self) -> Self:
        """Those on whom nobody has decided, and whom no later list replaces; newest event first."""
        waiting = self.filter(settled_on=None, replaced_by=None)
        return waiting.order_by("-latest_on", "store_name")


class ConsideredChild(Protected):
    """One child of one list, by the name that linkage gave."""

    list = models.ForeignKey(ConsideredList, on_delete=models.PROTECT, related_name="rows", db_comment="The list")
    store_name = models.CharField(max_length=200, db_comment="The child's name in the store: one of the records")
    authority = models.CharField(max_length=9, blank=True, db_comment="Where the child lives; empty if not known")
    latest_on = models.DateField(db_comment="The day of the latest event behind a reason")
    settled_on = models.DateField(
        null=True, db_comment="When somebody decided; stays when the decision goes with the case that it names"
    )
    replaced_by = models.ForeignKey(
        "self", null=True, on_delete=models.PROTECT, related_name="replaces",
        db_comment="The same child on a later list, which stands in its place",
    )  # fmt: skip

    objects = ConsideredChildQuerySet.as_manager()

    class Meta:
        db_table_comment = "Children whom a list brings to attention"
        indexes = [models.Index(fields=["authority", "latest_on"], name="considered_by_authority")]

    def __str__(self) -> str:
        return f"ConsideredChild {self.pk}"


class OfChildQuerySet(ProtectedQuerySet[Any]):
    """What belongs to a child on a list."""

    def visible_to(self, user: Any) -> Self:
        """Of children whom the user may consider."""
        return self._scoped(self.filter(child__in=ConsideredChild.objects.visible_to(user)), "visible")  # type: ignore[no-any-return] # a queryset


class ConsideredReason(Protected):
    """Why the child is on the list, in words, with the records behind it."""

    child = models.ForeignKey(
        ConsideredChild, on_delete=models.PROTECT, related_name="reasons", db_comment="The child on the list"
    )
    place = models.PositiveSmallIntegerField(db_comment="Its place among the reasons: the order of the rules")
    rule = models.CharField(max_length=60, db_comment="The rule")
    rule_version = models.CharField(max_length=20, db_comment="Its version")
    name = models.CharField(max_length=200, db_comment="Its name")
    words = models.TextField(db_comment="The reason in words")
    source = models.TextField(db_comment="What the rule rests on")
    latest_on = models.DateField(db_comment="The day of the latest event behind it")
    records = models.JSONField(db_comment="The records behind it: name, day, and whether nobody has seen it before")

    objects = OfChildQuerySet.as_manager()

    class Meta:
        db_table_comment = "Reasons for which children are brought to attention"
        constraints = [models.UniqueConstraint(fields=["child", "rule"], name="considered_a_rule_once_a_child")]

    def __str__(self) -> str:
        return f"ConsideredReason {self.pk}"

    def audit_subjects(self) -> tuple[Subject, ...]:
        """The child on the list."""
        return (Subject("consideredchild", self.child_id),)


class ConsideredRecord(Protected):
    """One record of the child, whatever for: the child is found again by it when linkage gives another name."""

    child = models.ForeignKey(
        ConsideredChild, on_delete=models.PROTECT, related_name="own_records", db_comment="The child on the list"
    )
    record = models.CharField(max_length=200, db_index=True, db_comment="The record's one name across the store")

    objects = OfChildQuerySet.as_manager()

    class Meta:
        db_table_comment = "Records of agencies that are one child's, by linkage"

    def __str__(self) -> str:
        return f"ConsideredRecord {self.pk}"

    def audit_subjects(self) -> tuple[Subject, ...]:
        """The child on the list."""
        return (Subject("consideredchild", self.child_id),)


class Decided(models.TextChoices):
    """What a person decided."""

    REFER = "refer", "Referred"
    KNOWN = "known", "Known already"
    NO_ACTION = "no_action", "No action"


class ConsideredDecisionQuerySet(OfChildQuerySet):
    """Decisions about children on lists."""

    def visible_to(self, user: Any) -> Self:
        """Of children whom the user may consider; one that leads to a restricted case, by those alone who see that."""
        seen = Case.objects.visible_to(user).values("pk")
        hidden = Q(case__restricted=True) & ~Q(case__in=seen)
        hidden |= Q(referral__case__restricted=True) & ~Q(referral__case__in=seen)
        found = super().visible_to(user)
        return self._scoped(found.exclude(pk__in=found.filter(hidden).values("pk")), "visible")  # type: ignore[no-any-return] # a queryset


class ConsideredDecision(Protected):
    """What was decided about a child on a list, by whom, why, and which records were seen."""

    child = models.OneToOneField(
        ConsideredChild, on_delete=models.PROTECT, related_name="decision", db_comment="The child on the list"
    )
    decided = models.CharField(max_length=10, choices=Decided, db_comment="Referred, known already, or no action")
    reason = models.TextField(blank=True, db_comment="Why no action; or what is to be known of the other two")
    case = models.ForeignKey(
        Case, null=True, on_delete=models.PROTECT, related_name="considered", db_comment="The case, if known already"
    )
    referral = models.OneToOneField(
        Referral, null=True, on_delete=models.PROTECT, related_name="considered", db_comment="The referral, if referred"
    )
    seen = models.JSONField(db_comment="By rule, the records that were seen: the child returns only for others")
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", db_comment="Who decided"
    )
    on = models.DateField(default=timezone.localdate, db_comment="The day of the decision")

    objects = ConsideredDecisionQuerySet.as_manager()

    class Meta:
        db_table_comment = "What was decided about children on lists"
        constraints = [
            models.CheckConstraint(
                condition=Q(decided=Decided.REFER, referral__isnull=False, case=None)
                | Q(decided=Decided.KNOWN, referral=None, case__isnull=False)
                | (Q(decided=Decided.NO_ACTION, referral=None, case=None) & ~Q(reason="")),
                name="considered_a_decision_has_its_ground",
            )
        ]

    def __str__(self) -> str:
        return f"ConsideredDecision {self.pk}"

    def audit_subjects(self) -> tuple[Subject, ...]:
        """The child on the list, and the case or referral."""
        own = Subject("consideredchild", self.child_id)
        if self.case_id:
            return (own, Subject("case", self.case_id))
        return (own, Subject("referral", self.referral_id)) if self.referral_id else (own,)
