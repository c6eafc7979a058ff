"""`manage.py first_administrator`: the first agency and its administrator, who invites everybody else."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.urls import reverse

from lanthorn.casework.access.holding import holders
from lanthorn.casework.access.models import Agency, AgencyKind, Role, RoleHolding, User
from lanthorn.casework.audit.operations import Operation
from lanthorn.casework.audit.recording import Actor
from lanthorn.casework.audit.sealing import Subject
from lanthorn.casework.audit.watch import current_watch, watching
from lanthorn.casework.users.inviting import new_invitation


class Command(BaseCommand):
    """Refused where an administrator is there already: they invite others, so that nobody gives themselves a role."""

    help = "Make the first administrator. Prints the page and the code by which they choose a password."

    def add_arguments(self, parser: CommandParser) -> None:
        """Who they are and for whom they work."""
        parser.add_argument("email")
        parser.add_argument("name")
        parser.add_argument("--agency", required=True, help="Short code of their agency, for example riverside-care.")
        parser.add_argument("--agency-name", required=True)
        parser.add_argument("--kind", choices=AgencyKind.values, default=AgencyKind.SOCIAL_CARE.value)
        parser.add_argument("--area", default="", help="Code of the local authority it serves, if one only.")

    def handle(self, *_: Any, **options: Any) -> None:
        """Make them, and print how they get in."""
        if holders(Role.ADMINISTRATOR).exists():
            raise CommandError("There is an administrator already. They invite others on the page People with access.")
        with watching("users.first_administrator", Actor()):
            agency, _made = Agency.objects.get_or_create(
                code=options["agency"],
                defaults={"name": options["agency_name"], "kind": options["kind"], "area": options["area"]},
            )
            user = User.objects.create_user(options["email"].lower(), name=options["name"], agency=agency)
            RoleHolding.objects.create(user=user, role=Role.ADMINISTRATOR)
            current_watch().note(Operation.CONFIGURATION, [Subject("user", user.pk)], ["user.roles"])
            invitation, code = new_invitation(user, by=None)
        page = reverse("users:invitation", args=[invitation.pk])
        self.stdout.write(f"They open {page} on this service within seven days and enter the code {code}.")
