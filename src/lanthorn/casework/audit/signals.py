"""Sign-in, sign-out, refused sign-ins and changes of second factors, each as an event."""

from typing import Any
from uuid import uuid4

from allauth.mfa.signals import authenticator_added, authenticator_removed, authenticator_reset
from django.contrib.auth.signals import user_logged_in, user_logged_out, user_login_failed
from django.db import transaction
from django.dispatch import receiver

from lanthorn.casework.audit.operations import Operation
from lanthorn.casework.audit.recording import Actor, record


def _keep(operation: Operation, act: str, user: Any) -> None:
    agency = getattr(user, "agency_code", "")
    with transaction.atomic():
        record(operation, act, Actor(getattr(user, "pk", None), agency, uuid4()))


@receiver(user_logged_in)
def signed_in(sender: object, user: Any, **_: object) -> None:
    """Somebody signed in."""
    _keep(Operation.SIGN_IN, "accounts.signed_in", user)


@receiver(user_logged_out)
def signed_out(sender: object, user: Any, **_: object) -> None:
    """Somebody signed out, or was signed out by a limit."""
    if user is not None:
        _keep(Operation.SIGN_OUT, "accounts.signed_out", user)


@receiver(user_login_failed)
def refused(sender: object, **_: object) -> None:
    """A sign-in was refused. What was typed is not kept: people type passwords into the wrong field."""
    _keep(Operation.DENIAL, "accounts.sign_in_refused", None)


@receiver(authenticator_added)
@receiver(authenticator_removed)
@receiver(authenticator_reset)
def second_factor_changed(sender: object, user: Any, **_: object) -> None:
    """A second factor was added, removed or reset."""
    _keep(Operation.CONFIGURATION, "accounts.second_factor_changed", user)
