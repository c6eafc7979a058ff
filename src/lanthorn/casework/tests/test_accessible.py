"""Every page in a real browser: axe finds nothing, nothing overflows a phone, the page's policy refuses nothing."""

from collections.abc import Iterator
from functools import partial
from typing import Any

import pytest

import lanthorn.casework.urls  # noqa: F401 - fills the register
from lanthorn.casework.access.register import entries
from lanthorn.casework.access.tests.test_every_page import OF_LIBRARIES_WITH_ARGUMENTS, url
from lanthorn.casework.demonstration.loading import Loaded
from lanthorn.casework.tests.browser import launched, needs_browser, signed_in_page
from lanthorn.casework.tests.planting import plant_records

pytestmark = needs_browser
PHONE = {"width": 360, "height": 720}
DESK = {"width": 1200, "height": 900}
# Answers that are no page: JSON, a file to keep, and what is only ever sent.
NO_PAGES = {"alive", "ready", "mfa_download_recovery_codes", "mfa_login_webauthn", "socialaccount_login_error"}


def complain(faults: list[str], message: Any) -> None:
    """Note what the browser warns of: above all, what the Content-Security-Policy refused."""
    if message.type in {"error", "warning"}:
        faults.append(f"console: {message.text}")


@pytest.fixture(scope="module")
def browser() -> Iterator[Any]:
    yield from launched()


def test_every_page_is_accessible_fits_a_phone_and_keeps_to_its_policy(
    transactional_db: None, world: Loaded, browser: Any, live_server: Any
) -> None:
    from axe_playwright_python.sync_playwright import Axe

    planted, axe = plant_records(world), Axe()
    faults: list[str] = []
    pages: dict[Any, Any] = {}
    walked = 0
    for entry in entries():
        if entry.machine or entry.name in OF_LIBRARIES_WITH_ARGUMENTS | NO_PAGES | planted.by_post_only:
            continue
        user = planted.entitled(entry)
        assert user is not None
        if entry.name == "account_login":
            page = browser.new_context(base_url=live_server.url).new_page()
            page.on("console", partial(complain, faults))
        else:
            if user not in pages:
                pages[user] = signed_in_page(browser, live_server, user)
                pages[user].on("console", partial(complain, faults))
            page = pages[user]
        if entry.name == "account_logout":
            continue  # asking for it shows a page whose only button is in every footer
        page.set_viewport_size(DESK)
        page.goto(url(entry, planted.arguments))
        found = axe.run(page)
        faults += [
            f"{entry.name}: {one['id']}: {one['nodes'][0]['html'][:160]}" for one in found.response["violations"]
        ]
        page.set_viewport_size(PHONE)
        width = page.evaluate("document.documentElement.scrollWidth")
        if width > PHONE["width"]:
            faults.append(f"{entry.name}: {width} pixels wide on a phone of {PHONE['width']}")
        walked += 1
    faults = [fault for fault in faults if "the server responded with a status of 40" not in fault]
    assert not faults, "\n".join(faults)
    assert walked > 20
