"""Small counts are hidden, and none can be found by one subtraction."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lanthorn.disclosure import TOTAL, Hierarchy, Rule, Table, protect


def one_way(counts: dict[str, int], name: str = "table", dimension: str = "place") -> Table:
    cells = {(value,): count for value, count in counts.items()} | {(TOTAL,): sum(counts.values())}
    return Table(name, "children", (dimension,), cells)


def two_way(rows: list[list[int]]) -> Table:
    cells = {(f"r{i}", f"c{j}"): count for i, row in enumerate(rows) for j, count in enumerate(row)}
    cells |= {(f"r{i}", TOTAL): sum(row) for i, row in enumerate(rows)}
    cells |= {(TOTAL, f"c{j}"): sum(row[j] for row in rows) for j in range(len(rows[0]))}
    cells[TOTAL, TOTAL] = sum(map(sum, rows))
    return Table("grid", "children", ("row", "column"), cells)


def hidden_values(table: Table, **options: object) -> set[tuple[str, ...]]:
    protection = protect([table], **options)
    return {key for key in table.counts if protection.is_hidden(table, key)}


def test_counts_of_1_to_4_are_hidden_and_nought_and_5_are_shown():
    table = one_way({"a": 0, "b": 1, "c": 4, "d": 5, "e": 30})
    assert hidden_values(table) == {("b",), ("c",)}


def test_a_second_cell_is_hidden_where_one_alone_could_be_subtracted():
    assert hidden_values(one_way({"a": 3, "b": 8, "c": 30})) == {("a",), ("b",)}


def test_two_hidden_cells_whose_sum_is_small_get_a_third():
    assert hidden_values(one_way({"a": 1, "b": 2, "c": 9, "d": 30})) == {("a",), ("b",), ("c",)}


def test_the_total_is_kept_as_long_as_a_part_can_be_hidden_instead():
    assert (TOTAL,) not in hidden_values(one_way({"a": 2, "b": 0, "c": 40}))


def test_a_threshold_of_ones_own_is_used():
    assert hidden_values(one_way({"a": 8, "b": 40, "c": 60}), rule=Rule(threshold=10)) == {("a",), ("b",)}


def test_a_cell_of_two_tables_is_hidden_in_both():
    by_place = one_way({"a": 3, "b": 8, "c": 30})
    again = one_way({"a": 3, "b": 8, "c": 30}, name="again")
    protection = protect([by_place, again])
    assert protection.is_hidden(again, ("a",))


def test_an_area_shown_beside_its_authorities_does_not_give_one_of_them_away():
    authorities = one_way({"a": 3, "b": 20, "c": 30, "d": 3, "e": 9})
    areas = one_way({"north": 53, "south": 12}, dimension="area", name="areas")
    inside = {"a": "north", "b": "north", "c": "north", "d": "south", "e": "south"}
    protection = protect([authorities, areas], hierarchies=[Hierarchy("place", "area", inside)])
    hidden = {key[0] for key in authorities.counts if protection.is_hidden(authorities, key)}
    assert hidden == {"a", "b", "d", "e"}


def test_tables_that_contradict_one_another_are_refused():
    with pytest.raises(ValueError, match="different numbers"):
        protect([one_way({"a": 7}), one_way({"a": 8}, name="other")])


def test_margins_that_do_not_add_up_are_refused():
    with pytest.raises(ValueError, match="sum of its parts"):
        Table("t", "children", ("place",), {("a",): 7, (TOTAL,): 8})


@settings(max_examples=200, deadline=None)
@given(st.lists(st.lists(st.integers(0, 12), min_size=3, max_size=3), min_size=2, max_size=5))
def test_every_small_count_is_hidden_and_no_single_sum_gives_one_away(rows: list[list[int]]):
    table = two_way(rows)
    protection = protect([table])
    hidden = {key for key in table.counts if protection.is_hidden(table, key)}
    assert {key for key, count in table.counts.items() if 0 < count < 5} <= hidden
    for whole, parts in table.sums():
        concealed = [key for key in (whole, *parts) if key in hidden]
        assert len(concealed) != 1
        if concealed and whole not in hidden:
            together = sum(table.counts[key] for key in concealed)
            everything_hidden = len(concealed) == len(parts)
            assert together >= 5 or everything_hidden


@given(st.lists(st.lists(st.integers(0, 12), min_size=3, max_size=3), min_size=2, max_size=5))
def test_the_same_tables_are_protected_the_same_way_again(rows: list[list[int]]):
    assert hidden_values(two_way(rows)) == hidden_values(two_way(rows))
