"""Fifty people at once, each with a browser of their own: they sign in, read, search and write, and think in between.

Given the server's address and who visits; gives how long each page took, by what it is called.
"""

import http.client
import random
import re
import threading
import time
from collections import defaultdict
from html import unescape
from typing import TYPE_CHECKING
from urllib.parse import urlencode, urlsplit

from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value, yield_hotp_counters_from_time

from benchmarks.web_world import PASSWORD, SECRET, Visitor

if TYPE_CHECKING:
    from collections.abc import Callable

THINKING_SECONDS = 5.0
# How often each thing is done, of a hundred: reading far more than writing, as in any casework.
MIX = {
    "my work": 22, "case page": 30, "search": 12, "timeline": 10, "who has looked": 4, "my actions": 8,
    "note progress": 6, "agenda": 5, "record minutes": 3,
}  # fmt: skip


class Timings:
    """Seconds of each request, by what was asked for, and what went wrong."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self.seconds: dict[str, list[float]] = defaultdict(list)
        self.faults: list[str] = []

    def add(self, what: str, seconds: float, status: int) -> None:
        """Note one request."""
        with self._lock:
            self.seconds[what].append(seconds)
            if status >= 400:
                self.faults.append(f"{what}: {status}")


class Browser:
    """Cookies, forms and one connection, from an address of its own, as limits are kept by address."""

    def __init__(self, address: str, source: str, timings: Timings) -> None:
        self._host, self._source, self._timings = urlsplit(address).netloc, source, timings
        self._cookies: dict[str, str] = {}

    def open(self, what: str, path: str, form: dict[str, str] | None = None) -> str:
        """The page; what answers with another address is followed without counting towards the first."""
        status, page, moved = self._ask(what, path, form)
        while moved:
            status, page, moved = self._ask(f"{what}, where it leads", moved, None)
        return page if status == 200 else ""

    def send(self, what: str, path: str, **values: str) -> str:
        """Open a page with a form, fill it in and send it."""
        page = self.open(f"{what}: the form", path)
        hidden = dict(re.findall(r'<input type="hidden" name="([^"]+)" value="([^"]*)"', page))
        return self.open(what, path, {name: unescape(value) for name, value in hidden.items()} | values)

    def _ask(self, what: str, path: str, form: dict[str, str] | None) -> tuple[int, str, str]:
        headers = {"Cookie": "; ".join(f"{name}={value}" for name, value in self._cookies.items())}
        if form is not None:
            headers["Content-Type"] = "application/x-www-form-urlencoded"
        connection = http.client.HTTPConnection(self._host, timeout=60, source_address=(self._source, 0))
        began = time.perf_counter()
        connection.request("GET" if form is None else "POST", path, urlencode(form) if form else None, headers)
        answer = connection.getresponse()
        page = answer.read().decode()
        self._timings.add(what, time.perf_counter() - began, answer.status)
        connection.close()
        for cookie in answer.headers.get_all("Set-Cookie") or []:
            name, _, value = cookie.partition(";")[0].partition("=")
            self._cookies[name] = value
        return answer.status, page, answer.headers.get("Location", "")


class Visit:
    """One person at work."""

    def __init__(self, visitor: Visitor, browser: Browser, chance: random.Random) -> None:
        self._visitor, self._browser, self._chance = visitor, browser, chance
        self._ways: dict[str, Callable[[], object]] = {
            "my work": lambda: browser.open("my work", "/"),
            "case page": lambda: browser.open("case page", f"/cases/{self._case()}"),
            "search": self._search,
            "timeline": lambda: browser.open("timeline", f"/cases/{self._case()}/timeline"),
            "who has looked": lambda: browser.open("who has looked", f"/cases/{self._case()}/looked"),
            "my actions": lambda: browser.open("my actions", "/actions"),
            "note progress": self._note_progress,
            "agenda": self._agenda,
            "record minutes": self._minutes,
        }

    def sign_in(self) -> None:
        """By password and the code of an app."""
        self._browser.send("sign in: password", "/sign-in", login=self._visitor.email, password=PASSWORD)
        code = format_hotp_value(hotp_value(SECRET, next(yield_hotp_counters_from_time())))
        page = self._browser.send("sign in: code", "/sign-in/second-factor", code=code)
        if "My work" not in page:
            raise RuntimeError(f"{self._visitor.email} could not sign in")

    def work(self, until: float) -> None:
        """Do one thing after another, with time to think, until then."""
        weights = [MIX[what] for what in self._ways]
        while time.monotonic() < until:
            time.sleep(self._chance.expovariate(1 / THINKING_SECONDS))
            self._chance.choices(list(self._ways.values()), weights)[0]()

    def _case(self) -> object:
        return self._chance.choice(self._visitor.cases)

    def _search(self) -> None:
        forename, surname = self._chance.choice(self._visitor.names)
        self._browser.send("search", "/search", forename=forename[:-1], surname=surname)

    def _note_progress(self) -> None:
        action = self._chance.choice(self._visitor.actions)
        self._browser.send("note progress", f"/actions/{action}/progress", text="Met the family at home.")

    def _agenda(self) -> None:
        self._browser.open("agenda", f"/meetings/{self._visitor.meeting}" if self._visitor.meeting else "/meetings")

    def _minutes(self) -> None:
        if self._visitor.items:
            item = self._chance.choice(self._visitor.items)
            text = f"What was said, as noted at {time.time():.0f}."
            self._browser.send("record minutes", f"/agenda/{item}/minutes", text=text)


def visit(address: str, visitors: list[Visitor], seconds: float, seed: int) -> Timings:
    """Everybody signs in, one after another as people come to work; then all work at once for that long."""
    timings = Timings()
    visits = [
        Visit(visitor, Browser(address, f"127.0.1.{number}", timings), random.Random(seed + number))
        for number, visitor in enumerate(visitors, 1)
    ]
    for one in visits:
        one.sign_in()
    until = time.monotonic() + seconds
    failed: list[BaseException] = []

    def work(one: Visit) -> None:
        try:
            one.work(until)
        except Exception as fault:
            failed.append(fault)

    threads = [threading.Thread(target=work, args=(one,)) for one in visits]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    if failed:
        raise RuntimeError(f"{len(failed)} of {len(visits)} visits broke off") from failed[0]
    return timings
