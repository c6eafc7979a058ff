"""The chapter on the six aims: a page an aim, its words true of shown figures, and no claim beyond them."""

import pytest

from lanthorn.disclosure import Rule
from lanthorn.evidence import Store
from lanthorn.measures import PublishedAnswer, catalogue
from lanthorn.profile import Profile, explain
from lanthorn.profile.breakdown import Breakdown
from lanthorn.profile.content import Page
from lanthorn.profile.pages import aims
from lanthorn.profile.pages.aims_cases import half_by
from lanthorn.profile.told import Setting, Told
from lanthorn.vocabulary import aims as aims_of_the_protocol
from lanthorn.vocabulary import parse_period
from tests.spec.tables import answer, published


@pytest.fixture(scope="module")
def pages(made: Profile) -> dict[str, Page]:
    return {page.id: page for page in made.briefing.pages if page.section == "The six aims"}


def test_the_summary_names_the_casework_that_the_chapter_is_made_of(made: Profile, pages: dict[str, Page]):
    assert pages
    assert "of police, children's social care and the partnership's casework say" in made.briefing.summary


def days_to_screening(*days: str, hidden: str = "") -> Breakdown:
    """Cases referred on Tuesday 6 May 2014 and screened on these days."""
    cases = [f"C{number}" for number in range(len(days))]
    result = answer(
        "aims.screening",
        referral="referral_reference | case_reference | sent_at\n"
        + "\n".join(f"R{case} | {case} | 2014-05-06T10:00:00" for case in cases),
        case_episode="case_reference | opened_on\n" + "\n".join(f"{case} | 2014-05-06" for case in cases),
        screening="screening_reference | case_reference | screened_on\n"
        + "\n".join(f"S{case} | {case} | {day}" for case, day in zip(cases, days, strict=True) if day),
    )
    shown: PublishedAnswer = published(result, *([(hidden,)] if hidden else []))
    return Breakdown(result.measure, shown.by("days_to_screening"))


def test_half_is_said_by_the_band_that_the_middle_case_lies_in():
    said = half_by(days_to_screening("2014-05-06", "2014-05-07", "2014-05-09", "2014-06-06"))
    assert said is not None
    assert said.text == "within one working day"


def test_whoever_waits_counts_as_later_than_all():
    said = half_by(days_to_screening("2014-05-06", "2014-05-07", "2014-05-12", ""))
    assert said is not None
    assert said.text == "within one working day"
    assert half_by(days_to_screening("2014-05-06", "", "")) is None


def test_nothing_is_said_of_half_where_a_band_is_hidden():
    by = days_to_screening("2014-05-06", "2014-05-06", "2014-05-06", "2014-05-09", hidden="3")
    assert half_by(by) is None


def test_what_half_rests_on_is_every_band():
    said = half_by(days_to_screening("2014-05-06", "2014-05-06"))
    assert said is not None
    (fact,) = said.facts
    assert fact.measure == "aims.screening"
    assert fact.cell.removeprefix("days_to_screening=").split("|")[:2] == ["0", "1"]


def test_every_measure_of_the_aims_stands_on_the_page_of_one_aim():
    gathered = [name for ids in aims.GATHERED.values() for name in ids]
    own = [measure.id for measure in catalogue().measures if measure.section == "The six aims"]
    assert sorted([aims.OVERVIEW, *gathered]) == sorted(own)
    assert list(aims.GATHERED) == [aim.code for aim in aims_of_the_protocol()]


ATTENDANCE = """
meeting_reference | agency   | agency_kind | held_on    | presence
M1                | police-1 | police      | 2014-05-01 | present
"""
RETURNS = """
return_reference | case_reference | agency_kind | asked_at            | due_on     | answered_at
Q1               | C1             | police      | 2014-05-01T09:00:00 | 2014-05-08 | 2014-05-08T23:59:00
"""


def page_on_working_together(returns: PublishedAnswer) -> list[str]:
    """The sentences of the second aim's page, given its returns and one agency at one meeting."""
    setting = Setting(parse_period("2014-15"), "London", False, Rule(5), frozenset())
    attendance = published(answer("aims.attendance", panel_attendance=ATTENDANCE))
    (page,) = aims.pages([Told(attendance, setting), Told(returns, setting)])
    assert page.id == "aims.collaborate"
    return [page.headline.text, *(sentence.text for sentence in page.paragraphs)]


def test_a_part_whose_numbers_are_too_small_says_which_question_it_leaves_open():
    result = answer("aims.returns", agency_return=RETURNS)
    hidden = published(result, *result.tables[0].counts)
    assert page_on_working_together(hidden)[-1] == (
        "Did agencies give what they know in time? The numbers are too small to be published."
    )


def test_a_part_whose_records_were_not_supplied_says_what_it_needs():
    said = page_on_working_together(published(answer("aims.returns")))
    assert said[0] == "Agencies were present at 100% of the places kept for them at panel meetings"
    assert said[-1] == "Did agencies give what they know in time? It needs agencies' returns. None have been loaded."


@pytest.mark.slow
def test_each_aim_has_one_page_in_the_order_of_the_protocol(pages: dict[str, Page]):
    assert list(pages) == [aims.OVERVIEW, *(f"aims.{aim.code}" for aim in aims_of_the_protocol())]
    assert all(page.answered and page.figures and page.caveats for page in pages.values())


@pytest.mark.slow
def test_a_page_says_of_each_of_its_measures_how_it_is_known(pages: dict[str, Page]):
    for code, ids in aims.GATHERED.items():
        assert tuple(way.measure for way in pages[f"aims.{code}"].ways) == ids


@pytest.mark.slow
def test_missing_before_and_after_the_panel_is_shown_and_called_no_effect(pages: dict[str, Page]):
    text = " ".join(sentence.text for sentence in pages["aims.solve"].paragraphs)
    assert "in the 90 days before the panel first heard their case" in text
    assert "This shows no effect of the panel" in text


@pytest.mark.slow
def test_recorded_need_and_sessions_stand_side_by_side_for_every_authority(pages: dict[str, Page]):
    table = pages["aims.raise"].figures[-1].table
    assert table.columns == (
        "Local authority", "Children recorded as victims, by home", "Missing reports", "Children reported missing",
        "Sessions", "Times attended",
    )  # fmt: skip
    assert len(table.rows) == 33
    assert len({row[0] for row in table.rows}) == 33


@pytest.mark.slow
def test_an_authority_named_for_having_no_session_has_none_and_its_number_is_shown(pages: dict[str, Page]):
    page = pages["aims.raise"]
    (said,) = [sentence for sentence in page.paragraphs if sentence.text.startswith("No session is recorded for")]
    table = page.figures[-1].table
    rows, sessions = {row[0]: row for row in table.rows}, table.columns.index("Sessions")
    named = [name for name in rows if name in said.text]
    assert 0 < len(named) == len(said.facts)
    for name in named:
        assert rows[name][sessions] == "0"
        assert f"{name} ({rows[name][1]} children recorded as victims)" in said.text


@pytest.mark.slow
def test_a_measure_that_shares_a_page_is_explained_by_what_rests_on_it(made: Profile, london: Store):
    of_measure = explain(london, "aims.returns")
    titles = [section.title for section in of_measure.sections]
    assert "Definition" in titles
    assert any(
        "returns asked for were given in time" in value for section in of_measure.sections for _, value in section.rows
    )
    of_page = explain(london, "aims.collaborate")
    assert any("aims.attendance" in section.title for section in of_page.sections)
    assert any("aims.returns" in section.title for section in of_page.sections)
