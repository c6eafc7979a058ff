"""Protection hides at the least cost that trying every choice finds, and an attack on it finds nothing."""

from dataclasses import replace

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from lanthorn.disclosure import Options, Publication, Rule, attack, make_safe, protect_publication
from lanthorn.disclosure.publication import TOTAL, Count, Dimension, Hierarchy, Table, Zeros
from tests.disclosure.every_choice import EveryChoice
from tests.disclosure.tables import Joint, full_table, joint_counts

RULE = Rule(threshold=3)
PLAIN = Options(singletons=False, seconds=30)


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(joint_counts({"row": 2, "column": 2}, units=14))
def test_the_loss_is_the_least_that_trying_every_choice_finds(joint):
    table = full_table(joint, "row", "column")
    protected = protect_publication(Publication("t", (table,), rule=RULE), PLAIN)
    assert protected.report.exact
    assert protected.report.cost == protected.report.bound == EveryChoice(table, RULE).least_cost()


@settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(joint_counts({"row": 2, "column": 3}, units=18))
def test_so_it_is_in_a_wider_table(joint):
    table = full_table(joint, "row", "column")
    protected = protect_publication(Publication("t", (table,), rule=RULE), PLAIN)
    assert protected.report.cost == EveryChoice(table, RULE).least_cost()


def everything_hidden_is_protected(publication: Publication, options: Options = PLAIN) -> None:
    outcome = make_safe(publication, options)
    assert outcome.attack.passes, outcome.attack.lines()
    assert not outcome.protection.unprotected
    for table, shown in zip(publication.tables, outcome.publication.tables, strict=True):
        for key, value in table.cells.items():
            assert shown.cells[key] == value or shown.cells[key] == "[c]"
            assert not (publication.rule.unsafe(value) and shown.cells[key] == value)


@settings(max_examples=40, deadline=None)
@given(joint_counts({"row": 4, "column": 3}, units=60), st.booleans())
def test_an_attack_on_a_protected_two_way_table_finds_nothing(joint, singletons):
    options = Options(singletons=singletons, seconds=30)
    everything_hidden_is_protected(Publication("t", (full_table(joint, "row", "column"),)), options)


@settings(max_examples=25, deadline=None)
@given(joint_counts({"row": 3, "column": 3}, units=40), st.sampled_from(list(Zeros)))
def test_whatever_the_rule_on_noughts(joint, zeros):
    rule = Rule(threshold=4, zeros=zeros)
    everything_hidden_is_protected(Publication("t", (full_table(joint, "row", "column"),), rule=rule))


@settings(max_examples=15, deadline=None)
@given(joint_counts({"row": 3, "column": 3, "layer": 2}, units=70))
def test_an_attack_on_a_protected_three_way_table_finds_nothing(joint):
    everything_hidden_is_protected(Publication("t", (full_table(joint, "row", "column", "layer"),)))


@settings(max_examples=15, deadline=None)
@given(joint_counts({"row": 3, "column": 3, "layer": 2}, units=70))
def test_an_attack_on_three_linked_tables_taken_together_finds_nothing(joint):
    pairs = (("row", "column"), ("column", "layer"), ("row", "layer"))
    everything_hidden_is_protected(Publication("t", tuple(full_table(joint, *pair) for pair in pairs)))


INSIDE = {"place0": "north", "place1": "north", "place2": "south", "place3": "south", "place4": "south"}


@settings(max_examples=15, deadline=None)
@given(joint_counts({"place": 5, "sex": 2}, units=60))
def test_an_attack_on_authorities_and_areas_finds_nothing(joint):
    by_area: dict[tuple[str, ...], int] = {}
    for (place, sex), number in joint.counts.items():
        by_area[INSIDE[place], sex] = by_area.get((INSIDE[place], sex), 0) + number
    tables = (full_table(joint, "place", "sex"), full_table(Joint(("area", "sex"), by_area), "area", "sex"))
    everything_hidden_is_protected(Publication("t", tables, hierarchies=(Hierarchy("place", "area", INSIDE),)))


@settings(max_examples=15, deadline=None)
@given(joint_counts({"place": 5, "sex": 2}, units=60))
def test_an_attack_on_a_column_of_several_levels_finds_nothing(joint):
    table = full_table(joint, "place", "sex")
    cells = dict(table.cells)
    for area in ("north", "south"):
        for sex in ("sex0", "sex1", TOTAL):
            cells[area, sex] = sum(cells[place, sex] for place, inside in INSIDE.items() if inside == area)
    tree = Table("tree", "children", ("place", "sex"), cells)
    dimensions = (Dimension("place", parents=INSIDE | {"north": TOTAL, "south": TOTAL}),)
    everything_hidden_is_protected(Publication("t", (tree,), dimensions=dimensions))


@settings(max_examples=10, deadline=None)
@given(joint_counts({"row": 4, "column": 3}, units=60))
def test_the_same_counts_are_protected_the_same_way_again(joint):
    publication = Publication("t", (full_table(joint, "row", "column"),))
    one, other = (protect_publication(publication, PLAIN) for _ in range(2))
    assert one.hidden == other.hidden
    assert one.publication == other.publication


@settings(max_examples=15, deadline=None)
@given(joint_counts({"row": 5, "column": 4}, units=90))
def test_beyond_the_size_for_exactness_the_gap_to_the_bound_is_true(joint):
    publication = Publication("t", (full_table(joint, "row", "column"),))
    quick = protect_publication(publication, Options(singletons=False, exact_up_to=0, seconds=30))
    exact = protect_publication(publication, PLAIN)
    assert exact.report.exact
    assert quick.report.bound <= exact.report.cost <= quick.report.cost
    assert attack(quick.publication).passes


@settings(max_examples=10, deadline=None)
@given(joint_counts({"row": 5, "column": 4}, units=90), st.sampled_from([1, 40, 200]))
def test_where_the_work_allowed_is_done_what_is_found_is_safe_and_found_again_and_the_report_says_so(joint, steps):
    publication = Publication("t", (full_table(joint, "row", "column"),))
    options = Options(singletons=False, steps=steps, seconds=30)
    everything_hidden_is_protected(publication, options)
    one, other = (protect_publication(publication, options) for _ in range(2))
    assert one.hidden == other.hidden
    assert replace(one.report, seconds=0) == replace(other.report, seconds=0)
    assert one.report.limited == any("as many as it may take" in line for line in one.report.lines())
    assert one.report.limited == (one.report.steps >= steps)
    assert one.report.bound <= protect_publication(publication, PLAIN).report.cost <= one.report.cost


@settings(max_examples=15, deadline=None)
@given(joint_counts({"row": 4, "column": 3}, units=60))
def test_whoever_is_the_one_unit_of_a_count_of_one_learns_no_other_small_count(joint):
    publication = Publication("t", (full_table(joint, "row", "column"),))
    protected = protect_publication(publication, Options(singletons=True, seconds=30))
    table = publication.tables[0]
    for key, value in table.cells.items():
        if value == 1:
            cells = dict(protected.publication.tables[0].cells) | {key: 1}
            known = Publication("t", (Table("t", "children", table.dimensions, cells),))
            given_away = {finding.count for finding in attack(known, proofs=False).findings if finding.why == "exactly"}
            unsafe = {publication.count(table, other) for other, number in table.cells.items() if 0 < number < 5}
            mine = publication.count(table, key)
            beside = {c for c in unsafe if _share_a_sum(c, mine) and not _same_unit(c, mine, publication)}
            assert not given_away & beside


def _same_unit(one: Count, other: Count, publication: Publication) -> bool:
    """Whether two counts are 1 both, and one a part of the other: then they are of the same child."""
    (table,) = publication.tables
    values = {publication.count(table, key): value for key, value in table.cells.items()}
    return values[one] == 1 and (one.where <= other.where or other.where <= one.where)


def _share_a_sum(one: Count, other: Count) -> bool:
    """Whether two cells stand in one row or column."""
    mine, yours = dict(one.where), dict(other.where)
    return any(mine.get(name) == yours.get(name) for name in ("row", "column"))
