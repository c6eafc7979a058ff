"""In a real browser: nothing that an accessibility checker can find, nothing fetched, and each enhancement works."""

import json
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from lanthorn.profile.html import render_html
from tests.profile.sample_briefing import sample_briefing

CHROMIUM = Path("/usr/bin/chromium")
BOUNDARIES = Path(__file__).parents[4] / "shared" / "reference" / "geography" / "london_boroughs_gss.geojson"
if not CHROMIUM.exists():
    pytest.skip("needs Chromium at /usr/bin/chromium", allow_module_level=True)

from axe_playwright_python.sync_playwright import Axe  # noqa: E402 - only where there is a browser for it
from playwright.sync_api import Browser, Page, sync_playwright  # noqa: E402 - after the skip where it is missing

DESKTOP, TELEPHONE = {"width": 1280, "height": 900}, {"width": 390, "height": 844}


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> str:
    boundaries = json.loads(BOUNDARIES.read_text(encoding="utf-8")) if BOUNDARIES.exists() else None
    sample = sample_briefing(boundaries)
    # Two questions may have one and the same finding.
    twin = replace(sample.pages[1], id="volume.again", question="And is that so again?")
    briefing = replace(sample, marking="OFFICIAL-SENSITIVE", pages=(*sample.pages, twin))
    path = tmp_path_factory.mktemp("html") / "profile.html"
    path.write_text(render_html(briefing), encoding="utf-8")
    return path.as_uri()


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        started = playwright.chromium.launch(executable_path=str(CHROMIUM), args=["--no-sandbox", "--disable-gpu"])
        yield started
        started.close()


@pytest.fixture
def page(browser: Browser, address: str) -> Iterator[Page]:
    opened = browser.new_page(viewport=DESKTOP)
    opened.goto(address)
    yield opened
    opened.close()


def violations(page: Page) -> list[tuple[str, str]]:
    found: dict[str, Any] = Axe().run(page, options={"resultTypes": ["violations"]}).response
    return [(each["id"], each["nodes"][0]["html"][:160]) for each in found["violations"]]


@pytest.mark.parametrize("viewport", [DESKTOP, TELEPHONE], ids=["desktop", "telephone"])
@pytest.mark.parametrize("scripted", [True, False], ids=["with JavaScript", "without JavaScript"])
def test_axe_finds_nothing(browser: Browser, address: str, viewport: Any, scripted: bool):
    page = browser.new_page(viewport=viewport, bypass_csp=True)
    if not scripted:
        # The checker itself needs JavaScript; the document's own is taken out of the way.
        page.route("**/*", lambda route: route.fulfill(body=_without_script(address), content_type="text/html"))
    page.goto(address)
    page.evaluate("document.querySelectorAll('details').forEach(each => { each.open = true; })")
    assert violations(page) == []
    page.close()


def _without_script(address: str) -> str:
    text = Path(address.removeprefix("file://")).read_text(encoding="utf-8")
    return text[: text.index("<script>")] + text[text.index("</script>") + len("</script>") :]


@pytest.mark.parametrize("viewport", [DESKTOP, TELEPHONE], ids=["desktop", "telephone"])
def test_nothing_is_fetched_and_nothing_is_complained_of(browser: Browser, address: str, viewport: Any):
    page = browser.new_page(viewport=viewport)
    asked: list[str] = []
    said: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.on("console", lambda message: said.append(message.text))
    page.on("pageerror", lambda error: said.append(str(error)))
    page.goto(address)
    page.locator("#symbols").scroll_into_view_if_needed()
    assert asked == [address]
    assert said == []
    page.close()


@pytest.mark.parametrize("viewport", [DESKTOP, TELEPHONE], ids=["desktop", "telephone"])
def test_the_page_never_has_to_be_moved_sideways(browser: Browser, address: str, viewport: Any):
    page = browser.new_page(viewport=viewport)
    page.goto(address)
    assert page.evaluate("document.documentElement.scrollWidth") <= viewport["width"]
    page.close()


def test_the_contents_follow_and_mark_the_page_that_is_read(page: Page):
    assert page.locator(".contents a[aria-current]").count() == 0
    page.locator("section.page").nth(4).scroll_into_view_if_needed()
    page.evaluate("document.querySelectorAll('section.page')[4].scrollIntoView()")
    page.wait_for_selector(".contents a[aria-current]")
    current = page.locator(".contents a[aria-current]")
    assert current.count() == 1
    target = page.evaluate("document.querySelectorAll('section.page')[4].id")
    assert current.get_attribute("href") == f"#{target}"
    assert current.is_visible()


def test_a_table_sorts_by_its_heading_with_hidden_figures_and_totals_last(page: Page):
    table = page.locator("table[data-sortable]", has_text="Barking and Dagenham").first
    page.evaluate("document.querySelectorAll('details').forEach(each => { each.open = true; })")

    def column(place: int) -> list[str]:
        return [str(text).strip() for text in table.locator(f"tbody tr > :nth-child({place})").all_inner_texts()]

    printed = column(1)
    names = table.locator("thead button").nth(0)
    figures = table.locator("thead button").nth(1)
    names.click()
    assert column(1)[:-1] == sorted(printed[:-1])
    assert column(1)[-1] == "Total"
    figures.click()
    assert column(2)[0] == "127"
    assert column(2)[-2:] == ["[c]", "1,852"]
    assert table.locator("[aria-sort]").count() == 1
    assert table.locator("[aria-sort]").get_attribute("aria-sort") == "descending"
    figures.click()
    assert column(2)[-2:] == ["[c]", "1,852"]
    figures.click()
    assert column(1) == printed
    assert table.locator("[aria-sort]").count() == 0


def test_a_heading_is_sorted_by_from_the_keyboard(page: Page):
    button = page.locator("table[data-sortable] thead button").first
    button.focus()
    page.keyboard.press("Enter")
    assert page.locator("[aria-sort]").count() == 1


def test_one_authority_is_chosen_and_shown_beside_london(page: Page):
    page.get_by_label("Choose an authority").select_option(label="Newham")
    shown = page.locator("details.authority:visible")
    assert shown.count() == 1
    assert "121" in shown.inner_text()
    assert "1,852" in shown.inner_text()


def test_an_authority_can_be_linked_to(browser: Browser, address: str):
    page = browser.new_page()
    page.goto(f"{address}#authority-lambeth")
    assert page.locator("details.authority:visible summary").evaluate("each => each.textContent.trim()") == "Lambeth"
    page.close()


def test_without_javascript_every_authority_and_figure_is_still_there(browser: Browser, address: str):
    context = browser.new_context(java_script_enabled=False, viewport=DESKTOP)
    page = context.new_page()
    page.goto(address)
    assert page.locator("details.authority > summary:visible").count() == 33
    assert page.locator("select").count() == 0
    assert page.locator("button").count() == 0
    context.close()


def test_on_paper_every_sheet_bears_the_marking(page: Page, tmp_path: Path):
    from pypdf import PdfReader

    page.pdf(path=str(tmp_path / "print.pdf"), prefer_css_page_size=True, print_background=True)
    sheets = [sheet.extract_text() for sheet in PdfReader(tmp_path / "print.pdf").pages]
    assert len(sheets) > 5
    assert all("OFFICIAL-SENSITIVE" in sheet for sheet in sheets)
    assert not any("Choose an authority" in sheet for sheet in sheets)
