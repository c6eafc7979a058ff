"""Offences: a victim again, an offence of exploitation without a flag, flagged while looked after, no open case."""

from datetime import date, timedelta

import pytest

from tests.spec.identification.whiteboard import ask, cases, children_of, records_of, why_not, words_of

NEWHAM = "E09000025"
PEOPLE = """
offence_reference | person_number | role
A1                | 1             | victim
A2                | 1             | victim
"""
ANN = "ann: involvement:A1|1, involvement:A2|1"


def _two_offences(first: date | str, second: date | str) -> str:
    return f"offence_reference | reported_on\nA1 | {first}\nA2 | {second}"


def _repeat(offence: str, people: str = PEOPLE, children: str = ANN, **more):
    return ask("offence.repeat", offence=offence, involvement=people, children=children, **more)


def test_a_child_recorded_in_two_offences_within_a_year_is_a_victim_again():
    found = _repeat(_two_offences("2014-06-01", "2015-03-01"))
    assert records_of(found, "ann") == ["involvement:A1|1", "involvement:A2|1"]
    assert words_of(found, "ann") == [
        "Recorded as a victim or at risk twice, from 1 June 2014 to 1 March 2015; "
        "the rule asks for 2 or more offences within 365 days."
    ]


@pytest.mark.parametrize(("days", "expected"), [(365, ["ann"]), (366, [])])
def test_the_two_may_lie_365_days_apart_and_no_more(days, expected):
    second = date(2015, 3, 31)
    assert children_of(_repeat(_two_offences(second - timedelta(days=days), second))) == expected


def test_two_records_of_one_offence_are_one_offence():
    people = "offence_reference | person_number | role\nA1 | 1 | victim\nA1 | 2 | victim"
    children = "ann: involvement:A1|1, involvement:A1|2"
    assert children_of(_repeat("offence_reference | reported_on\nA1 | 2015-03-01", people, children)) == []


def test_a_child_named_as_a_witness_is_no_victim():
    people = "offence_reference | person_number | role\nA1 | 1 | victim\nA2 | 1 | witness"
    assert children_of(_repeat(_two_offences("2014-06-01", "2015-03-01"), people)) == []


def test_an_offence_counts_whether_it_is_flagged_or_not():
    offence = "offence_reference | reported_on | flag_category\nA1 | 2014-06-01 | 1\nA2 | 2015-03-01 |"
    assert children_of(_repeat(offence)) == ["ann"]


def _one_offence(code: str = "71", category: str = "", flagged_on: str = "", reported: str = "2015-03-01") -> str:
    return f"""
    offence_reference | reported_on | offence_code | flag_category | flagged_on
    A1                | {reported}  | {code}       | {category}    | {flagged_on}
    """


ONE_PERSON = "offence_reference | person_number | role\nA1 | 1 | victim"
ONE = "ann: involvement:A1|1"


@pytest.mark.parametrize(("code", "expected"), [("71", ["ann"]), ("88A", ["ann"]), ("19D", []), ("NC", []), ("", [])])
def test_an_offence_that_is_exploitation_by_its_own_words_and_has_no_flag(code, expected):
    found = ask("offence.no_flag", offence=_one_offence(code), involvement=ONE_PERSON, children=ONE)
    assert children_of(found) == expected


@pytest.mark.parametrize(
    ("as_of", "expected"), [(date(2015, 3, 19), ["ann"]), (date(2015, 3, 20), []), (date(2015, 3, 21), [])]
)
def test_a_flag_is_known_from_the_day_on_which_it_is_set(as_of, expected):
    offence = _one_offence("71", "2", "2015-03-20")
    found = ask("offence.no_flag", offence=offence, involvement=ONE_PERSON, children=ONE, as_of=as_of)
    assert children_of(found) == expected


def _looked_after(began: str, ended: str, flagged: str = "1", reported: str = "2015-03-01"):
    return ask(
        "flag.looked_after",
        offence=_one_offence("71", flagged, "", reported),
        involvement=ONE_PERSON,
        care_child=f"care_authority | return_year | child_id\n{NEWHAM} | 2014-15 | 7",
        care_episode=f"care_authority | return_year | child_id | began_on | ended_on\n"
        f"{NEWHAM} | 2014-15 | 7 | {began} | {ended}",
        children=f"ann: involvement:A1|1, care_child:{NEWHAM}|7",
    )


@pytest.mark.parametrize(
    ("began", "ended", "expected"),
    [
        ("2014-05-01", "2015-03-10", ["ann"]),  # on the day of the report
        ("2015-03-10", "", ["ann"]),  # on the day asked
        ("2015-03-02", "2015-03-31", []),  # on neither: ended on the day asked
        ("2014-05-01", "2015-03-01", []),  # on neither: ended on the day of the report
    ],
)
def test_looked_after_on_the_day_of_the_report_or_on_the_day_asked(began, ended, expected):
    assert children_of(_looked_after(began, ended)) == expected


def test_a_looked_after_child_in_an_offence_without_a_flag_is_not_meant():
    assert children_of(_looked_after("2014-05-01", "", flagged="")) == []


CASE_HEADING = "record_id, opened_on, closed_on\n"


def _no_case(case: str, as_of: date = date(2015, 3, 31)):
    return ask(
        "flag.no_open_case",
        offence=_one_offence("71", "1", "2015-03-02"),
        involvement=ONE_PERSON,
        children="ann: involvement:A1|1, missing_report:M1",
        as_of=as_of,
        **cases(CASE_HEADING + case),
    )


@pytest.mark.parametrize(
    ("case", "expected"),
    [
        ("involvement:A9|1, 2015-03-02, ", ["ann"]),  # of another child
        ("involvement:A1|1, 2015-03-02, ", []),
        ("missing_report:M1, 2014-01-02, ", []),  # opened before the flag, for another reason
        ("involvement:A1|1, 2015-03-02, 2015-03-31", ["ann"]),  # closed by the day asked
        ("involvement:A1|1, 2015-03-02, 2015-04-01", []),
        ("involvement:A1|1, 2015-04-01, ", ["ann"]),  # not opened yet
    ],
)
def test_a_flagged_child_without_a_case_that_is_open_on_the_day(case, expected):
    assert children_of(_no_case(case)) == expected


def test_an_offence_not_flagged_yet_on_the_day_asks_for_no_case():
    assert children_of(_no_case("involvement:A9|1, 2015-03-02, ", date(2015, 3, 1))) == []


def test_without_the_cases_the_rule_cannot_be_asked_and_says_so():
    found = ask("flag.no_open_case", offence=_one_offence("71", "1"), involvement=ONE_PERSON, children=ONE)
    assert children_of(found) == []
    assert why_not(found).startswith("it needs records that have not been loaded: One case: an episode of the")


def test_of_health_services_nothing_can_be_asked_and_the_rule_says_why():
    found = ask("health.presentation", offence=_one_offence(), involvement=ONE_PERSON, children=ONE)
    assert why_not(found).startswith("no health service gives records of children to this store")
