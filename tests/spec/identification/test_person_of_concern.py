"""A person of concern: the same suspect with the same child again, or with another child in another offence."""

from datetime import date, timedelta

import pytest

from tests.spec.identification.whiteboard import ask, children_of, records_of, words_of

OFFENCES = "offence_reference | reported_on\nA1 | 2015-01-10\nA2 | 2015-03-10"
CHILDREN = "ann: involvement:A1|1\nbob: involvement:A2|1"
ANN_TWICE = "ann: involvement:A1|1, involvement:A2|1"


def _people(first: str = "Sam | Reed | 1996-02-03", second: str = "Sam | Reed | 1996-02-03") -> str:
    return f"""
    offence_reference | person_number | role    | forename | surname | date_of_birth
    A1                | 1             | victim  |          |         |
    A1                | 2             | suspect | {first}
    A2                | 1             | victim  |          |         |
    A2                | 2             | suspect | {second}
    """


def _same(people: str, children: str = ANN_TWICE, offences: str = OFFENCES, **more):
    return ask("concern.same_child", offence=offences, involvement=people, children=children, **more)


def _other(people: str, children: str = CHILDREN, offences: str = OFFENCES, **more):
    return ask("concern.other_child", offence=offences, involvement=people, children=children, **more)


def test_the_same_suspect_in_two_offences_with_the_same_child():
    found = _same(_people())
    assert children_of(found) == ["ann"]
    assert records_of(found, "ann") == ["involvement:A1|1", "involvement:A1|2", "involvement:A2|1", "involvement:A2|2"]
    assert words_of(found, "ann") == [
        "Named with the same suspect twice, from 10 January 2015 to 10 March 2015; "
        "the rule asks for 2 or more offences within 365 days."
    ]


def test_two_children_each_once_are_not_the_same_child_again():
    assert children_of(_same(_people(), CHILDREN)) == []


def test_two_suspects_each_once_are_not_the_same_suspect():
    assert children_of(_same(_people(second="Max | Reed | 1996-02-03"))) == []


@pytest.mark.parametrize("second", ["SAM | REED | 1996-02-03", "Säm | Re-ed | 1996-02-03", " sam | R'eed | 1996-02-03"])
def test_case_accents_and_signs_make_no_other_person(second):
    assert children_of(_same(_people(second=second))) == ["ann"]


@pytest.mark.parametrize("second", ["Sam | Reed | 1996-03-02", "Samuel | Reed | 1996-02-03", "Reed | Sam | 1996-02-03"])
def test_a_mistyped_date_or_another_form_of_the_name_hides_the_person(second):
    assert children_of(_same(_people(second=second))) == []


@pytest.mark.parametrize(
    "whoever",
    [
        "Sam | Reed |",
        "| Reed | 1996-02-03",
        "Sam | | 1996-02-03",
        "Unknown | Reed | 1996-02-03",
        "Not known | NK | 1996-02-03",
    ],
)
def test_a_suspect_without_a_full_name_and_date_of_birth_is_nobody_in_particular(whoever):
    assert children_of(_same(_people(whoever, whoever))) == []


def test_a_suspect_entered_twice_in_one_offence_is_named_once():
    people = """
    offence_reference | person_number | role    | forename | surname | date_of_birth
    A1                | 1             | victim  |          |         |
    A1                | 2             | suspect | Sam      | Reed    | 1996-02-03
    A1                | 3             | suspect | Sam      | Reed    | 1996-02-03
    """
    assert children_of(_same(people)) == []


@pytest.mark.parametrize(("days", "expected"), [(365, ["ann"]), (366, [])])
def test_the_two_offences_may_lie_365_days_apart_and_no_more(days, expected):
    second = date(2015, 3, 31)
    offences = f"offence_reference | reported_on\nA1 | {second - timedelta(days=days)}\nA2 | {second}"
    assert children_of(_same(_people(), offences=offences)) == expected


def test_a_suspect_named_with_two_children_in_two_offences_brings_both_to_attention():
    assert children_of(_other(_people())) == ["ann", "bob"]


def test_the_other_childs_own_records_are_not_among_the_records_behind_it():
    found = _other(_people())
    assert records_of(found, "ann") == ["involvement:A1|1", "involvement:A1|2", "involvement:A2|2"]
    assert records_of(found, "bob") == ["involvement:A1|2", "involvement:A2|1", "involvement:A2|2"]


def test_the_same_child_in_both_offences_is_no_other_child():
    assert children_of(_other(_people(), ANN_TWICE)) == []


def test_two_children_in_one_offence_are_one_event():
    people = """
    offence_reference | person_number | role    | forename | surname | date_of_birth
    A1                | 1             | victim  |          |         |
    A1                | 2             | victim  |          |         |
    A1                | 3             | suspect | Sam      | Reed    | 1996-02-03
    """
    assert children_of(_other(people, "ann: involvement:A1|1\nbob: involvement:A1|2")) == []
