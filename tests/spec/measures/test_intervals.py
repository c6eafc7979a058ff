"""Intervals: against published values, and what must hold for any of them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.stats import binom
from scipy.stats import poisson as poisson_law

from lanthorn.measures import poisson, wilson

TITLE = "Intervals of shares and rates"


@pytest.mark.parametrize(
    ("numerator", "denominator", "low", "high"),
    [
        # Newcombe (1998), Statistics in Medicine 17: 857-872, table I, method 3: score without continuity correction.
        (81, 263, 0.2553, 0.3662),
        (15, 148, 0.0624, 0.1605),
        (0, 20, 0.0, 0.1611),
        (1, 29, 0.0061, 0.1718),
    ],
)
def test_wilson_gives_the_values_that_newcombe_published(numerator, denominator, low, high):
    share = wilson(numerator, denominator)
    assert share.value == pytest.approx(numerator / denominator)
    assert share.low == pytest.approx(low, abs=5e-5)
    assert share.high == pytest.approx(high, abs=5e-5)


@pytest.mark.parametrize(
    ("count", "low", "high"),
    [
        # Exact 95 % limits of a Poisson count after Garwood (1936); Ulm (1990), Am J Epidemiol 131: 373-375.
        (0, 0.0, 3.689),
        (1, 0.0253, 5.572),
        (5, 1.623, 11.668),
        (10, 4.795, 18.390),
        (20, 12.217, 30.888),
        (100, 81.364, 121.627),
    ],
)
def test_poisson_gives_the_tabulated_exact_limits(count, low, high):
    limits = poisson(count)
    assert limits.value == count
    assert limits.low == pytest.approx(low, abs=1e-3)
    assert limits.high == pytest.approx(high, abs=1e-3)


@given(st.integers(1, 5000).flatmap(lambda n: st.tuples(st.integers(0, n), st.just(n))))
def test_a_share_lies_within_its_interval_and_the_interval_between_nought_and_one(pair):
    share = wilson(*pair)
    assert 0 <= share.low <= share.value <= share.high <= 1
    assert share.low < share.high


@given(st.integers(1, 3000).flatmap(lambda n: st.tuples(st.integers(0, n), st.just(n))))
def test_the_interval_of_the_rest_is_the_mirror_of_the_interval_of_the_part(pair):
    numerator, denominator = pair
    part, rest = wilson(numerator, denominator), wilson(denominator - numerator, denominator)
    assert part.low == pytest.approx(1 - rest.high, abs=1e-12)
    assert part.high == pytest.approx(1 - rest.low, abs=1e-12)


@given(st.integers(1, 5000))
def test_each_end_of_a_poisson_interval_leaves_two_and_a_half_per_cent(count):
    limits = poisson(count)
    assert poisson_law.sf(count - 1, limits.low) == pytest.approx(0.025, rel=1e-6)
    assert poisson_law.cdf(count, limits.high) == pytest.approx(0.025, rel=1e-6)


@pytest.mark.parametrize("share", [0.05, 0.3, 0.66, 0.9])
def test_wilson_covers_the_true_share_about_as_often_as_it_says(share):
    size = 200
    covered = sum(
        binom.pmf(seen, size, share)
        for seen in range(size + 1)
        if wilson(seen, size).low <= share <= wilson(seen, size).high
    )
    assert 0.93 <= covered <= 0.98


@pytest.mark.parametrize(("numerator", "denominator"), [(1, 0), (0, 0), (-1, 5), (6, 5)])
def test_what_is_not_a_share_has_no_interval(numerator, denominator):
    with pytest.raises(ValueError, match="is not a share"):
        wilson(numerator, denominator)


def test_a_negative_count_has_no_interval():
    with pytest.raises(ValueError, match="is not a count"):
        poisson(-1)


def test_scaling_moves_all_three_numbers():
    scaled = poisson(10).scaled(2)
    assert (scaled.value, scaled.low, scaled.high) == (20, 2 * poisson(10).low, 2 * poisson(10).high)
