"""The attack finds exactly the interval that trying every possible table finds."""

from fractions import Fraction
from unittest.mock import patch

from hypothesis import assume, given, settings
from hypothesis import strategies as st

from lanthorn.disclosure import Verdict, attack
from lanthorn.disclosure.attacker import engine
from lanthorn.disclosure.publication import (
    TOTAL,
    Dimension,
    Fact,
    Hierarchy,
    How,
    Order,
    Publication,
    Range,
    Rounding,
    Rule,
    Share,
    Symbol,
    Table,
    Zeros,
    count_of,
    rounded_share,
)
from tests.disclosure.brute_force import Enumeration
from tests.disclosure.tables import full_table, joint_counts

RULE = Rule(threshold=3)


def agree(publication: Publication) -> None:
    """Hold every interval and verdict of an attack against those found by trying all tables."""
    enumeration = Enumeration(publication)
    report = attack(publication)
    assert enumeration.joints, "a publication made from a true table must be possible"
    assert not report.inconsistent
    rule, found = publication.rule, {}
    for table, key, value in publication.cells:
        rounding = publication.rounding(table, key)
        if value is Symbol.CONFIDENTIAL or rounding is not None:
            found[table.name, table.row(key), table.column] = (enumeration.interval(table, key), value)
    seen = set()
    for finding in report.findings:
        assert finding.exact
        assert finding.verdict is not Verdict.UNDECIDED
        for cell in finding.shown_in:
            seen.add(cell)
            (low, high), value = found[cell]
            assert (finding.low, finding.high) == (low, high)
            if value is Symbol.CONFIDENTIAL:
                assert (finding.verdict is Verdict.DISCLOSED) == bool(rule.gives_away(low, high))
    assert {cell for cell, (_, value) in found.items() if value is Symbol.CONFIDENTIAL} <= seen


def hide(table: Table, chosen: set[int]) -> Table:
    """The table with some of its cells hidden, by place; never the grand total."""
    cells = {
        key: Symbol.CONFIDENTIAL if place in chosen and set(key) != {TOTAL} else value
        for place, (key, value) in enumerate(table.cells.items())
    }
    return Table(table.name, table.population, table.dimensions, cells)


places = st.sets(st.integers(0, 26), max_size=12)


@settings(max_examples=120, deadline=None)
@given(joint_counts({"row": 2, "column": 3}, units=9), places)
def test_in_a_two_way_table(joint, chosen):
    agree(Publication("two-way", (hide(full_table(joint, "row", "column"), chosen),), rule=RULE))


@settings(max_examples=60, deadline=None)
@given(joint_counts({"row": 2, "column": 3}, units=9), places)
def test_where_noughts_are_always_shown(joint, chosen):
    table = full_table(joint, "row", "column")
    shown = {place for place, value in enumerate(table.cells.values()) if value == 0}
    rule = Rule(threshold=3, zeros=Zeros.ALWAYS_SHOWN)
    agree(Publication("two-way", (hide(table, chosen - shown),), rule=rule))


@settings(max_examples=60, deadline=None)
@given(joint_counts({"row": 2, "column": 2, "layer": 2}, units=7), places)
def test_in_a_three_way_table(joint, chosen):
    agree(Publication("three-way", (hide(full_table(joint, "row", "column", "layer"), chosen),), rule=RULE))


@settings(max_examples=80, deadline=None)
@given(joint_counts({"row": 2, "column": 2, "layer": 2}, units=7), places, places, places)
def test_in_three_linked_two_way_tables_of_which_nobody_printed_the_three_way_one(joint, one, two, three):
    tables = (
        hide(full_table(joint, "row", "column"), one),
        hide(full_table(joint, "column", "layer"), two),
        hide(full_table(joint, "row", "layer"), three),
    )
    agree(Publication("linked", tables, rule=RULE))


@settings(max_examples=40, deadline=None)
@given(joint_counts({"row": 2, "column": 2, "layer": 2}, units=7), places, places, places)
def test_where_whole_tables_are_sought_for_many_counts_at_once(joint, one, two, three):
    tables = (
        hide(full_table(joint, "row", "column"), one),
        hide(full_table(joint, "column", "layer"), two),
        hide(full_table(joint, "row", "layer"), three),
    )
    with patch.object(engine, "LARGE", 0):  # as in groups of thousands of atoms
        agree(Publication("linked", tables, rule=RULE))


@settings(max_examples=30, deadline=None)
@given(joint_counts({"row": 2, "column": 2, "layer": 2, "side": 2}, units=4), places, places, places)
def test_in_a_chain_of_tables_each_linked_to_the_next(joint, one, two, three):
    tables = (
        hide(full_table(joint, "row", "column"), one),
        hide(full_table(joint, "column", "layer"), two),
        hide(full_table(joint, "layer", "side"), three),
    )
    agree(Publication("chain", tables, rule=RULE))


@settings(max_examples=60, deadline=None)
@given(joint_counts({"place": 4, "sex": 2}, units=7), places, places)
def test_where_an_area_is_shown_beside_its_authorities(joint, fine, coarse):
    inside = {"place0": "north", "place1": "north", "place2": "south", "place3": "south"}
    by_area = {}
    for (place, sex), number in joint.counts.items():
        by_area[inside[place], sex] = by_area.get((inside[place], sex), 0) + number
    areas = type(joint)(("area", "sex"), by_area)
    tables = (hide(full_table(joint, "place", "sex"), fine), hide(full_table(areas, "area", "sex"), coarse))
    agree(Publication("areas", tables, hierarchies=(Hierarchy("place", "area", inside),), rule=RULE))


@settings(max_examples=60, deadline=None)
@given(joint_counts({"place": 3, "sex": 2}, units=8), places)
def test_where_one_column_holds_authorities_and_regions(joint, chosen):
    parents = {"place0": "east", "place1": "east", "east": TOTAL, "place2": TOTAL}
    table = full_table(joint, "place", "sex")
    cells = dict(table.cells)
    for sex in ("sex0", "sex1", TOTAL):
        cells["east", sex] = cells["place0", sex] + cells["place1", sex]
    tree = Table("tree", "children", ("place", "sex"), cells)
    agree(Publication("tree", (hide(tree, chosen),), dimensions=(Dimension("place", parents=parents),), rule=RULE))


@settings(max_examples=80, deadline=None)
@given(
    joint_counts({"row": 2, "column": 3}, units=9),
    places,
    st.sampled_from([(How.NEAREST, 2), (How.NEAREST, 5), (How.CONTROLLED, 3), (How.WITHIN, 1)]),
)
def test_where_row_totals_are_rounded(joint, chosen, rounding):
    how, base = rounding
    table = hide(full_table(joint, "row", "column"), chosen)
    cells = dict(table.cells)
    for row in ("row0", "row1"):
        if isinstance(cells[row, TOTAL], int):
            cells[row, TOTAL] = (2 * cells[row, TOTAL] + base) // (2 * base) * base
    rounded = Rounding(
        base, how, where={"row": frozenset({"row0", "row1"}), "column": frozenset({TOTAL})}, small_hidden=False
    )
    table = Table("grid", "children", table.dimensions, cells)
    agree(Publication("rounded", (table,), rule=RULE, roundings=(rounded,)))


@settings(max_examples=80, deadline=None)
@given(joint_counts({"row": 2, "column": 3}, units=9), places, st.data())
def test_where_sentences_state_shares_ranks_and_ranges(joint, chosen, data):
    truth = full_table(joint, "row", "column")
    cells = [(key, value) for key, value in truth.cells.items() if TOTAL not in key]
    facts: list[Fact] = []
    for _ in range(data.draw(st.integers(1, 3))):
        (one, first), (other, second) = data.draw(st.sampled_from(cells)), data.draw(st.sampled_from(cells))
        this, that = (count_of("children", row=key[0], column=key[1]) for key in (one, other))
        whole = count_of("children", row=one[0])
        among = truth.cells[one[0], TOTAL]
        kind = data.draw(st.sampled_from(["share", "order", "range"]))
        if kind == "share" and among:
            if data.draw(st.booleans()):
                facts.append(rounded_share("a share", [this], [whole], str((200 * first + among) // (2 * among))))
            else:
                facts.append(Share("a share", (this,), (whole,), Fraction(first, among), Fraction(first, among)))
        elif kind == "order" and first > second:
            facts.append(Order("a rank", ((this,), (that,)), strictly=data.draw(st.booleans())))
        elif kind == "range":
            facts.append(Range("a range", (this,), low=first // 3 * 3, high=first // 3 * 3 + 2))
    assume(facts)
    agree(Publication("sentences", (hide(truth, chosen),), rule=RULE, facts=tuple(facts)))
