"""Find where other records name somebody whose case is disposed of, in their free text, and take the name out.

Foreign keys lead to a case's own rows; what somebody wrote about the child in another record is found by the child's
names. A reviewer looks at each place and says which of them name this child.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from django.apps import apps
from django.db import models
from django.db.models import Q, Value

from lanthorn.casework.access.protected import Protected
from lanthorn.casework.audit.operations import Operation
from lanthorn.casework.audit.sealing import Subject
from lanthorn.casework.audit.watch import current_watch
from lanthorn.casework.cases.models import Case
from lanthorn.casework.people.models import Name, NameKind, Person
from lanthorn.casework.retention.erasing import Rows

TAKEN_OUT = "[name taken out]"
_SHORTEST = 3  # shorter names, such as Mo, are looked for only as part of a whole name
_FREE_TEXT_FROM = 100  # a shorter field holds a code or a name, not what somebody wrote
_AROUND = 60


@dataclass(frozen=True)
class Names:
    """What to look for: whole names and aliases, and forenames or surnames on their own, which others share."""

    whole: frozenset[str]
    parts: frozenset[str]

    @property
    def pattern(self) -> re.Pattern[str]:
        """Any of them as words of their own, the longest first."""
        longest_first = sorted(self.whole | self.parts, key=lambda one: (-len(one), one))
        return re.compile(r"(?<!\w)(?:" + "|".join(re.escape(one) for one in longest_first) + r")(?!\w)", re.IGNORECASE)


@dataclass(frozen=True)
class Mention:
    """One field of one record in which a name stands."""

    record: Protected
    field: str
    before: str
    name: str
    after: str
    whole: bool

    @property
    def key(self) -> str:
        """What names the place: kind, identifier and field."""
        return f"{self.record._meta.label_lower}:{self.record.pk}:{self.field}"

    @property
    def where(self) -> str:
        """The kind of record and the field, in words."""
        field = self.record._meta.get_field(self.field)
        return f"{self.record._meta.verbose_name}: {field.verbose_name!s}".capitalize()  # type: ignore[union-attr] # a text field has one


def names_in(rows: Rows) -> Names:
    """The names of the persons who are destroyed with these rows, none where nobody is."""
    whole, parts = set(), set()
    for name in Name.objects.for_purpose("mentions").filter(person__in=rows.get(Person, set())):
        if name.forename and name.surname:
            whole |= {f"{name.forename} {name.surname}", f"{name.surname}, {name.forename}"}
        if name.kind == NameKind.ONLINE:
            whole.add(name.whole)
        parts |= {part for part in (name.forename, name.surname) if len(part) >= _SHORTEST}
    return Names(frozenset(whole), frozenset(parts - whole))


def mentions(rows: Rows, user: Any) -> list[Mention]:
    """Where records that stay name these persons: whole names first. Those of restricted cases only to who sees them.

    What is shown of each is noted as consulted.
    """
    names = names_in(rows)
    if not names.whole | names.parts:
        return []
    hidden = _hidden_from(user)
    found = [
        mention
        for model, keys in _rows_with(names).items()
        for mention in _in_rows(model, keys - rows.get(model, set()), names)
        if not hidden & set(mention.record.audit_subjects())
    ]
    for mention in found:
        field = f"{mention.record._meta.model_name}.{mention.field}"
        current_watch().note(Operation.CONSULTATION, mention.record.audit_subjects(), [field])
    return sorted(found, key=lambda one: (not one.whole, one.key))


def take_out(chosen: Iterable[Mention], rows: Rows) -> int:
    """Put a mark where the names stood in the chosen fields. Gives how many fields were changed."""
    pattern, changed = names_in(rows).pattern, 0
    for mention in chosen:
        model: Any = type(mention.record)
        record = model.objects.for_purpose("mentions").get(pk=mention.record.pk)
        setattr(record, mention.field, pattern.sub(TAKEN_OUT, getattr(record, mention.field)))
        record.save()
        changed += 1
    return changed


def _models_with_text() -> Iterator[Any]:
    for model in apps.get_models():
        if issubclass(model, Protected) and model._meta.app_label != "people" and list(_text_fields(model)):
            yield model


def _text_fields(model: type[models.Model]) -> Iterator[str]:
    for field in model._meta.concrete_fields:
        long = isinstance(field, models.CharField) and (field.max_length or 0) >= _FREE_TEXT_FROM
        if isinstance(field, models.TextField) or long:
            yield field.name


def _rows_with(names: Names) -> dict[Any, set[Any]]:
    """The rows of all tables in whose texts one of the names stands, asked for at once."""
    with_text = list(_models_with_text())
    queries = []
    for place, model in enumerate(with_text):
        named = Q()
        for field in _text_fields(model):
            for one in names.whole | names.parts:
                named |= Q(**{f"{field}__icontains": one})
        rows = model.objects.for_purpose("mentions").filter(named).order_by()
        queries.append(rows.values_list("pk", Value(place, output_field=models.IntegerField())))
    found: dict[Any, set[Any]] = {}
    for key, place in queries[0].union(*queries[1:], all=True):
        found.setdefault(with_text[place], set()).add(key)
    return found


def _in_rows(model: Any, keys: set[Any], names: Names) -> Iterator[Mention]:
    pattern, whole = names.pattern, {one.lower() for one in names.whole}
    fields = list(_text_fields(model))
    for record in model.objects.for_purpose("mentions").filter(pk__in=keys):
        for field in fields:
            text = getattr(record, field)
            places = list(pattern.finditer(text))
            if places:
                first = next((one for one in places if one.group().lower() in whole), places[0])
                yield Mention(
                    record, field, text[max(0, first.start() - _AROUND) : first.start()], first.group(),
                    text[first.end() : first.end() + _AROUND], first.group().lower() in whole,
                )  # fmt: skip


def _hidden_from(user: Any) -> set[Subject]:
    """The restricted cases that this user does not see."""
    seen = Case.objects.visible_to(user).values("pk")
    hidden = Case.objects.for_purpose("mentions").filter(restricted=True).exclude(pk__in=seen)
    return {Subject("case", pk) for pk in hidden.values_list("pk", flat=True)}
