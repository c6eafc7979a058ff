"""Children flagged more than once in the period, and the time between the first two reports."""

import pytest

from tests.spec.tables import answer, counts, expected, published, same_children

TITLE = "Children flagged more than once"

OFFENCES = """
offence_reference | reported_on | flag_category
A1                | 2014-05-01  | 1
A2                | 2014-05-31  | 2
A3                | 2015-03-31  | 3
A4                | 2014-03-31  | 1
A5                | 2014-06-01  |
"""
VICTIMS = """
offence_reference | person_number | role
A1                | 1             | victim
A1                | 2             | victim
A2                | 1             | victim
A3                | 1             | victim
A4                | 1             | victim
A4                | 2             | victim
A5                | 1             | victim
"""


def _repeats(children: str, offences: str = OFFENCES):
    return answer("repeat.victim", offence=offences, involvement=VICTIMS, child=same_children(children))


def test_times_flagged_are_the_flagged_offences_of_the_period():
    result = _repeats("""
    ann: involvement:A1|1, involvement:A2|1, involvement:A3|1
    bob: involvement:A1|2, involvement:A4|1
    cem: involvement:A4|2
    """)
    assert counts(result, "flagged_times") == expected("""
    flagged_times | children
    1             | 1
    3_or_more     | 1
    """)


def test_an_offence_without_a_flag_is_no_second_time():
    result = _repeats("ann: involvement:A1|1, involvement:A5|1")
    assert counts(result, "repeated") == {"no": 1}


@pytest.mark.parametrize(
    ("second", "band"),
    [
        ("2014-05-01", "within_30"),
        ("2014-05-31", "within_30"),
        ("2014-06-01", "31_90"),
        ("2014-07-30", "31_90"),
        ("2014-07-31", "91_180"),
        ("2014-10-28", "91_180"),
        ("2014-10-29", "over_180"),
    ],
)
def test_days_between_the_first_report_and_the_second(second, band):
    result = _repeats("ann: involvement:A1|1, involvement:A2|1", OFFENCES.replace("2014-05-31", second))
    assert counts(result, "repeated", "days_between") == {f"yes / {band}": 1}


def test_the_third_report_does_not_change_the_days_to_the_second():
    result = _repeats("ann: involvement:A3|1, involvement:A2|1, involvement:A1|1")
    assert counts(result, "repeated", "days_between") == {"yes / within_30": 1}


def test_the_share_flagged_more_than_once_is_published_as_at_least():
    result = _repeats("ann: involvement:A1|1, involvement:A2|1\nbob: involvement:A1|2\ncem: involvement:A3|1")
    share = published(result).by("repeated").cell(repeated="yes")
    assert (share.count, share.denominator) == (1, 3)
    assert result.measure.lower_bound
