"""Missing while looked after: from a placement in another authority, and reported to police but not in the return."""

from datetime import date

import pytest

from tests.spec.identification.whiteboard import ask, children_of, records_of, why_not, words_of

NEWHAM, LAMBETH, OUTSIDE_LONDON = "E09000025", "E09000022", "E10000012"
CARE_CHILD = f"care_authority | return_year | child_id\n{NEWHAM} | 2014-15 | 7"
LINKS = f"ann: missing_report:M1, care_child:{NEWHAM}|7"


def _episode(began: str = "2014-05-01", ended: str = "", year: str = "2014-15") -> str:
    return f"""
    care_authority | return_year | child_id | began_on | ended_on
    {NEWHAM}       | {year}      | 7        | {began}  | {ended}
    """


def _report(authority: str = LAMBETH, missing_from: str = "care", at: str = "2015-03-10T21:00") -> str:
    return f"""
    report_reference | reported_at | missing_from   | authority
    M1               | {at}        | {missing_from} | {authority}
    """


def _elsewhere(report: str, episode: str, links: str = LINKS, as_of: date = date(2015, 3, 31)):
    return ask(
        "missing.placed_elsewhere",
        missing_report=report,
        care_child=CARE_CHILD,
        care_episode=episode,
        children=links,
        as_of=as_of,
    )


@pytest.mark.parametrize(
    ("authority", "expected"), [(LAMBETH, ["ann"]), (OUTSIDE_LONDON, ["ann"]), (NEWHAM, []), ("", [])]
)
def test_missing_from_a_placement_counts_where_it_is_in_another_authority(authority, expected):
    assert children_of(_elsewhere(_report(authority), _episode())) == expected


def test_missing_from_home_or_elsewhere_is_not_missing_from_a_placement():
    assert children_of(_elsewhere(_report(missing_from="home"), _episode())) == []
    assert children_of(_elsewhere(_report(missing_from=""), _episode())) == []


@pytest.mark.parametrize(
    ("began", "ended", "expected"),
    [
        ("2015-03-10", "", ["ann"]),  # from the day of the report on
        ("2015-03-11", "", []),  # only from the day after
        ("2014-05-01", "2015-03-11", ["ann"]),  # until the day after
        ("2014-05-01", "2015-03-10", []),  # a child whose last episode ends on a day is not looked after at its end
    ],
)
def test_the_child_is_looked_after_on_the_day_of_the_report(began, ended, expected):
    assert children_of(_elsewhere(_report(), _episode(began, ended))) == expected


def test_an_open_episode_is_known_to_be_open_to_the_end_of_its_returns_year_and_no_further():
    of_the_year_before = _episode(year="2013-14", began="2013-05-01")
    assert children_of(_elsewhere(_report(at="2014-03-31T21:00"), of_the_year_before, as_of=date(2014, 4, 30))) == [
        "ann"
    ]
    assert children_of(_elsewhere(_report(at="2014-04-01T21:00"), of_the_year_before, as_of=date(2014, 4, 30))) == []


def test_a_child_of_two_authorities_is_not_elsewhere_where_one_of_them_is_at_home():
    episodes = f"""
    care_authority | return_year | child_id | began_on
    {NEWHAM}       | 2014-15     | 7        | 2014-05-01
    {LAMBETH}      | 2014-15     | 9        | 2014-05-01
    """
    links = f"ann: missing_report:M1, care_child:{NEWHAM}|7, care_child:{LAMBETH}|9"
    assert children_of(_elsewhere(_report(LAMBETH), episodes, links)) == []


def test_the_record_behind_it_is_the_police_report():
    found = _elsewhere(_report(), _episode())
    assert records_of(found, "ann") == ["missing_report:M1"]
    assert words_of(found, "ann") == [
        "Reported missing from a care placement in another authority than the one that looks after the child "
        "once, on 10 March 2015."
    ]


def test_without_the_care_return_the_rule_cannot_be_asked_and_says_so():
    found = ask("missing.placed_elsewhere", missing_report=_report(), children="ann: missing_report:M1")
    assert children_of(found) == []
    assert why_not(found).startswith("it needs records that have not been loaded: One child looked after")


def _not_returned(absences: str, *, at: str = "2015-03-10T21:00", episode: str | None = None):
    heading = "care_authority | return_year | child_id | absence_kind | began_on | ended_on\n"
    return ask(
        "missing.not_in_return",
        missing_report=_report(at=at),
        care_child=CARE_CHILD,
        care_episode=episode or _episode(),
        care_absence=heading + absences,
        children=LINKS,
    )


ANOTHER_CHILD = f"{NEWHAM} | 2014-15 | 8 | M | 2014-09-01 | 2014-09-01\n"
"""The authority's return has absences, so that one of this child could be in it."""


def test_a_report_without_an_absence_in_the_return_is_brought_to_attention():
    assert children_of(_not_returned(ANOTHER_CHILD)) == ["ann"]


@pytest.mark.parametrize(
    ("began", "expected"),
    [("2015-03-08", ["ann"]), ("2015-03-09", []), ("2015-03-10", []), ("2015-03-11", []), ("2015-03-12", ["ann"])],
)
def test_an_absence_one_day_earlier_or_later_is_the_same_time_missing(began, expected):
    found = _not_returned(ANOTHER_CHILD + f"{NEWHAM} | 2014-15 | 7 | M | {began} | {began}")
    assert children_of(found) == expected


def test_a_report_made_during_a_longer_absence_is_in_the_return():
    assert children_of(_not_returned(ANOTHER_CHILD + f"{NEWHAM} | 2014-15 | 7 | M | 2015-03-01 | 2015-03-20")) == []


def test_an_absence_that_social_care_has_open_is_known_to_them():
    assert children_of(_not_returned(ANOTHER_CHILD + f"{NEWHAM} | 2014-15 | 7 | M | 2015-03-01 | ")) == []


def test_away_without_authorisation_is_not_missing():
    assert children_of(_not_returned(ANOTHER_CHILD + f"{NEWHAM} | 2014-15 | 7 | A | 2015-03-10 | 2015-03-10")) == [
        "ann"
    ]


def test_of_an_authority_that_returned_no_absences_nothing_is_asked():
    assert children_of(_not_returned(f"{LAMBETH} | 2014-15 | 8 | M | 2014-09-01 | 2014-09-01")) == []
    assert children_of(_not_returned(f"{NEWHAM} | 2013-14 | 8 | M | 2013-09-01 | 2013-09-01")) == []


def test_a_report_of_a_child_who_is_not_looked_after_is_not_for_the_return():
    assert children_of(_not_returned(ANOTHER_CHILD, episode=_episode("2014-05-01", "2015-01-01"))) == []
