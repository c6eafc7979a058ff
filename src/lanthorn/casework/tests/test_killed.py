"""`kill -9` while it writes: whatever a user was told is saved is saved, and the audit is whole. On both databases."""

import re
import threading
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from urllib.error import HTTPError

import pytest

from lanthorn.casework.tests.serving import NOT_ANSWERED, Installation, Server, Visitor, own_installation, running

WRITES = 1000
KILLED_AFTER = 100
WRITERS = (  # one session each: a person's fourth at once would end their first
    "Amara Okafor", "Daniel Mbeki", "Helen Farrow", "Priya Raman",
    "Margaret Osei", "Tom Whitlock", "Sofia Lindqvist", "Owen Price",
)  # fmt: skip


@pytest.fixture
def installation(tmp_path: Path) -> Iterator[Installation]:
    with own_installation(tmp_path) as made:
        made.manage("migrate", "-v0")
        made.manage("load_demonstration")
        yield made


def kept_drafts(installation: Installation) -> set[str]:
    code = (
        "from lanthorn.casework.journeys.models import Draft; print(*Draft._base_manager.values_list('pk', flat=True))"
    )
    return set(installation.run(code).split())


class Writers:
    """People who begin referrals at the same time, and note each one that the server said it had begun."""

    def __init__(self, server: Server) -> None:
        self._server, self._lock = server, threading.Lock()
        self._begun = threading.Event()
        self.acknowledged: set[str] = set()
        self.sent = 0

    def write(self, name: str) -> None:
        """Until the server answers no more; an answer that is an error is one."""
        visitor = Visitor(self._server.address)
        try:
            visitor.sign_in(name)
            while self.may_send():
                self.note(visitor.post("/referrals/new")[0])
        except HTTPError:
            raise
        except NOT_ANSWERED:
            return

    def may_send(self) -> bool:
        with self._lock:
            self.sent += 1
            return self.sent <= WRITES

    def note(self, where: str) -> None:
        begun = re.search(r"[0-9a-f]{8}-[0-9a-f-]{27}", where)
        assert begun, where
        with self._lock:
            self.acknowledged.add(begun[0])
            if len(self.acknowledged) == KILLED_AFTER:
                self._begun.set()

    def killed_in_the_middle(self) -> None:
        with ThreadPoolExecutor(len(WRITERS)) as pool:
            writing = [pool.submit(self.write, name) for name in WRITERS]
            assert self._begun.wait(timeout=120)
            self._server.kill()
            for one in writing:
                one.result()


def test_a_killed_server_loses_no_acknowledged_write_and_leaves_a_whole_chain(installation: Installation) -> None:
    before = kept_drafts(installation)
    with running(Server.gunicorn(installation)) as server:
        writers = Writers(server)
        writers.killed_in_the_middle()
    assert KILLED_AFTER <= len(writers.acknowledged) < WRITES, "it was killed while they wrote"
    kept = kept_drafts(installation) - before
    assert writers.acknowledged <= kept
    assert len(kept - writers.acknowledged) <= len(WRITERS), "no more than one each was kept whose answer never arrived"
    installation.manage("audit_verify")

    with running(Server.gunicorn(installation)) as again:
        visitor = Visitor(again.address)
        visitor.sign_in(WRITERS[0])
        visitor.post("/referrals/new")
    assert len(kept_drafts(installation) - before) == len(kept) + 1
    installation.manage("audit_verify")
