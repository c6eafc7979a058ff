"""Make, recognise and revoke the tokens of machines. Whoever makes one is told it once; nobody can read it again."""

import hashlib
import secrets
from datetime import timedelta
from typing import Any

from django.utils import timezone

from lanthorn.casework.access.models import Agency, User
from lanthorn.casework.api.models import ServiceToken
from lanthorn.casework.audit.operations import Operation
from lanthorn.casework.audit.sealing import Subject
from lanthorn.casework.audit.watch import current_watch, note
from lanthorn.errors import LanthornError

PREFIX = "lanthorn_"
"""So that a token which somebody left in a file is found by the scanners that look for such."""
LONGEST_DAYS = 366
"""A token is made anew at least once a year: whoever leaves takes no lasting one along."""
_SECRET_BYTES = 32
_SERVICE_HOST = "service.invalid"
"""Reserved never to exist (RFC 2606): no mail reaches a service account, and no provider can vouch for one."""


class TokenRefusedError(LanthornError):
    """A token that may not be made."""


def service_account(agency: Agency) -> User:
    """The account in whose name an agency's machines read; made at first. It has no password and no role."""
    email = f"{agency.code}@{_SERVICE_HOST}"
    found = User.objects.filter(email=email).first()
    return found or User.objects.create_user(
        email, name=f"Machine of {agency.name}", job="Service account", agency=agency
    )


def is_service_account(user: User) -> bool:
    """Whether this is a machine's account and not a person's."""
    return user.email.endswith(f"@{_SERVICE_HOST}")


def make(user: User, purpose: str, days: int, *, takes_records: bool, by: Any) -> tuple[ServiceToken, str]:
    """A new token for that account, and its text, which is shown once.

    Raises TokenRefusedError for one's own account, for one that lasts too long, and where a person is to take records.
    """
    if user.pk == by.pk:
        raise TokenRefusedError("Nobody makes a token for themselves: ask another administrator.")
    if not 1 <= days <= LONGEST_DAYS:
        raise TokenRefusedError(f"A token holds from 1 to {LONGEST_DAYS} days.")
    if takes_records and not is_service_account(user):
        raise TokenRefusedError("Records for the profile are taken by an agency's service account, not by a person.")
    text = PREFIX + secrets.token_urlsafe(_SECRET_BYTES)
    token = ServiceToken.objects.create(
        user=user, purpose=purpose, takes_records=takes_records, digest=_digest(text), created_by=by,
        expires_at=timezone.now() + timedelta(days=days),
    )  # fmt: skip
    _note(token, "user", "purpose", "takes_records", "expires_at")
    current_watch().because(purpose, recipients=[user.agency_code])
    return token, text


def revoke(token: ServiceToken, *, by: Any) -> None:
    """End a token at once. One that has ended already stays as it is."""
    if token.revoked_at is None:
        token.revoked_at, token.revoked_by = timezone.now(), by
        token.save(update_fields=["revoked_at", "revoked_by"])
        _note(token, "revoked_at", "revoked_by")


def recognise(header: str) -> ServiceToken | None:
    """The standing token that an Authorization header bears; None for any other header."""
    scheme, _, text = header.partition(" ")
    if scheme.lower() != "bearer" or not text.startswith(PREFIX):
        return None
    return ServiceToken.objects.standing().select_related("user__agency").filter(digest=_digest(text)).first()


def _digest(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()


def _note(token: ServiceToken, *fields: str) -> None:
    subjects = (Subject("servicetoken", token.pk), Subject("user", token.user_id))
    note(Operation.CONFIGURATION, subjects, [f"servicetoken.{name}" for name in fields])
