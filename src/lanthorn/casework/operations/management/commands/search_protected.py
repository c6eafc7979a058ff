"""`manage.py search_protected FILE …` says whether a protected address stands in a log, an export or a kept mail.

It needs no made-up record among real ones: it searches for the addresses that must not be there (decision 0089).
"""

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from lanthorn.casework.audit.operations import Operation
from lanthorn.casework.audit.recording import Actor
from lanthorn.casework.audit.sealing import Subject
from lanthorn.casework.audit.watch import current_watch, watching
from lanthorn.casework.people.models import Address
from lanthorn.casework.sightings.noticing import stands_in


class Command(BaseCommand):
    """Names the files, never the address or whose it is; who is found is kept in the audit, sealed."""

    help = "Search files for every protected address. Ends with an error where one stands in a file."

    def add_arguments(self, parser: CommandParser) -> None:
        """The files, or folders of them."""
        parser.add_argument("paths", nargs="+", type=Path)

    def handle(self, *_: Any, paths: list[Path], **__: Any) -> None:
        """Search all, and only then say which failed."""
        files = [file for path in paths for file in (sorted(path.rglob("*")) if path.is_dir() else [path])]
        found = []
        with watching("operations.search_protected", Actor()) as watch:
            sought = list(Address.objects.for_purpose("protected addresses in answers").filter(protected=True))
            for file in files:
                if file.is_dir():
                    continue
                content = _read(file)
                standing = [one for one in sought if stands_in(one.lines, content)]
                if standing:
                    found.append(str(file))
                    watch.note(Operation.DISCLOSURE, [Subject("person", one.person_id) for one in standing], [])
            current_watch().because("Search for protected addresses")
        if found:
            raise CommandError("A protected address stands in: " + ", ".join(found))
        self.stdout.write(f"Searched {len(files)} files for {len(sought)} protected addresses: none stands there.")


def _read(file: Path) -> bytes:
    try:
        return file.read_bytes()
    except OSError as fault:
        raise CommandError(f"{file} cannot be read: {fault.strerror}.") from fault
