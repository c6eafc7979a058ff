"""A ranking names what is certainly most frequent, whatever the hidden counts are."""

from hypothesis import given
from hypothesis import strategies as st

from lanthorn.measures import TOTAL, Cell, PublishedTable, catalogue, wilson
from lanthorn.profile.breakdown import MOST_NAMED, Breakdown

VALUES = ("phone", "social_services", "police_generated", "in_person", "school")


def breakdown(counts: list[int], hidden: set[int], *, total_hidden: bool = False) -> Breakdown:
    total = sum(counts)
    cells = {}
    for place, (value, count) in enumerate(zip(VALUES, counts, strict=True)):
        shown = None if place in hidden else count
        cells[value,] = Cell(shown, wilson(count, total) if shown is not None and total else None, total)
    cells[TOTAL,] = Cell(None if total_hidden else total)
    table = PublishedTable(("notification_channel",), (VALUES,), cells)
    return Breakdown(catalogue().measure("notification.channel"), table)


counts = st.lists(st.integers(0, 60), min_size=5, max_size=5)


@given(counts, st.sets(st.integers(0, 4)), st.booleans())
def test_no_hidden_count_can_change_a_ranking(numbers: list[int], hidden: set[int], total_hidden: bool):
    ranking = breakdown(numbers, hidden, total_hidden=total_hidden).ranking()
    by_value = dict(zip(VALUES, numbers, strict=True))
    above = 0
    for level in ranking.levels:
        assert len({by_value[value] for value in level}) == 1
        assert sum(count > by_value[level[0]] for count in numbers) == above
        above += len(level)
    assert not {VALUES[place] for place in hidden} & set(ranking.values)
    assert len(ranking.values) <= MOST_NAMED
    assert not (total_hidden and hidden and ranking.values)


def test_a_tie_at_the_top_is_said_as_a_tie():
    ranking = breakdown([20, 20, 5, 6, 7], set()).ranking()
    assert ranking.tied
    assert ranking.first.text == "a phone call and social services"


def test_a_tie_below_the_top_is_not_named_as_an_order():
    ranking = breakdown([30, 20, 20, 6, 7], set()).ranking()
    assert ranking.values == ("phone",)
    assert ranking.followed_by is None


def test_values_together_are_hidden_where_one_of_them_is():
    whole = breakdown([30, 20, 10, 6, 7], {4})
    assert whole.share_of(["in_person", "school"]) is None
    assert whole.share_of(["phone", "social_services"]).text == "7 in 10"
