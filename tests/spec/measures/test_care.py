"""Children looked after: how many, in which placements, missing how often; and among the victims."""

import pytest

from tests.spec.tables import answer, counts, each_its_own_child, expected, same_children

TITLE = "Looked after"

CHILD = """
care_authority | return_year | child_id | sex    | date_of_birth
E09000025      | 2013-14     | 7        |        | 2000-04-01
E09000025      | 2014-15     | 7        | female | 2000-04-01
E09000025      | 2014-15     | 8        | male   | 1997-03-31
E09000009      | 2014-15     | 7        | male   |
"""
EPISODE = """
care_authority | return_year | child_id | began_on   | ended_on   | placement
E09000025      | 2013-14     | 7        | 2013-12-01 |            | U6
E09000025      | 2014-15     | 7        | 2013-12-01 | 2014-09-01 | U6
E09000025      | 2014-15     | 7        | 2014-09-01 |            | K2
E09000025      | 2014-15     | 8        | 2014-04-02 | 2014-04-03 |
E09000009      | 2014-15     | 7        | 2015-03-31 |            | ?9
"""
ABSENCE = """
care_authority | return_year | child_id | absence_kind | began_on
E09000025      | 2014-15     | 7        | M            | 2014-05-01
E09000025      | 2014-15     | 7        | M            | 2014-05-09
E09000025      | 2014-15     | 7        | A            | 2014-05-11
E09000025      | 2013-14     | 7        | M            | 2014-03-31
E09000009      | 2014-15     | 7        | A            | 2015-03-31
E09000009      | 2014-15     | 7        | ?            | 2015-03-31
"""
EACH = each_its_own_child("care_child:E09000025|7", "care_child:E09000025|8", "care_child:E09000009|7")


def _care(measure: str, period: str = "2014-15", **changed):
    tables = {"care_child": CHILD, "care_episode": EPISODE, "care_absence": ABSENCE, "child": EACH} | changed
    return answer(measure, period, **tables)


def test_a_child_counts_once_however_many_episodes_and_returns():
    assert counts(_care("care.looked_after"), "sex", "care_age") == expected("""
    sex    | care_age   | children
    female | 13_15      | 1
    male   | 18_or_over | 1
    male   | unknown    | 1
    """)


def test_the_same_identifier_of_two_authorities_is_two_children():
    assert counts(_care("care.looked_after"), "area") == {"east": 2, "west": 1}


def test_two_authorities_records_that_linkage_joins_are_one_child_in_the_last_placement():
    joined = same_children("ann: care_child:E09000025|7, care_child:E09000009|7\nbob: care_child:E09000025|8")
    result = _care("care.looked_after", child=joined)
    assert counts(result, "area") == {"east": 1, "west": 1}
    assert counts(result, "placement_group") == {"unknown": 2}


def test_the_placement_is_that_of_the_last_episode_even_where_it_is_not_recorded():
    assert counts(_care("care.looked_after"), "placement_group") == expected("""
    placement_group | children
    residential     | 1
    unknown         | 2
    """)
    unrecorded = EPISODE.replace("| K2", "|")
    assert counts(_care("care.looked_after", care_episode=unrecorded), "placement_group") == {"unknown": 3}


def test_the_sex_that_the_latest_return_leaves_blank_is_taken_from_the_one_before():
    blank = CHILD.replace("2014-15     | 7        | female", "2014-15     | 7        |       ").replace(
        "2013-14     | 7        |       ", "2013-14     | 7        | female"
    )
    assert counts(_care("care.looked_after", care_child=blank), "sex", "care_age")["female / 13_15"] == 1


@pytest.mark.parametrize(
    ("began", "ended", "looked_after"),
    [
        ("2013-01-01", "2014-04-01", True),
        ("2013-01-01", "2014-03-31", False),
        ("2015-03-31", "", True),
        ("2015-04-01", "", False),
        ("2013-01-01", "", True),
    ],
)
def test_looked_after_in_the_period_is_on_any_day_of_it_the_last_day_of_care_included(began, ended, looked_after):
    episode = f"""
    care_authority | return_year | child_id | began_on | ended_on
    E09000025      | 2014-15     | 8        | {began}  | {ended}
    """
    assert bool(_care("care.looked_after", care_episode=episode).tables) == looked_after


def test_an_episode_still_open_in_a_return_is_known_until_the_end_of_the_returns_year_and_no_further():
    episode = """
    care_authority | return_year | child_id | began_on   | ended_on
    E09000025      | 2013-14     | 8        | 2013-01-01 |
    """
    assert _care("care.looked_after", "2013-14", care_episode=episode).tables[0].total == 1
    assert _care("care.looked_after", "2014-15", care_episode=episode).unanswerable == (
        "the records loaded hold no children of this period"
    )


def test_a_return_that_does_not_state_its_year_leaves_its_open_episodes_open():
    child = CHILD.replace("2014-15", "not stated").replace("2013-14", "not stated")
    episode = """
    care_authority | return_year | child_id | began_on   | ended_on
    E09000025      | not stated  | 8        | 2013-01-01 |
    """
    result = _care("care.looked_after", "2014-15", care_child=child, care_episode=episode)
    assert result.tables[0].total == 1


def test_children_by_how_often_they_were_missing_in_the_period():
    assert counts(_care("care.missing"), "missing_in_care") == expected("""
    missing_in_care | children
    none            | 2
    2_or_more       | 1
    """)


def test_without_the_file_of_absences_nobody_counts_as_not_missing():
    result = answer("care.missing", care_child=CHILD, care_episode=EPISODE, child=EACH)
    assert "it needs records that have not been loaded: One time a looked-after child was missing" in (
        result.unanswerable
    )
    assert answer("care.looked_after", care_child=CHILD, care_episode=EPISODE, child=EACH).tables[0].total == 3


def test_absences_by_kind_are_those_that_began_in_the_period():
    assert counts(_care("care.absences"), "absence_kind") == expected("""
    absence_kind | absences
    M            | 2
    A            | 2
    unknown      | 1
    """)


def test_an_absence_that_the_next_return_repeats_counts_once():
    repeated = ABSENCE + "E09000025      | 2015-16     | 7        | M            | 2014-05-01\n"
    assert counts(_care("care.absences", care_absence=repeated), "absence_kind")["M"] == 2


OFFENCE = "offence_reference | reported_on | flag_category\nA1 | 2014-09-01 | 1"
VICTIM = "offence_reference | person_number | role | sex\nA1 | 1 | victim | female"
ANN = same_children("ann: involvement:A1|1, care_child:E09000025|7")


def _victim(episode: str, child=ANN):
    return counts(
        answer(
            "missing.care", offence=OFFENCE, involvement=VICTIM, care_child=CHILD, care_episode=episode, child=child
        ),
        "sex",
        "looked_after",
    )


@pytest.mark.parametrize(
    ("began", "ended", "looked_after"),
    [
        ("2014-09-01", "", "yes"),
        ("2014-09-02", "", "no"),
        ("2014-01-01", "2014-09-02", "yes"),
        ("2014-01-01", "2014-09-01", "no"),
        ("2014-01-01", "", "yes"),
    ],
)
def test_a_victim_is_looked_after_where_an_episode_began_by_the_day_of_the_report_and_had_not_ended(
    began, ended, looked_after
):
    """As the Department for Education counts on 31 March: who leaves care on that day is not looked after on it."""
    episode = f"""
    care_authority | return_year | child_id | began_on | ended_on
    E09000025      | 2014-15     | 7        | {began}  | {ended}
    """
    assert _victim(episode) == {f"female / {looked_after}": 1}


def test_a_child_who_moves_placement_on_the_day_of_the_report_is_looked_after():
    assert _victim(EPISODE) == {"female / yes": 1}


def test_an_episode_that_a_later_return_ends_is_not_open_though_an_earlier_return_says_so():
    episode = """
    care_authority | return_year | child_id | began_on   | ended_on
    E09000025      | 2013-14     | 7        | 2013-12-01 |
    E09000025      | 2014-15     | 7        | 2013-12-01 | 2014-05-01
    """
    assert _victim(episode) == {"female / no": 1}


def test_the_care_of_another_child_does_not_count():
    apart = same_children("ann: involvement:A1|1\nbob: care_child:E09000025|7")
    assert _victim(EPISODE, apart) == {"female / no": 1}
