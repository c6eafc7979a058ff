"""`manage.py write_decisions FOLDER`: what was decided, and what came of screening, for `lanthorn identify`."""

import csv
import io
import os
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from lanthorn.casework.access.models import User
from lanthorn.casework.audit.operations import Operation
from lanthorn.casework.audit.recording import Actor
from lanthorn.casework.audit.watch import watching
from lanthorn.casework.considered.giving import decision_rows, screened_rows
from lanthorn.casework.considered.reading import DECIDED_HEADINGS, SCREENED_HEADINGS
from lanthorn.casework.considered.taking import TAKERS

_OWNER_ONLY = 0o600


class Command(BaseCommand):
    """Writes decided.csv and screened.csv, for their owner alone. No name, no date of birth, no words of a reason."""

    help = "Write what was decided about children on lists, for lanthorn identify --decided and --screened."

    def add_arguments(self, parser: CommandParser) -> None:
        """Where to, and who answers for it."""
        parser.add_argument("folder", type=Path, help="a folder for decided.csv and screened.csv")
        parser.add_argument("--by", required=True, help="work address of whoever answers for giving it")

    def handle(self, *_: Any, folder: Path, by: str, **__: Any) -> None:
        """Write both, each whole, as a disclosure to whoever makes the lists."""
        user = User.objects.filter(email=by, is_active=True).first()
        if user is None or not user.holds(*TAKERS):
            raise CommandError("Nobody with this work address may answer for it: give that of the front door.")
        folder.mkdir(parents=True, exist_ok=True)
        with watching("considered.write_decisions", Actor(user.pk, user.agency_code)) as watch:
            watch.because(
                "So that children on whom somebody decided do not return", lawful_basis="safeguarding",
                recipients=["lanthorn identify"],
            )  # fmt: skip
            watch.writes_as = Operation.DISCLOSURE
            decided, screened = decision_rows(), screened_rows()
            _write(folder / "decided.csv", DECIDED_HEADINGS, decided)
            _write(folder / "screened.csv", SCREENED_HEADINGS, screened)
        self.stdout.write(f"{len(decided):,} decisions, {len(screened):,} screenings. Written: {folder}")


def _write(path: Path, headings: Sequence[str], rows: Iterable[Sequence[str]]) -> None:
    text = io.StringIO(newline="")
    writer = csv.writer(text)
    writer.writerow(headings)
    writer.writerows(rows)
    making = path.with_name(f".{path.name}.making")
    with os.fdopen(os.open(making, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, _OWNER_ONLY), "w", newline="") as target:
        target.write(text.getvalue())
    making.replace(path)
