"""The program as its users run it: in processes of their own, on a database of their own, asked over HTTP.

On SQLite in a folder; on the server that DATABASE_URL names where the tests run on PostgreSQL.
"""

import http.client
import os
import re
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from http.cookiejar import CookieJar
from pathlib import Path
from typing import Self
from urllib.parse import urlencode, urlsplit
from uuid import uuid4

WAIT_SECONDS = 180  # a machine that runs every test at once is slow to start a server
NOT_ANSWERED = (urllib.error.URLError, http.client.HTTPException, ConnectionError, TimeoutError)


class Installation:
    """One casework with its folder and its database, run with the development settings."""

    def __init__(self, folder: Path, database_url: str) -> None:
        self.folder, self.database_url = folder / "casework", database_url

    @property
    def environment(self) -> dict[str, str]:
        """The variables of its processes: ours, without what names the tests' own settings and database."""
        kept = {name: value for name, value in os.environ.items() if name != "DJANGO_SETTINGS_MODULE"}
        return kept | {
            "DJANGO_SETTINGS_MODULE": "lanthorn.casework.settings.development",
            "LANTHORN_CASEWORK_FOLDER": str(self.folder),
            "DATABASE_URL": self.database_url,
            "PYTHONUNBUFFERED": "1",
        }

    def try_to_manage(self, *arguments: str) -> subprocess.CompletedProcess[str]:
        """Run a command of `manage.py`."""
        return subprocess.run(
            [sys.executable, "-m", "lanthorn.casework.manage", *arguments],
            env=self.environment, capture_output=True, text=True, check=False,
        )  # fmt: skip

    def manage(self, *arguments: str) -> str:
        """Run a command of `manage.py` that must succeed, and give what it prints."""
        done = self.try_to_manage(*arguments)
        assert done.returncode == 0, done.stderr
        return done.stdout

    def run(self, code: str) -> str:
        """Run Python with the casework set up, and give what it prints."""
        return self.manage("shell", "-v0", "--no-imports", "-c", code)


@contextmanager
def own_installation(folder: Path) -> Iterator[Installation]:
    """An installation on an empty database, which is gone at the end."""
    folder.mkdir(parents=True, exist_ok=True)
    with own_database() as url:
        yield Installation(folder, url)


@contextmanager
def own_database() -> Iterator[str]:
    """The URL of an empty database of its own, on the tests' server; an empty text where they run on SQLite."""
    server = os.environ.get("DATABASE_URL", "")
    if not server:
        yield ""
        return
    import psycopg

    name = f"lanthorn_{uuid4().hex}"
    with psycopg.connect(server, autocommit=True) as connection:
        connection.execute(f'create database "{name}"')
        try:
            yield urlsplit(server)._replace(path=f"/{name}").geturl()
        finally:
            connection.execute(f'drop database "{name}" with (force)')


class Visitor:
    """A browser's cookies and forms, without the browser."""

    def __init__(self, address: str) -> None:
        self.address = address
        self._opener = urllib.request.build_opener(urllib.request.HTTPCookieProcessor(CookieJar()))

    def get(self, path: str) -> str:
        """The page."""
        with self._opener.open(f"{self.address}{path}", timeout=30) as answer:
            return str(answer.read().decode())

    def post(self, path: str, **form: str) -> tuple[str, str]:
        """Fill in the form that stands on that page and send it; gives where one arrives, and the page there."""
        found = re.search(r'name="csrfmiddlewaretoken" value="([^"]+)"', self.get(path))
        assert found
        data = urlencode(form | {"csrfmiddlewaretoken": found[1]}).encode()
        with self._opener.open(f"{self.address}{path}", data, timeout=30) as answer:
            return urlsplit(answer.url).path, str(answer.read().decode())

    def sign_in(self, name: str) -> str:
        """Sign in at a click as the made-up person of that name; gives their first page."""
        found = re.search(
            rf'value="([0-9a-f-]{{36}})">Sign in<span class="govuk-visually-hidden"> as {name}',
            self.get("/demonstration"),
        )
        assert found, name
        where, page = self.post("/demonstration", user=found[1])
        assert not where.startswith("/sign-in"), f"{name} was not signed in"
        return page


class Server:
    """A running web server."""

    def __init__(self, installation: Installation, command: Sequence[str], port: int) -> None:
        self.address = f"http://127.0.0.1:{port}"
        self._printed = installation.folder.parent / "printed.txt"
        with self._printed.open("ab") as out:
            self._process = subprocess.Popen(
                command, env=installation.environment, stdout=out, stderr=out, start_new_session=True
            )

    @classmethod
    def serve(cls, installation: Installation) -> Self:
        """`lanthorn serve`."""
        port = free_port()
        command = ["serve", "--folder", str(installation.folder), "--port", str(port)]
        return cls(installation, [sys.executable, "-c", "from lanthorn.cli import main; main()", *command], port)

    @classmethod
    def gunicorn(cls, installation: Installation, workers: int = 2, threads: int = 4) -> Self:
        """The server that the how-to names, with its workers and threads."""
        port = free_port()
        command = [
            sys.executable, "-m", "gunicorn", "--no-control-socket", "--bind", f"127.0.0.1:{port}",
            "--workers", str(workers), "--threads", str(threads), "lanthorn.casework.wsgi",
        ]  # fmt: skip
        return cls(installation, command, port)

    @property
    def printed(self) -> str:
        """What the server wrote."""
        return self._printed.read_text()

    def wait(self) -> None:
        """Until the server and its database answer."""
        until = time.monotonic() + WAIT_SECONDS
        while time.monotonic() < until:
            try:
                Visitor(self.address).get("/health/ready")
            except NOT_ANSWERED:
                assert self._process.poll() is None, self.printed
                time.sleep(0.2)
            else:
                return
        raise AssertionError(self.printed)

    def kill(self) -> None:
        """`kill -9`, the server and all its workers at once: nothing of it runs another instruction."""
        os.killpg(self._process.pid, signal.SIGKILL)
        self._process.wait()


def free_port() -> int:
    """A port on which nothing listens."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return int(free.getsockname()[1])


@contextmanager
def running(server: Server) -> Iterator[Server]:
    """The server once it answers; killed at the end, unless the test did so."""
    try:
        server.wait()
        yield server
    finally:
        if server._process.poll() is None:
            server.kill()
