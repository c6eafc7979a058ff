"""Tell a user that something waits: a notice inside, and a mail that says only to come and look."""

from typing import Any
from uuid import UUID

from django.core.mail import send_mail
from django.db import transaction

from lanthorn.casework.notices.models import Notice, NoticeKind

SUBJECT = "Something waits for you"
BODY = (
    "Something waits for you in the casework system. Sign in to read it.\n\nThis message names no case and no person.\n"
)


def tell(user: Any, kind: NoticeKind, *, page: str, about: UUID | None = None) -> Notice:
    """Make the notice, and send the mail once the act that caused it is kept."""
    notice = Notice.objects.create(user=user, kind=kind, page=page, about=about)
    address = user.email

    def send() -> None:
        send_mail(SUBJECT, BODY, None, [address], fail_silently=False)

    transaction.on_commit(send, robust=True)
    return notice
