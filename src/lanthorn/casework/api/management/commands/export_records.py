"""`manage.py export_records FOLDER --agency CODE --purpose WORDS`: the record tables as files for `lanthorn intake`."""

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from lanthorn.casework.access.models import Agency
from lanthorn.casework.api.exports import EXPORTS
from lanthorn.casework.api.reading import read_all
from lanthorn.casework.api.tokens import service_account
from lanthorn.casework.audit.recording import Actor
from lanthorn.casework.audit.watch import watching
from lanthorn.records.writing import write_records


class Command(BaseCommand):
    """Writes all tables, or none: the files become theirs only once the event of their disclosure is kept."""

    help = "Write the record tables of the casework, which name no child, as files for `lanthorn intake`."

    def add_arguments(self, parser: CommandParser) -> None:
        """Where to, for whom and what for: the audit keeps the last two."""
        parser.add_argument("folder", type=Path, help="A new or empty folder to write into.")
        parser.add_argument("--agency", required=True, help="Code of the agency that they are for.")
        parser.add_argument("--purpose", required=True, help="What they are for; kept in the audit.")

    def handle(self, *_: Any, **options: Any) -> None:
        """Write, and say how many rows."""
        agency = Agency.objects.filter(pk=options["agency"]).first()
        if agency is None:
            known = ", ".join(Agency.objects.values_list("code", flat=True))
            raise CommandError(f"There is no agency {options['agency']!r}. Expected one of {known}.")
        folder: Path = options["folder"]
        if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
            raise CommandError(f"{folder} is not an empty folder. Nothing was written.")
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        account = service_account(agency)
        files = {export.table.name: folder / f"{export.table.name}.csv" for export in EXPORTS}
        try:
            with watching("api.export_records", Actor(account.pk, account.agency_code)):
                numbers = {
                    export.table.name: write_records(
                        files[export.table.name], export.table, read_all(export, account, options["purpose"])
                    )
                    for export in EXPORTS
                }
        except BaseException:
            for path in files.values():
                path.unlink(missing_ok=True)
            raise
        for name, number in numbers.items():
            self.stdout.write(f"{name}: {number} rows")
        self.stdout.write(f"Next: lanthorn intake casework {folder} --store STORE")
