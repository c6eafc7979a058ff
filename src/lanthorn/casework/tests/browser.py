"""A real browser for the tests: Debian's Chromium, driven by Playwright. Skipped, and said so, where there is none."""

import shutil
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

import pytest
from django.conf import settings

from lanthorn.casework.access.models import User
from lanthorn.casework.conftest import sign_in

if TYPE_CHECKING:
    from django.test import Client

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser") or ""
needs_browser = pytest.mark.skipif(not CHROMIUM, reason="Chromium is not installed: apt-get install chromium")


def launched() -> Iterator[Any]:
    """A running browser, closed at the end."""
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox", "--disable-gpu"])
        yield browser
        browser.close()


def signed_in_page(browser: Any, server: Any, user: User, **context: Any) -> Any:
    """A page of a fresh browser in which this user is signed in with a second factor, and again just now."""
    client: Client = sign_in(user, again=True)
    opened = browser.new_context(base_url=server.url, **context)
    opened.add_cookies(
        [
            {
                "name": settings.SESSION_COOKIE_NAME,
                "value": client.cookies[settings.SESSION_COOKIE_NAME].value,
                "url": server.url,
            }
        ]
    )
    page = opened.new_page()
    page.set_default_timeout(15_000)
    return page
