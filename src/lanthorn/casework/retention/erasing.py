"""Destroy every row of a case, or of a record that belongs to none, and the keys of the audit with them.

The chain of the audit stays whole.
What belongs to a case is found by the foreign keys that point at it, so a new noun needs no line here. The child's own
record goes with their last case; a person, place or group with the last case that led to it.
"""

from collections.abc import Iterable, Iterator
from typing import Any
from uuid import UUID

from django.apps import apps
from django.db import models
from django.db.models import Value
from django.db.models.functions import Cast

from lanthorn.casework.access.protected import Protected
from lanthorn.casework.audit.operations import Operation
from lanthorn.casework.audit.recording import record
from lanthorn.casework.audit.sealing import Subject, destroy_key
from lanthorn.casework.audit.watch import Watch
from lanthorn.casework.cases.models import Case
from lanthorn.casework.people.models import Person

Rows = dict[type[models.Model], set[Any]]


def rows_of(record: Protected) -> Rows:
    """Every row that is destroyed with a case, or with a record that belongs to none: by table, the keys."""
    found = _walk({type(record): {record.pk}})
    for extra in _only_for(record) if isinstance(record, Case) else ():
        reached = _walk(extra)
        if not reached.get(Case, set()) - found[Case]:
            for model, keys in reached.items():
                found.setdefault(model, set()).update(keys)
    ids = {key for keys in found.values() for key in keys if isinstance(key, UUID)}
    for label in ("journeys.Draft", "journeys.KeptText", "notices.Notice"):  # name a record without a foreign key
        model = apps.get_model(label)
        keys = set(model._base_manager.filter(about__in=ids).values_list("pk", flat=True))
        if keys:
            found.setdefault(model, set()).update(keys)
            ids |= keys  # a kept text may be of a draft that goes
    return found


def belongs_to_a_case(record: Protected) -> bool:
    """Whether something of a case would go with this record: then it waits until the case has gone."""
    for model, keys in _walk({type(record): {record.pk}}).items():
        to_cases = [field.name for field in model._meta.fields if field.related_model is Case]
        rows = model._base_manager.filter(pk__in=keys)
        if any(rows.exclude(**{name: None}).exists() for name in to_cases):
            return True
    return False


def erase(rows: Rows, watch: Watch, reason: str) -> None:
    """Destroy them, in the transaction of the act; the erasure is the last event that names them."""
    subjects = [Subject(model._meta.model_name or "", key) for model, keys in rows.items() for key in keys]
    subjects = [subject for subject in subjects if isinstance(subject.id, UUID)]
    record(Operation.ERASURE, watch.act, watch.actor, subjects=subjects, reason=reason)
    for model, keys in rows.items():
        _let_go(model, keys)
    for model, keys in rows.items():
        doomed = model._base_manager.filter(pk__in=keys)
        doomed._raw_delete(doomed.db)
    for subject in subjects:
        destroy_key(subject)


def _only_for(case: Case) -> Iterable[Rows]:
    """What is kept for this case alone: the child's own record, and whatever no other case leads to."""
    person = Person._base_manager
    merged = set(person.filter(merged_into=case.person_id).values_list("pk", flat=True))
    context, link = apps.get_model("contexts.Context"), apps.get_model("contexts.Link")
    linked = set(link._base_manager.filter(case=case.pk).values_list("context", flat=True))
    others = link._base_manager.filter(context__in=linked).exclude(case=case.pk).exclude(case=None)
    alone = linked - set(others.values_list("context", flat=True))
    rows = context._base_manager.filter(pk__in=alone)
    concerned = set(rows.exclude(person=None).values_list("person", flat=True))
    if not context._base_manager.filter(person=case.person_id).exclude(pk__in=alone).exists():
        yield {Person: {case.person_id, *merged}}
    if alone:
        yield {context: alone}
    for one in concerned - {case.person_id}:
        if not context._base_manager.filter(person=one).exclude(pk__in=alone).exists():
            yield {Person: {one}}


def _walk(roots: Rows) -> Rows:
    """The roots and every row whose foreign key leads to one of them, but a row's reference to its own kind."""
    found: Rows = {model: set(keys) for model, keys in roots.items()}
    latest: Rows = {model: set(keys) for model, keys in roots.items()}
    while latest:
        added: Rows = {}
        for model, key in _rows_pointing_at(latest):
            if key not in found.get(model, set()):
                added.setdefault(model, set()).add(key)
        for model, keys in added.items():
            found.setdefault(model, set()).update(keys)
        latest = added
    return found


def _rows_pointing_at(rows: Rows) -> Iterator[tuple[type[models.Model], Any]]:
    """The rows of all tables that point at these, asked for at once: there are some forty ways."""
    ways = [
        (one, keys) for model, keys in rows.items() for one in _pointing_at(model) if one.related_model is not model
    ]
    queries = [
        one.related_model._base_manager.filter(**{f"{one.field.name}__in": keys})
        .order_by()
        .values_list(Cast("pk", models.CharField(max_length=36)), Value(place, output_field=models.IntegerField()))
        for place, (one, keys) in enumerate(ways)
    ]
    if queries:
        for key, place in queries[0].union(*queries[1:], all=True):
            model = ways[place][0].related_model
            yield model, model._meta.pk.to_python(key)


def _let_go(model: type[models.Model], keys: set[Any]) -> None:
    """Rows of the same kind that stay, such as a later episode, no longer refer to those that go."""
    for relation in _pointing_at(model):
        if relation.related_model is model:
            name = relation.field.name
            staying = model._base_manager.filter(**{f"{name}__in": keys}).exclude(pk__in=keys)
            staying.update(**{name: None})


def _pointing_at(model: type[models.Model]) -> list[Any]:
    fields = model._meta.get_fields(include_hidden=True)
    return [one for one in fields if one.auto_created and not one.concrete and (one.one_to_many or one.one_to_one)]
