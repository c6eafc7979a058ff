"""How complete the records are: each field recorded, said to be not known, impossible, or left blank."""

from tests.spec.tables import answer, counts, expected, published, stored, table

TITLE = "Completeness of the records"

OFFENCES = """
offence_reference | reported_on | flag_category | flagged_on | committed_from | offence_authority | source | source_row
A1                | 2014-05-01  | 1             | 2014-05-01 |                | E09000002         | police | 2
A2                | 2014-05-01  | 9             |            | 2014-04-01     | Walthamstowe      | police | 3
A3                | 2014-05-01  |               |            |                |                   | police | 4
"""
PEOPLE = """
offence_reference | person_number | role    | sex    | ethnicity | date_of_birth | source  | source_row
A1                | 1             | victim  | female | WBRI      | 1999-05-02    | persons | 2
A1                | 2             | suspect | male   | NOBT      |               | persons | 3
A2                | 1             | victim  | X      | REFU      |               | persons | 4
A2                | 2             | victim  |        | Martian   |               | persons | 5
A2                | 3             | witness |        |           |               | persons | 6
A3                | 1             | victim  |        |           |               | persons | 7
"""
NOTES = [
    {"source": "persons", "source_row": "4", "field": "date_of_birth", "kind": "impossible"},
    {"source": "persons", "source_row": "4", "field": "date_of_birth", "kind": "impossible"},
    {"source": "persons", "source_row": "2", "field": "date_of_birth", "kind": "impossible"},
    {"source": "persons", "source_row": "5", "field": "date_of_birth", "kind": "unlisted"},
    {"source": "other", "source_row": "5", "field": "date_of_birth", "kind": "impossible"},
    {"source": "police", "source_row": "2", "field": "committed_from", "kind": "impossible"},
]


def _completeness(**more):
    return answer("completeness", **{"offence": OFFENCES, "involvement": PEOPLE} | more)


def _states(result, source: str, field: str) -> dict[str, int]:
    prefix = f"{source} / {field} / "
    found = counts(result, "source_table", "field", "state")
    return {key.removeprefix(prefix): count for key, count in found.items() if key.startswith(prefix)}


def test_a_field_is_recorded_or_blank():
    assert _states(_completeness(), "victim", "date_of_birth") == {"recorded": 1, "blank": 2}


def test_an_impossible_value_was_left_out_and_is_counted_apart_from_a_blank():
    result = _completeness(field_note=stored("field_note", NOTES))
    assert _states(result, "victim", "date_of_birth") == {"recorded": 1, "impossible": 1, "blank": 1}
    assert _states(result, "offence", "committed_from") == {"recorded": 1, "impossible": 1}


def test_a_code_that_is_not_in_the_list_and_one_that_says_not_known_are_not_stated():
    assert _states(_completeness(), "victim", "ethnicity") == {"recorded": 1, "not_stated": 2}
    assert _states(_completeness(), "victim", "sex") == {"recorded": 1, "not_stated": 1, "blank": 1}
    assert _states(_completeness(), "offence", "flag_category") == {"recorded": 1, "not_stated": 1}


def test_an_authority_that_is_no_authoritys_code_is_not_stated():
    assert _states(_completeness(), "offence", "offence_authority") == {"recorded": 1, "not_stated": 1}


def test_records_are_those_of_flagged_offences_and_witnesses_are_not_asked_about():
    result = _completeness()
    assert sum(_states(result, "victim", "sex").values()) == 3
    assert sum(_states(result, "suspect", "sex").values()) == 1
    assert sum(_states(result, "offence", "online").values()) == 2


def test_every_field_of_a_kind_of_record_is_asked_of_every_record():
    found = _completeness().tables[0].counts
    assert {found[("victim", field, "total")] for field in ("sex", "ethnicity", "home_postcode")} == {3}


def test_missing_reports_of_the_period_are_asked_too():
    reports = """
    report_reference | reported_at         | returned_at         | missing_from
    M1               | 2014-05-01T00:00:00 | 2014-05-02T00:00:00 | home
    M2               | 2014-05-01T00:00:00 |                     |
    M3               | 2012-05-01T00:00:00 |                     |
    """
    result = answer("completeness", missing_report=reports)
    assert _states(result, "missing_report", "returned_at") == {"recorded": 1, "blank": 1}
    assert {key[0] for key in result.tables[0].counts} == {"missing_report", "total"}


def test_a_child_looked_after_is_asked_about_as_the_latest_return_has_the_child():
    children = """
    care_authority | return_year | child_id | sex    | ethnicity | upn
    E09000025      | 2013-14     | 7        | female | WBRI      |
    E09000025      | 2014-15     | 7        | female |           | A123
    E09000025      | 2013-14     | 8        | male   | WBRI      |
    """
    episodes = """
    care_authority | return_year | child_id | began_on   | ended_on
    E09000025      | 2013-14     | 7        | 2013-05-01 |
    E09000025      | 2014-15     | 7        | 2013-05-01 |
    E09000025      | 2013-14     | 8        | 2013-05-01 | 2013-06-01
    """
    result = answer("completeness", care_child=table("care_child", children), care_episode=episodes)
    assert _states(result, "care_child", "ethnicity") == {"blank": 1}
    assert _states(result, "care_child", "upn") == {"recorded": 1}


def test_the_share_recorded_is_of_all_records_of_the_source():
    recorded = published(_completeness()).by("source_table", "field", "state")
    cell = recorded.cell(source_table="victim", field="date_of_birth", state="recorded")
    assert (cell.count, cell.denominator) == (1, 3)


def test_ethnicity_by_source_is_the_completeness_of_that_one_field():
    result = answer("ethnicity.recorded", offence=OFFENCES, involvement=PEOPLE)
    assert counts(result, "source_table", "state") == expected("""
    source_table | state      | records
    victim       | recorded   | 1
    victim       | not_stated | 2
    suspect      | not_stated | 1
    """)


def test_nothing_loaded_is_unanswerable():
    assert answer("completeness").unanswerable == "the records loaded hold no records of this period"


def test_children_looked_after_are_not_asked_about_without_their_episodes():
    children = "care_authority | return_year | child_id\nE09000025 | 2014-15 | 7"
    assert answer("completeness", care_child=children).unanswerable
