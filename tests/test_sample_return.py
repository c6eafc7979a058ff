"""A real format, taken as it is: the sample SSDA903 return (2,675 invented children), from intake to briefing."""

from pathlib import Path

import pytest

from lanthorn.evidence import Store
from lanthorn.intake import take_in
from lanthorn.linkage import link
from lanthorn.profile import make_profile
from lanthorn.profile.html import render_html
from lanthorn.vocabulary import parse_period

SAMPLE = Path(__file__).parents[2] / "shared" / "samples" / "ssda903"

pytestmark = pytest.mark.skipif(not SAMPLE.is_dir(), reason="the sample files are not beside this checkout")


@pytest.fixture(scope="module")
def profile(tmp_path_factory):
    store = Store.open(tmp_path_factory.mktemp("sample") / "store", create=True)
    report = take_in([SAMPLE], store)
    assert report.rows == report.accepted + report.rejected
    link(store)
    return report, make_profile(store, parse_period("2017-18"))


def test_every_child_of_the_return_is_taken_in(profile):
    report, _ = profile
    header = next(line for line in report.files if line.file.endswith("header.csv") and "2020" not in line.file)
    assert header.accepted == 2_675


def test_the_questions_about_care_are_answered(profile):
    _, made = profile
    answered = {page.id for page in made.briefing.pages if page.answered}
    assert {"care.looked_after", "care.missing", "care.absences", "completeness"} <= answered


def test_the_questions_it_cannot_answer_are_named_with_what_they_need(profile):
    _, made = profile
    unanswered = {page.id: page.headline.text for page in made.briefing.pages if not page.answered}
    assert {"volume.category", "victim.age_sex", "missing.history", "relationship"} <= set(unanswered)
    assert all("need" in reason or "cannot" in reason for reason in unanswered.values())


def test_the_page_is_written_with_both(profile):
    _, made = profile
    page = render_html(made.briefing)
    assert "Not answered by these records" in page
    assert "looked after" in page
