"""Missing for long, and not known to be back: hours between report and return, and reports without a return."""

from datetime import date

import pytest

from tests.spec.identification.whiteboard import ask, children_of, records_of, words_of

HEADING = "report_reference | reported_at | returned_at\n"


def _long(reported: str, returned: str, **more):
    return ask(
        "missing.long",
        missing_report=f"{HEADING}M1 | {reported} | {returned}",
        children="ann: missing_report:M1",
        **more,
    )


@pytest.mark.parametrize(
    ("returned", "expected"),
    [("2015-03-11T21:00:00", []), ("2015-03-11T21:00:01", ["ann"]), ("2015-03-11T20:59:59", [])],
)
def test_exactly_24_hours_are_not_more_than_24_hours(returned, expected):
    assert children_of(_long("2015-03-10T21:00:00", returned)) == expected


def test_a_night_of_summer_time_is_counted_by_the_clock_on_the_wall():
    # Records hold local time without a zone: across the change of clocks 24 hours on the wall are 23 or 25.
    assert children_of(_long("2015-03-28T21:00", "2015-03-29T21:00")) == []


def test_a_return_that_came_after_the_day_asked_is_not_known_yet():
    assert children_of(_long("2015-03-29T21:00", "2015-04-02T09:00")) == []


def test_a_return_recorded_before_the_report_is_no_long_time():
    assert children_of(_long("2015-03-10T21:00", "2015-03-01T21:00")) == []


def test_a_child_missing_for_long_twice_is_one_child_with_two_records():
    found = ask(
        "missing.long",
        missing_report=f"{HEADING}M1 | 2015-02-01T10:00 | 2015-02-03T10:00\nM2 | 2015-03-01T10:00 | 2015-03-04T10:00",
        children="ann: missing_report:M1, missing_report:M2",
    )
    assert records_of(found, "ann") == ["missing_report:M1", "missing_report:M2"]
    assert words_of(found, "ann") == ["Missing for more than 24 hours twice, from 1 February 2015 to 1 March 2015."]


def _not_back(reports: str, **more):
    records = ", ".join(f"missing_report:{line.split('|')[0].strip()}" for line in reports.strip().splitlines())
    return ask("missing.no_return", missing_report=HEADING + reports, children=f"ann: {records}", **more)


def test_a_last_report_without_a_return_is_brought_to_attention():
    assert children_of(_not_back("M1 | 2015-03-20T10:00 | ")) == ["ann"]


def test_a_later_report_shows_that_the_child_had_come_back():
    assert children_of(_not_back("M1 | 2015-03-20T10:00 |\nM2 | 2015-03-25T10:00 | 2015-03-25T20:00")) == []


@pytest.mark.parametrize(("reported", "expected"), [("2015-03-31T00:00", []), ("2015-03-30T23:59", ["ann"])])
def test_24_hours_have_to_be_over_at_the_end_of_the_day_asked(reported, expected):
    assert children_of(_not_back(f"M1 | {reported} | ")) == expected


def test_a_child_who_came_back_the_next_day_was_not_known_to_be_back_on_the_day_asked():
    assert children_of(_not_back("M1 | 2015-03-28T10:00 | 2015-04-01T10:00")) == ["ann"]
    assert children_of(_not_back("M1 | 2015-03-28T10:00 | 2015-04-01T10:00", as_of=date(2015, 4, 1))) == []


def test_a_report_left_open_long_ago_is_a_matter_of_the_records_and_not_of_today():
    assert children_of(_not_back("M1 | 2014-12-01T10:00 | ")) == []
