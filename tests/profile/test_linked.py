"""What an audit of the links changes in the briefing, and what stands there without one."""

from pathlib import Path

import pytest

from lanthorn.evidence import Store
from lanthorn.intake import take_in
from lanthorn.linkage import link, new_audit, record_workbook, write_workbook
from lanthorn.profile import Profile, make_profile
from lanthorn.profile.content import Page
from lanthorn.synthetic import generate
from lanthorn.synthetic.reviewer import fill_in
from lanthorn.vocabulary import parse_period

PERIOD = parse_period("2014-15")

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def profiles(tmp_path_factory: pytest.TempPathFactory) -> tuple[Profile, Profile]:
    """The same store's profile before and after an audit by a simulated reviewer."""
    folder = tmp_path_factory.mktemp("audited")
    made = generate(folder / "london", seed=4, scale=0.25)
    store = Store.open(folder / "store", create=True)
    take_in(made.files, store)
    link(store, defaults=True)
    before = make_profile(store, PERIOD)
    workbook = Path(folder / "audit.xlsx")
    write_workbook(new_audit(store, PERIOD, size=150, seed=1), workbook)
    fill_in(workbook, store, made.truth)
    record_workbook(store, workbook, "Simulated reviewer")
    return before, make_profile(store, PERIOD)


def _page(profile: Profile, name: str) -> Page:
    return next(page for page in profile.briefing.pages if page.id == name)


def _shares(page: Page) -> str:
    return page.figures[0].table.rows[0][2]


def test_without_an_audit_a_linked_share_is_at_least_and_the_page_about_links_says_why(profiles):
    before, _ = profiles
    assert _page(before, "missing.history").headline.text.startswith("At least")
    assert any("at least" in said.text for said in _page(before, "linkage.quality").paragraphs)


def test_with_an_audit_it_is_an_estimate_with_an_interval_in_words_and_table(profiles):
    _, after = profiles
    page = _page(after, "missing.history")
    assert page.headline.text.startswith("An estimated")
    assert "at least" not in _shares(page)
    assert any("corrected for errors of linkage" in caveat for caveat in page.caveats)


def test_the_corrected_share_is_not_below_that_of_the_links_alone(profiles):
    before, after = profiles
    linked = int("".join(filter(str.isdigit, _shares(_page(before, "missing.history")))))
    corrected = int(_shares(_page(after, "missing.history")).rstrip("%"))
    assert corrected >= linked


def test_a_simulated_reviewer_is_named_as_such_beside_the_figures(profiles):
    _, after = profiles
    assert any("simulated reviewer" in said.text for said in _page(after, "linkage.quality").paragraphs)


def test_a_share_whose_count_is_hidden_is_not_given_as_an_estimate(profiles):
    _, after = profiles
    for name in ("missing.history", "missing.care"):
        for figure in _page(after, name).figures:
            cells = [cell for row in figure.table.rows for cell in row]
            assert not any(cell.startswith("[c] (") for cell in cells)
