"""`manage.py make_figures`: once a month, make the protected figures of the twelve months that are over."""

from typing import Any

from django.core.management.base import BaseCommand
from django.utils import timezone

from lanthorn.casework.audit.recording import Actor
from lanthorn.casework.audit.watch import watching
from lanthorn.casework.dashboard.making import make


class Command(BaseCommand):
    """Makes them once, however often it is run."""

    help = "Make the protected figures of the last twelve months that are over. Run it each day; once a month it works."

    def handle(self, *_: Any, **__: Any) -> None:
        """Make them, and say which period they are of."""
        with watching("dashboard.make_figures", Actor()):
            made = make(timezone.localdate())
        self.stdout.write(f"Figures of {made.start} to {made.end}, made {made.made_at:%Y-%m-%d %H:%M}.")
