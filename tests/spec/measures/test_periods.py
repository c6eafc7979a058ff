"""Periods: a financial year, or any two days, both included."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lanthorn.errors import LanthornError
from lanthorn.vocabulary import parse_period

TITLE = "Periods"


def test_a_financial_year_runs_from_april_to_march():
    year = parse_period("2014-15")
    assert (year.start, year.end) == (date(2014, 4, 1), date(2015, 3, 31))
    assert year.words == "1 April 2014 to 31 March 2015"


def test_a_slash_is_another_way_to_write_it_and_the_label_is_the_same():
    assert parse_period(" 2014/15 ") == parse_period("2014-15")


def test_the_turn_of_the_century_is_a_financial_year_too():
    assert parse_period("1999-00").end == date(2000, 3, 31)


def test_two_days_make_a_period():
    calendar_year = parse_period("2014-01-01:2014-12-31")
    assert (calendar_year.start, calendar_year.end) == (date(2014, 1, 1), date(2014, 12, 31))


def test_one_day_is_a_period():
    assert parse_period("2014-05-05:2014-05-05").months() == ["2014-05"]


@pytest.mark.parametrize(
    "text",
    ["2014", "2014-16", "2015-14", "14-15", "", "2014-15:2015-16", "2014-12-31:2014-01-01", "2014-02-30:2014-03-01",
     "2014-01-01:", "last year"],
)  # fmt: skip
def test_what_is_no_period_is_refused_with_what_was_expected(text):
    with pytest.raises(LanthornError, match="expected a financial year such as 2014-15"):
        parse_period(text)


def test_the_period_before_a_financial_year_is_the_financial_year_before():
    assert parse_period("2014-15").previous == parse_period("2013-14")


@given(st.dates(date(2000, 1, 1), date(2030, 1, 1)), st.integers(0, 800))
def test_the_period_before_ends_the_day_before_and_is_as_long(start, days):
    period = parse_period(f"{start}:{start + timedelta(days=days)}")
    before = period.previous
    assert before.end + timedelta(days=1) == period.start
    assert before.end - before.start == period.end - period.start


@given(st.dates(date(2000, 1, 1), date(2030, 1, 1)), st.integers(0, 800))
def test_every_day_of_a_period_lies_in_one_of_its_months(start, days):
    period = parse_period(f"{start}:{start + timedelta(days=days)}")
    months = period.months()
    assert months == sorted(set(months))
    assert {f"{start + timedelta(days=day):%Y-%m}" for day in range(days + 1)} == set(months)
