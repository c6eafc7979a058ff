"""Who is brought to attention: groups against the records, the population and what came of screening."""

import math
from datetime import date

import pyarrow as pa
import pytest
from scipy.stats import binom

from lanthorn.errors import BadFileError
from lanthorn.identification import Linked, considered_of, rules
from lanthorn.identification.fairness import CONSIDERED, SCREENED_IN, fairness_of
from lanthorn.identification.group_words import group_rows, write_groups
from lanthorn.identification.intervals import Interval, rate_ratio, say_ratio, share
from lanthorn.vocabulary import population
from tests.spec.tables import same_children, table

AS_OF = date(2015, 3, 31)
NEWHAM = "E09000025"
REPORTS = f"""
report_reference | reported_at      | returned_at      | missing_from | authority  | sex    | date_of_birth | ethnicity
M1               | 2015-03-01T10:00 | 2015-03-05T10:00 | home         | {NEWHAM}   | female | 2000-05-01    | WBRI
M2               | 2015-03-02T10:00 | 2015-03-05T10:00 | home         | {NEWHAM}   | male   | 2001-05-01    | REFU
M3               | 2015-03-03T10:00 | 2015-03-03T12:00 | home         | {NEWHAM}   | female | 2002-05-01    | BAFR
M4               | 2015-03-04T10:00 | 2015-03-06T10:00 | home         | E10000012  | female | 2002-05-01    | WBRI
M5               | 2015-03-04T10:00 | 2015-03-06T10:00 | home         | {NEWHAM}   | female | 1996-05-01    | WBRI
"""
EACH = "\n".join(f"child {number}: missing_report:M{number}" for number in range(1, 6))


def _page(screened=None, reports=REPORTS, links=EACH):
    tables = {"missing_report": table("missing_report", reports), "child": same_children(links)}
    [rule] = [rule for rule in rules() if rule.id == "missing.long"]
    return fairness_of(Linked(tables, AS_OF), considered_of(tables, AS_OF, rules=[rule]), screened)


def _group(page, dimension, value):
    [found] = [group for group in page.groups if (group.dimension, group.value) == (dimension, value)]
    return found


def test_children_of_the_page_are_10_to_17_and_live_in_the_area_and_the_others_are_counted():
    page = _page()
    assert (page.considered, page.left_out) == (2, 1)  # the child from Essex is left out; the adult is not shown at all


def test_a_group_is_set_against_its_children_in_the_records():
    girls = _group(_page(), "sex", "female")
    assert (girls.considered, girls.known) == (1, 2)
    assert girls.share_of_known == share(1, 2)


def test_a_groups_rate_is_set_against_that_of_the_others_in_the_population():
    girls = sum(cell.population for cell in population() if cell.sex == "female" and cell.age >= 10)
    boys = sum(cell.population for cell in population() if cell.sex == "male" and cell.age >= 10)
    found = _group(_page(), "sex", "female")
    assert found.population == girls
    assert found.rate_ratio.value == pytest.approx((1 / girls) / (1 / boys))


def test_ethnicity_not_stated_is_not_known_and_is_set_against_no_population():
    page = _page()
    assert _group(page, "ethnic_group", "unknown").considered == 1
    assert _group(page, "ethnic_group", "white").rate_ratio is None


def test_of_those_screened_the_page_says_how_many_were_screened_in():
    screened = pa.table({"child": ["missing_report:M1", "missing_report:M2"], "screened_in": [True, False]})
    girls, boys = (_group(_page(screened), "sex", sex) for sex in ("female", "male"))
    assert (girls.screened, girls.screened_in, boys.screened, boys.screened_in) == (1, 1, 1, 0)
    assert boys.share_screened_in == share(0, 1)


def test_a_child_screened_twice_counts_once_and_in_where_either_says_so():
    screened = pa.table({"child": ["missing_report:M1"] * 2, "screened_in": [False, True]})
    assert _group(_page(screened), "sex", "female").screened_in == 1


def test_screenings_without_a_column_are_refused():
    with pytest.raises(BadFileError, match="no column 'screened_in'"):
        _page(pa.table({"child": ["missing_report:M1"]}))


def test_a_hidden_count_takes_with_it_whatever_it_could_be_worked_out_from():
    screened = pa.table({"child": ["missing_report:M1"], "screened_in": [True]})

    def hidden(what, dimension, value):
        return (what, dimension, value) in {(CONSIDERED, "sex", "female"), (SCREENED_IN, "sex", "female")}

    girls = _group(_page(screened).publish(hidden, 5), "sex", "female")
    assert (girls.considered, girls.share_of_known, girls.rate_ratio) == (None, None, None)
    assert (girls.screened_in, girls.share_screened_in) == (None, None)
    assert girls.known == 2


def test_a_small_number_left_out_is_hidden_too():
    page = _page()
    assert page.publish(lambda *_: False, 5).left_out is None
    assert page.publish(lambda *_: False, 1).left_out == 1


def test_the_page_is_written_with_a_sign_for_what_is_hidden(tmp_path):
    page = _page().publish(lambda what, *_: what == CONSIDERED, 5)
    assert group_rows(page, without=("authority",))[0][:5] == ("Sex", "Female", "2", "c", "–")
    write_groups(page, tmp_path / "who.csv")
    assert (tmp_path / "who.csv").read_text(encoding="utf-8-sig").splitlines()[1].startswith("Sex,Female,2,c,–")
    assert [path.name for path in tmp_path.iterdir()] == ["who.csv"]


@pytest.mark.parametrize(("count", "other"), [(3, 20), (0, 8), (12, 1)])
def test_the_ends_of_a_rate_ratio_are_where_the_count_would_be_just_one_in_forty(count, other):
    here, there = 4_000, 30_000
    found = rate_ratio(count, here, other, there)

    def part(ratio):
        return ratio * here / (ratio * here + there)

    assert binom.cdf(count, count + other, part(found.high)) == pytest.approx(0.025)
    if count:
        assert binom.sf(count - 1, count + other, part(found.low)) == pytest.approx(0.025)
    else:
        assert found.low == 0


def test_a_group_in_which_all_lie_has_no_upper_end():
    assert rate_ratio(4, 100, 0, 100).high == math.inf
    assert rate_ratio(0, 100, 0, 100) is None
    assert share(0, 0) is None


def test_a_small_ratio_is_said_in_two_figures_and_a_large_one_in_one_decimal():
    assert say_ratio(Interval(0.01252, 0.0113, 0.01387)) == "0.013 (0.011–0.014)"
    assert say_ratio(Interval(1.83, 0.96, math.inf)) == "1.8 (0.96–∞)"
    assert say_ratio(Interval(0.0, 0.0, 5.2)) == "0.0 (0.0–5.2)"
    assert say_ratio(None) == "–"
