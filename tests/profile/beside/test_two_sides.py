"""Two sides of one question: what is compared, what is refused and why, on tables small enough to read."""

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lanthorn.measures import Answer, Measure
from lanthorn.profile.beside import pages
from lanthorn.profile.beside.judging import Stands, shares
from lanthorn.profile.beside.sides import Kind, Pair, Side
from lanthorn.profile.content import Page
from lanthorn.profile.pages import page_of
from lanthorn.profile.protecting import protect_answers
from lanthorn.profile.told import Setting, Told
from lanthorn.vocabulary import Period, parse_period
from tests.profile.test_publication import table

LATER, EARLIER = parse_period("2014-15"), parse_period("2013-14")
CATEGORY = Measure("t.category", "1", "Which category?", "offence", (("category",),))
BEFORE = Measure(
    "t.before", "1", "Missing before?", "victim_with_missing_history", (("missing_before",),), linked=True,
    lower_bound=True,
)  # fmt: skip


def answer(measure: Measure, period: Period, counts: dict[str, int]) -> Answer:
    (names,) = measure.breakdowns
    named = measure if period is LATER else replace(measure, id=f"{measure.id}@{period.label}")
    return Answer(named, period, (table(names, {(value,): number for value, number in counts.items()}),))


def pair(
    measure: Measure, later: dict[str, int], earlier: dict[str, int], *, kind: Kind = Kind.PERIODS,
    volumes: tuple[str, ...] = (), refused: dict[str, tuple[str, ...]] | None = None,
) -> Pair:  # fmt: skip
    protected = protect_answers([answer(measure, LATER, later), answer(measure, EARLIER, earlier)], threshold=5)
    sides = [
        Side(Told(one, Setting(period, "London", False, protected.rule, frozenset())), period.label)
        for one, period in zip(protected.answers, (LATER, EARLIER), strict=True)
    ]
    return Pair(kind, sides[0], sides[1], volumes, refused or {})


def told(found: Pair) -> Page:
    return pages.page(found, page_of)


def said(page: Page) -> str:
    return " ".join([page.headline.text, *(sentence.text for sentence in page.paragraphs), *page.caveats])


def test_a_share_that_rose_is_said_to_be_up_with_both_figures():
    page = told(pair(CATEGORY, {"1": 80, "2": 20}, {"1": 50, "2": 50}))
    assert page.headline.text == "Category 1 (at risk): 80% in 2014-15, up from 50% in 2013-14"
    assert [fact.shown for fact in page.headline.facts] == ["80%", "50%"]
    assert [fact.measure for fact in page.headline.facts] == ["t.category", "t.category@2013-14"]


def test_a_share_that_chance_could_have_moved_is_not_said_to_have_changed():
    page = told(pair(CATEGORY, {"1": 12, "2": 8}, {"1": 11, "2": 9}))
    assert page.headline.text == "Category 1 (at risk): 60% in 2014-15, not clearly different from 2013-14 (55%)"


def test_shares_of_many_records_that_differ_little_are_broadly_similar():
    page = told(pair(CATEGORY, {"1": 1300, "2": 560}, {"1": 1260, "2": 600}))
    assert "broadly similar to 2013-14" in page.headline.text


def test_numbers_are_not_compared_where_a_reason_forbids_it_and_the_reason_is_said():
    page = told(pair(CATEGORY, {"1": 80, "2": 20}, {"1": 50, "2": 50}, volumes=("flags are new",)))
    assert "100 flagged offences in 2014-15 and 100 flagged offences in 2013-14; the two numbers are not compared." in [
        sentence.text.replace("\u00a0", " ") for sentence in page.paragraphs
    ]
    assert "Numbers and rates of the two periods are not compared: flags are new." in page.caveats
    assert "up from 50%" in page.headline.text  # proportions may be


def test_numbers_are_compared_where_nothing_forbids_it():
    page = told(pair(CATEGORY, {"1": 90, "2": 60}, {"1": 50, "2": 30}))
    words = said(page).replace("\u00a0", " ")
    assert "150 flagged offences in 2014-15, up from 80 flagged offences in 2013-14." in words


def test_shares_are_not_compared_where_a_reason_forbids_it():
    found = pair(CATEGORY, {"1": 80, "2": 20}, {"1": 50, "2": 50}, refused={"category": ("codes changed",)})
    page = told(found)
    assert page.headline.text == "Category 1 (at risk): 80% in 2014-15 and 50% in 2013-14, which are not compared"
    assert "up from 50%" not in said(page)
    assert "Shares by category are not compared: codes changed." in page.caveats
    assert {row[-1] for row in page.figures[0].table.rows[:-1]} == {"Not compared"}


def test_a_bound_is_never_compared():
    page = told(pair(BEFORE, {"yes": 80, "no": 20}, {"yes": 50, "no": 50}))
    assert "at least 80% in 2014-15 and at least 50% in 2013-14, which are not compared" in said(page)
    assert "up from 50%" not in said(page)


def test_a_hidden_number_is_hidden_on_its_side_and_the_other_is_not_compared_with_it():
    found = pair(CATEGORY, {"1": 80, "2": 20, "3": 30}, {"1": 50, "2": 3, "3": 40})
    rows = {row[0]: row for row in told(found).figures[0].table.rows}
    (category_2,) = (row for name, row in rows.items() if name.startswith("Category 2"))
    assert category_2[1:3] == ("[c]", "[c]")
    assert category_2[-1] == "Not compared"


def test_each_period_says_its_own_finding_word_for_word():
    found = pair(CATEGORY, {"1": 80, "2": 20}, {"1": 50, "2": 50})
    alone = page_of(found.other.told).headline.text
    assert f"2013-14: {alone}." in [sentence.text for sentence in told(found).paragraphs]


def test_both_periods_stand_in_one_chart_the_earlier_first():
    (figure,) = told(pair(CATEGORY, {"1": 80, "2": 20}, {"1": 50, "2": 50})).figures
    assert figure.chart is not None
    assert [(mark.group[:10], mark.label, mark.shown) for mark in figure.chart.marks][:2] == [
        ("Category 1", "2013-14", "50%"), ("Category 1", "2014-15", "80%"),
    ]  # fmt: skip
    assert all(mark.facts for mark in figure.chart.marks)


def test_a_place_is_above_the_whole_only_where_its_interval_does_not_hold_the_wholes_figure():
    high = told(pair(CATEGORY, {"1": 80, "2": 20}, {"1": 500, "2": 500}, kind=Kind.PLACES))
    assert "80% in 2014-15, more than in 2013-14 (50%)" in high.headline.text
    near = told(pair(CATEGORY, {"1": 11, "2": 9}, {"1": 500, "2": 500}, kind=Kind.PLACES))
    assert "not clearly different" in near.headline.text


@settings(max_examples=25, deadline=None)
@given(*[st.tuples(st.integers(5, 400), st.integers(5, 400), st.sampled_from([0, 5, 60]))] * 2)
def test_whatever_the_numbers_the_words_are_those_of_the_printed_intervals(later, earlier):
    def counted(numbers: tuple[int, int, int]) -> dict[str, int]:
        return {"1": numbers[0], "2": numbers[1], "unknown": numbers[2]}

    found = pair(CATEGORY, counted(later), counted(earlier))
    words = {Stands.ABOVE: "Up", Stands.BELOW: "Down", Stands.SIMILAR: "Broadly similar",
             Stands.UNCLEAR: "Not clearly different"}  # fmt: skip
    ((mine, theirs),) = found.breakdowns()
    rows = {row[0]: row for row in told(found).figures[0].table.rows}
    for line in found.lines(mine, theirs):
        if line.this.share is None or line.other.share is None:
            continue
        label = next(name for name in rows if name.startswith(f"Category {line.value}"))
        assert rows[label][-1] == words[shares(line.this.share, line.other.share)]


@pytest.mark.parametrize("unknown", [1, 3])
def test_where_how_many_are_unknown_is_hidden_the_share_has_room_for_what_it_may_be(unknown: int):
    found = pair(CATEGORY, {"1": 60, "2": 30, "3": 40, "unknown": unknown}, {"1": 60, "2": 30, "3": 40, "unknown": 0})
    ((mine, theirs),) = found.breakdowns()
    (line,) = (line for line in found.lines(mine, theirs) if line.value == "1")
    assert line.this.of_all
    assert line.stands in (Stands.SIMILAR, Stands.UNCLEAR)
    assert any("room for whatever share" in caveat for caveat in told(found).caveats)
