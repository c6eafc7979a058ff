"""Records for the walk over every page: somebody whose access is managed, an invitation, two drafts."""

from datetime import timedelta

from django.utils import timezone

from lanthorn.casework.audit.recording import Actor
from lanthorn.casework.audit.watch import watching
from lanthorn.casework.demonstration.loading import Loaded
from lanthorn.casework.tests.planted_steps import Steps
from lanthorn.casework.users.models import Invitation


def plant_users(steps: Steps, world: Loaded) -> None:
    """The detective of the police, whose contact point manages their access."""
    users = world.users
    invitation = Invitation.objects.create(
        user=users["detective"], by=users["contact_point"], expires_at=timezone.now() + timedelta(days=1), code="!"
    )
    with watching("test.plant", Actor()):
        steps.draft(users["contact_point"], "invite", "users:", "name", None)
        steps.draft(users["administrator"], "invite_anywhere", "users:any_", "name", None)
    steps.arguments |= {"user": users["detective"].pk, "invitation": invitation.pk}
    steps.entitled |= {"user": (users["contact_point"], users["administrator"])}
