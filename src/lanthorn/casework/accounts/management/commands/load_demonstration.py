"""`manage.py load_demonstration`: the made-up partnership, and the list of its users."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError

from lanthorn.casework.access.models import User
from lanthorn.casework.demonstration.loading import load, new_password
from lanthorn.errors import LanthornError


class Command(BaseCommand):
    """Loads once; prints the users and a new shared password each time."""

    help = "Load the made-up partnership. In the development profile only."

    def handle(self, *_: Any, **__: Any) -> None:
        """Load and print."""
        try:
            loaded = load()
            password = loaded.password if loaded else new_password()
        except LanthornError as refusal:
            raise CommandError(str(refusal)) from refusal
        self.stdout.write("Made-up users, one password for all (the page /demonstration needs none):")
        self.stdout.write(f"  password: {password}")
        for user in User.objects.order_by("agency__name", "name"):
            self.stdout.write(f"  {user.email:<45} {user.name}, {user.job}")
