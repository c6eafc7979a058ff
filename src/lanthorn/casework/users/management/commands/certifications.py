"""`manage.py certifications`: once a day, tell whoever confirms access that people wait to be confirmed."""

from typing import Any

from django.core.management.base import BaseCommand

from lanthorn.casework.access.holding import holders
from lanthorn.casework.access.models import Role
from lanthorn.casework.audit.recording import Actor
from lanthorn.casework.audit.watch import watching
from lanthorn.casework.notices.models import Notice, NoticeKind
from lanthorn.casework.notices.telling import tell
from lanthorn.casework.users.scope import to_confirm


class Command(BaseCommand):
    """Tells each of them once, until they have opened the notice."""

    help = "Tell contact points and administrators that people wait to be confirmed. Run it once a day."

    def handle(self, *_: Any, **__: Any) -> None:
        """Tell them, and say how many."""
        told = 0
        with watching("users.certifications", Actor()):
            for manager in holders(Role.CONTACT_POINT, Role.ADMINISTRATOR):
                unread = Notice.objects.filter(user=manager, kind=NoticeKind.ACCESS_TO_CONFIRM, read_at=None)
                if to_confirm(manager).exists() and not unread.exists():
                    tell(manager, NoticeKind.ACCESS_TO_CONFIRM, page="users:list")
                    told += 1
        self.stdout.write(f"People told that access waits to be confirmed: {told}.")
