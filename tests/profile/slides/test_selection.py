"""Which questions get slides: all of a short briefing; of a long one, what a meeting of an hour can look at."""

from hypothesis import given
from hypothesis import strategies as st

from lanthorn.profile.content import Briefing, DataTable, Figure, Headline, Page, Sentence
from lanthorn.profile.slides.selection import FINDINGS_A_SLIDE, MOST_SLIDES, selected
from lanthorn.profile.slides.tables import MOST_ROWS

TABLE = DataTable("Offences by category", ("Category", "Number"), (("Category 1", "9"),), (False, True))
LONG_TABLE = DataTable("Offences by place", ("Place", "Number"), (("Newham", "9"),) * (3 * MOST_ROWS), (False, True))
OPENING_AND_END = 4


def page(number: int, section: str = "Volume", figures: int = 1, *, answered: bool = True) -> Page:
    return Page(
        f"page.{number}", section, "How many?", Sentence(f"Finding {number}"), figures=(Figure(TABLE),) * figures,
        answered=answered,
    )  # fmt: skip


def briefing(*pages: Page, key: tuple[str, ...] = ()) -> Briefing:
    headlines = tuple(Headline("7 in 10", "of them", name) for name in key)
    return Briefing("Title", "London", "2014-15", "Summary", headlines, pages, (), ())


def slides(found: Briefing) -> int:
    """The slides that the questions take: one a figure shown, one a list of findings."""
    chosen = selected(found)
    return sum(max(1, len(chosen.figures(page))) for page in chosen.shown) + len(chosen.lists())


def test_a_short_briefing_is_shown_whole():
    chosen = selected(briefing(page(1, figures=2), page(2, figures=0)))
    assert chosen.whole
    assert [page.id for page in chosen.shown] == ["page.1", "page.2"]
    assert chosen.figures(chosen.shown[0]) == chosen.shown[0].figures
    assert chosen.lists() == []


def test_a_question_that_is_not_answered_gets_no_slide():
    chosen = selected(briefing(page(1), page(2, answered=False)))
    assert [page.id for page in (*chosen.shown, *chosen.listed)] == ["page.1"]


def test_a_long_table_counts_as_the_slides_it_takes():
    pages = [Page(f"page.{number}", "Places", "?", Sentence("F"), figures=(Figure(LONG_TABLE),)) for number in range(8)]
    assert not selected(briefing(*pages)).whole


def test_a_longer_briefing_shows_the_first_figure_of_each_question_and_names_the_others():
    found = briefing(*(page(number, figures=2) for number in range(12)))
    chosen = selected(found)
    assert not chosen.whole
    assert chosen.listed == ()
    assert all(chosen.figures(page) == page.figures[:1] for page in chosen.shown)
    assert all(chosen.left(page) == page.figures[1:] for page in chosen.shown)


def test_in_a_very_long_briefing_the_questions_of_the_key_figures_come_first():
    last = page(60, "Quality")
    found = briefing(*(page(number) for number in range(60)), last, key=(last.id,))
    chosen = selected(found)
    assert last in chosen.shown
    assert slides(found) <= MOST_SLIDES - OPENING_AND_END


def test_then_each_section_has_its_turn_so_that_none_is_left_out():
    sections = [f"Section {number}" for number in range(5)]
    found = briefing(*(page(place, sections[place // 12]) for place in range(60)))
    assert {page.section for page in selected(found).shown} == set(sections)


@given(st.lists(st.tuples(st.integers(0, 4), st.integers(0, 3), st.booleans()), max_size=90))
def test_whatever_the_briefing_every_answered_question_is_shown_or_listed_once_and_the_deck_stays_short(drawn):
    pages = [
        page(place, f"Section {section}", figures, answered=answered)
        for place, (section, figures, answered) in enumerate(drawn)
    ]
    found = briefing(*pages)
    chosen = selected(found)
    answered = [page.id for page in pages if page.answered]
    assert sorted(page.id for page in (*chosen.shown, *chosen.listed)) == sorted(answered)
    assert [page.id for page in chosen.shown] == [name for name in answered if name in {p.id for p in chosen.shown}]
    assert all(len(listed) <= FINDINGS_A_SLIDE for listed in chosen.lists())
    assert chosen.whole or slides(found) <= MOST_SLIDES - OPENING_AND_END
