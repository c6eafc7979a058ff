"""`lanthorn serve` from nothing: a database, made-up people and a page; and a server killed while it writes."""

import os
import re
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from copy import copy
from http.cookiejar import CookieJar
from pathlib import Path
from urllib.parse import urlencode

import pytest

WAIT_SECONDS = 60
WRITES = 40
PEOPLE = 8
WRITES_EACH = 5


class Served:
    """A running server, its printed lines, and a browser's cookies."""

    def __init__(self, folder: Path) -> None:
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            self.port = free.getsockname()[1]
        self.folder, self.printed = folder, folder / "printed.txt"
        self.process = self.start()
        self.opener = urllib.request.build_opener(urllib.request.HTTPCookieProcessor(CookieJar()))

    def environment(self) -> dict[str, str]:
        kept = {
            name: value for name, value in os.environ.items() if name not in {"DJANGO_SETTINGS_MODULE", "DATABASE_URL"}
        }
        return kept | {"LANTHORN_CASEWORK_FOLDER": str(self.folder / "casework"), "PYTHONUNBUFFERED": "1"}

    def start(self) -> subprocess.Popen[bytes]:
        code = (
            "from pathlib import Path; from lanthorn.cli.serve import serve; "
            f"serve(Path({str(self.folder / 'casework')!r}), {self.port})"
        )
        with self.printed.open("ab") as out:
            return subprocess.Popen([sys.executable, "-c", code], env=self.environment(), stdout=out, stderr=out)

    def get(self, path: str) -> str:
        with self.opener.open(f"http://127.0.0.1:{self.port}{path}", timeout=30) as answer:
            return str(answer.read().decode())

    def post(self, path: str, token_from: str, **form: str) -> str:
        page = self.get(token_from)
        found = re.search(r'name="csrfmiddlewaretoken" value="([^"]+)"', page)
        assert found
        data = urlencode(form | {"csrfmiddlewaretoken": found[1]}).encode()
        with self.opener.open(f"http://127.0.0.1:{self.port}{path}", data, timeout=30) as answer:
            return str(answer.read().decode())

    def wait(self) -> None:
        until = time.monotonic() + WAIT_SECONDS
        while time.monotonic() < until:
            try:
                self.get("/health/ready")
            except (urllib.error.URLError, ConnectionError):
                assert self.process.poll() is None, self.printed.read_text()
                time.sleep(0.3)
            else:
                return
        raise AssertionError(self.printed.read_text())

    def manage(self, *arguments: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [sys.executable, "-m", "lanthorn.casework.manage", *arguments],
            env=self.environment(), capture_output=True, text=True, check=False,
        )  # fmt: skip

    def drafts(self) -> int:
        """How many drafts are kept."""
        code = "from lanthorn.casework.journeys.models import Draft; print(Draft._base_manager.count())"
        return int(self.manage("shell", "-c", code).stdout.split()[-1])


@pytest.fixture
def served(tmp_path: Path) -> Iterator[Served]:
    server = Served(tmp_path)
    try:
        server.wait()
        yield server
    finally:
        server.process.kill()
        server.process.wait()


def test_it_starts_from_nothing_and_a_click_leads_to_my_work(served: Served) -> None:
    printed = served.printed.read_text()
    assert "amara.okafor@hill-school.example" in printed
    assert f"http://127.0.0.1:{served.port}/demonstration" in printed
    people = served.get("/demonstration")
    user = re.search(r'value="([0-9a-f-]{36})">Sign in<span class="govuk-visually-hidden"> as Amara', people)
    assert user
    assert "Mohammed Karim" in served.post("/demonstration", "/demonstration", user=user[1])


def test_eight_people_writing_at_once_leave_one_whole_chain(served: Served) -> None:
    users = re.findall(r'name="user" value="([0-9a-f-]{36})"', served.get("/demonstration"))
    practitioners = [user for user in users if _may_refer(served, user)][:PEOPLE]

    def write(user: str) -> int:
        visitor = copy(served)
        visitor.opener = urllib.request.build_opener(urllib.request.HTTPCookieProcessor(CookieJar()))
        visitor.post("/demonstration", "/demonstration", user=user)
        for _ in range(WRITES_EACH):
            visitor.post("/referrals/new", "/referrals/new")
        return WRITES_EACH

    with ThreadPoolExecutor(PEOPLE) as pool:
        written = sum(pool.map(write, practitioners))
    assert written == PEOPLE * WRITES_EACH
    verified = served.manage("audit_verify")
    assert verified.returncode == 0, verified.stderr
    assert served.drafts() == written


def _may_refer(served: Served, user: str) -> bool:
    visitor = copy(served)
    visitor.opener = urllib.request.build_opener(urllib.request.HTTPCookieProcessor(CookieJar()))
    return "Make a referral" in visitor.post("/demonstration", "/demonstration", user=user)


def test_a_killed_server_loses_no_acknowledged_write_and_leaves_a_whole_chain(served: Served) -> None:
    people = served.get("/demonstration")
    user = re.search(r'value="([0-9a-f-]{36})">Sign in<span class="govuk-visually-hidden"> as Amara', people)
    assert user
    served.post("/demonstration", "/demonstration", user=user[1])
    acknowledged = 0
    for number in range(WRITES):
        if number == WRITES - 5:
            os.kill(served.process.pid, signal.SIGKILL)
        try:
            served.post("/referrals/new", "/referrals/new")
        except (urllib.error.URLError, ConnectionError):
            break
        acknowledged += 1
    served.process.wait()
    assert 0 < acknowledged < WRITES
    verified = served.manage("audit_verify")
    assert verified.returncode == 0, verified.stderr
    kept = served.drafts()
    assert acknowledged <= kept <= acknowledged + 1, "at most one write was kept whose answer never arrived"
