"""Walking a journey in a browser by the names of its questions, as the stories of the tests do."""

from collections.abc import Mapping
from datetime import date
from typing import Any

MOST_PAGES = 40


def walk(page: Any, send: str, answers: Mapping[str, Any], *, otherwise: str = "") -> None:
    """From the start page on: answer what is asked, go on, and send at the end.

    `answers` names inputs: a text, a value to choose, several of them, or a day; `otherwise` is chosen where a question
    that no answer names must be answered. Raises AssertionError where the journey does not end.
    """
    page.get_by_role("button", name="Start now").click()
    for _ in range(MOST_PAGES):
        page.wait_for_load_state()
        sent = page.get_by_role("button", name=send, exact=True)
        if sent.count():
            sent.click()
            page.wait_for_load_state()
            return
        for name in asked(page):
            if name in answers:
                fill(page, name, answers[name])
            elif otherwise and page.locator(f'[name="{name}"][type=radio]').count():
                fill(page, name, otherwise)
        page.get_by_role("button", name="Save and continue").click()
    raise AssertionError(f"no button {send!r} after {MOST_PAGES} pages: {page.url}")


def asked(page: Any) -> list[str]:
    """The names of what the page asks, a day by the one name of its three parts."""
    found = page.locator("main form [name]").evaluate_all("inputs => inputs.map(input => input.name)")
    parts = ("_day", "_month", "_year")
    whole = [next((name.removesuffix(part) for part in parts if name.endswith(part)), name) for name in found]
    return [name for name in dict.fromkeys(whole) if name not in {"csrfmiddlewaretoken", "version", "keeper", "kept"}]


def fill(page: Any, name: str, answer: Any) -> None:
    """Give one answer, in whatever kind of input asks for it."""
    if isinstance(answer, date):
        for part, value in (("day", answer.day), ("month", answer.month), ("year", answer.year)):
            page.locator(f'[name="{name}_{part}"]').fill(str(value))
        return
    inputs = page.locator(f'main [name="{name}"]')
    kind = inputs.first.evaluate("input => input.type")
    if kind in {"radio", "checkbox"}:
        for chosen in [answer] if isinstance(answer, str) else answer:
            page.locator(f'main [name="{name}"][value="{chosen}"]').check()
    elif kind == "select-one":
        inputs.select_option(label=answer)
    else:
        inputs.fill(answer)
