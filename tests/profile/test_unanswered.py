"""Questions that the records cannot answer are named as such, with what they would need."""

import pytest

from lanthorn.evidence import Store
from lanthorn.profile import make_profile
from tests.profile.conftest import YEAR

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def pages(care_alone: Store):
    return {page.id: page for page in make_profile(care_alone, YEAR).briefing.pages}


def test_returns_alone_answer_what_returns_can(pages):
    answered = {name for name, page in pages.items() if page.answered}
    assert answered == {
        "definition", "context.prevalence", "care.looked_after", "care.missing", "care.absences", "completeness",
        "ethnicity.recorded", "linkage.quality",
    }  # fmt: skip


def test_a_police_question_says_which_records_it_needs(pages):
    assert pages["volume.category"].headline.text == (
        "It needs police records of flagged offences. None have been loaded."
    )
    assert "police reports of missing children" in pages["missing.history"].headline.text
    assert not pages["volume.category"].figures


def test_the_six_aims_are_named_with_what_would_measure_them(pages):
    text = " ".join(sentence.text for sentence in pages["response.aims"].paragraphs)
    assert text.startswith("No casework records were supplied.")
    assert "1. Identify children at risk" in text
    assert "6. Raise awareness" in text


def test_without_casework_records_no_aim_has_a_page_of_its_own(pages):
    assert not [name for name in pages if name.startswith("aims.")]


def test_the_summary_and_headlines_speak_of_care_alone(care_alone: Store):
    briefing = make_profile(care_alone, YEAR).briefing
    assert "police" not in briefing.summary
    assert "casework" not in briefing.summary
    assert briefing.headlines
    assert all(headline.page.startswith("care.") for headline in briefing.headlines)
