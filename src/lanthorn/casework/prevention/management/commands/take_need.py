"""`manage.py take_need FOLDER --by ADDRESS`: take in what a publication of the profile says by authority."""

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from lanthorn.casework.access.models import User
from lanthorn.casework.audit.recording import Actor
from lanthorn.casework.audit.watch import watching
from lanthorn.casework.prevention.models import READERS, RecordedNeed
from lanthorn.casework.prevention.need import read_need
from lanthorn.errors import LanthornError


class Command(BaseCommand):
    """The counts of one publication, all or none."""

    help = "Take in recorded offences, victims and missing reports by authority, from a publication of the profile."

    def add_arguments(self, parser: CommandParser) -> None:
        """The folder, and who takes it in."""
        parser.add_argument("folder", type=Path, help="the publication that lanthorn profile wrote")
        parser.add_argument("--by", required=True, help="work address of whoever takes it in")

    def handle(self, *_: Any, folder: Path, by: str, **__: Any) -> None:
        """Read it and keep it."""
        user = User.objects.filter(email=by, is_active=True).first()
        if user is None or not user.holds(*READERS):
            raise CommandError("Nobody with this work address may take it in. Give the address of a practitioner.")
        try:
            published = read_need(folder)
        except LanthornError as refusal:
            raise CommandError(str(refusal)) from refusal
        with watching("prevention.take_need", Actor(user.pk, user.agency_code)):
            RecordedNeed(title=published.title, rows=published.rows, taken_by=user).save()
        self.stdout.write(f"Taken in: {published.title}, {len(published.rows)} authorities.")
