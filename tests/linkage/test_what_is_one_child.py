"""Which differences between records linkage sees through, and which it does not."""

import pytest

ONE_CHILD = {frozenset({"crime1", "report1"})}


def test_the_same_description_by_two_agencies_is_one_child(children_in):
    assert (
        children_in("""
            record  | forename | surname | born       | sex    | postcode | authority
            crime1  | Rebecca  | Ward    | 2000-05-14 | female | E15 3AB  | E09000025
            report1 | Rebecca  | Ward    | 2000-05-14 | female | E15 3AB  | E09000025
        """)
        == ONE_CHILD
    )


def test_case_accents_hyphens_and_apostrophes_make_no_difference(children_in):
    assert (
        children_in("""
            record  | forename | surname      | born       | sex    | postcode | authority
            crime1  | Zoë-Ann  | O'Neill-Łęcka | 2000-05-14 | female | E15 3AB  | E09000025
            report1 | ZOE ANN  | ONEILL LECKA | 2000-05-14 | female |          | E09000025
        """)
        == ONE_CHILD
    )


def test_a_nickname_is_the_same_forename(children_in):
    assert (
        children_in("""
            record  | forename | surname | born       | sex    | postcode | authority
            crime1  | Elizabeth| Ward    | 2000-05-14 | female | E15 3AB  | E09000025
            report1 | Libby    | Ward    | 2000-05-14 | female | E15 4CD  | E09000025
        """)
        == ONE_CHILD
    )


def test_swapped_names_are_seen_through(children_in):
    assert (
        children_in("""
            record  | forename | surname | born       | sex  | postcode | authority
            crime1  | Amir     | Hussain | 1999-11-23 | male | E15 3AB  | E09000025
            report1 | Hussain  | Amir    | 1999-11-23 | male | E15 4CD  | E09000025
        """)
        == ONE_CHILD
    )


def test_a_spelling_as_heard_is_seen_through(children_in):
    assert (
        children_in("""
            record  | forename | surname  | born       | sex    | postcode | authority
            crime1  | Catarina | Oliveira | 2001-02-27 | female | E15 3AB  | E09000025
            report1 | Katarina | Olivera  | 2001-02-27 | female | E15 3AB  | E09000025
        """)
        == ONE_CHILD
    )


def test_names_that_are_spelt_unlike_and_sound_alike_are_seen_through(children_in):
    assert (
        children_in("""
            record  | forename | surname | born       | sex    | postcode | authority
            crime1  | Jayden   | Phoenix | 2001-02-27 | male   | E15 3AB  | E09000025
            report1 | Jadon    | Fenicks | 2001-02-27 | male   | E15 4CD  | E09000025
        """)
        == ONE_CHILD
    )


@pytest.mark.parametrize("surname", ["Ward", "Bello", "Bello Ward", "WARD-BELLO"])
def test_a_double_surname_is_known_by_either_part(children_in, surname):
    assert (
        children_in(f"""
            record  | forename | surname    | born       | sex    | postcode | authority
            crime1  | Rebecca  | Ward-Bello | 2000-05-14 | female | E15 3AB  | E09000025
            report1 | Rebecca  | {surname}  | 2000-05-14 | female | E15 4CD  | E09000025
        """)
        == ONE_CHILD
    )


@pytest.mark.parametrize(
    ("recorded", "what"),
    [
        ("2000-11-05", "day and month swapped"),
        ("2000-01-01", "only the year known"),
        ("2000-05-17", "one digit mistyped"),
        ("2001-05-11", "one digit of the year mistyped"),
        ("", "not recorded"),
    ],
)
def test_a_date_of_birth_badly_recorded_is_seen_through_when_all_else_agrees(children_in, recorded, what):
    assert (
        children_in(f"""
            record  | forename | surname | born       | sex    | postcode | authority
            crime1  | Rebecca  | Ward    | 2000-05-11 | female | E15 3AB  | E09000025
            report1 | Rebecca  | Ward    | {recorded} | female | E15 3AB  | E09000025
        """)
        == ONE_CHILD
    ), what


def test_a_child_who_moved_across_london_is_still_one_child(children_in):
    assert (
        children_in("""
            record  | forename | surname | born       | sex    | postcode | authority
            crime1  | Rebecca  | Ward    | 2000-05-14 | female | E15 3AB  | E09000025
            report1 | Rebecca  | Ward    | 2000-05-14 | female | TW3 1QP  | E09000018
        """)
        == ONE_CHILD
    )


def test_three_records_of_one_child_are_joined_through_the_one_between(children_in):
    assert children_in("""
        record  | forename | surname    | born       | sex    | postcode | authority
        crime1  | Liz      | Ward       | 2000-05-14 | female | E15 3AB  | E09000025
        report1 | Elizabeth| Ward-Bello | 2000-05-14 | female | E15 3AB  | E09000025
        report2 | Elizabeth| Bello      | 2000-05-14 | female | E17 4CD  | E09000031
    """) == {frozenset({"crime1", "report1", "report2"})}


def test_a_child_in_care_has_no_name_and_is_joined_by_birth_date_sex_and_placement(children_in):
    assert children_in("""
        record  | forename | surname | born       | sex    | postcode | placement | authority
        report1 | Rebecca  | Ward    | 2000-05-14 | female | CR0 2EF  |           | E09000008
        care1   |          |         | 2000-05-14 | female | E15 3AB  | CR0 2EF   | E09000025
    """) == {frozenset({"report1", "care1"})}


def test_a_child_in_care_is_joined_by_the_family_home_too(children_in):
    assert children_in("""
        record  | forename | surname | born       | sex    | postcode | placement | authority
        crime1  | Rebecca  | Ward    | 2000-05-14 | female | E15 3AB  |           | E09000025
        care1   |          |         | 2000-05-14 | female | E15 3AB  | CR0 2EF   | E09000025
    """) == {frozenset({"crime1", "care1"})}


def test_a_child_in_care_is_joined_by_the_days_on_which_both_agencies_record_the_child_missing(children_in):
    assert children_in("""
        record  | forename | surname | born       | sex    | postcode | placement | authority | missing
        report1 | Rebecca  | Ward    | 2000-05-14 | female | E17 4CD  |           | E09000025 | 2014-09-03
        report2 | Rebecca  | Ward    | 2000-05-14 | female | E17 4CD  |           | E09000025 | 2014-10-11
        care1   |          |         | 2000-05-14 | female | E15 3AB  | CR0 2EF   | E09000025 | 2014-09-03 2014-10-11
    """) == {frozenset({"report1", "report2", "care1"})}


def test_without_those_days_the_same_authority_and_birth_date_are_not_enough(children_in):
    assert children_in("""
        record  | forename | surname | born       | sex    | postcode | placement | authority | missing
        report1 | Rebecca  | Ward    | 2000-05-14 | female | E17 4CD  |           | E09000025 | 2014-11-20
        report2 | Rebecca  | Ward    | 2000-05-14 | female | E17 4CD  |           | E09000025 | 2014-12-24
        care1   |          |         | 2000-05-14 | female | E15 3AB  | CR0 2EF   | E09000025 | 2014-09-03 2014-10-11
    """) == {frozenset({"report1", "report2"}), frozenset({"care1"})}
