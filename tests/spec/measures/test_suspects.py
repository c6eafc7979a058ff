"""Who the suspects are, how far apart in age from the children, and how they know each other."""

import pytest

from tests.spec.tables import answer, counts, expected, published

TITLE = "Suspects"

OFFENCES = """
offence_reference | reported_on | flag_category
A1                | 2014-05-01  | 1
A2                | 2014-06-20  | 2
A3                | 2014-07-01  |
"""
PEOPLE = """
offence_reference | person_number | role    | sex    | date_of_birth | relationship
A1                | 1             | victim  | female | 1999-05-02    |
A1                | 2             | suspect | male   | 1997-05-02    | acquaintance
A1                | 3             | suspect | male   |               | intimate
A1                | 4             | witness | female | 1970-01-01    |
A2                | 1             | victim  | male   | 2000-01-01    |
A2                | 2             | victim  | female |               |
A2                | 3             | suspect | X      | 1964-01-01    | cousin
A3                | 1             | victim  | female | 2000-01-01    |
A3                | 2             | suspect | male   | 1990-01-01    | familial
"""


def _suspects(measure: str):
    return answer(measure, offence=OFFENCES, involvement=PEOPLE)


def test_suspects_count_once_per_flagged_offence_with_their_age_on_the_day_of_the_report():
    assert counts(_suspects("suspect.age_sex"), "sex", "suspect_age") == expected("""
    sex     | suspect_age | suspects
    male    | 16_17       | 1
    male    | unknown     | 1
    unknown | 35_or_over  | 1
    """)


def test_a_witness_and_the_suspect_of_an_offence_without_a_flag_do_not_count():
    assert _suspects("suspect.age_sex").tables[0].total == 3


def test_a_pair_is_every_victim_with_every_suspect_of_the_offence():
    assert counts(_suspects("suspect.age_gap"), "age_gap") == expected("""
    age_gap       | pairs
    similar       | 1
    over_10_older | 1
    unknown       | 2
    """)


@pytest.mark.parametrize(
    ("suspect_born", "gap"),
    [
        ("2002-05-02", "younger"),
        ("2002-05-01", "similar"),
        ("1997-05-02", "similar"),
        ("1997-05-01", "3_5_older"),
        ("1994-05-02", "3_5_older"),
        ("1993-05-02", "6_10_older"),
        ("1988-05-02", "over_10_older"),
        ("2014-05-02", "unknown"),
        ("", "unknown"),
    ],
)
def test_the_gap_is_between_ages_in_whole_years_on_the_day_of_the_report(suspect_born, gap):
    """The child, born on 2 May 1999, is 14 on 1 May 2014."""
    people = f"""
    offence_reference | person_number | role    | date_of_birth
    A1                | 1             | victim  | 1999-05-02
    A1                | 2             | suspect | {suspect_born}
    """
    assert counts(answer("suspect.age_gap", offence=OFFENCES, involvement=people), "age_gap") == {gap: 1}


def test_relationships_are_of_pairs_and_one_that_is_in_no_list_is_unknown():
    assert counts(_suspects("relationship"), "relationship") == expected("""
    relationship | pairs
    acquaintance | 1
    intimate     | 1
    unknown      | 2
    """)


def test_the_share_of_a_relationship_is_of_the_pairs_with_one_recorded_and_that_number_stands_beside_it():
    table = published(_suspects("relationship")).by("relationship")
    assert table.recorded() == 2
    assert table.total.count == 4
    acquaintance = table.cell(relationship="acquaintance")
    assert (acquaintance.share.value, acquaintance.denominator) == (0.5, 2)


def test_an_offence_without_a_suspect_has_no_pair():
    only_a_victim = "offence_reference | person_number | role\nA1 | 1 | victim"
    result = answer("relationship", offence=OFFENCES, involvement=only_a_victim)
    assert result.unanswerable == "the records loaded hold no pairs of victim and suspect of this period"
