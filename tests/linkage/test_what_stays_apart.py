"""Records that resemble each other and are not the same child."""

import pytest

TWO_CHILDREN = {frozenset({"crime1"}), frozenset({"report1"})}


def test_twins_stay_apart(children_in):
    assert (
        children_in("""
            record  | forename | surname | born       | sex    | postcode | authority
            crime1  | Rebecca  | Ward    | 2000-05-14 | female | E15 3AB  | E09000025
            report1 | Hannah   | Ward    | 2000-05-14 | female | E15 3AB  | E09000025
        """)
        == TWO_CHILDREN
    )


def test_twins_stay_apart_even_where_a_record_without_forename_resembles_both(children_in):
    found = children_in("""
        record  | forename | surname | born       | sex    | postcode | authority
        crime1  | Rebecca  | Ward    | 2000-05-14 | female | E15 3AB  | E09000025
        report1 | Hannah   | Ward    | 2000-05-14 | female | E15 3AB  | E09000025
        report2 |          | Ward    | 2000-05-14 | female | E15 3AB  | E09000025
    """)
    assert not any({"crime1", "report1"} <= child for child in found)


def test_the_same_name_with_another_birth_date_and_home_is_another_child(children_in):
    assert (
        children_in("""
            record  | forename | surname | born       | sex    | postcode | authority
            crime1  | Sarah    | Khan    | 2000-05-14 | female | E15 3AB  | E09000025
            report1 | Sarah    | Khan    | 2002-10-29 | female | TW3 1QP  | E09000018
        """)
        == TWO_CHILDREN
    )


def test_brother_and_sister_of_different_ages_are_two_children(children_in):
    assert (
        children_in("""
            record  | forename | surname | born       | sex    | postcode | authority
            crime1  | Rebecca  | Ward    | 2000-05-14 | female | E15 3AB  | E09000025
            report1 | Daniel   | Ward    | 2002-10-29 | male   | E15 3AB  | E09000025
        """)
        == TWO_CHILDREN
    )


def test_children_of_one_home_are_not_joined_by_their_address(children_in):
    assert (
        children_in("""
            record  | forename | surname | born       | sex    | postcode | authority
            crime1  | Rebecca  | Ward    | 2000-05-14 | female | CR0 2EF  | E09000008
            report1 | Amina    | Yusuf   | 2000-08-02 | female | CR0 2EF  | E09000008
        """)
        == TWO_CHILDREN
    )


def test_the_first_of_january_is_hardly_evidence(children_in):
    assert (
        children_in("""
            record  | forename | surname | born       | sex    | postcode | authority
            crime1  | Rebecca  | Ward    | 2000-01-01 | female | E15 3AB  | E09000025
            report1 | Rebecca  | Osei    | 2000-01-01 | female | TW3 1QP  | E09000018
        """)
        == TWO_CHILDREN
    )


@pytest.mark.parametrize("forename", ["", "Unknown"])
def test_records_that_say_nothing_of_a_child_are_not_joined(children_in, forename):
    assert (
        children_in(f"""
            record  | forename   | surname | born | sex    | postcode | authority
            crime1  | {forename} |         |      | female |          | E09000025
            report1 | {forename} |         |      | female |          | E09000025
        """)
        == TWO_CHILDREN
    )


def test_two_reports_that_say_nothing_of_a_child_are_not_one_description(children_in):
    assert children_in("""
        record  | forename | surname | born | sex    | postcode | authority
        report1 |          |         |      | female |          | E09000025
        report2 |          |         |      | female |          | E09000025
    """) == {frozenset({"report1"}), frozenset({"report2"})}


def test_a_forename_alone_joins_nobody(children_in):
    assert (
        children_in("""
            record  | forename | surname | born | sex    | postcode | authority
            crime1  | Rebecca  |         |      | female |          | E09000025
            report1 | Rebecca  |         |      | female |          | E09000025
        """)
        == TWO_CHILDREN
    )


def test_two_identifiers_of_one_authority_are_two_children_even_through_a_police_record(children_in):
    found = children_in("""
        record  | forename | surname | born       | sex    | postcode | placement | authority
        report1 | Rebecca  | Ward    | 2000-05-14 | female | E15 3AB  |           | E09000025
        care1   |          |         | 2000-05-14 | female | E15 3AB  | CR0 2EF   | E09000025
        care2   |          |         | 2000-05-14 | female | E15 3AB  | CR0 2EF   | E09000025
    """)
    assert len(found) == 2
    assert not any({"care1", "care2"} <= child for child in found)


def test_suspects_and_witnesses_are_not_among_the_children(children_in):
    assert children_in("""
        record  | role    | forename | surname | born       | sex    | postcode | authority
        crime1  | victim  | Rebecca  | Ward    | 2000-05-14 | female | E15 3AB  | E09000025
        crime2  | suspect | Rebecca  | Ward    | 2000-05-14 | female | E15 3AB  | E09000025
        crime3  | witness | Rebecca  | Ward    | 2000-05-14 | female | E15 3AB  | E09000025
    """) == {frozenset({"crime1"})}


def test_two_children_with_other_names_are_not_joined_through_a_care_record_that_has_none(children_in):
    found = children_in("""
        record  | forename | surname | born       | sex    | postcode | placement | authority
        crime1  | Rebecca  | Ward    | 2000-05-14 | female | E15 3AB  |           | E09000025
        report1 | Amina    | Yusuf   | 2000-05-14 | female | CR0 2EF  |           | E09000008
        care1   |          |         | 2000-05-14 | female | E15 3AB  | CR0 2EF   | E09000025
    """)
    assert len(found) == 2
    assert not any({"crime1", "report1"} <= child for child in found)


def test_cousins_of_one_name_are_not_joined_through_a_record_without_birth_date(children_in):
    found = children_in("""
        record  | forename | surname | born       | sex    | postcode | authority
        crime1  | Sarah    | Khan    | 2000-05-14 | female | E15 3AB  | E09000025
        report1 | Sarah    | Khan    | 2002-10-29 | female | E15 3AB  | E09000025
        report2 | Sarah    | Khan    |            | female | E15 3AB  | E09000025
    """)
    assert not any({"crime1", "report1"} <= child for child in found)
