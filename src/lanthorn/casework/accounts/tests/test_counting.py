"""Limits hold for all processes together: each counts in the database, and where no address or name can be read."""

import subprocess
import sys
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from typing import Any

import pytest
from django.core.cache import cache, caches
from django.db import connection, transaction
from django.test import Client
from django.utils import timezone

from lanthorn.casework.accounts.counting import CountsInDatabase, forget_what_counts_no_more
from lanthorn.casework.accounts.models import Counted
from lanthorn.casework.conftest import PASSWORD
from lanthorn.casework.demonstration.loading import Loaded
from lanthorn.casework.tests.serving import Installation, own_installation

FAIL = """
from django.test import Client
from django.conf import settings
settings.ALLOWED_HOSTS = ["testserver"]
said = [Client().post("/sign-in", {"login": "nobody@agency.example", "password": "wrong"}).content.decode()
        for _ in range(3)]
print(sum("Too many failed" in one for one in said))
"""


@pytest.fixture(scope="module")
def installation(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Installation]:
    with own_installation(tmp_path_factory.mktemp("counting")) as made:
        made.manage("migrate", "-v0")
        yield made


def test_failed_sign_ins_of_two_processes_count_together(installation: Installation) -> None:
    """Five are allowed in five minutes: the sixth of them is stopped, whichever process is asked."""
    assert installation.run(FAIL).split() == ["0"]
    assert installation.run(FAIL).split() == ["1"]


def test_of_many_processes_that_use_one_code_at_once_one_does(installation: Installation) -> None:
    use = "from django.core.cache import cache; print(cache.add('a code that was used', 'y', 60))"
    command = [sys.executable, "-m", "lanthorn.casework.manage", "shell", "-v0", "--no-imports", "-c", use]

    def one(_: int) -> str:
        done = subprocess.run(command, env=installation.environment, capture_output=True, text=True, check=True)
        return done.stdout.strip()

    with ThreadPoolExecutor(3) as pool:
        assert sorted(pool.map(one, range(3))) == ["False", "False", "True"]


def test_no_address_and_no_name_can_be_read_from_what_is_counted(world: Loaded) -> None:
    cache.clear()
    Client().post("/sign-in", {"login": world.users["teacher"].email, "password": "a wrong one"})
    Client().post("/sign-in", {"login": world.users["teacher"].email, "password": PASSWORD})
    kept = str(list(Counted.objects.values()))
    assert Counted.objects.exists()
    assert "127.0.0.1" not in kept
    assert "hill-school" not in kept


def test_what_is_over_counts_no_more_and_is_removed(db: None) -> None:
    cache.clear()
    cache.set("over", 1, timeout=-1)
    cache.set("lasts", [1.5, "text"], timeout=60)
    cache.set("for ever", True, timeout=None)
    assert (cache.get("over"), cache.get("lasts"), cache.get("for ever")) == (None, [1.5, "text"], True)
    assert cache.add("over", 2, timeout=60), "what is over does not stand in the way"
    assert not cache.add("over", 3, timeout=60)
    assert cache.touch("over", timeout=-1)
    assert not cache.touch("over", timeout=60)
    assert forget_what_counts_no_more() == 1
    assert cache.delete("lasts")
    assert not cache.delete("lasts")
    assert list(Counted.objects.filter(ends__lt=timezone.now() + timedelta(days=1))) == []


@pytest.mark.django_db(transaction=True)
def test_a_count_stays_where_the_page_that_counted_is_undone() -> None:
    """On PostgreSQL. SQLite has one writer at a time: there a count is undone with its page."""
    cache.clear()
    with transaction.atomic():
        cache.set("tried", 1, timeout=60)
        transaction.set_rollback(True)
    assert cache.get("tried") == (1 if connection.vendor == "postgresql" else None)
    cache.clear()


def test_every_installation_counts_so(db: None) -> None:
    assert isinstance(caches["default"], CountsInDatabase)


def test_behind_the_web_server_the_address_that_it_names_counts_and_none_that_a_browser_sends(
    world: Loaded, settings: Any
) -> None:
    """As on gunicorn's socket, where no network address is known."""
    settings.ALLAUTH_TRUSTED_PROXY_COUNT = 1

    def tried(forwarded: str, number: int) -> str:
        sent = {"login": f"nobody{number}@agency.example", "password": "wrong"}
        client = Client(REMOTE_ADDR="", HTTP_X_FORWARDED_FOR=forwarded)
        return client.post("/sign-in", sent).content.decode()

    said = [tried(f"198.51.100.{number}, 203.0.113.1", number) for number in range(11)]
    assert ["Too many failed" in one for one in said] == [False] * 10 + [True]
    assert "Too many failed" not in tried("203.0.113.2", 11)
