"""`manage.py take_list FOLDER --by ADDRESS`: take in a list of children to consider that `lanthorn identify` wrote."""

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from lanthorn.casework.access.models import User
from lanthorn.casework.audit.recording import Actor
from lanthorn.casework.audit.watch import watching
from lanthorn.casework.considered.reading import read_list
from lanthorn.casework.considered.taking import said_of, take
from lanthorn.errors import LanthornError


class Command(BaseCommand):
    """All of a list, or nothing of it."""

    help = (
        "Take in a list of children to consider. Whoever answers for it must be at the front door, or a contact point."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        """The folder, and who answers for it."""
        parser.add_argument("folder", type=Path, help="what lanthorn identify --out wrote")
        parser.add_argument("--by", required=True, help="work address of whoever answers for taking it in")

    def handle(self, *_: Any, folder: Path, by: str, **__: Any) -> None:
        """Read it, take it in, and say how many."""
        user = User.objects.filter(email=by, is_active=True).first()
        if user is None:
            raise CommandError("Nobody with this work address can sign in. Give the address of a user.")
        try:
            read = read_list(folder)
            with watching("considered.take_list", Actor(user.pk, user.agency_code)):
                taken = take(read, by=user)
        except LanthornError as refusal:
            raise CommandError(str(refusal)) from refusal
        self.stdout.write(said_of(taken))
