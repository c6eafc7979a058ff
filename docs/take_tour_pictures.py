"""Takes the pictures of the tour from a running demonstration: `make demo`, `make serve`, then this with the briefing.

    python docs/take_tour_pictures.py demo-output/briefing/profile.html http://127.0.0.1:8000

Needs Chromium. Pictures are kept small: few colours, and no more of a page than the tour speaks of.
"""

import io
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

from PIL import Image
from playwright.sync_api import Browser, Page, sync_playwright

IMAGES = Path(__file__).parent / "images"
CHROMIUM = "/usr/bin/chromium"
WIDE, TALL = 1100, 860
COLOURS = 32

Step = Callable[[Page], Any]


def main(briefing: Path, address: str) -> None:
    """Take every picture anew."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        page = browser.new_page(viewport={"width": WIDE, "height": TALL})
        page.goto(briefing.resolve().as_uri())
        keep("analyst-aim", page.locator("section[id*='aims-collaborate']").screenshot())
        take(browser, address, "Daniel Mbeki", ("social-worker-work", lambda page: None))
        take(browser, address, "Daniel Mbeki", ("social-worker-case", by_link("Mohammed Karim")))
        take(
            browser,
            address,
            "Ruth Ellison",
            ("front-door-child", at("/considered", by_link("Care record RC5521"), to("Why"))),
        )
        take(browser, address, "Margaret Osei", ("chair-meeting", at("/meetings", first_meeting, to("Agenda"))))
        take(browser, address, "Margaret Osei", ("chair-problem-view", at("/volt")))
        take(browser, address, "Helena Strand", ("oversight-figures", at("/figures", make_figures)))
        take(
            browser,
            address,
            "Helena Strand",
            ("oversight-need", at("/figures", by_link("Where there is need"), to("Local authorities"))),
        )
        browser.close()


def take(browser: Browser, address: str, who: str, picture: tuple[str, Step]) -> None:
    """Sign in as one of the made-up people, go where the picture is, and take it."""
    name, step = picture
    page = browser.new_page(viewport={"width": WIDE, "height": TALL}, base_url=address)
    page.goto("/demonstration")
    page.get_by_role("button", name=who).first.click()
    page.wait_for_load_state()
    step(page)
    page.wait_for_load_state()
    keep(name, page.screenshot())
    page.close()


def by_link(name: str) -> Step:
    """Follow the link of that name."""
    return lambda page: page.get_by_role("link", name=name).first.click()


def at(path: str, *steps: Step) -> Step:
    """Go to a page, and further from it step by step."""

    def go(page: Page) -> None:
        page.goto(path)
        for step in steps:
            step(page)
            page.wait_for_load_state()

    return go


def to(heading: str) -> Step:
    """Scroll down until that heading stands on top."""
    return lambda page: page.get_by_role("heading", name=heading).first.evaluate("h => h.scrollIntoView()")


def first_meeting(page: Page) -> None:
    """Open the meeting that comes first."""
    page.locator("main a[href^='/meetings/']").first.click()


def make_figures(page: Page) -> None:
    """Make the figures of the month, unless they are there."""
    button = page.get_by_role("button", name="Make the figures")
    if button.count():
        button.click(no_wait_after=True)
        page.get_by_text("They are made once").wait_for(timeout=300_000)


def keep(name: str, shot: bytes) -> None:
    """Write a picture with few colours, cut to what fits on a page."""
    picture = Image.open(io.BytesIO(shot)).convert("RGB")
    picture = picture.crop((0, 0, picture.width, min(picture.height, TALL + TALL // 4)))
    target = IMAGES / f"tour-{name}.png"
    picture.quantize(COLOURS).save(target, optimize=True)
    sys.stdout.write(f"{target}: {target.stat().st_size // 1024} kB\n")


if __name__ == "__main__":
    main(Path(sys.argv[1]), sys.argv[2])
