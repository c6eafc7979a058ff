"""`manage.py chase_returns`: ask late agencies again, once. To be run every working day."""

from typing import Any

from django.core.management.base import BaseCommand
from django.utils import timezone

from lanthorn.casework.audit.recording import Actor
from lanthorn.casework.audit.watch import watching
from lanthorn.casework.returns.asking import chase


class Command(BaseCommand):
    """Chases and says how many."""

    help = "Ask agencies again whose return is due and not sent. Each is asked again once."

    def handle(self, *_: Any, **__: Any) -> None:
        """Chase."""
        with watching("returns.chase", Actor()):
            count = chase(timezone.localdate())
        self.stdout.write(f"{count} agencies were asked again.")
