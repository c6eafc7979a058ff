"""The reference pages say what the code says."""

import re
import runpy
from pathlib import Path

import pytest

DOCS = Path(__file__).parents[1] / "docs"
SHELVES = ("tutorial", "how-to", "reference", "explanation")
PAGES = runpy.run_path(str(DOCS / "generate.py"))["PAGES"]


@pytest.mark.parametrize("name", sorted(PAGES))
def test_a_reference_page_is_what_the_code_says(name: str):
    assert (DOCS / "reference" / name).read_text(encoding="utf-8") == PAGES[name](), "run: python docs/generate.py"


def test_every_link_between_the_pages_leads_somewhere():
    broken = [
        f"{page.relative_to(DOCS)}: {target}"
        for page in DOCS.rglob("*.md")
        for target in re.findall(r"\]\(([^)#:]+\.md)\)", page.read_text(encoding="utf-8"))
        if not (page.parent / target).is_file()
    ]
    assert not broken


def test_every_decision_is_listed_and_the_shelves_name_every_page():
    listed = (DOCS / "decisions" / "README.md").read_text(encoding="utf-8")
    shelves = (DOCS / "README.md").read_text(encoding="utf-8")
    decisions = {page.name for page in (DOCS / "decisions").glob("0*.md")}
    pages = {str(page.relative_to(DOCS)) for shelf in SHELVES for page in (DOCS / shelf).glob("*.md")}
    assert {name for name in decisions if f"({name})" not in listed} == set()
    assert {name for name in pages if f"({name})" not in shelves} == set()
