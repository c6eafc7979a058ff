"""`manage.py change_keys`: finish a change of the audit's keys, so that the earlier ones can be put away."""

from typing import Any

from django.core.management.base import BaseCommand
from django.db import transaction

from lanthorn.casework.accounts.sealed import seal_anew
from lanthorn.casework.audit.operations import Operation
from lanthorn.casework.audit.recording import Actor, record
from lanthorn.casework.audit.sealing import wrap_anew


class Command(BaseCommand):
    """Puts subjects' keys and second factors under today's sealing key; adds an event under today's chain key."""

    help = "Seal subjects' keys and second factors anew, after a change of the sealing key or of the chain key."

    def handle(self, *_: Any, **__: Any) -> None:
        """All of them, or none."""
        with transaction.atomic():
            count, factors = wrap_anew(), seal_anew()
            record(Operation.CONFIGURATION, "operations.keys_changed", Actor())
        self.stdout.write(
            f"{count} keys were wrapped anew and {factors} second factors sealed anew. "
            "The next event of the audit is under today's chain key."
        )
