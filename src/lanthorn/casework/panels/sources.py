"""What the agenda builds itself from. Each app adds its source with `add_agenda_source`; a name given again replaces.

Restricted cases are never proposed: an agenda would show that they exist. Their custodian puts them forward by hand.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

from django.db.models import Max, Q

from lanthorn.casework.cases.models import Case
from lanthorn.casework.look.templatetags.look import day
from lanthorn.casework.panels.models import AgendaItem, Meeting, Outcome, SubjectKind


@dataclass(frozen=True)
class Proposed:
    """Something for an agenda: a case with the reason, or an item carried over from an earlier meeting."""

    reason: str
    case: Case | None = None
    presenter: Any = None
    carried_from: AgendaItem | None = None


Source = Callable[[Meeting], Iterable[Proposed]]
_sources: dict[str, Source] = {}


def add_agenda_source(name: str, source: Source) -> None:
    """Add what a kind of source proposes for a meeting, or replace what one of that name proposed."""
    _sources[name] = source


def bring_up_to_date(meeting: Meeting) -> list[AgendaItem]:
    """Put on the agenda what the sources propose and no agenda holds yet. Gives the new items."""
    waiting = AgendaItem.objects.for_purpose("agenda").filter(Q(outcome=Outcome.WAITING) | Q(meeting=meeting))
    taken = set(waiting.exclude(case=None).values_list("case", flat=True))
    place = int(waiting.filter(meeting=meeting).aggregate(last=Max("place"))["last"] or 0)
    added: list[AgendaItem] = []
    for name, source in _sources.items():
        for proposed in source(meeting):
            case, earlier = proposed.case, proposed.carried_from
            if case is not None and case.pk in taken:
                continue
            place += 1
            item = AgendaItem(
                meeting=meeting, place=place, source=name, reason=proposed.reason, case=case, carried_from=earlier,
                kind=earlier.kind if earlier else SubjectKind.CHILD,
                subject=earlier.subject if earlier else "",
                about=earlier.about if earlier else None,
                presenter=_presenter(proposed),
            )  # fmt: skip
            item.save()
            added.append(item)
            if case is not None:
                taken.add(case.pk)
    return added


def _presenter(proposed: Proposed) -> Any:
    """Whoever is named, presented it before, or leads the case."""
    if proposed.presenter is None and proposed.case is not None:
        return proposed.case.owner
    return proposed.presenter


def carried_over(meeting: Meeting) -> Iterable[Proposed]:
    """Items of earlier meetings that were carried over and stand on no later agenda."""
    found = AgendaItem.objects.for_purpose("agenda").filter(
        Q(case=None) | Q(case__restricted=False, case__closed_at=None),
        outcome=Outcome.CARRIED, carried_to=None, meeting__on__lte=meeting.on,
    )  # fmt: skip
    for item in found.exclude(meeting=meeting).select_related("case", "presenter", "meeting").order_by("meeting__on"):
        reason = f"Carried over from {day(item.meeting.on)}"
        yield Proposed(reason, case=item.case, presenter=item.presenter, carried_from=item)


def referred(meeting: Meeting) -> Iterable[Proposed]:
    """Open cases with a referral that no panel has had on its agenda yet."""
    cases = _open_cases().filter(referrals__isnull=False).exclude(agenda_items__isnull=False).distinct()
    for case in cases.order_by("opened_at"):
        yield Proposed("New referral", case=case)


def to_review(meeting: Meeting) -> Iterable[Proposed]:
    """Open cases whose review falls due by the day of the meeting."""
    for case in _open_cases().filter(next_review__lte=meeting.on).order_by("next_review", "opened_at"):
        yield Proposed(f"Review due by {day(case.next_review)}", case=case)


def _open_cases() -> Any:
    found = Case.objects.for_purpose("agenda").filter(closed_at=None, restricted=False)
    return found.select_related("owner__agency")


add_agenda_source("carried", carried_over)
add_agenda_source("referral", referred)
add_agenda_source("review", to_review)
