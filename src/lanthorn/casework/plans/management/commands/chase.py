"""`manage.py chase`: once a day, remind owners, pass on what stays overdue, and notice cases gone quiet."""

from typing import Any

from django.core.management.base import BaseCommand
from django.utils import timezone

from lanthorn.casework.audit.recording import Actor
from lanthorn.casework.audit.watch import current_watch, watching
from lanthorn.casework.plans.chasing import chase, notice_quiet


class Command(BaseCommand):
    """Tells each person once a level, however often it is run."""

    help = "Chase overdue actions and notice cases gone quiet. Run it once each working day."

    def handle(self, *_: Any, **__: Any) -> None:
        """Chase, and say how many were told."""
        today = timezone.localdate()
        with watching("plans.chase", Actor()):
            current_watch().because("Daily chasing of actions and quiet cases")
            told, quiet = chase(today), notice_quiet(today)
        self.stdout.write(f"People told of overdue actions: {told}. Cases newly quiet: {quiet}.")
