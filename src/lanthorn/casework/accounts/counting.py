"""Django's cache as the limits use it, kept in the database: all processes and all machines count together.

On PostgreSQL it has a connection of its own, so that a count stays where the page's own transaction is undone, and
nobody waits for another's sign-in to end. SQLite lets one writer in at a time, and so keeps to that of the page.
"""

import hmac
import json
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.core.cache.backends.base import DEFAULT_TIMEOUT, BaseCache
from django.db import connection, connections
from django.utils import timezone

from lanthorn.casework.accounts.models import Counted

if TYPE_CHECKING:
    from django.db.backends.base.base import BaseDatabaseWrapper

_FOR_EVER = datetime(9999, 1, 1, tzinfo=UTC)
_PUT = """
    insert into accounts_counted (key, value, ends) values (%s, %s, %s)
    on conflict (key) do update set value = excluded.value, ends = excluded.ends
"""


class CountsInDatabase(BaseCache):
    """What Django asks of a cache. Values are kept as JSON: nothing that is read back is run."""

    def __init__(self, _: str, params: dict[str, Any]) -> None:
        super().__init__(params)
        self._own: BaseDatabaseWrapper | None = None

    def add(self, key: str, value: Any, timeout: Any = DEFAULT_TIMEOUT, version: int | None = None) -> bool:
        """Keep it where nothing is kept that still counts; in one statement, so that of two only one does."""
        only_over = f"{_PUT} where accounts_counted.ends <= %s"
        values = [*self._row(key, value, timeout, version), self._now()]
        with self._cursor() as cursor:
            cursor.execute(only_over, values)
            return bool(cursor.rowcount == 1)

    def get(self, key: str, default: Any = None, version: int | None = None) -> Any:
        """What is kept and still counts."""
        with self._cursor() as cursor:
            asked = [self._name(key, version), self._now()]
            cursor.execute("select value from accounts_counted where key = %s and ends > %s", asked)
            row = cursor.fetchone()
        return default if row is None else json.loads(row[0])

    def set(self, key: str, value: Any, timeout: Any = DEFAULT_TIMEOUT, version: int | None = None) -> None:
        """Keep it, whatever was kept."""
        with self._cursor() as cursor:
            cursor.execute(_PUT, self._row(key, value, timeout, version))

    def touch(self, key: str, timeout: Any = DEFAULT_TIMEOUT, version: int | None = None) -> bool:
        """Have it count until another moment."""
        values = [self._stored(self._ends(timeout)), self._name(key, version), self._now()]
        with self._cursor() as cursor:
            cursor.execute("update accounts_counted set ends = %s where key = %s and ends > %s", values)
            return bool(cursor.rowcount)

    def delete(self, key: str, version: int | None = None) -> bool:
        """Forget it."""
        with self._cursor() as cursor:
            cursor.execute("delete from accounts_counted where key = %s", [self._name(key, version)])
            return bool(cursor.rowcount)

    def clear(self) -> None:
        """Forget all."""
        with self._cursor() as cursor:
            cursor.execute("delete from accounts_counted")

    def close(self, **_: Any) -> None:
        """Give the connection back. Django asks for this at the end of every request."""
        if self._own is not None:
            self._own.close()
            self._own = None

    @contextmanager
    def _cursor(self) -> Iterator[Any]:
        if connection.vendor == "postgresql" and self._own is None:
            self._own = connections.create_connection("default")
        with (self._own or connection).cursor() as cursor:
            yield cursor

    def _row(self, key: str, value: Any, timeout: Any, version: int | None) -> list[Any]:
        return [self._name(key, version), json.dumps(value), self._stored(self._ends(timeout))]

    def _name(self, key: str, version: int | None) -> str:
        return hmac.digest(settings.SECRET_KEY.encode(), self.make_key(key, version).encode(), "sha256").hex()

    def _ends(self, timeout: Any) -> datetime:
        seconds = self.default_timeout if timeout is DEFAULT_TIMEOUT else timeout
        return _FOR_EVER if seconds is None else timezone.now() + timedelta(seconds=seconds)

    def _now(self) -> Any:
        return self._stored(timezone.now())

    def _stored(self, moment: datetime) -> Any:
        return connection.ops.adapt_datetimefield_value(moment)


def forget_what_counts_no_more() -> int:
    """Remove what is over, once a day. Gives how many there were."""
    return Counted.objects.filter(ends__lte=timezone.now()).delete()[0]
