"""docs/asvs.md names a test for each item; every test that it names is there."""

import re
from pathlib import Path

import pytest

CASEWORK = Path(__file__).resolve().parent.parent
PAGE = CASEWORK.parents[2] / "docs" / "asvs.md"


@pytest.mark.skipif(not PAGE.is_file(), reason="docs/ is not here: the package was installed without it")
def test_every_test_that_the_page_names_exists() -> None:
    there = {name for file in CASEWORK.rglob("test_*.py") for name in re.findall(r"def (test_\w+)", file.read_text())}
    named = set(re.findall(r"`(test_\w+)`", PAGE.read_text()))
    assert named, "the page names no test"
    assert named - there == set()
