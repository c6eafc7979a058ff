"""Which records could be of the same person, and whether they may be joined or separated by this user.

Joining widens who sees what: both circles see the names, addresses and numbers of both records. So a restricted case is
never joined to one that is not: its child would be shown by the other.
"""

from collections.abc import Sequence
from typing import Any

from lanthorn.casework.access.models import Role
from lanthorn.casework.audit.watch import current_watch
from lanthorn.casework.cases.models import Case
from lanthorn.casework.people.finding import find, with_names
from lanthorn.casework.people.matching import Candidate, Told
from lanthorn.casework.people.merging import MergeRefusedError, merge, split
from lanthorn.casework.people.models import Identifier, NameKind, Person, PersonMerge, Phone


def may_join(user: Any) -> bool:
    """The front door, which matches referrals to persons, and the custodian of restricted records."""
    return bool(user.holds(Role.FRONT_DOOR, Role.RESTRICTED_CUSTODIAN))


def told_of(person: Person, user: Any) -> Told:
    """What is known of a person, as asked of the matching: a name, and a phone or else a number."""
    names = [name for name in person.shown_names if name.kind == NameKind.NAME]  # type: ignore[attr-defined] # with_names
    phone = Phone.objects.visible_to(user).filter(person=person).values_list("digits", flat=True).first() or ""
    numbers = Identifier.objects.visible_to(user).filter(person=person).values_list("value", flat=True)
    return Told(
        names[0].forename if names else "", names[0].surname if names else "",
        person.birth_year, person.birth_month, person.birth_day,
        phone=phone, identifier="" if phone else numbers.first() or "",
    )  # fmt: skip


def same_as(person: Person, user: Any) -> list[tuple[Person, Candidate]]:
    """The other persons whom this user sees and who could be the same, those with most speaking for it first."""
    return [(other, candidate) for other, candidate in find(user, told_of(person, user)) if other.pk != person.pk]


def person_of(user: Any, person: Any) -> Person | None:
    """A person whom this user sees, with their names."""
    return with_names(Person.objects.visible_to(user).filter(pk=person)).first()


def persons_of(user: Any, wanted: Sequence[Any]) -> list[Person]:
    """Those of these persons whom this user sees, with their names, in the order asked for."""
    found = {one.pk: one for one in with_names(Person.objects.visible_to(user).filter(pk__in=wanted))}
    return [found[pk] for pk in dict.fromkeys(wanted) if pk in found]


def cases_of(person: Person, user: Any) -> list[Case]:
    """Their cases that this user sees."""
    return list(Case.objects.visible_to(user).filter(person=person).order_by("opened_at"))


def join(kept: Person, merged: Person, reason: str, *, by: Any) -> PersonMerge:
    """Join them. Raises MergeRefusedError where it may not be, and where only one of them is restricted."""
    if not may_join(by):
        raise MergeRefusedError("The front door joins records, or a custodian of restricted records.")
    cases = Case.objects.for_purpose("joining").filter(person__in=[kept.pk, merged.pk])
    if len(set(cases.values_list("restricted", flat=True))) > 1:
        raise MergeRefusedError(
            "One of these has a restricted case. Restrict the cases of the other first, so that nothing is shown by it."
        )
    current_watch().because(reason)
    return merge(kept, merged, by=by, reason=reason)


def separate(done: PersonMerge, reason: str, *, by: Any) -> None:
    """Separate them again. Raises MergeRefusedError where it may not be."""
    if not may_join(by):
        raise MergeRefusedError("The front door separates records, or a custodian of restricted records.")
    current_watch().because(reason)
    split(done, by=by, reason=reason)
