"""The tables of a profile as one publication: a count of the same children is one unknown; what bounds it is known."""

from collections.abc import Mapping

import pytest

from lanthorn.disclosure import Rule
from lanthorn.disclosure.publication import Share, Symbol, count_of
from lanthorn.measures import TOTAL, Answer, CountTable, Measure, dimension
from lanthorn.profile.narrowing import shared_values
from lanthorn.profile.protecting import protect_answers
from lanthorn.profile.publication import whole_of
from lanthorn.profile.weights import weights_of
from lanthorn.vocabulary import parse_period

YEAR = parse_period("2014-15")


def measure(name: str, unit: str, *breakdowns: tuple[str, ...], **more: object) -> Measure:
    return Measure(id=name, version="1", question="?", unit=unit, breakdowns=breakdowns, **more)  # type: ignore[arg-type]


def table(names: tuple[str, ...], joint: Mapping[tuple[str, ...], int]) -> CountTable:
    """A table from its inner cells, margins added."""
    values = tuple(dimension(name).ordered(key[at] for key in joint) for at, name in enumerate(names))
    counts: dict[tuple[str, ...], int] = {}
    keys = [()]
    for listed in values:
        keys = [(*key, value) for key in keys for value in (*listed, TOTAL)]
    for key in keys:
        counts[key] = sum(
            count for inner, count in joint.items()
            if all(wanted in (TOTAL, found) for wanted, found in zip(key, inner, strict=True))
        )  # fmt: skip
    return CountTable(names, values, counts)


def answer(asked: Measure, *joints: Mapping[tuple[str, ...], int]) -> Answer:
    return Answer(asked, YEAR, tuple(table(n, j) for n, j in zip(asked.breakdowns, joints, strict=True)))


SEX = answer(measure("a", "victim", ("sex",)), {("female",): 90, ("male",): 20})
SEX_AGE = answer(
    measure("b", "victim_with_care_status", ("sex", "age")),
    {("female", "15"): 50, ("female", "14"): 40, ("male", "15"): 18, ("male", "14"): 2},
)


def test_two_measures_of_the_same_children_share_their_cells():
    whole = whole_of([SEX, SEX_AGE], Rule(5), "t")
    assert whole.counts("a", ("sex",), ("female",)) == whole.counts("b", ("sex", "age"), ("female", TOTAL))
    assert whole.values[count_of("victim, 2014-15", sex="female")] == 90


def test_a_cell_hidden_in_one_measure_is_hidden_in_every_other():
    small = answer(measure("c", "victim", ("age",)), {("15",): 68, ("14",): 42})
    published = protect_answers([SEX, SEX_AGE, small], threshold=5).answers
    by_age = published[2].by("age")
    both = published[1].by("sex", "age")
    assert both.cell(sex="male", age="14").count is None
    for age in ("14", "15"):
        assert by_age.cell(age=age).count == both.cell(age=age).count


def test_authorities_add_up_to_areas_and_areas_to_london():
    homes = answer(
        measure("d", "victim", ("home_authority",), ("home_area",), ("home_region",)),
        {("E09000025",): 60, ("E09000002",): 47, ("E09000001",): 3},
        {("east",): 107, ("north",): 3},
        {("london",): 110},
    )  # fmt: skip
    protected = protect_answers([homes], threshold=5)
    shown = protected.answers[0]
    assert shown.by("home_area").cell(home_area="north").count is None
    assert shown.by("home_authority").cell(home_authority="E09000001").count is None
    # one more of each must go, or north would be London less the others
    assert shown.by("home_area").hidden > 1
    assert shown.by("home_region").cell(home_region="london").count == 110


def test_children_at_home_are_the_diagonal_of_home_by_offence():
    flow = measure("e", "victim", ("same_authority",), ("home_authority", "offence_authority"))
    both = {("E09000025", "E09000025"): 30, ("E09000002", "E09000002"): 3, ("E09000025", "E09000002"): 9}
    whole = whole_of([answer(flow, {("yes",): 33, ("no",): 9}, both)], Rule(5), "t")
    assert any(isinstance(fact, Share) and "same_authority" in fact.says for fact in whole.publication.facts)
    published = protect_answers([answer(flow, {("yes",): 33, ("no",): 9}, both)], threshold=5).answers[0]
    hidden = [key for key, cell in published.by(*flow.breakdowns[1]).cells.items() if cell.count is None]
    # the diagonal's sum is shown, so a second cell of the diagonal must be hidden with the small one
    assert len([key for key in hidden if key[0] == key[1] and TOTAL not in key]) > 1


def test_reports_bound_how_often_children_can_have_been_reported():
    children = answer(measure("f", "missing_child", ("missing_times",)), {("1",): 50, ("2",): 20, ("3_5",): 7})
    reports = answer(measure("g", "missing_report", ("missing_from",)), {("home",): 111})
    facts = whole_of([children, reports], Rule(5), "t").publication.facts
    (fact,) = (fact for fact in facts if isinstance(fact, Share) and "at least" in fact.says)
    coefficients = {dict(count.where)["missing_times"]: number for count, number in fact.linear[1].terms if count.where}
    assert coefficients == {"1": 1, "2": 2, "3_5": 3, "6_15": 6, "over_15": 16}


def test_a_measure_narrowed_to_one_value_counts_the_cells_of_that_value():
    narrowed = measure(
        "h", "offence", ("category",), where=lambda offence: offence.online == "yes", where_words="online"
    )
    assert shared_values(narrowed) == {"online": "yes"}
    plain = measure("i", "offence", ("online", "category"))
    joint = {("yes", "1"): 9, ("yes", "2"): 6, ("no", "1"): 30, ("no", "2"): 40}
    whole = whole_of([answer(narrowed, {("1",): 9, ("2",): 6}), answer(plain, joint)], Rule(5), "t")
    assert whole.counts("h", ("category",), ("1",)) == whole.counts("i", ("online", "category"), ("yes", "1"))


def test_a_measure_narrowed_otherwise_is_known_to_leave_units_out():
    narrowed = measure(
        "j", "offence", ("category",), where=lambda offence: offence.severity > 3, where_words="of more than 3"
    )
    assert shared_values(narrowed) is None
    plain = measure("k", "offence", ("category",))
    answers = [answer(narrowed, {("1",): 9, ("2",): 6}), answer(plain, {("1",): 30, ("2",): 40})]
    (relation,) = whole_of(answers, Rule(5), "t").publication.relations
    assert relation.says == "offence [of more than 3], 2014-15 <= offence, 2014-15"


def test_last_years_offences_are_the_counts_of_last_years_profile():
    two = answer(
        measure("l", "offence_of_two_periods", ("period", "category")),
        {("2013-14", "1"): 30, ("2014-15", "1"): 60, ("2014-15", "2"): 20},
    )
    whole = whole_of([two], Rule(5), "t")
    (count,) = whole.counts("l", ("period", "category"), ("2013-14", "1"))
    assert count == count_of("offence, 2013-14", category="1")
    assert whole.counts("l", ("period", "category"), (TOTAL, "1")) == ()
    cells = protect_answers([two], threshold=5).answers[0].by("period", "category")
    assert cells[(TOTAL, "1")].count is None
    assert cells[("2013-14", TOTAL)].count == 30


def test_a_value_that_nobody_has_is_written_as_not_applicable():
    whole = whole_of([SEX], Rule(5), "t")
    assert whole.publication.tables[0].cells["unknown",] is Symbol.NOT_APPLICABLE


def test_how_many_are_not_known_is_hidden_before_what_the_briefing_is_about():
    joint = {("1",): 300, ("2",): 100, ("3",): 60, ("unknown",): 3}
    category = measure("volume", "offence", ("category",))
    areas = measure("area", "offence", ("offence_area",))
    by_area = {("north",): 200, ("east",): 100, ("south",): 90, ("west",): 70, ("unknown",): 3}
    published = protect_answers([answer(category, joint), answer(areas, by_area)], threshold=5).answers
    assert published[0].by("category").cell(category="1").count == 300
    weights = weights_of([count_of("offence, 2014-15", category="unknown"), count_of("offence, 2014-15", category="1")])
    assert sorted(weights.weights.values())[0] == 1
    assert weights.keep == {count_of("offence, 2014-15", category="1")}


@pytest.mark.parametrize("threshold", [1, 5, 10])
def test_no_count_below_the_threshold_is_shown(threshold: int):
    protected = protect_answers([SEX, SEX_AGE], threshold=threshold)
    counts = [cell.count for found in protected.answers for t in found.tables for cell in t.cells.values()]
    assert not [count for count in counts if count is not None and 0 < count < threshold]
