"""Tokens of machines for the tests that walk every page, and clients that show one."""

from datetime import timedelta
from secrets import token_urlsafe
from typing import Any

from django.test import Client
from django.utils import timezone

from lanthorn.casework.access.models import User
from lanthorn.casework.api.models import ServiceToken
from lanthorn.casework.api.tokens import PREFIX, _digest, service_account


def a_token(user: User, by: User, **changed: Any) -> tuple[ServiceToken, str]:
    """A token of that account, as an administrator made it, and its text."""
    text = PREFIX + token_urlsafe(32)
    told: dict[str, Any] = {"purpose": "A test", "expires_at": timezone.now() + timedelta(days=1), "created_by": by}
    return ServiceToken.objects.create(user=user, digest=_digest(text), **(told | changed)), text


def machine(text: str) -> Client:
    """A client that shows this token."""
    return Client(headers={"authorization": f"Bearer {text}"})


def machine_of(user: User) -> Client:
    """A client that shows a token of this account: one that takes records where the account was planted to do so."""
    by = User.objects.filter(role_holdings__role="administrator").exclude(pk=user.pk).first() or _other(user)
    planted = getattr(user, "service_token", None)
    return machine(a_token(user, by, takes_records=planted is not None and planted.takes_records)[1])


def plant_machine(users: dict[str, User]) -> User:
    """The service account of the social care agency, with a token that takes records."""
    account = service_account(users["administrator"].agency)
    account.service_token = a_token(account, users["administrator"], takes_records=True)[0]  # type: ignore[attr-defined] # as the middleware does
    return account


def _other(user: User) -> User:
    found = User.objects.exclude(pk=user.pk).first()
    assert found is not None
    return found
