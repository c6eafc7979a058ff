"""The referral: what a practitioner was told, saw or heard, apart from what they think; and its match to a person."""

from datetime import date
from typing import Any, Self

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone

from lanthorn.casework.access.models import Role
from lanthorn.casework.access.protected import Protected, ProtectedQuerySet
from lanthorn.casework.audit.sealing import Subject
from lanthorn.casework.cases.models import Case
from lanthorn.casework.cases.working_days import working_days_after
from lanthorn.casework.people.models import Person


class Channel(models.TextChoices):
    """How the concern reached the referrer."""

    CHILD = "child", "The child told me"
    FAMILY = "family", "A parent, carer or relative told me"
    FRIEND = "friend", "A friend or another child told me"
    COLLEAGUE = "colleague", "A colleague or another agency told me"
    SEEN = "seen", "I saw or heard it myself"
    OTHER = "other", "Another way"


class Answer(models.TextChoices):
    """Yes, no, or not known: never a guess."""

    YES = "yes", "Yes"
    NO = "no", "No"
    UNKNOWN = "unknown", "I don't know"


class ReferralQuerySet(ProtectedQuerySet["Referral"]):
    """Referrals."""

    def visible_to(self, user: Any) -> Self:
        """One's own; those of visible cases; at the front door also those that wait to be matched."""
        seen = Q(referrer=user.pk) | Q(case__in=Case.objects.visible_to(user))
        if user.holds(Role.FRONT_DOOR):
            seen |= Q(case=None)
        return self._scoped(self.filter(seen), "visible")  # type: ignore[no-any-return] # a queryset


class Referral(Protected):
    """One referral, as it was sent. Its words are the referrer's and are not changed afterwards."""

    referrer = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="referrals", db_comment="Who referred"
    )
    agency = models.ForeignKey(
        "access.Agency", on_delete=models.PROTECT, related_name="+", db_comment="Their agency then"
    )
    immediate_danger = models.BooleanField(
        default=False, db_comment="Was a child in immediate danger when it was written; 999 was named to the referrer"
    )
    channel = models.CharField(max_length=12, choices=Channel, db_comment="How the concern reached the referrer")
    told_on = models.DateField(db_comment="The day on which the referrer learned of it")
    known_before = models.CharField(
        max_length=8, choices=Answer, db_comment="Is the child known to the referrer's agency"
    )
    forename = models.CharField(max_length=80, blank=True, db_comment="Forenames as told")
    surname = models.CharField(max_length=80, blank=True, db_comment="Surname as told")
    also_known_as = models.CharField(max_length=160, blank=True, db_comment="Other names as told")
    birth_year = models.PositiveSmallIntegerField(null=True, db_comment="Year of birth as told")
    birth_month = models.PositiveSmallIntegerField(null=True, db_comment="Month of birth as told")
    birth_day = models.PositiveSmallIntegerField(null=True, db_comment="Day of birth as told")
    sex = models.CharField(max_length=10, db_comment="Sex as told")
    phone = models.CharField(max_length=30, blank=True, db_comment="Telephone as told")
    address_lines = models.CharField(max_length=200, blank=True, db_comment="Address as told")
    postcode = models.CharField(max_length=10, blank=True, db_comment="Postcode as told")
    address_protected = models.BooleanField(default=False, db_comment="Must the address be kept from others")
    seen = models.TextField(db_comment="What was seen or heard")
    thought = models.TextField(blank=True, db_comment="What the referrer thinks it means")
    online = models.CharField(max_length=8, choices=Answer, db_comment="Is there an online part")
    online_where = models.CharField(max_length=200, blank=True, db_comment="Which site, game or app")
    child_told = models.CharField(max_length=8, choices=Answer, db_comment="Was the child told of the referral")
    child_not_told = models.TextField(blank=True, db_comment="If not, why not")
    carer_told = models.CharField(max_length=8, choices=Answer, db_comment="Was a parent or carer told")
    carer_not_told = models.TextField(blank=True, db_comment="If not, why not")
    sent_at = models.DateTimeField(default=timezone.now, db_comment="When it was sent")
    acknowledged_at = models.DateTimeField(null=True, db_comment="When the front door acknowledged it")
    acknowledged_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        null=True,
        on_delete=models.PROTECT,
        related_name="+",
        db_comment="Who acknowledged it",
    )
    case = models.ForeignKey(
        Case, null=True, on_delete=models.PROTECT, related_name="referrals", db_comment="The case, once matched"
    )

    objects = ReferralQuerySet.as_manager()

    class Meta:
        db_table_comment = "Referrals as sent"

    @property
    def acknowledge_by(self) -> date:
        """The same working day in London; the next one where it was sent on a day off."""
        return working_days_after(timezone.localdate(self.sent_at), 0)

    def __str__(self) -> str:
        return f"Referral {self.pk}"

    def audit_subjects(self) -> tuple[Subject, ...]:
        """The referral, and its case once it has one."""
        own = Subject("referral", self.pk)
        return (own, Subject("case", self.case_id)) if self.case_id else (own,)


class PersonMatchQuerySet(ProtectedQuerySet["PersonMatch"]):
    """Matches: seen by whoever sees the referral."""

    def visible_to(self, user: Any) -> Self:
        """Matches of visible referrals."""
        return self._scoped(self.filter(referral__in=Referral.objects.visible_to(user)), "visible")  # type: ignore[no-any-return] # a queryset


class PersonMatch(Protected):
    """A human's choice of whom a referral is about: among which candidates, and whom. Can be undone."""

    referral = models.ForeignKey(Referral, on_delete=models.PROTECT, related_name="matches", db_comment="The referral")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="matches", db_comment="The person chosen")
    made_new = models.BooleanField(db_comment="Was the person entered anew, as none of the candidates was meant")
    candidates = models.JSONField(
        default=list, db_comment="The candidates that were offered, with the reasons for each"
    )
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", db_comment="Who chose")
    at = models.DateTimeField(default=timezone.now, db_comment="When")
    undone_at = models.DateTimeField(null=True, db_comment="When the choice was undone; empty while it stands")
    undone_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+", db_comment="Who undid it"
    )

    objects = PersonMatchQuerySet.as_manager()

    class Meta:
        db_table_comment = "Which person each referral was matched to, by whom"

    def __str__(self) -> str:
        return f"PersonMatch {self.pk}"

    def audit_subjects(self) -> tuple[Subject, ...]:
        """The referral and the person."""
        return (Subject("referral", self.referral_id), Subject("person", self.person_id))
