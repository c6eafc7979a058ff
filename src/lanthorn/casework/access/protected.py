"""The base of every record of a child, a person or a case: seen only through visible_to, loaded and saved only watched.

A model that inherits from it says in `audit_subjects` whom a row concerns, and gives its queryset a `visible_to`.
"""

from collections.abc import Collection, Iterable, Iterator
from contextlib import nullcontext
from typing import Any, NoReturn, Self, TypeVar
from uuid import uuid4

from django.db import models

from lanthorn.casework.audit.operations import Operation
from lanthorn.casework.audit.sealing import Subject
from lanthorn.casework.audit.watch import not_noted, note, serving

M = TypeVar("M", bound=models.Model)


class UnscopedError(Exception):
    """A query on protected records that did not go through visible_to."""


class StaleError(Exception):
    """A save of a record that somebody else saved in the meantime."""


class ProtectedQuerySet(models.QuerySet[M]):
    """A query that answers within a request only once `visible_to` or a named purpose has narrowed it."""

    _scope: str = ""
    _purpose: bool = False

    def visible_to(self, user: Any) -> Self:
        """Only what this user may see. Every model must say it."""
        raise NotImplementedError(f"{self.model.__name__} does not say who may see it.")

    def for_purpose(self, purpose: str) -> Self:
        """Everything, for a purpose of the program itself, such as matching.

        What is loaded so is not noted as seen: whatever of it is then shown goes through a sheet, which notes it.
        A test lists every use of this in the program.
        """
        queryset = self._scoped(self.all(), purpose)
        queryset._purpose = True
        return queryset  # type: ignore[no-any-return] # a clone of self

    @staticmethod
    def _scoped(queryset: Any, scope: str) -> Any:
        queryset._scope = scope
        return queryset

    def _clone(self) -> Self:
        clone = super()._clone()  # type: ignore[misc] # private in Django, and the one place where a scope survives
        clone._scope, clone._purpose = self._scope, self._purpose
        return clone  # type: ignore[no-any-return] # as above

    def _must_be_scoped(self) -> None:
        if serving() and not self._scope:
            raise UnscopedError(f"{self.model.__name__} was asked for without visible_to.")

    def _fetch_all(self) -> None:
        if self._result_cache is None:
            self._must_be_scoped()
        with not_noted() if self._purpose else nullcontext():
            super()._fetch_all()  # every way of reading rows but iterator() goes through here

    def iterator(self, chunk_size: int | None = None) -> Iterator[M]:
        """As Django's, once scoped."""
        self._must_be_scoped()
        return super().iterator(chunk_size)

    def count(self) -> int:
        """As Django's, once scoped: a number shows that something exists."""
        self._must_be_scoped()
        return super().count()

    def exists(self) -> bool:
        """As Django's, once scoped."""
        self._must_be_scoped()
        return super().exists()

    def aggregate(self, *args: Any, **kwargs: Any) -> dict[str, Any]:
        """As Django's, once scoped."""
        self._must_be_scoped()
        return super().aggregate(*args, **kwargs)

    def update(self, **_: Any) -> NoReturn:
        """Refused: rows are saved one by one, so that the audit knows each."""
        raise UnscopedError("Protected records are saved one by one.")

    def delete(self) -> NoReturn:
        """Refused: records leave by retention only."""
        raise UnscopedError("Protected records are never deleted by a query.")

    def bulk_create(self, objs: Iterable[M], *args: Any, **kwargs: Any) -> list[M]:
        """As Django's, and noted."""
        rows = list(objs)
        for row in rows:
            note(Operation.COLLECTION, row.audit_subjects(), row.field_names())  # type: ignore[attr-defined] # Protected
        return super().bulk_create(rows, *args, **kwargs)


class Protected(models.Model):
    """A record that concerns a child or another person."""

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False, db_comment="Identifier")
    _as_loaded: dict[str, Any]
    version = models.PositiveIntegerField(default=1, db_comment="Goes up by one with each save: two saves never mix")

    class Meta:
        abstract = True

    def audit_subjects(self) -> tuple[Subject, ...]:
        """Whom this row concerns, without asking the database."""
        return (Subject(self._meta.model_name or "", self.pk),)

    @classmethod
    def field_names(cls) -> list[str]:
        """The names of its fields, as the audit keeps them."""
        return [
            f"{cls._meta.model_name}.{field.name}" for field in cls._meta.concrete_fields if field.name != "version"
        ]

    @classmethod
    def from_db(cls, db: str | None, field_names: Collection[str], values: Collection[Any]) -> Self:
        """As Django's, and noted as seen."""
        instance = super().from_db(db, field_names, values)
        instance._as_loaded = {
            field.attname: instance.__dict__.get(field.attname) for field in cls._meta.concrete_fields
        }
        note(Operation.CONSULTATION, instance.audit_subjects())
        return instance

    def save(self, *args: Any, **kwargs: Any) -> None:
        """As Django's, and noted as collected or altered, with the names of the fields that changed."""
        name = self._meta.model_name
        if self._state.adding:
            note(Operation.COLLECTION, self.audit_subjects(), self.field_names())
        else:
            before = getattr(self, "_as_loaded", {})
            changed = [
                f"{name}.{field.name}"
                for field in self._meta.concrete_fields
                if field.name != "version" and before.get(field.attname) != getattr(self, field.attname)
            ]
            note(Operation.ALTERATION, self.audit_subjects(), changed)
            self._take_version()
        super().save(*args, **kwargs)

    def _take_version(self) -> None:
        """Count the version up, unless somebody did so since this row was loaded."""
        rows = type(self)._base_manager.filter(pk=self.pk, version=self.version)
        if not rows.update(version=self.version + 1):
            raise StaleError("Somebody saved this record since it was loaded.")
        self.version += 1

    def delete(self, *_: Any, **__: Any) -> NoReturn:
        """Refused: records leave by retention only, with two reviewers."""
        raise UnscopedError("Protected records are never deleted.")
