"""What a reader of published tables can work out: the answers known from the textbooks, and from plain reasoning."""

from fractions import Fraction

import pytest

from lanthorn.disclosure import Publication, PublicationError, attack
from lanthorn.disclosure.publication import (
    TOTAL,
    Dimension,
    Hierarchy,
    How,
    Order,
    Range,
    Relation,
    Rounding,
    Rule,
    Share,
    Symbol,
    Table,
    Zeros,
    count_of,
    rounded_rate,
    rounded_share,
)
from tests.spec.disclosure.whiteboard import grid, intervals, verdicts

ONE_ALONE = """
        f    m    all
    a   x   20     23
    b  10    9     19
    all 13  29     42
"""


def test_one_hidden_cell_alone_in_its_row_is_disclosed_exactly():
    assert intervals(Publication("t", (grid(ONE_ALONE, "place", "sex"),))) == {"place a, sex f": (3, 3)}


def test_the_proof_names_just_the_cells_that_give_it_away():
    (finding,) = attack(Publication("t", (grid(ONE_ALONE, "place", "sex"),))).findings
    assert finding.irreducible
    assert finding.proof in [
        (
            "table grid, place a, sex m, count: shown as 20",
            "table grid, place a, sex total, count: shown as 23",
        ),
        (
            "table grid, place b, sex f, count: shown as 10",
            "table grid, place total, sex f, count: shown as 13",
        ),
    ]


def test_four_hidden_cells_in_a_square_can_only_swing_together():
    # a + b = 10, c + d = 8, a + c = 7, b + d = 11: one step round the cycle moves all four by one
    table = """
             f   m   k  all
        a    x   x   9   19
        b    x   x   9   17
        c    9   9   9   27
        all 16  20  27   63
    """
    found = intervals(Publication("t", (grid(table, "place", "sex"),)))
    assert found == {
        "place a, sex f": (0, 7),
        "place a, sex m": (3, 10),
        "place b, sex f": (0, 7),
        "place b, sex m": (1, 8),
    }


def test_a_small_count_known_to_lie_in_a_narrow_interval_is_disclosed_nearly():
    table = """
        a   x
        b   x
        c  20
        all 23
    """
    assert verdicts(Publication("t", (grid(table, "place"),))) == {
        "place a": "disclosed nearly",
        "place b": "disclosed nearly",
    }


def test_the_same_is_wide_enough_where_the_stated_rule_asks_for_less():
    table = """
        a   x
        b   x
        c  20
        all 23
    """
    publication = Publication("t", (grid(table, "place"),), rule=Rule(threshold=5, width=3))
    assert set(verdicts(publication).values()) == {"protected"}


def test_a_hidden_count_that_cannot_be_small_need_only_not_be_known_exactly():
    tables = (
        grid("a x\nb x\nc 20\nall 40", "place"),
        grid("a x\nb x\nc 20\nall 40", "place", name="again"),
    )
    facts = (Range("nine or ten", (count_of("children", place="a"),), low=9, high=10),)
    assert set(verdicts(Publication("t", tables, facts=facts)).values()) == {"protected"}


def test_noughts_that_are_always_shown_tell_that_hidden_counts_are_not_nought():
    table = grid("a x\nb x\nc 20\nall 29", "place")
    rule = Rule(zeros=Zeros.ALWAYS_SHOWN)
    assert intervals(Publication("t", (table,), rule=rule)) == {"place a": (1, 8), "place b": (1, 8)}
    assert intervals(Publication("t", (table,))) == {"place a": (0, 9), "place b": (0, 9)}


def test_a_total_shown_elsewhere_gives_a_hidden_count_away():
    tables = (grid("a x\nb x\nall 30", "place"), grid("a 4", "place", name="elsewhere"))
    assert intervals(Publication("t", tables)) == {"place a": (4, 4), "place b": (26, 26)}


def test_the_area_shown_in_another_table_gives_its_one_hidden_authority_away():
    authorities = grid("a x\nb 20\nc x\nd 30\nall 59", "authority")
    areas = grid("north 23\nsouth 36\nall 59", "area", name="areas")
    inside = {"a": "north", "b": "north", "c": "south", "d": "south"}
    publication = Publication("t", (authorities, areas), hierarchies=(Hierarchy("authority", "area", inside),))
    assert intervals(publication) == {"authority a": (3, 3), "authority c": (6, 6)}


def test_regions_and_authorities_in_one_column_add_up():
    parents = {"north": TOTAL, "a": "north", "b": "north", "c": TOTAL}
    table = grid("all 59\nnorth 23\na x\nb 20\nc x", "place")
    publication = Publication("t", (table,), dimensions=(Dimension("place", parents=parents),))
    assert intervals(publication) == {"place a": (3, 3), "place c": (36, 36)}


def test_a_rounded_total_gives_an_interval_not_a_value():
    table = grid("a x\nb 20\nall 30", "place")
    rounded = Rounding(10, How.NEAREST, where={"place": frozenset({TOTAL})})
    found = intervals(Publication("t", (table,), roundings=(rounded,)))
    assert found["place a"] == (5, 14)


def test_more_than_once_nought_makes_incidents_equal_children():
    relations = (
        Relation.parse("more than once <= children"),
        Relation.parse("children + more than once <= incidents"),
        Relation.parse("incidents <= children + 365 * more than once"),
    )
    tables = (
        grid("a x", "place", column="children"),
        grid("a 7", "place", population="incidents", column="incidents"),
        grid("a 0", "place", population="more than once", column="repeat"),
    )
    assert intervals(Publication("t", tables, relations=relations)) == {"place a": (7, 7)}


def test_three_linked_tables_know_more_together_than_any_two():
    # Each pair alone lets every hidden cell be 0 or 1; the three-way table that nobody printed does not exist for all.
    ab = grid("   p q all\na x x 1\nb x x 1\nall 1 1 2", "first", "second", name="ab")
    bc = grid("   u v all\np x x 1\nq x x 1\nall 1 1 2", "second", "third", name="bc")
    ac = grid("   u v all\na 1 0 1\nb 0 1 1\nall 1 1 2", "first", "third", name="ac")
    one = Range("a and p", (count_of("children", first="a", second="p"),), low=1)
    found = intervals(Publication("t", (ab, bc, ac), rule=Rule(threshold=2), facts=(one,)))
    assert found["second p, third u"] == (1, 1)


def test_a_share_to_the_nearest_percent_gives_a_hidden_count_away():
    table = grid("f x\nm x\nall 40", "sex")
    share = rounded_share("Girls were 8 %", [count_of("children", sex="f")], [count_of("children")], "8")
    assert intervals(Publication("t", (table,), facts=(share,))) == {"sex f": (3, 3), "sex m": (37, 37)}


def test_a_share_in_words_leaves_room():
    table = grid("f x\nm x\nall 40", "sex")
    share = Share("A minority", (count_of("children", sex="f"),), (count_of("children"),), Fraction(0), Fraction(1, 2))
    assert intervals(Publication("t", (table,), facts=(share,))) == {"sex f": (0, 20), "sex m": (20, 40)}


def test_a_rank_bounds_those_below_it():
    table = grid("a 9\nb x\nc x\nall 21", "place")
    ranks = Order("a highest", ((count_of("children", place="a"),), (count_of("children", place="b"),
                  count_of("children", place="c"))))  # fmt: skip
    assert intervals(Publication("t", (table,), facts=(ranks,))) == {"place b": (3, 9), "place c": (3, 9)}


def test_a_rate_of_a_known_population_is_a_range_of_its_count():
    rate = rounded_rate("2.3 per 10,000", count_of("children", place="a"), people=20_000, per=10_000, shown="2.3")
    assert (rate.low, rate.high) == (5, 4)  # no whole number of children has this rate: the sentence is not true
    rate = rounded_rate("2.5 per 10,000", count_of("children", place="a"), people=20_000, per=10_000, shown="2.5")
    assert (rate.low, rate.high) == (5, 5)


def test_an_earlier_edition_of_the_same_tables_is_more_to_go_by():
    now = Publication("now", (grid("a x\nb x\nc 20\nall 40", "place"),), period="2014-15")
    then = Publication("then", (grid("a 3\nb x\nc x\nall 40", "place"),), period="2014-15")
    assert attack(now).passes
    assert not attack([now, then]).passes


def test_tables_of_another_period_speak_of_other_children():
    now = Publication("now", (grid("a x\nb x\nc 20\nall 40", "place"),), period="2014-15")
    other = Publication("then", (grid("a 3\nb 17\nc 20\nall 40", "place"),), period="2013-14")
    report = attack([now, other])
    assert report.passes
    assert len(report.findings) == 2


def test_a_publication_that_contradicts_itself_is_reported_with_what_contradicts():
    tables = (grid("a 5\nb 6\nall 12", "place"),)
    report = attack(Publication("t", tables))
    assert not report.passes
    assert report.inconsistent == (
        (
            "table grid, place a, count: shown as 5",
            "table grid, place b, count: shown as 6",
            "table grid, place total, count: shown as 12",
        ),
    )


def test_a_contradiction_among_hidden_counts_is_found_too():
    table = grid("   f m all\na x x 10\nb x x 10\nall 10 10 20", "place", "sex")
    facts = (Range("over 8", (count_of("children", place="a", sex="f"),), low=8),
             Range("over 8 too", (count_of("children", place="b", sex="f"),), low=8))  # fmt: skip
    report = attack(Publication("t", (table,), facts=facts))
    assert not report.passes
    assert set(report.inconsistent[0]) >= {"over 8", "over 8 too"}


def test_a_count_that_cannot_be_anything_else_is_nought():
    cells = {("a",): Symbol.NOT_APPLICABLE, ("b",): Symbol.CONFIDENTIAL, ("c",): Symbol.CONFIDENTIAL, (TOTAL,): 20}
    publication = Publication("t", (Table("t", "children", ("place",), cells),))
    assert intervals(publication) == {"place b": (0, 20), "place c": (0, 20)}


def test_a_value_one_child_may_have_beside_another_only_bounds():
    table = grid("care x\nschool x\nall 9", "need")
    publication = Publication("t", (table,), dimensions=(Dimension("need", adds_up=False),))
    report = attack(publication)
    assert [(finding.low, finding.high) for finding in report.findings] == [(0, 9), (0, 9)]


def test_what_is_not_decided_in_time_is_undecided_never_protected():
    square = "   f m all\na x x 10\nb x x 10\nall 10 10 20"
    report = attack(Publication("t", (grid(square, "place", "sex"),)), seconds=0.0)
    assert {str(finding.verdict) for finding in report.findings} == {"undecided"}
    assert not report.passes


def test_tables_too_large_to_be_taken_jointly_are_undecided():
    ab = grid("   p q all\na x x 9\nb x x 9\nall 9 9 18", "first", "second", name="ab")
    bc = grid("   u v all\np x x 9\nq x x 9\nall 9 9 18", "second", "third", name="bc")
    ac = grid("   u v all\na x x 9\nb x x 9\nall 9 9 18", "first", "third", name="ac")
    publication = Publication("t", (ab, bc, ac))
    assert attack(publication).passes
    assert {finding.why for finding in attack(publication, largest_clique=4).findings} == {
        "its tables are too many and too large to be taken jointly"
    }


def test_no_publication_at_all_is_an_error():
    with pytest.raises(PublicationError, match="no publication"):
        attack([])


def test_the_only_child_of_one_cell_could_work_out_the_other():
    table = grid("a x\nb x\nc 20\nall 24", "place")
    publication = Publication("t", (table,), rule=Rule(threshold=5, width=4))
    assert attack(publication).passes
    report = attack(publication, insiders=True)
    assert not report.passes
    assert {insider.words for insider in report.insiders} == {
        "whoever is alone in table grid, place a, count could work out table grid, place b, count",
        "whoever is alone in table grid, place b, count could work out table grid, place a, count",
    }


def test_three_hidden_cells_tell_the_only_child_of_one_nothing_exact():
    table = grid("a x\nb x\nc x\nd 20\nall 27", "place")
    assert attack(Publication("t", (table,)), insiders=True).passes


def test_margins_carry_along_a_chain_of_tables():
    first = grid("   p q all\na 5 6 11\nb 7 8 15\nall 12 14 26", "first", "second", name="one")
    second = grid("  u v\np x x\nq 3 11", "second", "third", name="two")
    third = grid("  s t all\nu 3 5 8\nv 12 6 18", "third", "fourth", name="three")
    found = intervals(Publication("t", (first, second, third)))
    assert found == {"second p, third u": (5, 5), "second p, third v": (7, 7)}
