"""Who has looked at a case: every event of it, edit-mode opens and emergencies included, for its circle to read."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from lanthorn.casework.access.models import Agency, User
from lanthorn.casework.access.register import entry_of
from lanthorn.casework.audit.models import AuditEvent
from lanthorn.casework.audit.sealing import Subject, token_if_known
from lanthorn.casework.cases.models import Case


@dataclass(frozen=True)
class Look:
    """One event as its readers see it."""

    at: datetime
    who: str
    agency: str
    what: str
    page: str


def looks_at(case: Case, first: int = 0, most: int = 50) -> list[Look]:
    """The latest events of a case or of its child, newest first, from place `first`."""
    known = (token_if_known(Subject("case", case.pk)), token_if_known(Subject("person", case.person_id)))
    tokens = [token for token in known if token is not None]
    events = list(
        AuditEvent.objects.filter(subjects__token__in=tokens).order_by("-sequence").distinct()[first : first + most]
    )
    names = _names(event.user_id for event in events if event.user_id)
    agencies = dict(Agency.objects.filter(pk__in={event.agency for event in events}).values_list("code", "name"))
    return [
        Look(
            event.at,
            names.get(event.user_id, "The system") if event.user_id else "The system",
            agencies.get(event.agency, event.agency),
            event.get_operation_display(),
            _words(event.act),
        )
        for event in events
    ]


def _words(act: str) -> str:
    """What a page is called, as its entry on the register says; its name where that says nothing."""
    entry = entry_of(act)
    return entry.says if entry and entry.says else act


def _names(users: Iterable[UUID]) -> dict[UUID, str]:
    return {user.pk: user.name for user in User.objects.filter(pk__in=set(users))}
