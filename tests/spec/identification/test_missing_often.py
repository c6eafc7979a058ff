"""Reported missing often: three or more reports within 90 days, the last of them recent."""

from datetime import date, timedelta

import pytest

from tests.spec.identification.whiteboard import ask, children_of, records_of, words_of

RULE = "missing.often"


def _reports(*days: date | str) -> str:
    lines = ["report_reference | reported_at"]
    lines += [f"M{number} | {day}T21:00" for number, day in enumerate(days, start=1)]
    return "\n".join(lines)


def _ask(*days: date | str, **more):
    records = ", ".join(f"missing_report:M{number}" for number in range(1, len(days) + 1))
    return ask(RULE, missing_report=_reports(*days), children=f"ann: {records}", **more)


def test_three_reports_within_90_days_bring_a_child_to_attention():
    assert children_of(_ask("2015-01-10", "2015-02-10", "2015-03-10")) == ["ann"]


def test_two_reports_do_not():
    assert children_of(_ask("2015-03-09", "2015-03-10")) == []


@pytest.mark.parametrize(("days", "expected"), [(90, ["ann"]), (91, [])])
def test_the_first_and_the_third_report_may_lie_90_days_apart_and_no_more(days, expected):
    third = date(2015, 3, 31)
    assert children_of(_ask(third - timedelta(days=days), "2015-02-10", third)) == expected


def test_three_reports_of_one_day_count_as_three():
    assert children_of(_ask("2015-03-10", "2015-03-10", "2015-03-10")) == ["ann"]


@pytest.mark.parametrize(("days_ago", "expected"), [(90, ["ann"]), (91, [])])
def test_the_last_report_may_lie_90_days_before_the_day_asked_and_no_more(days_ago, expected):
    last = date(2015, 3, 31) - timedelta(days=days_ago)
    assert children_of(_ask(last - timedelta(days=20), last - timedelta(days=10), last)) == expected


def test_a_report_of_the_day_itself_counts_and_one_of_the_next_day_is_not_known_yet():
    days = ("2015-01-10", "2015-02-10", "2015-03-31")
    assert children_of(_ask(*days)) == ["ann"]
    assert children_of(_ask(*days, as_of=date(2015, 3, 30))) == []


def test_the_records_behind_it_are_those_of_the_last_run_and_none_of_before():
    found = _ask("2014-06-01", "2015-01-10", "2015-02-10", "2015-03-10")
    assert records_of(found, "ann") == ["missing_report:M2", "missing_report:M3", "missing_report:M4"]


def test_the_reason_says_how_often_when_and_what_the_rule_asks_for():
    assert words_of(_ask("2015-01-10", "2015-02-10", "2015-03-10"), "ann") == [
        "Reported missing 3 times, from 10 January 2015 to 10 March 2015; the rule asks for 3 or more within 90 days."
    ]


def test_reports_of_two_children_are_not_added_up():
    found = ask(
        RULE,
        missing_report=_reports("2015-03-01", "2015-03-02", "2015-03-03"),
        children="ann: missing_report:M1, missing_report:M2\nbob: missing_report:M3",
    )
    assert children_of(found) == []


def test_an_area_may_ask_for_other_numbers():
    found = _ask("2015-03-01", "2015-03-20", parameters={RULE: {"reports": 2, "days": 19}})
    assert children_of(found) == ["ann"]
    assert children_of(_ask("2015-03-01", "2015-03-20", parameters={RULE: {"reports": 2, "days": 18}})) == []
