"""Setting up a second factor shows it: the code or key was checked a moment ago."""

from typing import Any

from allauth.account.internal.flows.login import record_authentication
from allauth.mfa.models import Authenticator
from allauth.mfa.signals import authenticator_added
from django.dispatch import receiver
from django.http import HttpRequest


@receiver(authenticator_added)
def shown_by_setting_up(sender: object, request: HttpRequest, user: Any, authenticator: Any, **_: object) -> None:
    """Count it for this session. Recovery codes are handed out, not shown, and do not count."""
    if authenticator.type != Authenticator.Type.RECOVERY_CODES:
        record_authentication(request, user, method="mfa", type=authenticator.type, id=authenticator.pk)
