"""Agencies, the people who sign in, and the roles they hold."""

from typing import Any
from uuid import uuid4

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models
from django.utils import timezone


class AgencyKind(models.TextChoices):
    """The statutory and other partners. Who may read a group of fields follows from this (field_groups.toml)."""

    POLICE = "police", "Police"
    SOCIAL_CARE = "social_care", "Children's social care"
    HEALTH = "health", "Health"
    EDUCATION = "education", "Education"
    YOUTH_JUSTICE = "youth_justice", "Youth justice"
    HOUSING = "housing", "Housing"
    PROBATION = "probation", "Probation"
    VOLUNTARY = "voluntary", "Voluntary sector"
    OVERSIGHT = "oversight", "Oversight body"

    @classmethod
    def of_practice(cls) -> list[tuple[str, str]]:
        """Those that work with children, for a form: an oversight body is asked nothing of a child and told nothing."""
        return [(kind, label) for kind, label in cls.choices if kind != cls.OVERSIGHT]


class Role(models.TextChoices):
    """What a person does here, besides being their agency's practitioner."""

    PRACTITIONER = "practitioner", "Practitioner"
    FRONT_DOOR = "front_door", "Front door: matching and screening"
    CHAIR = "chair", "Panel chair"
    MINUTE_TAKER = "minute_taker", "Minute taker"
    CONTACT_POINT = "contact_point", "Single point of contact of the agency"
    DATA_PROTECTION_LEAD = "data_protection_lead", "Data-protection lead"
    RESTRICTED_CUSTODIAN = "restricted_custodian", "Custodian of restricted records"
    ADMINISTRATOR = "administrator", "Administrator of accounts"
    OVERSIGHT = "oversight", "Oversight: protected figures, and no case"


class Agency(models.Model):
    """An organisation of the partnership."""

    code = models.SlugField(max_length=40, primary_key=True, db_comment="Short code, also kept in the audit")
    name = models.CharField(max_length=120, db_comment="Its name as shown")
    kind = models.CharField(max_length=20, choices=AgencyKind, db_comment="What kind of partner it is")
    area = models.CharField(max_length=9, blank=True, db_comment="Code of the local authority it serves, if one only")

    class Meta:
        db_table_comment = "The organisations of the partnership"
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name


class UserManager(BaseUserManager["User"]):
    """Makes users. There is no superuser: no role opens everything."""

    def create_user(self, email: str, password: str | None = None, **fields: Any) -> "User":
        """A new user, with an unusable password where none is given."""
        user = self.model(email=self.normalize_email(email), **fields)
        user.set_password(password)
        user.save(using=self._db)
        return user

    def get_queryset(self) -> models.QuerySet["User"]:
        """Users with their agency, which every page shows."""
        return super().get_queryset().select_related("agency")


class User(AbstractBaseUser):
    """A person who signs in, by the work address of their agency."""

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False, db_comment="Identifier, kept in the audit")
    email = models.EmailField(unique=True, db_comment="Work address, which is the sign-in name")
    name = models.CharField(max_length=120, db_comment="Name as colleagues know it")
    job = models.CharField(max_length=120, blank=True, db_comment="What they do, in their agency's words")
    agency = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="users", db_comment="Whom they work for")
    is_active = models.BooleanField(default=True, db_comment="False once they have left: they cannot sign in")
    certified_at = models.DateTimeField(
        default=timezone.now, db_comment="When their contact point last confirmed that they still need access"
    )
    supervisor = models.ForeignKey(
        "self", null=True, blank=True, on_delete=models.PROTECT, related_name="supervised",
        db_comment="Who answers for their work, and is told where a case or an action of theirs lies still",
    )  # fmt: skip
    sessions_end_before = models.DateTimeField(
        null=True, blank=True, db_comment="Sessions begun before this moment have ended"
    )
    password = models.CharField(max_length=128, db_comment="Hash of the password, or an unusable mark")
    last_login = models.DateTimeField(null=True, blank=True, db_comment="When they last signed in")

    USERNAME_FIELD = "email"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS = ["name"]
    objects = UserManager()

    class Meta:
        db_table_comment = "The people who sign in"
        ordering = ["name"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(supervisor__isnull=True) | ~models.Q(supervisor=models.F("id")),
                name="access_nobody_supervises_themselves",
            )
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def agency_code(self) -> str:
        """The code of their agency, as the audit keeps it."""
        return str(self.agency_id)

    @property
    def roles(self) -> frozenset[str]:
        """The roles they hold today. Read once per request."""
        if not hasattr(self, "_roles"):
            now = timezone.now()
            held = self.role_holdings.filter(begins__lte=now).filter(
                models.Q(ends__isnull=True) | models.Q(ends__gt=now)
            )
            self._roles = frozenset(held.values_list("role", flat=True))
        return self._roles

    def holds(self, *roles: str) -> bool:
        """Whether they hold any of these roles today."""
        return bool(self.roles.intersection(roles))


class RoleHolding(models.Model):
    """A role held by a person for a time. Ended, never removed."""

    id = models.BigAutoField(primary_key=True, db_comment="Identifier")
    user = models.ForeignKey(User, on_delete=models.PROTECT, related_name="role_holdings", db_comment="Who holds it")
    role = models.CharField(max_length=30, choices=Role, db_comment="Which role")
    begins = models.DateTimeField(default=timezone.now, db_comment="From when")
    ends = models.DateTimeField(null=True, blank=True, db_comment="Until when; empty while it lasts")
    given_by = models.ForeignKey(
        User, null=True, on_delete=models.PROTECT, related_name="+", db_comment="Who gave it; empty at installation"
    )

    class Meta:
        db_table_comment = "Who held which role, when, and who gave it"
        constraints = [
            models.CheckConstraint(
                condition=models.Q(given_by__isnull=True) | ~models.Q(given_by=models.F("user")),
                name="access_nobody_gives_themselves_a_role",
            )
        ]

    def __str__(self) -> str:
        return f"{self.user_id} {self.role}"

    @property
    def is_held(self) -> bool:
        """Whether it is held today."""
        now = timezone.now()
        return self.begins <= now and (self.ends is None or self.ends > now)
