"""Record a person of concern, a place or a group with its first link; link it further; say what came of it."""

from datetime import date
from typing import Any

from django.utils import timezone

from lanthorn.casework.cases.models import Case
from lanthorn.casework.contexts.models import Context, Disruption, Kind, Link, LinkKind, Outcome
from lanthorn.casework.people.models import Name, Person
from lanthorn.errors import LanthornError


class LinkRefusedError(LanthornError):
    """A link that cannot be made."""


def record_context(case: Case, kind: Kind, told: dict[str, Any], link: dict[str, Any], *, by: Any) -> Context:
    """Record it and link it to the case: there is none that no case leads to."""
    told = {"described": "", "where": "", "area": ""} | told
    context = Context(
        kind=kind, described=told["described"], where=told["where"], area=told["area"], recorded_by=by
    )  # fmt: skip
    if kind == Kind.PERSON:
        person = Person(birth_year=told.get("birth_year"))
        person.save()
        source = f"Case work by {by.agency.name}"
        Name(person=person, forename=told.get("forename", ""), surname=told.get("surname", ""), source=source).save()
        context.person = person
    else:
        context.name = told["name"]
    context.save()
    link_to(context, case, by=by, **link)
    return context


def link_to(
    context: Context, end: Case | Context, *, kind: str, since: date, source: str, by: Any,
    review_on: date | None = None, replaces: Link | None = None,
) -> Link:  # fmt: skip
    """Link it to a case, or to another person of concern, place or group.

    Raises LinkRefusedError where source or date are missing, or a link that is not known yet has no review date.
    """
    if not source.strip() or not since:
        raise LinkRefusedError("A link needs a source and a date: say who knows it, and since when.")
    if kind == LinkKind.UNKNOWN and not review_on:
        raise LinkRefusedError("Say when a link that is not known yet is looked at again.")
    if end.pk == context.pk:
        raise LinkRefusedError("This is the reference of the same record. Enter that of another.")
    link = Link(
        context=context, kind=kind, since=since, source=source.strip(), replaces=replaces, recorded_by=by,
        review_on=review_on if kind == LinkKind.UNKNOWN else None,
        case=end if isinstance(end, Case) else None, other=end if isinstance(end, Context) else None,
    )  # fmt: skip
    link.save()
    return link


def end_named(reference: str, user: Any) -> Case | Context:
    """The case, person of concern, place or group with that reference, among those that the user may see.

    Raises LinkRefusedError where there is none.
    """
    asked = reference.strip().upper()
    case = Case.objects.visible_to(user).filter(reference=asked).first()
    context = None if case else Context.objects.visible_to(user).filter(reference=asked).first()
    if case is None and context is None:
        raise LinkRefusedError("Nothing that you may see has this reference. Check it and change your answer.")
    return case or context  # type: ignore[return-value] # one of them is there


def settle(link: Link, *, kind: str, source: str, by: Any) -> Link:
    """Say how two are linked that were linked in a way not known yet. The earlier link ends and is kept."""
    if link.ends:
        raise LinkRefusedError("This link was replaced before.")
    if kind == LinkKind.UNKNOWN:
        raise LinkRefusedError("Choose how they are linked.")
    today = timezone.localdate()
    end: Any = link.case or link.other
    link.ends = today
    link.save()
    return link_to(link.context, end, kind=kind, since=today, source=source, by=by, replaces=link)


def conclude(disruption: Disruption, outcome: Outcome, on: date) -> None:
    """Say what came of it."""
    if on < disruption.begins:
        raise LinkRefusedError("It cannot have come of it before it began.")
    disruption.outcome, disruption.outcome_on = outcome, on
    disruption.save()
