"""Sign-in, sign-out, refused sign-ins and changes of second factors, each as an event."""

from typing import Any
from uuid import uuid4

from allauth.mfa.models import Authenticator
from django.contrib.auth.signals import user_logged_in, user_logged_out, user_login_failed
from django.db import transaction
from django.db.models.signals import post_delete, post_save
from django.dispatch import receiver

from lanthorn.casework.audit.operations import Operation
from lanthorn.casework.audit.recording import Actor, record
from lanthorn.casework.audit.sealing import Subject


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


@receiver(post_save, sender=Authenticator)
def second_factor_added(sender: object, instance: Authenticator, created: bool, **_: object) -> None:
    """A second factor was added. The library's own signal comes only after its transaction; this one within it."""
    if created:
        _keep(Operation.CONFIGURATION, "accounts.second_factor_added", instance.user)


@receiver(post_delete, sender=Authenticator)
def second_factor_removed(sender: object, instance: Authenticator, **_: object) -> None:
    """A second factor was removed."""
    _keep(Operation.CONFIGURATION, "accounts.second_factor_removed", instance.user)


@receiver(post_save, sender="access.RoleHolding")
def role_changed(sender: object, instance: Any, **_: object) -> None:
    """A role was given or ended: by whom, to whom."""
    with transaction.atomic():
        record(
            Operation.CONFIGURATION,
            "access.role_changed",
            Actor(instance.given_by_id),
            subjects=[Subject("user", instance.user_id)],
            fields=["roleholding.role", "roleholding.ends"],
        )
