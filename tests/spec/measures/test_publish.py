"""Publication: shares and rates come from the counts that are shown, and from nothing else."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lanthorn.measures import TOTAL, Answer, CountTable, catalogue, say_cell, wilson
from lanthorn.vocabulary import parse_period
from tests.spec.tables import published

TITLE = "From counts to what is published"

SEXES, TIMES = ("female", "male", "unknown"), ("yes", "no", "unknown")


def _answer(counts: dict[tuple[str, str], int]) -> Answer:
    """Victims by sex and whether missing before, with their margins."""
    full = {
        (sex, time): sum(number for (s, t), number in counts.items() if sex in (s, TOTAL) and time in (t, TOTAL))
        for sex in (*SEXES, TOTAL)
        for time in (*TIMES, TOTAL)
    }
    table = CountTable(("sex", "missing_before"), (SEXES, TIMES), full)
    return Answer(catalogue().measure("missing.history"), parse_period("2014-15"), (table,))


ANSWER = _answer({
    ("female", "yes"): 60, ("female", "no"): 30, ("female", "unknown"): 10,
    ("male", "yes"): 3, ("male", "no"): 6, ("male", "unknown"): 1,
})  # fmt: skip


def test_a_share_is_of_the_recorded_in_the_same_group():
    cell = published(ANSWER).tables[0].cell(sex="female", missing_before="yes")
    assert (cell.count, cell.denominator, cell.share) == (60, 90, wilson(60, 90))


def test_the_share_over_all_groups_is_of_all_recorded():
    cell = published(ANSWER).tables[0].cell(missing_before="yes")
    assert (cell.count, cell.denominator) == (63, 99)


def test_totals_and_the_unknown_have_no_share():
    table = published(ANSWER).tables[0]
    assert table.cell(sex="female").share is None
    assert table.cell(sex="female", missing_before="unknown").share is None


def test_a_hidden_count_has_a_symbol_and_no_share():
    cell = published(ANSWER, ("male", "yes")).tables[0].cell(sex="male", missing_before="yes")
    assert (cell.count, cell.share, cell.denominator, cell.shown) == (None, None, None, "[c]")


def test_a_shown_count_beside_a_hidden_one_keeps_its_share_of_shown_counts():
    cell = published(ANSWER, ("male", "yes")).tables[0].cell(sex="male", missing_before="no")
    assert (cell.count, cell.denominator, cell.of_all) == (6, 9, False)


def test_where_the_number_not_known_is_hidden_the_share_is_of_the_whole_group_and_says_so():
    table = published(ANSWER, ("male", "unknown")).tables[0]
    cell = table.cell(sex="male", missing_before="no")
    assert (cell.count, cell.denominator, cell.of_all) == (6, 10, True)
    assert table.recorded(sex="male") is None
    assert table.recorded(sex="female") == 90


def test_where_the_group_is_hidden_there_is_no_share():
    table = published(ANSWER, ("male", TOTAL)).tables[0]
    assert table.cell(sex="male", missing_before="no").share is None
    assert table.recorded(sex="male") is None


def test_an_empty_group_has_no_share():
    table = published(_answer({("female", "yes"): 5})).tables[0]
    assert table.cell(sex="male", missing_before="yes").share is None
    assert table.cell(sex="male", missing_before="yes").count == 0


def test_hidden_cells_are_counted():
    assert published(ANSWER, ("male", "yes"), ("male", "unknown")).tables[0].hidden == 2
    assert published(ANSWER).tables[0].hidden == 0


def test_thousands_are_separated():
    assert published(_answer({("female", "yes"): 1852})).tables[0].total.shown == "1,852"


def test_a_breakdown_is_found_by_its_dimensions_and_one_that_is_not_there_is_named():
    assert published(ANSWER).by("sex", "missing_before").total.count == 110
    with pytest.raises(KeyError, match=r"missing.history has no breakdown by age"):
        published(ANSWER).by("age")


def test_a_cell_is_said_in_words():
    assert say_cell(("sex", "age"), ("female", "15")) == "Female, 15"
    assert say_cell(("sex", "age"), (TOTAL, "18_or_over")) == "18 or over"
    assert say_cell(("sex", "age"), ("unknown", TOTAL)) == "Not known"
    assert say_cell(("sex", "age"), (TOTAL, TOTAL)) == "All"


COUNTS = st.dictionaries(st.tuples(st.sampled_from(SEXES), st.sampled_from(TIMES)), st.integers(0, 50))
CELLS = st.sets(st.tuples(st.sampled_from((*SEXES, TOTAL)), st.sampled_from((*TIMES, TOTAL))))


@given(COUNTS, COUNTS, CELLS)
def test_nothing_published_depends_on_a_hidden_count(one, other, hidden):
    """Two sets of counts that agree wherever they are shown are published alike."""
    first, second = _answer(one), _answer(other)
    differing = {key for key, count in first.tables[0].counts.items() if second.tables[0].counts[key] != count}
    concealed = tuple(hidden | differing)
    assert published(first, *concealed).tables[0].cells == published(second, *concealed).tables[0].cells


@given(COUNTS, CELLS)
def test_shares_of_a_group_never_add_up_to_more_than_the_whole(counts, hidden):
    table = published(_answer(counts), *hidden).tables[0]
    for sex in SEXES:
        shares = [table.cell(sex=sex, missing_before=time).share for time in TIMES]
        assert sum(share.value for share in shares if share) <= 1 + 1e-9
