"""Words such as "up from" and "broadly similar" are said only of what the printed intervals allow."""

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from lanthorn.measures import Estimate, poisson, wilson
from lanthorn.profile.beside.judging import (
    Stands,
    difference,
    numbers,
    rates,
    rows,
    shares,
    tolerance,
    within_the_whole,
)

counted = st.integers(1, 20_000).flatmap(lambda whole: st.tuples(st.integers(0, whole), st.just(whole)))
MIRRORED = {Stands.ABOVE: Stands.BELOW, Stands.BELOW: Stands.ABOVE}


def test_the_interval_of_a_difference_is_the_one_of_newcombes_paper():
    """The first example of his Table II: 56 of 70 and 48 of 80."""
    found = difference(wilson(56, 70), wilson(48, 80))
    assert (round(found.low, 4), round(found.high, 4)) == (0.0524, 0.3339)


@pytest.mark.parametrize(
    ("this", "other", "stands"),
    [
        ((1292, 1854), (424, 616), Stands.SIMILAR),
        ((1500, 1854), (424, 616), Stands.ABOVE),
        ((1000, 1854), (424, 616), Stands.BELOW),
        ((14, 20), (13, 20), Stands.UNCLEAR),
        ((58_000, 100_000), (57_000, 100_000), Stands.SIMILAR),
        ((60_000, 100_000), (57_000, 100_000), Stands.ABOVE),
    ],
)
def test_shares_are_called_apart_similar_or_unclear(this: tuple[int, int], other: tuple[int, int], stands: Stands):
    assert shares(wilson(*this), wilson(*other)) is stands


@given(counted, counted)
def test_a_share_is_called_higher_only_where_no_equal_pair_lies_within_both_intervals(one, another):
    this, other = wilson(*one), wilson(*another)
    stands = shares(this, other)
    if stands is Stands.ABOVE:
        assert this.value > other.value
        assert this.low > other.value or this.value > other.high or this.low > other.low
    if stands is Stands.SIMILAR:
        assert abs(this.value - other.value) <= tolerance().points
    assert shares(other, this) is MIRRORED.get(stands, stands)


@given(counted)
def test_a_share_is_never_apart_from_itself(one):
    assert shares(wilson(*one), wilson(*one)) in (Stands.SIMILAR, Stands.UNCLEAR)


@given(st.integers(0, 5000), st.integers(0, 5000))
def test_a_number_is_called_higher_only_where_it_is_and_similar_only_within_a_fifth(this: int, other: int):
    stands = numbers(this, other)
    if stands is Stands.ABOVE:
        assert this > other
    if stands is Stands.SIMILAR and other:
        assert 1 / tolerance().ratio <= this / other <= tolerance().ratio
    assert numbers(other, this) is MIRRORED.get(stands, stands)


def test_twice_as_many_in_twice_as_long_is_no_rise():
    assert numbers(2000, 1000) is Stands.ABOVE
    assert numbers(2000, 1000, days=(730, 365)) is Stands.SIMILAR


@given(st.integers(0, 3000), st.integers(0, 3000))
def test_rates_are_mirrored(this: int, other: int):
    one, another = poisson(this), poisson(other)
    stands = rates(one, another)
    assume(stands in MIRRORED)
    assert rates(another, one) is MIRRORED[stands]


@given(counted, st.floats(0, 1))
def test_a_part_is_called_higher_than_the_whole_only_where_its_interval_lies_above(one, whole: float):
    part = wilson(*one)
    stands = within_the_whole(part, Estimate(whole, whole, whole), near=0.05)
    assert (stands is Stands.ABOVE) == (part.low > whole)
    assert (stands is Stands.BELOW) == (part.high < whole)
    if stands is Stands.SIMILAR:
        assert part.low >= whole - 0.05 - 1e-12
        assert part.high <= whole + 0.05 + 1e-12


def test_every_tolerance_and_rule_has_a_reason():
    assert rows()["similar"].keys() == {
        "points", "points_reason", "negligible", "negligible_reason", "ratio", "ratio_reason",
    }  # fmt: skip
    assert all(row["reason"] for group in ("moves_with_volume", "looks_back", "never") for row in rows()[group])
