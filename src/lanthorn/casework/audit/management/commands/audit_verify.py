"""`manage.py audit_verify`: read the whole audit and say whether anything was changed, cut out or moved."""

import json
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from lanthorn.casework.audit.chain import Head, verify


class Command(BaseCommand):
    """Exits non-zero, with every fault named, where the chain is not whole."""

    help = "Verify the audit chain, and against a head that was exported earlier."

    def add_arguments(self, parser: CommandParser) -> None:
        """`--head FILE`: a head that audit_head wrote."""
        parser.add_argument("--head", type=Path, help="A file that audit_head wrote, kept elsewhere.")

    def handle(self, *_: Any, **options: Any) -> None:
        """Verify and report."""
        expected = None
        if options["head"]:
            kept = json.loads(options["head"].read_text(encoding="utf-8"))
            expected = Head(kept["sequence"], kept["hash"])
        verification = verify(expected)
        if verification.faults:
            raise CommandError("The audit is not whole.\n" + "\n".join(verification.faults))
        self.stdout.write(f"The audit is whole: {verification.events} events, head {verification.head.hash}.")
