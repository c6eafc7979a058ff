"""`manage.py change_keys`: finish a change of the audit's keys, so that the earlier ones can be put away."""

from typing import Any

from django.core.management.base import BaseCommand
from django.db import transaction

from lanthorn.casework.audit.operations import Operation
from lanthorn.casework.audit.recording import Actor, record
from lanthorn.casework.audit.sealing import wrap_anew


class Command(BaseCommand):
    """Wraps every subject's key with today's sealing key, and adds an event, whose hash is under today's chain key."""

    help = "Wrap the keys of the audit's subjects anew, after a change of the sealing key or of the chain key."

    def handle(self, *_: Any, **__: Any) -> None:
        """All of them, or none."""
        with transaction.atomic():
            count = wrap_anew()
            record(Operation.CONFIGURATION, "operations.keys_changed", Actor())
        self.stdout.write(f"{count} keys were wrapped anew. The next event of the audit is under today's chain key.")
