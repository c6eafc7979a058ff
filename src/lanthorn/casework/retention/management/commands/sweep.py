"""`manage.py sweep`: once a day, empty drafts never sent, remove old notices, sessions and counts that are over."""

from typing import Any

from django.core.management import call_command
from django.core.management.base import BaseCommand

from lanthorn.casework.accounts.counting import forget_what_counts_no_more
from lanthorn.casework.audit.recording import Actor
from lanthorn.casework.audit.watch import current_watch, watching
from lanthorn.casework.retention.sweeping import sweep


class Command(BaseCommand):
    """Whatever needs a decision stays: it is listed on the page of retention."""

    help = "Empty drafts never sent and remove old notices. Run it once a day."

    def handle(self, *_: Any, **__: Any) -> None:
        """Sweep, and say how much went."""
        with watching("retention.sweep", Actor()):
            current_watch().because("The retention schedule")
            drafts, notices = sweep()
        forget_what_counts_no_more()
        call_command("clearsessions")
        self.stdout.write(f"Drafts emptied: {drafts}. Notices removed: {notices}.")
