"""Invite a user to choose a password: a link by mail, a code from the person who invites. Each alone opens nothing.

The same way is taken by somebody who forgot their password or lost their second factor: the old ones are removed first.
"""

import secrets
from datetime import timedelta
from typing import Any
from uuid import UUID

from allauth.mfa.models import Authenticator
from django.contrib.auth.hashers import make_password
from django.core.mail import send_mail
from django.db import transaction
from django.utils import timezone

from lanthorn.casework.access.models import User
from lanthorn.casework.audit.operations import Operation
from lanthorn.casework.audit.sealing import Subject
from lanthorn.casework.audit.watch import current_watch
from lanthorn.casework.users.models import Invitation
from lanthorn.errors import LanthornError

LASTS = timedelta(days=7)
_LETTERS = "23456789CDFGHJKMPQRTVWXY"  # none is taken for another when it is read out on the telephone
_CODE_LENGTH = 10
_GROUP = 5
SUBJECT = "Your access to the casework system"
BODY = (
    "You were invited to the casework system of your partnership. Open this page within seven days:\n\n{link}\n\n"
    "You will be asked for a code. The person who invited you tells you the code; it is in no message.\n"
)


class InvitationRefusedError(LanthornError):
    """An invitation that opens nothing; the message does not say why, or for whom it was."""


def new_invitation(user: User, *, by: Any) -> tuple[Invitation, str]:
    """An invitation that replaces earlier ones, and its code, which is kept nowhere and shown once.

    Password, second factors and sessions of before end at once.
    """
    Invitation.objects.filter(user=user, ended_at=None).update(ended_at=timezone.now())
    user.set_unusable_password()
    user.sessions_end_before = timezone.now()
    user.save()
    for authenticator in Authenticator.objects.filter(user=user):
        authenticator.delete()
    code = "".join(secrets.choice(_LETTERS) for _ in range(_CODE_LENGTH))
    made = Invitation(user=user, by=by, expires_at=timezone.now() + LASTS, code=make_password(code))
    made.save()
    _noted(user, "user.invited", "user.password")
    return made, f"{code[:_GROUP]} {code[_GROUP:]}"


def send_link(invitation: Invitation, link: str) -> None:
    """Mail the link once the invitation is kept. The mail names nobody."""
    address = invitation.user.email

    def send() -> None:
        send_mail(SUBJECT, BODY.format(link=link), None, [address], fail_silently=False)

    transaction.on_commit(send, robust=True)


def usable(invitation: UUID) -> Invitation | None:
    """The invitation, if it can still be used by somebody who may come in."""
    found = Invitation.objects.select_for_update(of=("self",)).select_related("user").filter(pk=invitation).first()
    return found if found is not None and found.can_be_used and found.user.is_active else None


def accept(invitation: Invitation, code: str, password: str) -> None:
    """Choose the password. Raises InvitationRefusedError for a wrong code, which counts as one of a few tries."""
    if not invitation.is_code(code):
        invitation.tries += 1
        invitation.save()
        raise InvitationRefusedError("This is not the code. Ask the person who invited you.")
    user = invitation.user
    user.set_password(password)
    user.save()
    invitation.ended_at = timezone.now()
    invitation.save()
    _noted(user, "user.password")


def _noted(user: User, *fields: str) -> None:
    current_watch().note(Operation.CONFIGURATION, [Subject("user", user.pk)], fields)
