"""Who has looked at a case: every event of it, edit-mode opens and emergencies included, for its circle to read."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from lanthorn.casework.access.models import User
from lanthorn.casework.audit.models import AuditEvent
from lanthorn.casework.audit.sealing import Subject, token_if_known


@dataclass(frozen=True)
class Look:
    """One event as its readers see it."""

    at: datetime
    who: str
    agency: str
    what: str
    page: str


def looks_at(case: UUID, first: int = 0, most: int = 50) -> list[Look]:
    """The latest events of a case, newest first, from place `first`."""
    token = token_if_known(Subject("case", case))
    if token is None:
        return []
    events = list(
        AuditEvent.objects.filter(subjects__token=token).order_by("-sequence").distinct()[first : first + most]
    )
    names = _names(event.user_id for event in events if event.user_id)
    return [
        Look(
            event.at,
            names.get(event.user_id, "The system") if event.user_id else "The system",
            event.agency,
            event.get_operation_display(),
            event.act,
        )
        for event in events
    ]


def _names(users: Iterable[UUID]) -> dict[UUID, str]:
    return {user.pk: user.name for user in User.objects.filter(pk__in=set(users))}
