"""Where offences are located, where the children live, the rate of an authority, and the flow between the two."""

import pytest

from lanthorn.measures import poisson
from lanthorn.vocabulary import POPULATION_SOURCE, population
from tests.spec.tables import answer, counts, each_its_own_child, expected, published, same_children

TITLE = "Where"

BARKING, NEWHAM, EALING, ESSEX = "E09000002", "E09000025", "E09000009", "E10000012"

OFFENCES = """
offence_reference | reported_on | flag_category | offence_authority
A1                | 2014-05-01  | 1             | E09000002
A2                | 2014-05-02  | 1             | E09000025
A3                | 2014-05-03  | 1             | E09000025
A4                | 2014-05-04  | 2             | E10000012
A5                | 2014-05-05  | 1             | Walthamstowe
A6                | 2014-05-06  | 1             |
"""
VICTIMS = """
offence_reference | person_number | role    | date_of_birth | home_authority
A1                | 1             | victim  | 2004-05-01    | E09000002
A2                | 1             | victim  | 2004-05-03    | E09000025
A3                | 1             | victim  | 1996-05-04    | E09000009
A3                | 2             | suspect | 1980-01-01    | E09000033
A4                | 1             | victim  | 1996-05-04    | E10000012
A5                | 1             | victim  |               | E09000025
A6                | 1             | victim  | 2000-01-01    | Walthamstowe
"""
"""On the day of the report the children are 10, 9, 17 and 18 years old; the age of one is not known, and one is 14."""

ALONE = each_its_own_child(*(f"involvement:A{number}|1" for number in range(1, 7)))


def _where(measure: str, **changed):
    return answer(measure, **{"offence": OFFENCES, "involvement": VICTIMS, "child": ALONE} | changed)


def test_offences_count_in_the_authority_and_the_area_in_which_they_are_located():
    result = answer("place.offence", offence=OFFENCES)
    assert counts(result, "offence_authority") == expected("""
    offence_authority | offences
    E09000002         | 1
    E09000025         | 2
    outside           | 1
    unknown           | 2
    """)
    assert counts(result, "offence_area") == expected("""
    offence_area | offences
    east         | 3
    outside      | 1
    unknown      | 2
    """)


def test_every_authority_is_shown_even_without_an_offence():
    table = published(answer("place.offence", offence=OFFENCES)).by("offence_authority")
    assert table.cell(offence_authority=EALING).count == 0
    assert len(table.values[0]) == 33 + 2


def test_children_count_in_the_authority_of_their_home_not_of_the_offence():
    result = _where("place.home")
    assert counts(result, "home_authority") == expected("""
    home_authority | children
    E09000002      | 1
    E09000009      | 1
    E09000025      | 2
    outside        | 1
    unknown        | 1
    """)
    assert counts(result, "home_area") == expected("""
    home_area | children
    east      | 3
    west      | 1
    outside   | 1
    unknown   | 1
    """)


def test_the_home_of_a_suspect_is_no_childs_home():
    assert "E09000033" not in counts(_where("place.home"), "home_authority")


def test_the_share_living_outside_london_is_of_those_with_a_known_home():
    outside = published(_where("place.home")).by("home_area").cell(home_area="outside")
    assert (outside.count, outside.denominator) == (1, 5)


def test_a_home_that_no_agency_knows_is_taken_from_the_next_report_that_has_one():
    twice = same_children("ann: involvement:A6|1, involvement:A2|1")
    offence = OFFENCES.replace("2014-05-06", "2014-04-06")
    assert counts(answer("place.home", offence=offence, involvement=VICTIMS, child=twice), "home_authority") == {
        NEWHAM: 1
    }


def test_the_first_report_decides_where_both_have_a_home():
    twice = same_children("ann: involvement:A2|1, involvement:A1|1")
    assert counts(_where("place.home", child=twice), "home_authority") == {BARKING: 1}


def test_only_children_aged_10_to_17_are_in_the_rate():
    assert counts(_where("rate.children"), "home_authority", "age_in_scope") == expected("""
    home_authority | age_in_scope | children
    E09000002      | yes          | 1
    E09000009      | yes          | 1
    E09000025      | no           | 1
    E09000025      | unknown      | 1
    outside        | no           | 1
    unknown        | yes          | 1
    """)


def test_a_rate_is_per_ten_thousand_children_with_garwoods_interval():
    children = sum(cell.population for cell in population() if cell.authority == BARKING and 10 <= cell.age <= 17)
    rate = published(_where("rate.children")).by("home_authority", "age_in_scope")
    cell = rate.cell(home_authority=BARKING, age_in_scope="yes")
    assert cell.denominator == children
    assert cell.rate.value == pytest.approx(10_000 / children)
    # Garwood's limits of a count of one: 0.0253 and 5.572.
    assert cell.rate.low == pytest.approx(0.0253 * 10_000 / children, rel=1e-2)
    assert cell.rate.high == pytest.approx(5.572 * 10_000 / children, rel=1e-3)


def test_an_authority_without_a_victim_has_a_rate_of_nought_with_an_upper_end():
    cell = published(_where("rate.children")).by("home_authority", "age_in_scope")
    rate = cell.cell(home_authority="E09000033", age_in_scope="yes").rate
    assert (rate.value, rate.low) == (0, 0)
    assert rate.high > 0


def test_the_children_of_an_area_are_those_of_its_authorities_and_of_london_those_of_its_areas():
    rates = published(_where("rate.children"))
    areas = rates.by("home_area", "age_in_scope")
    london = rates.by("home_region", "age_in_scope").cell(home_region="london", age_in_scope="yes")
    assert london.denominator == sum(
        areas.cell(home_area=area, age_in_scope="yes").denominator for area in ("north", "east", "south", "west")
    )
    assert london.count == 2
    assert london.rate.value == pytest.approx(poisson(2).value * 10_000 / london.denominator)


@pytest.mark.parametrize("place", ["outside", "unknown", "total"])
def test_there_is_no_rate_where_there_is_no_population(place):
    cell = published(_where("rate.children")).by("home_authority", "age_in_scope")
    assert cell.cell(home_authority=place, age_in_scope="yes").rate is None


@pytest.mark.parametrize("scope", ["no", "unknown", "total"])
def test_there_is_no_rate_of_other_ages(scope):
    cell = published(_where("rate.children")).by("home_authority", "age_in_scope")
    assert cell.cell(home_authority=NEWHAM, age_in_scope=scope).rate is None


def test_a_hidden_count_has_no_rate():
    cell = published(_where("rate.children"), (BARKING, "yes")).by("home_authority", "age_in_scope")
    hidden = cell.cell(home_authority=BARKING, age_in_scope="yes")
    assert (hidden.count, hidden.rate, hidden.shown) == (None, None, "[c]")


def test_the_vintage_of_the_population_is_stated():
    assert "mid-2014" in POPULATION_SOURCE
    assert any("mid-2014" in caveat for caveat in _where("rate.children").measure.caveats)


def test_flows_run_from_the_home_to_the_offence():
    assert counts(_where("flow.home_offence"), "home_authority", "offence_authority") == expected("""
    home_authority | offence_authority | children
    E09000002      | E09000002         | 1
    E09000025      | E09000025         | 1
    E09000009      | E09000025         | 1
    outside        | outside           | 1
    E09000025      | unknown           | 1
    unknown        | unknown           | 1
    """)


def test_whether_home_and_offence_are_in_one_authority_is_unknown_where_either_is():
    assert counts(_where("flow.home_offence"), "same_authority") == expected("""
    same_authority | children
    yes            | 3
    no             | 1
    unknown        | 2
    """)


def test_two_different_authorities_outside_london_are_not_one_authority():
    offence = OFFENCES.replace(ESSEX, "E10000016")
    assert counts(_where("flow.home_offence", offence=offence), "same_authority") == expected("""
    same_authority | children
    yes            | 2
    no             | 2
    unknown        | 2
    """)


def test_the_offence_of_a_flow_is_that_of_the_first_report_even_where_its_place_is_unknown():
    twice = same_children("ann: involvement:A6|1, involvement:A2|1")
    offence = OFFENCES.replace("2014-05-06", "2014-04-06")
    result = answer("flow.home_offence", offence=offence, involvement=VICTIMS, child=twice)
    assert counts(result, "home_authority", "offence_authority") == {f"{NEWHAM} / unknown": 1}
