"""Persons and what identifies them. A child and another person are one kind of row: some children are both.

Who a person is to a case (the child it is about, a person of concern …) is said by the case's own records.
"""

from collections.abc import Callable
from typing import Any, ClassVar, Self

from django.conf import settings
from django.db import models
from django.utils import timezone

from lanthorn.casework.access.protected import Protected, ProtectedQuerySet
from lanthorn.casework.audit.sealing import Subject


class PersonQuerySet(ProtectedQuerySet["Person"]):
    """Persons. Each app that leads to a person adds its way in its `ready()`."""

    ways: ClassVar[list[Callable[[Any], models.Q]]] = []

    def visible_to(self, user: Any) -> Self:
        """The persons to whom one of the ways leads for this user; a merged person is seen as the one kept."""
        leads = models.Q(pk__in=[])
        for way in self.ways:
            leads |= way(user)
        return self._scoped(self.filter(leads, merged_into=None).distinct(), "visible")  # type: ignore[no-any-return] # a queryset


class OfPersonQuerySet(ProtectedQuerySet[Any]):
    """What belongs to persons: seen by whoever sees the person."""

    def visible_to(self, user: Any) -> Self:
        """Rows of visible persons."""
        visible = Person.objects.visible_to(user)
        return self._scoped(self.filter(person__in=visible), "visible")  # type: ignore[no-any-return] # a queryset


class Sex(models.TextChoices):
    """As told; the record formats' own codes are kept apart from it."""

    FEMALE = "female", "Female"
    MALE = "male", "Male"
    OTHER = "other", "Another answer"
    UNKNOWN = "unknown", "Not known"


class Person(Protected):
    """A child or another person. Their date of birth may be known in part."""

    birth_year = models.PositiveSmallIntegerField(null=True, blank=True, db_comment="Year of birth, if known")
    birth_month = models.PositiveSmallIntegerField(null=True, blank=True, db_comment="Month of birth, if known")
    birth_day = models.PositiveSmallIntegerField(null=True, blank=True, db_comment="Day of birth, if known")
    sex = models.CharField(max_length=10, choices=Sex, default=Sex.UNKNOWN, db_comment="Sex as told")
    merged_into = models.ForeignKey(
        "self", null=True, blank=True, on_delete=models.PROTECT, related_name="merged_persons",
        db_comment="The person that this one was found to be; empty while it stands for itself",
    )  # fmt: skip
    created_at = models.DateTimeField(default=timezone.now, db_comment="When the record was made")

    objects = PersonQuerySet.as_manager()

    class Meta:
        db_table_comment = "Children and other persons"
        indexes = [models.Index(fields=["birth_year", "birth_month", "birth_day"], name="people_birth")]

    def __str__(self) -> str:
        return f"Person {self.pk}"


class OfPerson(Protected):
    """Whatever belongs to one person, and moves with a merge."""

    recorded_at = models.DateTimeField(default=timezone.now, db_comment="When it was recorded")
    source = models.CharField(max_length=80, blank=True, db_comment="Where it comes from: an agency or a referral")

    objects = OfPersonQuerySet.as_manager()

    class Meta:
        abstract = True

    person: models.ForeignKey[Person]

    def audit_subjects(self) -> tuple[Subject, ...]:
        """The person it belongs to."""
        return (Subject("person", self.person_id),)  # type: ignore[attr-defined] # each subclass has a person


def _person(related_name: str) -> Any:
    return models.ForeignKey(
        Person, on_delete=models.PROTECT, related_name=related_name, db_comment="The person it belongs to"
    )


class NameKind(models.TextChoices):
    """What kind of name."""

    NAME = "name", "Name"
    ALIAS = "alias", "Also known as"
    ONLINE = "online", "Name used online"


class Name(OfPerson):
    """A name or an alias, with the keys by which a search forgives its spelling."""

    person = _person("names")
    kind = models.CharField(max_length=10, choices=NameKind, default=NameKind.NAME, db_comment="What kind of name")
    forename = models.CharField(max_length=80, blank=True, db_comment="Forenames")
    surname = models.CharField(max_length=80, blank=True, db_comment="Surname")
    forename_sound = models.CharField(
        max_length=20, blank=True, db_index=True, db_comment="Metaphone of first forename"
    )
    surname_sound = models.CharField(max_length=20, blank=True, db_index=True, db_comment="Metaphone of the surname")

    class Meta:
        db_table_comment = "Names and aliases of persons"

    def __str__(self) -> str:
        return f"Name {self.pk}"

    @property
    def whole(self) -> str:
        """Forename and surname in one."""
        return f"{self.forename} {self.surname}".strip()

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Keep the keys in step with the name."""
        from lanthorn.casework.people.spelling import keep_trigrams, sound

        self.forename_sound, self.surname_sound = sound(self.forename), sound(self.surname)
        super().save(*args, **kwargs)
        keep_trigrams(self)


class NameTrigram(models.Model):
    """Three letters of a name. How many two names share says how alike they are written."""

    id = models.BigAutoField(primary_key=True, db_comment="Identifier")
    name = models.ForeignKey(Name, on_delete=models.CASCADE, related_name="trigrams", db_comment="The name")
    trigram = models.CharField(max_length=3, db_comment="Three letters in a row")

    class Meta:
        db_table_comment = "The trigrams of every name, for a search that forgives spelling"
        constraints = [models.UniqueConstraint(fields=["trigram", "name"], name="people_trigram_once_a_name")]

    def __str__(self) -> str:
        return f"NameTrigram {self.pk}"


class Address(OfPerson):
    """Where a person lives or lived. A protected one is opened one at a time, and never listed."""

    person = _person("addresses")
    lines = models.CharField(max_length=200, db_comment="The address without the postcode")
    postcode = models.CharField(max_length=10, blank=True, db_comment="Postcode")
    protected = models.BooleanField(default=False, db_comment="Never shown in a list, pack, mail, export, map or log")
    begins = models.DateField(null=True, blank=True, db_comment="From when")
    ends = models.DateField(null=True, blank=True, db_comment="Until when")

    class Meta:
        db_table_comment = "Addresses of persons"

    def __str__(self) -> str:
        return f"Address {self.pk}"


class Phone(OfPerson):
    """A telephone number, kept as digits so that it is found however it was typed."""

    person = _person("phones")
    digits = models.CharField(max_length=20, db_index=True, db_comment="The number, digits only")

    class Meta:
        db_table_comment = "Telephone numbers of persons"

    def __str__(self) -> str:
        return f"Phone {self.pk}"

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Keep the digits only."""
        from lanthorn.casework.people.spelling import digits_of

        self.digits = digits_of(self.digits)
        super().save(*args, **kwargs)


RECORD = "record"
"""The scheme of an identifier that is the name of an agency's record across the profile's store."""


class Identifier(OfPerson):
    """A number by which an agency knows a person."""

    person = _person("identifiers")
    scheme = models.CharField(max_length=40, db_comment="Whose number: NHS, UPN, PNC, care record …")
    value = models.CharField(max_length=60, db_index=True, db_comment="The number")

    class Meta:
        db_table_comment = "Numbers by which agencies know persons"

    def __str__(self) -> str:
        return f"Identifier {self.pk}"


class PersonMerge(Protected):
    """Two records found to be one person: what moved, so that it can be split again."""

    kept = models.ForeignKey(
        Person, on_delete=models.PROTECT, related_name="merges", db_comment="The record that stays"
    )
    merged = models.ForeignKey(
        Person, on_delete=models.PROTECT, related_name="merges_away", db_comment="The record that now points to it"
    )
    moved = models.JSONField(db_comment="Table and identifier of every row that moved")
    reason = models.CharField(max_length=300, db_comment="Why they are one person")
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", db_comment="Who merged them"
    )
    at = models.DateTimeField(default=timezone.now, db_comment="When")
    split_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        null=True,
        on_delete=models.PROTECT,
        related_name="+",
        db_comment="Who split them again",
    )
    split_at = models.DateTimeField(null=True, db_comment="When they were split again; empty while merged")
    split_reason = models.CharField(max_length=300, blank=True, db_comment="Why they are two persons after all")

    class PersonMergeQuerySet(ProtectedQuerySet["PersonMerge"]):
        """Merges: seen by whoever sees the person kept."""

        def visible_to(self, user: Any) -> Self:
            """Merges into visible persons."""
            return self._scoped(self.filter(kept__in=Person.objects.visible_to(user)), "visible")  # type: ignore[no-any-return] # a queryset

    objects = PersonMergeQuerySet.as_manager()

    class Meta:
        db_table_comment = "Merges of persons, with what moved"

    def __str__(self) -> str:
        return f"PersonMerge {self.pk}"

    def audit_subjects(self) -> tuple[Subject, ...]:
        """Both persons."""
        return (Subject("person", self.kept_id), Subject("person", self.merged_id))
