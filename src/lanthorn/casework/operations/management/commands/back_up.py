"""`manage.py back_up FOLDER`: copy the database while it runs, with the head of the audit at that moment."""

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from lanthorn.casework.operations.copying import BackUpError, back_up


class Command(BaseCommand):
    """Prints the file that was made. Exits non-zero, and leaves nothing behind, where it could not be made."""

    help = "Back the database up into a folder."

    def add_arguments(self, parser: CommandParser) -> None:
        """Where to."""
        parser.add_argument("folder", type=Path, help="A folder on encrypted storage that only this service reads.")

    def handle(self, *_: Any, **options: Any) -> None:
        """Make it."""
        try:
            made = back_up(options["folder"])
        except (BackUpError, OSError) as fault:
            raise CommandError(str(fault)) from fault
        self.stdout.write(str(made.file))
