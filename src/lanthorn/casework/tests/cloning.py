"""Every record of the process again and again, so that a page whose queries grow with its rows is found out.

Once with all that it rests on (more children, more cases, more meetings), and once for each level below: more referrals
of one case, more decisions of one item. The people who work here stay the same.
"""

from collections import Counter
from collections.abc import Collection
from copy import copy
from datetime import timedelta
from functools import cache
from secrets import randbelow
from typing import Any
from uuid import uuid4

from django.apps import apps
from django.db import IntegrityError, models, transaction

# Who works here, and what is kept of their looking: not of the process.
_DAYS = 100_000
_NOT_OF_THE_PROCESS = {"audit", "access", "accounts", "users", "api"}


def clone_everything() -> Counter[str]:
    """Copy each row once for each level, pointing to copies from that level on and to the originals above it.

    Gives how often rows of each model that has any could be copied. A row that is one of a kind, as the minutes of a
    meeting are, is copied only together with what it is one of.
    """
    levels = {model: _level(model) for model in _models_of_the_process()}
    originals = {model: list(model._base_manager.all()) for model in sorted(levels, key=lambda one: levels[one])}
    made: Counter[str] = Counter({model.__name__: 0 for model, rows in originals.items() if rows})
    for cut in range(max(levels.values()) + 1):
        copied: dict[Any, Any] = {}
        for model, rows in originals.items():
            if rows and levels[model] >= cut:
                copies = _copies(rows, copied)
                copied |= copies
                made[model.__name__] += len(copies)
    return made


def _copies(rows: Collection[models.Model], copied: dict[Any, Any]) -> dict[Any, Any]:
    made: dict[Any, Any] = {}
    for row in rows:
        twin = _twin(row, copied | made)
        try:
            with transaction.atomic():
                twin.save_base(raw=True, force_insert=True)
        except IntegrityError:
            continue
        made[row.pk] = twin.pk
    return made


def _twin(row: models.Model, copied: dict[Any, Any]) -> models.Model:
    twin = copy(row)
    twin._state = copy(row._state)
    twin._state.fields_cache = {}  # what the row had loaded is not the twin's
    for field in row._meta.concrete_fields:
        value = getattr(row, field.attname)
        if isinstance(field, models.ForeignKey):
            setattr(twin, field.attname, copied.get(value, value))
        elif field.primary_key:
            twin.pk = uuid4() if isinstance(field, models.UUIDField) else None
        elif field.unique and isinstance(field, models.DateField):
            setattr(twin, field.attname, value + timedelta(days=1 + randbelow(_DAYS)))
        elif field.unique:
            setattr(twin, field.attname, uuid4().hex[: field.max_length])
    return twin


@cache
def _models_of_the_process() -> tuple[type[models.Model], ...]:
    return tuple(
        model
        for model in apps.get_models()
        if model.__module__.startswith("lanthorn.casework") and model._meta.app_label not in _NOT_OF_THE_PROCESS
    )


@cache
def _level(model: type[models.Model]) -> int:
    """How many models stand above it, along the longest way of its foreign keys."""
    above = {field.related_model for field in model._meta.concrete_fields if isinstance(field, models.ForeignKey)}
    return max((_level(one) + 1 for one in above - {model} if one in _models_of_the_process()), default=0)
