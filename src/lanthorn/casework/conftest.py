"""For the tests of the casework: their settings, the made-up partnership, and a way to sign in as each of its people.

pytest-django is told its settings here and not in pyproject.toml, so that the other rooms' tests need no Django.
"""

import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

import pytest

os.environ["DJANGO_SETTINGS_MODULE"] = "lanthorn.casework.settings.test"
os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "1"  # Playwright runs an event loop in the thread of the test

import django

django.setup()

from allauth.account.internal.flows.login import record_authentication
from django.core.cache import cache, caches
from django.core.management.commands import flush
from django.db import connection, transaction
from django.http import HttpRequest
from django.test import Client
from django.test.utils import setup_databases, teardown_databases
from django.utils import timezone

from lanthorn.casework.access.models import User
from lanthorn.casework.audit.chain import GENESIS, head_seal
from lanthorn.casework.audit.models import AuditHead
from lanthorn.casework.audit.recording import Actor
from lanthorn.casework.audit.triggers import create_triggers, drop_triggers
from lanthorn.casework.audit.watch import Watch, watching
from lanthorn.casework.demonstration.loading import Loaded, plant

PASSWORD = "a password for the tests"  # noqa: S105 - of made-up people in a database of a minute


@pytest.fixture(scope="session")
def django_db_setup(
    django_test_environment: None, django_db_blocker: Any, django_db_modify_db_settings: None
) -> Iterator[None]:
    """The database of the tests. pytest-django's own makes none where no test asks for `db`, as with `shared_world`."""
    with django_db_blocker.unblock():
        made = setup_databases(verbosity=0, interactive=False)
    yield
    with django_db_blocker.unblock():
        caches.close_all()  # the counts have a connection of their own, and a database in use is not taken away
        teardown_databases(made, verbosity=0)


@pytest.fixture(scope="session", autouse=True)
def _empty_the_audit_between_browser_tests() -> Iterator[None]:
    """A test with a real server empties the database at its end, which the triggers rightly refuse: lift them then."""
    ordinary = flush.Command.handle

    def handle(self: Any, **options: Any) -> None:
        drop_triggers(connection)
        try:
            ordinary(self, **options)
        finally:
            AuditHead.objects.get_or_create(
                id=1, defaults={"sequence": 0, "hash": GENESIS, "seal": head_seal(0, GENESIS)}
            )
            create_triggers(connection)

    flush.Command.handle = handle  # type: ignore[method-assign] # for the tests only
    yield
    flush.Command.handle = ordinary  # type: ignore[method-assign] # put back


@pytest.fixture
def world(db: None) -> Loaded:
    """The made-up partnership: users and cases. Nothing counts towards a limit yet."""
    cache.clear()
    return plant(PASSWORD)


@pytest.fixture(scope="module")
def shared_world(django_db_setup: None, django_db_blocker: Any) -> Iterator[Loaded]:
    """The made-up partnership, planted once for all tests of a module, none of which asks for `db` or `world`.

    Together with `undone`, which takes back what each test does.
    """
    with django_db_blocker.unblock(), transaction.atomic():
        yield plant(PASSWORD)
        transaction.set_rollback(True)


@pytest.fixture
def undone(shared_world: Loaded) -> Iterator[None]:
    """What a test does to the shared world is taken back after it."""
    with transaction.atomic():
        yield
        transaction.set_rollback(True)


def sign_in(user: User, *, again: bool = False) -> Client:
    """A client signed in as this user with a second factor; `again` means that they signed in again just now."""
    client = Client()
    client.force_login(user, backend="allauth.account.auth_backends.AuthenticationBackend")
    session = client.session
    request = HttpRequest()
    request.session = session
    record_authentication(request, user, method="mfa", type="totp", **({"reauthenticated": True} if again else {}))
    session["began"] = timezone.now().isoformat()
    session.save()
    return client


@pytest.fixture
def as_user(world: Loaded) -> Callable[..., Client]:
    """Sign in as one of the made-up people, by their key, and get a client."""
    return lambda key, again=False: sign_in(world.users[key], again=again)


@pytest.fixture
def watched() -> Callable[[], Any]:
    """Watch what a test loads or saves by itself, as a request would be watched."""

    @contextmanager
    def watch() -> Iterator[Watch]:
        with watching("test", Actor()) as one:
            yield one

    return watch
