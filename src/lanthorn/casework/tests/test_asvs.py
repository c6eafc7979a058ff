"""docs/asvs.md names a test for each item; every test that it names is there."""

import re
from pathlib import Path

import pytest
from django.conf import settings

CASEWORK = Path(__file__).resolve().parent.parent
PAGE = CASEWORK.parents[2] / "docs" / "asvs.md"


pytestmark = pytest.mark.skipif(not PAGE.is_file(), reason="docs/ is not here: the package was installed without it")
# Apps without a rule of their own about who may see what: what is around records, or what others' pages are made of.
WITHOUT_A_ROW = {
    "look", "audit", "access", "accounts", "notices", "people", "journeys", "referrals", "missing", "prevention",
    "work", "operations", "api", "sightings",
}  # fmt: skip


def test_every_test_that_the_page_names_exists() -> None:
    there = {name for file in CASEWORK.rglob("test_*.py") for name in re.findall(r"def (test_\w+)", file.read_text())}
    named = set(re.findall(r"`(test_\w+)`", PAGE.read_text()))
    assert named, "the page names no test"
    assert named - there == set()


def test_every_promise_and_every_app_names_a_test() -> None:
    rows = [line for line in PAGE.read_text().splitlines() if re.search(r"`test_\w+`", line)]
    promises = {int(found[1]) for row in rows if (found := re.match(r"\| (\d+) [A-Z]", row))}
    assert promises == set(range(1, 13))
    own = {name.rpartition(".")[2] for name in settings.INSTALLED_APPS if name.startswith("lanthorn.casework.")}
    named = {found[1] for row in rows if (found := re.match(r"\| ([a-z]+) \|", row))}
    assert own - named == WITHOUT_A_ROW
