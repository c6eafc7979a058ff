"""`manage.py restore FILE`: put a back-up into an empty database, and verify its audit against the head kept."""

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from lanthorn.casework.audit.chain import verify
from lanthorn.casework.operations.copying import BackUpError, read_back_up, restore


class Command(BaseCommand):
    """Exits non-zero where the file was changed, where the database is not empty, or where the audit is not whole."""

    help = "Restore a back-up into an empty database."
    requires_system_checks: list[str] = []  # an empty database is what it is for

    def add_arguments(self, parser: CommandParser) -> None:
        """Which one."""
        parser.add_argument("file", type=Path, help="A file that back_up wrote, its .json beside it.")

    def handle(self, *_: Any, **options: Any) -> None:
        """Restore and verify."""
        try:
            kept = read_back_up(options["file"])
            restore(kept)
        except (BackUpError, OSError) as fault:
            raise CommandError(str(fault)) from fault
        verification = verify(kept.head)
        faults = list(verification.faults)
        if verification.head != kept.head:
            faults.append(f"The audit ends at event {verification.events}, expected {kept.head.sequence}.")
        if faults:
            raise CommandError("Restored, but the audit is not whole. Do not use it.\n" + "\n".join(faults))
        self.stdout.write(f"Restored. The audit is whole: {kept.head.sequence} events, head {kept.head.hash}.")
