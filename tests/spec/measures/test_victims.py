"""Victims: counted once per child and period, aged on the day of the first report."""

from tests.spec.tables import answer, counts, same_children

TITLE = "Victims"

OFFENCES = """
offence_reference | reported_on | flag_category | flagged_on | offence_authority
A1                | 2014-05-01  | 1             | 2014-05-02 | E09000002
A2                | 2014-06-20  | 2             | 2014-06-20 | E09000025
A3                | 2014-07-01  |               |            | E09000025
A4                | 2015-04-01  | 1             | 2015-04-01 | E09000025
"""
PEOPLE = """
offence_reference | person_number | role    | sex    | date_of_birth | home_authority
A1                | 1             | victim  | female | 1999-05-02    | E09000025
A1                | 2             | suspect | male   | 1997-01-01    |
A2                | 1             | victim  |        | 1999-05-02    | E09000025
A2                | 2             | victim  | male   |               | E10000012
A3                | 1             | victim  | female | 2000-01-01    | E09000025
A4                | 1             | victim  | female | 2000-01-01    | E09000025
"""
CHILDREN = """
ann: involvement:A1|1, involvement:A2|1
bob: involvement:A2|2
eve: involvement:A3|1, involvement:A4|1
"""


def _answer(measure: str):
    return answer(measure, offence=OFFENCES, involvement=PEOPLE, child=same_children(CHILDREN))


def test_a_victim_flagged_twice_is_counted_once():
    assert counts(_answer("victim.age_sex"), "sex") == {"female": 1, "male": 1}


def test_an_offence_without_a_flag_and_one_outside_the_period_do_not_count():
    assert _answer("victim.age_sex").tables[0].total == 2


def test_age_is_that_on_the_day_before_the_birthday_of_the_first_report():
    assert counts(_answer("victim.age_sex"), "sex", "age") == {"female / 14": 1, "male / unknown": 1}


def test_a_home_outside_london_is_one_group_of_its_own():
    assert counts(_answer("place.home"), "home_authority") == {"E09000025": 1, "outside": 1}


def test_the_offence_in_another_authority_than_the_home_is_a_flow_between_them():
    assert counts(_answer("flow.home_offence"), "home_authority", "offence_authority") == {
        "E09000025 / E09000002": 1,
        "outside / E09000025": 1,
    }


def test_a_child_flagged_twice_is_a_repeat_victim_with_the_days_between():
    assert counts(_answer("repeat.victim"), "repeated", "days_between") == {
        "yes / 31_90": 1,
        "no / unknown": 1,
    }


def test_two_records_of_one_offence_do_not_make_a_repeat():
    offence = OFFENCES.splitlines()
    people = """
    offence_reference | person_number | role
    A1                | 1             | victim
    A1                | 3             | victim
    """
    result = answer(
        "repeat.victim",
        offence="\n".join(offence),
        involvement=people,
        child=same_children("ann: involvement:A1|1, involvement:A1|3"),
    )
    assert counts(result, "flagged_times") == {"1": 1}


def test_a_rate_counts_children_aged_10_to_17_only():
    assert counts(_answer("rate.children"), "home_authority", "age_in_scope") == {
        "E09000025 / yes": 1,
        "outside / unknown": 1,
    }
