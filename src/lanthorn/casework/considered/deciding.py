"""Decide about a child on a list: referred, known already, or no action with the reason. Once, and for all its reasons.

What was seen is kept with the decision, so that the child stays away until something new stands behind a reason.
"""

from collections.abc import Iterable, Iterator
from typing import Any

from django.utils import timezone

from lanthorn.casework.access.protected import StaleError
from lanthorn.casework.audit.watch import current_watch
from lanthorn.casework.cases.models import Case
from lanthorn.casework.considered.models import (
    ConsideredChild,
    ConsideredDecision,
    ConsideredReason,
    ConsideredRecord,
    Decided,
)
from lanthorn.casework.considered.sheets import record_in_words
from lanthorn.casework.people.models import RECORD, Identifier, Person
from lanthorn.casework.referrals.models import Referral
from lanthorn.errors import LanthornError

_IN_THE_MEANTIME = "Somebody decided about this child in the meantime, or a later list replaces this one."
_SOURCE = "List of children to consider"
_UNDONE = "record, match undone"


class DecisionRefusedError(LanthornError):
    """A decision that cannot be made; the message names nobody."""


def refer(child: ConsideredChild, referral: Referral, *, by: Any) -> ConsideredDecision:
    """The child was referred. Raises DecisionRefusedError where somebody decided before."""
    return _decide(child, Decided.REFER, "", by=by, referral=referral)


def known_already(child: ConsideredChild, reference: str, reason: str, *, by: Any) -> ConsideredDecision:
    """The partnership works with the child already, in the case with this reference.

    Raises DecisionRefusedError where the user may see no case with the reference, or somebody decided before.
    """
    case = Case.objects.visible_to(by).filter(reference=reference.strip().upper()).first()
    if case is None:
        raise DecisionRefusedError("No case that you may see has this reference. Check it, or refer the child.")
    decision = _decide(child, Decided.KNOWN, reason, by=by, case=case)
    recognise(child, case.person_id)
    return decision


def no_action(child: ConsideredChild, reason: str, *, by: Any) -> ConsideredDecision:
    """Nothing is done, for a reason. Raises DecisionRefusedError where none is given, or somebody decided before."""
    if not reason.strip():
        raise DecisionRefusedError("Say why nothing is done.")
    return _decide(child, Decided.NO_ACTION, reason, by=by)


def _decide(child: ConsideredChild, decided: Decided, reason: str, *, by: Any, **ground: Any) -> ConsideredDecision:
    if child.settled_on or child.replaced_by_id:
        raise DecisionRefusedError(_IN_THE_MEANTIME)
    child.settled_on = timezone.localdate()
    try:
        child.save()
    except StaleError as stale:
        raise DecisionRefusedError(_IN_THE_MEANTIME) from stale
    current_watch().because("A child who was brought to attention", lawful_basis="safeguarding")
    reasons = ConsideredReason.objects.visible_to(by).filter(child=child)
    seen = {one.rule: [record["record"] for record in one.records] for one in reasons.order_by("place")}
    decision = ConsideredDecision(
        child=child, decided=decided, reason=reason.strip(), seen=seen, by=by, on=child.settled_on, **ground
    )
    decision.save()
    return decision


def recognise(child: ConsideredChild, person: Any) -> None:
    """Keep that these records are this person's: by them the profile knows whose case it is."""
    records = ConsideredRecord.objects.for_purpose("records of a child found").filter(child=child)
    known = Identifier.objects.for_purpose("records of a child found").filter(person=person, scheme=RECORD)
    for record in sorted(set(records.values_list("record", flat=True)) - set(known.values_list("value", flat=True))):
        Identifier(person_id=person, scheme=RECORD, value=record, source=_SOURCE).save()


def recognise_no_more(child: ConsideredChild, person: Any) -> None:
    """Take that back, where a match was undone. Nothing is deleted: that the records were taken for theirs stays."""
    records = ConsideredRecord.objects.for_purpose("records of a child found").filter(child=child).values("record")
    known = Identifier.objects.for_purpose("records of a child found").filter(
        person=person, scheme=RECORD, source=_SOURCE, value__in=records
    )
    for one in known:
        one.scheme = _UNDONE
        one.save()


def earlier_decisions(child: ConsideredChild, user: Any) -> list[ConsideredDecision]:
    """What was decided before about a child with any of these records, newest first, as far as this user may see it."""
    own = ConsideredRecord.objects.visible_to(user).filter(child=child).values("record")
    same = ConsideredRecord.objects.visible_to(user).filter(record__in=own).exclude(child=child).values("child")
    found = ConsideredDecision.objects.visible_to(user).filter(child__in=same).select_related("by__agency", "child")
    return list(found.order_by("-on", "pk"))


def cases_of(child: ConsideredChild, user: Any) -> list[Case]:
    """Cases that this user may see of whoever these records are known to be of: by a number of theirs, or decided so.

    A case that the user may not see is not among them, nor counted.
    """
    own = ConsideredRecord.objects.visible_to(user).filter(child=child)
    numbers = {number for record in own.values_list("record", flat=True) for number in numbers_in(record)}
    owners = Identifier.objects.visible_to(user).filter(value__in=numbers).values("person")
    cases = Case.objects.visible_to(user).filter(person__in=Person.objects.visible_to(user).filter(pk__in=owners))
    found = {case.pk: case for case in cases.select_related("owner__agency")}
    decided = [one.case_id for one in earlier_decisions(child, user) if one.case_id]
    again = Case.objects.visible_to(user).filter(pk__in=decided).select_related("owner__agency")
    return sorted((found | {case.pk: case for case in again}).values(), key=lambda case: case.reference)


def numbers_in(record: str) -> Iterator[str]:
    """The numbers by which an agency knows the one child that a record is of.

    The whole name is one. "care_child:E09000030|C7" also gives the number of the care record, with and without its
    authority; a missing report its own. An offence gives none more, since others stand in it too.
    """
    yield record
    table, _, key = record.partition(":")
    if table == "care_child":
        yield key
        yield key.partition("|")[2]
    elif table == "missing_report":
        yield key


def in_words(reasons: Iterable[ConsideredReason]) -> str:
    """The reasons and the records behind them, as a referral says them."""
    lines = [
        f"{one.words} ({one.name}. {'; '.join(sorted({record_in_words(record['record']) for record in one.records}))}.)"
        for one in reasons
    ]
    return "Brought to attention by records of agencies:\n" + "\n".join(lines)
