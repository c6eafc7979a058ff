"""Dimensions: every value falls in exactly one band, and whatever is not known is a value of its own."""

from datetime import date

import ibis
import pyarrow as pa
import pytest
from hypothesis import given
from hypothesis import strategies as st

from lanthorn.errors import BadDefinitionError
from lanthorn.measures.dimensions import bands, dimension
from lanthorn.measures.units import coding
from lanthorn.vocabulary import area_of, authorities

TITLE = "Dimensions and bands"

FROM_NOUGHT = ("age", "care_age", "suspect_age", "missing_times", "missing_in_care", "days_between")
FROM_ONE = ("flagged_times", "lead_time")
OF_ANY_SIGN = ("age_gap", "days_to_flag")


def _band(number: int, name: str) -> list[str]:
    return [band.code for band in bands(name) if band.lower <= number and (band.upper is None or number <= band.upper)]


@pytest.mark.parametrize("name", FROM_NOUGHT)
@given(number=st.integers(0, 40_000))
def test_every_number_from_nought_lies_in_exactly_one_band(name, number):
    assert len(_band(number, name)) == 1


@pytest.mark.parametrize("name", FROM_ONE)
@given(number=st.integers(1, 40_000))
def test_every_number_from_one_lies_in_exactly_one_band(name, number):
    assert len(_band(number, name)) == 1


@pytest.mark.parametrize("name", OF_ANY_SIGN)
@given(number=st.integers(-120, 120))
def test_every_difference_lies_in_exactly_one_band(name, number):
    assert len(_band(number, name)) == 1


@pytest.mark.parametrize("name", [*FROM_NOUGHT, *FROM_ONE, *OF_ANY_SIGN])
def test_the_evaluator_bands_as_the_data_file_says(name):
    numbers = list(range(-130, 1200))
    view = ibis.memtable(pa.table({"number": pa.array([*numbers, None], pa.int64())}))
    found = view.mutate(band=coding.banded(view.number, name)).to_pyarrow().to_pylist()
    assert {row["number"]: row["band"] for row in found} == {
        number: (_band(number, name) or ["unknown"])[0] if number is not None else "unknown"
        for number in [*numbers, None]
    }


@given(st.lists(st.tuples(st.dates(date(1930, 1, 1), date(2015, 1, 1)), st.dates(date(2009, 1, 1), date(2016, 12, 31))),
                min_size=1, max_size=50))  # fmt: skip
def test_age_is_the_number_of_birthdays_passed(pairs):
    view = ibis.memtable(pa.table({"birth": [birth for birth, _ in pairs], "day": [day for _, day in pairs]}))
    for row in view.mutate(age=coding.age_on(view.birth, view.day)).to_pyarrow().to_pylist():
        birth, day = row["birth"], row["day"]
        birthdays = day.year - birth.year - ((day.month, day.day) < (birth.month, birth.day))
        assert row["age"] == (birthdays if birthdays >= 0 else None)


@pytest.mark.parametrize(
    ("birth", "day", "age"),
    [
        ("2000-02-29", "2015-02-28", 14),
        ("2000-02-29", "2015-03-01", 15),
        ("1999-05-02", "2014-05-01", 14),
        ("1999-05-02", "2014-05-02", 15),
        ("2015-01-01", "2015-01-01", 0),
        ("2015-01-02", "2015-01-01", None),
    ],
)
def test_age_on_the_edges_of_a_birthday(birth, day, age):
    view = ibis.memtable(pa.table({"birth": [date.fromisoformat(birth)], "day": [date.fromisoformat(day)]}))
    assert view.mutate(age=coding.age_on(view.birth, view.day)).to_pyarrow().column("age").to_pylist() == [age]


RECORDED_AUTHORITIES = ["E09000001", "E09000033", "E10000012", "W06000015", "Barkingg", "", None, "outside"]


def test_an_authority_elsewhere_is_outside_and_what_is_no_code_is_unknown():
    view = ibis.memtable(pa.table({"recorded": pa.array(RECORDED_AUTHORITIES, pa.string())}))
    view = view.mutate(authority=coding.authority(view.recorded))
    view = view.mutate(area=coding.area(view.authority), region=coding.region(view.authority))
    found = {row["recorded"]: (row["authority"], row["area"], row["region"]) for row in view.to_pyarrow().to_pylist()}
    assert found == {
        "E09000001": ("E09000001", area_of("E09000001"), "london"),
        "E09000033": ("E09000033", area_of("E09000033"), "london"),
        "E10000012": ("outside", "outside", "outside"),
        "W06000015": ("outside", "outside", "outside"),
        "Barkingg": ("unknown", "unknown", "unknown"),
        "": ("unknown", "unknown", "unknown"),
        None: ("unknown", "unknown", "unknown"),
        "outside": ("unknown", "unknown", "unknown"),
    }


def test_all_33_authorities_are_shown_with_the_places_outside_last():
    values = dimension("home_authority").values
    assert values == (*(authority.code for authority in authorities()), "outside")
    assert len(values) == 34


def test_unknown_comes_last_and_is_called_not_known():
    sex = dimension("sex")
    assert sex.ordered({"unknown", "male"}) == ("female", "male", "unknown")
    assert sex.say("unknown") == "Not known"


def test_unknown_is_not_shown_where_everything_is_known():
    assert dimension("sex").ordered({"male"}) == ("female", "male")


def test_months_are_shown_without_gaps_over_the_turn_of_the_year():
    assert dimension("month").ordered({"2015-02", "2014-11"}) == ("2014-11", "2014-12", "2015-01", "2015-02")


def test_flag_rules_are_shown_in_the_order_of_their_file_and_only_those_that_looked():
    assert dimension("flag_rule").ordered({"flagged_late", "every_victim_adult"}) == (
        "every_victim_adult",
        "flagged_late",
    )


def test_a_dimension_that_does_not_exist_is_refused_with_those_that_do():
    with pytest.raises(BadDefinitionError, match=r"no dimension named 'shoe_size'. Known: .*sex"):
        dimension("shoe_size")


def test_a_dimension_without_bands_has_none():
    with pytest.raises(BadDefinitionError, match="'sex' has no bands"):
        bands("sex")
