"""Merge two records of one person, and split them again. Rows move; nothing is deleted.

Every protected record with a `person` moves, whichever app it belongs to, so a new noun needs no line here.
"""

from collections.abc import Iterator
from typing import Any

from django.apps import apps
from django.utils import timezone

from lanthorn.casework.access.protected import Protected
from lanthorn.casework.audit.operations import Operation
from lanthorn.casework.audit.watch import current_watch
from lanthorn.casework.people.models import Person, PersonMerge
from lanthorn.errors import LanthornError


class MergeRefusedError(LanthornError):
    """A merge or a split that would not leave the persons in order."""


def moving_models() -> tuple[type[Protected], ...]:
    """Every kind of record that belongs to a person and moves with a merge."""
    return tuple(
        model
        for model in apps.get_models()
        if issubclass(model, Protected) and any(field.name == "person" for field in model._meta.concrete_fields)
    )


def merge(kept: Person, merged: Person, *, by: Any, reason: str) -> PersonMerge:
    """Move all that belongs to `merged` to `kept`, and remember what moved.

    Raises MergeRefusedError where they are one record already, or either was merged into another.
    """
    if kept.pk == merged.pk:
        raise MergeRefusedError("These are one record already.")
    if kept.merged_into_id or merged.merged_into_id:
        raise MergeRefusedError("One of these was merged into another person: merge that one, or split them first.")
    current_watch().writes_as = Operation.COMBINATION
    moved: list[list[str]] = []
    for row in _rows_of(merged):
        row.person = kept  # type: ignore[attr-defined] # every moving model has one
        row.save()
        moved.append([row._meta.label_lower, str(row.pk)])
    merged.merged_into = kept
    merged.save()
    done = PersonMerge(kept=kept, merged=merged, moved=moved, reason=reason, by=by)
    done.save()
    return done


def split(done: PersonMerge, *, by: Any, reason: str = "") -> None:
    """Move back what this merge moved, and nothing else.

    Raises MergeRefusedError where it was split before, or where the person kept was merged on: split that one first.
    """
    if done.split_at:
        raise MergeRefusedError("These were split before.")
    if done.kept.merged_into_id:
        raise MergeRefusedError("The person kept was merged into another since: split that merge first.")
    current_watch().writes_as = Operation.COMBINATION
    for label, pk in done.moved:
        model: Any = apps.get_model(label)
        row = model.objects.for_purpose("split").get(pk=pk)
        row.person = done.merged
        row.save()
    done.merged.merged_into = None
    done.merged.save()
    done.split_by, done.split_at, done.split_reason = by, timezone.now(), reason
    done.save()


def _rows_of(person: Person) -> Iterator[Protected]:
    for model in moving_models():
        objects: Any = model._default_manager
        yield from objects.for_purpose("merge").filter(person=person)
