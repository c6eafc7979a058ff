"""What the schedule keeps no longer: closed cases, and records that belong to no case."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time
from typing import Any
from uuid import UUID

from django.apps import apps
from django.db import models
from django.utils import timezone

from lanthorn.casework.access.protected import Protected
from lanthorn.casework.cases.models import Case
from lanthorn.casework.closures.deciding import retention_classes_of
from lanthorn.casework.look.templatetags.look import day as in_words
from lanthorn.casework.retention.erasing import belongs_to_a_case
from lanthorn.casework.retention.models import Disposal, LegalHold
from lanthorn.casework.retention.schedule import RecordRule, kept_until, record_kept_until, schedule, years_after
from lanthorn.errors import LanthornError

KIND_OF_CASE = "cases.case"


class NotDueError(LanthornError):
    """A record that may not be disposed of now."""


@dataclass(frozen=True)
class DueRecord:
    """A record that is due: what it is, what people call it, and until when it was kept."""

    record: Protected
    kind: str
    called: str
    until: date

    @property
    def id(self) -> UUID:
        """Its identifier."""
        return self.record.pk


def due_cases() -> list[DueRecord]:
    """Closed cases that the schedule keeps no longer; held and restricted ones left out.

    A child's episodes are kept together until the last of them is due.
    """
    cases = list(Case.objects.for_purpose("retention").filter(restricted=False).select_related("person"))
    classes = retention_classes_of(case.pk for case in cases if case.closed_at)
    left_out = set(holds().values_list("case", flat=True)) | _asked_for()
    episodes: dict[Any, list[tuple[Case, date | None]]] = {}
    for case in cases:
        episodes.setdefault(case.person_id, []).append((case, kept_until(case, classes)))
    today = timezone.localdate()
    return [
        DueRecord(case, KIND_OF_CASE, called(case), until)
        for of_child in episodes.values()
        if all(until is not None and until < today for _, until in of_child)
        for case, until in of_child
        if case.pk not in left_out and until is not None
    ]


def due_records() -> list[DueRecord]:
    """Records that belong to no case and that the schedule keeps no longer."""
    asked = _asked_for()
    return [one for rule in schedule().records.values() for one in _due_by(rule) if one.id not in asked]


def due_one(record: UUID) -> DueRecord | None:
    """The record that is due with this identifier."""
    return next((one for one in [*due_cases(), *due_records()] if one.id == record), None)


def holds() -> Any:
    """The holds that last."""
    return LegalHold.objects.for_purpose("retention").filter(lifted_at=None)


def must_be_due(record: Protected) -> tuple[str, date]:
    """The row of the schedule and the last day until which it was kept.

    Raises NotDueError where the record, or another episode of the same child, is open, held or not due yet.
    """
    if not isinstance(record, Case):
        rule = schedule().records[record._meta.label_lower]
        if belongs_to_a_case(record):
            raise NotDueError("A case that is kept belongs to this record: it goes after the case.")
        return rule.name, _must_be_past(record_kept_until(record, rule))
    if holds().filter(case=record).exists():
        raise NotDueError("This case is held: it is not disposed of until the hold is lifted.")
    found = Case.objects.for_purpose("retention").filter(person=record.person_id).select_related("person")
    episodes = list(found)
    classes = retention_classes_of(one.pk for one in episodes)
    last = date.min
    for episode in episodes:
        until = kept_until(episode, classes)
        if until is None:
            raise NotDueError("This child has an open case: nothing of theirs is disposed of.")
        last = max(last, _must_be_past(until))
    return classes.get(record.pk) or record.closing_ground, last


def called(record: Any) -> str:
    """What people call a record on the pages of retention: nothing that tells of a child."""
    if isinstance(record, Case):
        return f"Case {record.reference}"
    rule = schedule().records[record._meta.label_lower]
    return f"{str(record._meta.verbose_name).capitalize()} of {in_words(getattr(record, rule.begins))}"


def _must_be_past(until: date) -> date:
    if until >= timezone.localdate():
        raise NotDueError(f"The schedule keeps it until {until.day} {until:%B %Y}.")
    return until


def _due_by(rule: RecordRule) -> Iterator[DueRecord]:
    model: Any = apps.get_model(rule.name)
    today = timezone.localdate()
    before: Any = years_after(today, -rule.years)
    if isinstance(model._meta.get_field(rule.begins), models.DateTimeField):
        before = timezone.make_aware(datetime.combine(before, time()))
    old = model.objects.for_purpose("retention").filter(**{f"{rule.begins}__lt": before})
    if any(field.name == "case" for field in model._meta.fields):
        old = old.filter(case=None)
    for record in old:
        until = record_kept_until(record, rule)
        if until < today and not belongs_to_a_case(record):
            yield DueRecord(record, rule.name, called(record), until)


def _asked_for() -> set[UUID]:
    return set(Disposal.objects.for_purpose("retention").filter(refused_at=None).values_list("about", flat=True))
