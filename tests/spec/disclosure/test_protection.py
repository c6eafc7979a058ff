"""What is hidden, rounded or changed before tables are published, as an analyst would ask for it."""

from dataclasses import replace

import pytest
from hypothesis import given, settings

from lanthorn.disclosure import Options, Publication, PublicationError, Rule, attack, make_safe, protect_publication
from lanthorn.disclosure.protection import PrimaryRules
from lanthorn.disclosure.protection.cell_key import read_parameters
from lanthorn.disclosure.publication import (
    TOTAL,
    How,
    Kind,
    Method,
    Relation,
    Symbol,
    Table,
    Zeros,
    count_of,
)
from tests.disclosure.tables import full_table, joint_counts
from tests.spec.disclosure.whiteboard import grid


def hidden(publication: Publication, **options: object) -> set[str]:
    """The keys hidden in the first table."""
    protected = protect_publication(publication, Options(**{"singletons": False} | options))
    (table, *_) = protected.publication.tables
    return {" ".join(key) for key, value in table.cells.items() if value is Symbol.CONFIDENTIAL}


def one_way(text: str, rule: Rule | None = None) -> Publication:
    return Publication("t", (grid(text, "place"),), rule=rule or Rule())


def test_a_second_cell_is_hidden_where_one_alone_could_be_subtracted():
    assert hidden(one_way("a 3\nb 8\nc 30\nall 41")) == {"a", "b"}


def test_a_table_without_small_counts_is_shown_whole():
    assert hidden(one_way("a 0\nb 8\nc 30\nall 38")) == set()


def test_two_small_counts_that_together_are_small_need_a_third():
    assert hidden(one_way("a 1\nb 2\nc 9\nd 30\nall 42")) == {"a", "b", "c"}


def test_noughts_are_hidden_only_where_they_are_said_to_disclose():
    assert hidden(one_way("a 0\nb 8\nc 30\nall 38", Rule(zeros=Zeros.UNSAFE))) == {"a", "b"}


def test_noughts_that_are_always_shown_are_never_hidden_to_help():
    table = "a 3\nb 0\nc 30\nall 33"
    assert hidden(one_way(table, Rule(zeros=Zeros.ALWAYS_SHOWN))) == {"a", "c"}


def test_every_hidden_cell_bears_the_same_symbol():
    protected = protect_publication(one_way("a 3\nb 8\nc 30\nall 41"))
    assert [str(value) for value in protected.publication.tables[0].cells.values()] == ["[c]", "[c]", "30", "41"]


def test_what_a_headline_needs_is_kept_where_there_is_another_way():
    publication = one_way("a 3\nb 8\nc 30\nall 41")
    assert hidden(publication, keep=frozenset({count_of("children", place="b")})) == {"a", "c"}


def test_what_a_headline_needs_is_hidden_where_there_is_no_other_way_and_that_is_said():
    keep = frozenset({count_of("children", place="b"), count_of("children")})
    protected = protect_publication(one_way("a 3\nb 8\nall 11"), Options(keep=keep, singletons=False))
    assert protected.report.kept_not == (count_of("children", place="b"),)
    assert "A headline needs this count, but it had to be hidden: children: place b." in protected.report.lines()


def test_the_loss_is_reported_with_the_bound_on_it():
    report = protect_publication(one_way("a 3\nb 8\nc 30\nall 41"), Options(singletons=False)).report
    assert (report.primary, report.complementary, report.cost, report.bound, report.gap) == (1, 1, 13, 13, 0)
    assert report.lines() == [
        "4 counts: 1 unsafe in themselves and 1 more are hidden (the least possible loss; cost 13, bound 13)."
    ]


def test_a_group_of_which_everybody_has_the_attribute_is_hidden():
    table = grid("   yes no all\na 12 0 12\nb 9 30 39\nc 20 14 34\nall 41 44 85", "place", "missing")
    publication = Publication("t", (table,))
    assert hidden(publication) == set()
    assert "a yes" in hidden(publication, rules=PrimaryRules(group_dimensions=frozenset({"missing"})))


def amounts(*contributions: tuple[int, ...], total: bool = True) -> Publication:
    """A table of amounts by its contributions; the whole's greatest contributions are of them all."""
    cells = {(f"p{n}",): sum(c) for n, c in enumerate(contributions)} | ({(TOTAL,): sum(map(sum, contributions))})
    parts = {(f"p{n}",): tuple(sorted(c, reverse=True)) for n, c in enumerate(contributions)}
    parts[TOTAL,] = tuple(sorted((x for c in contributions for x in c), reverse=True))
    table = Table("nights", "nights missing", ("place",), cells, kind=Kind.AMOUNTS, contributions=parts)
    return Publication("t", (table,))


def test_an_amount_that_one_contributor_dominates_is_hidden():
    publication = amounts((90, 5, 5), (40, 30, 30), (60, 60, 60))
    assert hidden(publication) == set()
    assert hidden(publication, rules=PrimaryRules(dominance=(1, 75))) == {"p0", "p1"}


def test_an_amount_whose_first_contributor_the_second_can_estimate_is_hidden():
    publication = amounts((90, 9, 1), (40, 30, 30), (60, 60, 60))
    assert "p0" in hidden(publication, rules=PrimaryRules(p_percent=10))
    assert hidden(amounts((90, 9, 10), (40, 30, 30)), rules=PrimaryRules(p_percent=10)) == set()


def test_a_hidden_amount_withstands_an_attack():
    outcome = make_safe(amounts((90, 9, 1), (40, 30, 30), (60, 60, 60)), Options(rules=PrimaryRules(p_percent=10)))
    assert outcome.passes
    assert outcome.protection.hidden


def test_contributions_are_not_published():
    outcome = make_safe(amounts((90, 9, 1), (40, 30, 30)), Options(rules=PrimaryRules(p_percent=10)))
    assert not any(table.contributions or table.keys for table in outcome.publication.tables)


def test_incidents_are_hidden_where_they_would_tell_the_children():
    relations = (
        Relation.parse("more than once <= children"),
        Relation.parse("children + more than once <= incidents"),
        Relation.parse("incidents <= children + 365 * more than once"),
    )
    tables = (
        grid("a 3\nb 20\nc 30\nall 53", "place", column="children"),
        grid("a 3\nb 50\nc 90\nall 143", "place", population="incidents", column="incidents"),
        grid("a 0\nb 10\nc 18\nall 28", "place", population="more than once", column="repeat"),
    )
    outcome = make_safe(Publication("t", tables, relations=relations))
    assert outcome.passes
    assert outcome.publication.tables[1].cells["a",] is Symbol.CONFIDENTIAL


def test_counts_that_contradict_one_another_are_refused_with_their_place():
    with pytest.raises(PublicationError, match="table grid, row place total, column count: is not the sum"):
        protect_publication(one_way("a 3\nb 8\nall 12"))
    tables = (grid("a 3\nb 8\nall 11", "place"), grid("a 4\nb 7\nall 11", "place", name="other"))
    with pytest.raises(PublicationError, match="table other, row place a, column count: differs from the same count"):
        protect_publication(Publication("t", tables))


def test_hidden_counts_cannot_be_protected_again():
    with pytest.raises(PublicationError, match="true counts are needed"):
        protect_publication(one_way("a x\nb x\nall 12"))


ROUNDED = Options(method=Method.ROUNDING, base=5)


@settings(max_examples=30, deadline=None)
@given(joint_counts({"row": 4, "column": 3}, units=80))
def test_controlled_rounding_keeps_tables_additive_and_stays_within_a_base(joint):
    table = full_table(joint, "row", "column")
    protected = protect_publication(Publication("t", (table,)), ROUNDED)
    (rounded,) = protected.publication.tables
    assert all(value % 5 == 0 for value in rounded.cells.values())
    assert all(abs(value - table.cells[key]) < 5 for key, value in rounded.cells.items())
    assert all(value == table.cells[key] for key, value in rounded.cells.items() if table.cells[key] % 5 == 0)
    for row in ("row0", "row1", "row2", "row3", TOTAL):
        parts = [rounded.cells[row, column] for column in ("column0", "column1", "column2")]
        assert rounded.cells[row, TOTAL] == sum(parts)
    (how,) = protected.publication.roundings
    assert (how.base, how.how) == (5, How.CONTROLLED)


@settings(max_examples=15, deadline=None)
@given(joint_counts({"row": 3, "column": 3, "layer": 2}, units=80))
def test_linked_tables_are_rounded_as_one_system(joint):
    pairs = (("row", "column"), ("column", "layer"), ("row", "layer"))
    publication = Publication("t", tuple(full_table(joint, *pair) for pair in pairs))
    protected = protect_publication(publication, ROUNDED)
    one, two, three = (table.cells for table in protected.publication.tables)
    assert all(one[row, TOTAL] == three[row, TOTAL] for row in ("row0", "row1", "row2"))
    assert all(one[TOTAL, column] == two[column, TOTAL] for column in ("column0", "column1", "column2"))


def test_rounding_leaves_each_small_count_an_interval_of_more_than_four():
    outcome = make_safe(one_way("a 3\nb 8\nc 30\nd 2\nall 43"), ROUNDED)
    assert outcome.passes
    assert outcome.publication.method is Method.ROUNDING


CELL_KEY = Options(method=Method.CELL_KEY, secret="not to be told")


def test_cell_keys_change_a_count_alike_in_every_table():
    tables = (grid("a 3\nb 8\nc 30\nall 41", "place"), grid("a 3\nb 8\nc 30\nall 41", "place", name="again"))
    one, other = protect_publication(Publication("t", tables), CELL_KEY).publication.tables
    assert one.cells == other.cells


def test_another_secret_changes_counts_otherwise():
    publication = one_way("\n".join(f"p{n} {n + 1}" for n in range(30)))
    secrets = (protect_publication(publication, replace(CELL_KEY, secret=s)) for s in ("one", "other"))
    one, other = ([*made.publication.tables[0].cells.values()] for made in secrets)
    assert one != other


def test_cell_keys_of_the_records_are_used_where_they_are_given():
    changes = read_parameters()[3]
    table = replace(grid("a 3\nb 30", "place"), keys={("a",): 7, ("b",): 9})
    shown = protect_publication(Publication("t", (table,)), replace(CELL_KEY, secret="")).publication.tables[0]
    assert shown.cells["a",] == 3 + changes[7]
    assert not shown.keys


def test_cell_keys_without_a_secret_are_refused():
    with pytest.raises(PublicationError, match="need a secret"):
        protect_publication(one_way("a 3\nb 8\nall 11"), replace(CELL_KEY, secret=""))


def test_the_parameters_table_changes_counts_by_nothing_on_average_and_never_below_nought():
    for count, changes in read_parameters().items():
        assert len(changes) == 256
        assert sum(changes) == 0
        assert count + min(changes) >= 0


def test_a_parameters_table_that_would_shift_counts_is_refused(tmp_path):
    (tmp_path / "mine.csv").write_text("count,change,share\n0,0,256\n1,1,200\n1,0,56\n")
    with pytest.raises(PublicationError, match=r"table mine\.csv, row count 1: the shares must be 256"):
        read_parameters(tmp_path / "mine.csv")


def test_what_cell_keys_leave_open_is_what_the_publication_says():
    table = one_way("\n".join(f"p{n} {n}" for n in range(9)))
    report = attack(protect_publication(table, CELL_KEY).publication)
    truth = {f"place p{n}": n for n in range(9)}
    for finding in report.findings:
        number = truth[finding.count.words.split(": ", 1)[1]]
        assert finding.low <= number <= finding.high
