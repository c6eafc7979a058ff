"""What an agency was asked about a child, and each item that it gave, with who may read it and until when.

A request is seen by the case's circle and by the contact point of the agency asked. An item is seen by the agency that
gave it and, until it expires, by those kinds of agency in the circle with which it may be shared.
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


def _user(verb: str, **kwargs: Any) -> Any:
    return models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", db_comment=f"Who {verb}", **kwargs
    )


class ReturnRequestQuerySet(ProtectedQuerySet["ReturnRequest"]):
    """Requests to agencies."""

    def visible_to(self, user: Any) -> Self:
        """Those of visible cases; for a contact point also those put to their agency, of no restricted case."""
        seen = Q(case__in=Case.objects.visible_to(user))
        if user.holds(Role.CONTACT_POINT):
            seen |= Q(agency=user.agency_code, case__restricted=False)
        return self._scoped(self.filter(seen), "visible")  # type: ignore[no-any-return] # a queryset


class ReturnRequest(Protected):
    """One agency asked, once, what it knows of the child."""

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="return_requests", db_comment="The case")
    agency = models.ForeignKey("access.Agency", on_delete=models.PROTECT, related_name="+", db_comment="Who is asked")
    question = models.TextField(db_comment="What is asked")
    pack_on = models.DateField(db_comment="When the pack is released")
    due = models.DateField(db_comment="By when the answer must be there: before the pack")
    asked_by = _user("asked")
    asked_at = models.DateTimeField(default=timezone.now, db_comment="When it was asked")
    chased_at = models.DateTimeField(null=True, db_comment="When it was chased, once; empty until then")
    answered_at = models.DateTimeField(null=True, db_comment="When the return was sent; empty until then")
    answered_by = _user("sent the return", null=True)

    objects = ReturnRequestQuerySet.as_manager()

    class Meta:
        db_table_comment = "What agencies were asked about children, and by when"
        indexes = [models.Index(fields=["agency", "answered_at"], name="returns_agency_answered")]

    def __str__(self) -> str:
        return f"ReturnRequest {self.pk}"

    def audit_subjects(self) -> tuple[Subject, ...]:
        """The case."""
        return (Subject("case", self.case_id),)


def kinds_kept(kinds: list[str]) -> str:
    """Kinds of agency as they are kept: each between spaces, so that any database finds one."""
    return f" {' '.join(sorted(kinds))} "


class InformationItemQuerySet(ProtectedQuerySet["InformationItem"]):
    """Items of returns."""

    def visible_to(self, user: Any) -> Self:
        """One's own agency's; of others those that may be shared with one's kind of agency and have not expired."""
        shared = Q(shared_with__contains=f" {user.agency.kind} ", expires_on__gte=timezone.localdate())
        asked = self.filter(request__in=ReturnRequest.objects.visible_to(user))
        return self._scoped(asked.filter(Q(agency=user.agency_code) | shared), "visible")  # type: ignore[no-any-return] # a queryset


class InformationItem(Protected):
    """One thing that an agency tells. As it was given; a correction is a further item."""

    request = models.ForeignKey(
        ReturnRequest, on_delete=models.PROTECT, related_name="items", db_comment="The request that it answers"
    )
    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="information", db_comment="The case")
    agency = models.ForeignKey("access.Agency", on_delete=models.PROTECT, related_name="+", db_comment="Who tells it")
    given_by = _user("gave it")
    given_at = models.DateTimeField(default=timezone.now, db_comment="When it was given")
    kind = models.CharField(max_length=20, db_comment="What kind of thing it is")
    text = models.TextField(db_comment="What the agency tells")
    group = models.CharField(max_length=30, db_comment="The group of fields whose readers may see the text")
    grade = models.CharField(max_length=10, db_comment="How reliable the source is")
    sensitivity = models.CharField(max_length=20, db_comment="How sensitive it is")
    lawful_basis = models.CharField(max_length=40, db_comment="On what lawful basis it is shared")
    shared_with = models.CharField(max_length=200, db_comment="Kinds of agency that may read it, between spaces")
    expires_on = models.DateField(db_comment="The last day on which others may read it")

    objects = InformationItemQuerySet.as_manager()

    class Meta:
        db_table_comment = "What agencies told of children in their returns"
        indexes = [models.Index(fields=["case", "given_at"], name="returns_case_given")]

    def __str__(self) -> str:
        return f"InformationItem {self.pk}"

    def audit_subjects(self) -> tuple[Subject, ...]:
        """The case."""
        return (Subject("case", self.case_id),)
