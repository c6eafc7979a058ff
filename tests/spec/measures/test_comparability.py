"""May two periods be compared? Volumes are refused across a break in recording, with the reason."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lanthorn.measures import UNITS, Held, Measure, catalogue, compare_proportions, compare_volumes, series_of
from lanthorn.vocabulary import parse_period
from tests.spec.tables import answer, each_its_own_child, published

TITLE = "Comparability of periods"

SINCE_OCTOBER_2013 = "flags for child sexual exploitation exist only since October 2013"
STILL_GROWING = "in the first year after the flags began, recording grew as officers came to use them"


def _verdict(measure: str, earlier: str, later: str):
    return compare_volumes(catalogue().measure(measure), parse_period(earlier), parse_period(later))


def test_volumes_are_not_compared_across_october_2013_and_the_reason_is_given():
    verdict = _verdict("volume.comparable", "2013-14", "2014-15")
    assert not verdict.volumes
    assert verdict.reasons == (SINCE_OCTOBER_2013,)


def test_a_year_before_any_flag_is_refused_for_the_same_reason():
    assert _verdict("volume.comparable", "2012-13", "2013-14").reasons == (SINCE_OCTOBER_2013,)


def test_a_year_in_which_use_of_the_flag_still_grew_is_refused_as_well():
    assert _verdict("volume.comparable", "2014-15", "2015-16").reasons == (STILL_GROWING,)


def test_the_settling_year_ends_twelve_months_after_the_flags_began():
    assert not _verdict("volume.comparable", "2014-09-30:2015-09-29", "2015-09-30:2016-09-28").volumes
    assert _verdict("volume.comparable", "2014-10-01:2015-09-30", "2015-10-01:2016-09-29").volumes


def test_two_later_years_are_compared():
    verdict = _verdict("volume.comparable", "2015-16", "2016-17")
    assert verdict.volumes
    assert verdict.reasons == ()


def test_a_leap_year_is_of_the_same_length_as_its_neighbour():
    assert _verdict("missing.reports", "2010-11", "2011-12").volumes


@pytest.mark.parametrize(
    ("earlier", "later"),
    [
        ("2015-04-01:2015-09-30", "2015-16"),
        ("2016-02-01:2016-02-28", "2016-03-01:2016-03-31"),
        ("2016-01-01:2016-01-07", "2016-01-08:2016-01-15"),
    ],
)
def test_periods_of_different_length_are_not_compared(earlier, later):
    assert "the two periods are not of the same length" in _verdict("missing.reports", earlier, later).reasons


def test_quarters_are_of_one_length():
    assert _verdict("missing.reports", "2015-01-01:2015-03-31", "2015-04-01:2015-06-30").volumes


YEARS = ("2015-16", "2016-17")


@pytest.mark.parametrize(
    ("first", "last", "reasons"),
    [
        ("2010-01-01", "2020-01-01", ()),
        ("2015-05-02", "2017-02-28", ()),
        ("2015-05-03", "2017-03-31", ("the records loaded begin only on 3 May 2015",)),
        ("2015-04-01", "2017-02-27", ("the records loaded end already on 27 February 2017",)),
    ],
)
def test_a_period_that_the_records_cover_in_part_is_not_compared(first, last, reasons):
    held = Held(date.fromisoformat(first), date.fromisoformat(last))
    verdict = compare_volumes(catalogue().measure("missing.reports"), *map(parse_period, YEARS), held)
    assert verdict.reasons == reasons
    assert verdict.volumes == (not reasons)


def test_that_records_begin_late_is_not_said_again_where_the_series_itself_begins_late():
    held = Held(date(2013, 10, 3), date(2015, 3, 31))
    verdict = compare_volumes(
        catalogue().measure("volume.comparable"), *map(parse_period, ("2013-14", "2014-15")), held
    )
    assert verdict.reasons == (SINCE_OCTOBER_2013,)


def test_an_answer_says_between_which_days_records_are_held():
    offences = """
    offence_reference | reported_on | flag_category
    A1                | 2013-10-03  | 1
    A2                | 2014-05-03  | 1
    A3                | 2015-02-03  |
    """
    result = answer("volume.comparable", offence=offences)
    assert result.held == published(result).held == Held(date(2013, 10, 3), date(2015, 2, 3))


def test_where_an_agencys_table_holds_no_record_nothing_is_said_of_the_days_held():
    offences = "offence_reference | reported_on | flag_category\nA1 | 2014-12-01 | 1"
    result = answer(
        "missing.history",
        offence=offences,
        involvement="offence_reference | person_number | role\nA1 | 1 | victim",
        missing_report="report_reference | reported_at",
        child=each_its_own_child("involvement:A1|1"),
    )
    assert result.tables[0].total == 1
    assert result.held is None


def test_records_of_two_agencies_are_held_where_both_are():
    reports = "report_reference | reported_at\nM1 | 2014-01-01T23:59:59\nM2 | 2014-12-31T00:00:00"
    offences = "offence_reference | reported_on | flag_category\nA1 | 2013-12-01 | 1\nA2 | 2014-12-01 | 1"
    people = "offence_reference | person_number | role\nA2 | 1 | victim"
    result = answer(
        "missing.history", offence=offences, involvement=people, missing_report=reports,
        child=each_its_own_child("involvement:A2|1"),
    )  # fmt: skip
    assert result.held == Held(date(2014, 1, 1), date(2014, 12, 1))


def test_missing_children_do_not_rest_on_the_flag_and_are_compared_across_october_2013():
    assert _verdict("missing.reports", "2013-14", "2014-15").volumes


def test_a_linked_measure_rests_on_the_series_of_both_agencies():
    assert series_of(catalogue().measure("missing.history")) == ("cse_flag", "missing_report")
    assert not _verdict("missing.history", "2013-14", "2014-15").volumes


def test_a_measure_of_your_own_is_refused_across_the_break_without_naming_a_series():
    own = Measure(id="own", version="1", question="?", unit="offence", breakdowns=(("category",),))
    assert compare_volumes(own, parse_period("2013-14"), parse_period("2014-15")).reasons == (SINCE_OCTOBER_2013,)


@pytest.mark.parametrize(
    "counted", [entry for entry in UNITS.values() if "offence" in entry.needs], ids=lambda entry: entry.name
)
def test_whatever_is_counted_from_flagged_offences_rests_on_the_flag(counted):
    assert "cse_flag" in counted.series


def test_proportions_that_are_alike_are_similar():
    # 700 : 200 : 100 against 350 : 100 : 50, the same proportions exactly.
    test = compare_proportions([700, 200, 100], [350, 100, 50])
    assert (test.statistic, test.degrees_of_freedom, test.p_value) == (pytest.approx(0), 2, pytest.approx(1))
    assert test.similar


def test_the_chi_squared_statistic_is_pearsons_without_correction():
    # Agresti, An Introduction to Categorical Data Analysis (2nd edition 2007), table 2.5, gender by party: 30.1 on 2.
    test = compare_proportions([762, 327, 468], [484, 239, 477])
    assert test.statistic == pytest.approx(30.07, abs=0.005)
    assert test.degrees_of_freedom == 2
    assert not test.similar


def test_a_test_on_small_expected_counts_is_not_offered():
    assert compare_proportions([3, 2], [2, 3]) is None


def test_a_category_without_counts_in_both_periods_does_not_take_part():
    assert compare_proportions([50, 50, 0], [40, 60, 0]) == compare_proportions([50, 50], [40, 60])


@pytest.mark.parametrize(("earlier", "later"), [([10, 0], [12, 0]), ([0, 0], [10, 12]), ([10, 12], [0, 0]), ([], [])])
def test_nothing_is_tested_where_there_is_nothing_to_compare(earlier, later):
    assert compare_proportions(earlier, later) is None


@given(st.lists(st.tuples(st.integers(0, 400), st.integers(0, 400)), min_size=2, max_size=6))
def test_which_period_comes_first_does_not_change_the_test(pairs):
    one, other = [a for a, _ in pairs], [b for _, b in pairs]
    forwards, backwards = compare_proportions(one, other), compare_proportions(other, one)
    if forwards is None or backwards is None:
        assert forwards is backwards
    else:
        assert forwards.p_value == pytest.approx(backwards.p_value)
