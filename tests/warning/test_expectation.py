"""What is expected of a count: exact for small counts, wider for clustered ones."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.stats import binomtest, nbinom

from lanthorn.measures.warning import watch
from lanthorn.measures.warning.expectation import (
    chance_of_at_least,
    chance_of_at_most,
    dispersion,
    dispersion_in_trials,
    expected_range,
)
from tests.warning.counts import counts_of

MONTH, YEAR = 30, 365


def test_counts_that_come_singly_are_compared_as_two_exact_poisson_counts_are():
    exact = binomtest(7, 7 + 30, MONTH / (MONTH + YEAR), alternative="greater").pvalue
    assert chance_of_at_least(7, 30, MONTH, YEAR, 1.0) == pytest.approx(exact)


@pytest.mark.parametrize("p", [0.1, 0.4, 0.8])
def test_clustered_counts_given_their_sum_do_not_depend_on_the_rate(p):
    count, before, spread = 5, 31, 2.5
    size = (count + before) / (MONTH + YEAR) / (spread - 1)
    together = count + before
    every = np.arange(count, together + 1)
    joint = nbinom.pmf(every, size * MONTH, p) * nbinom.pmf(together - every, size * YEAR, p)
    given_the_sum = joint.sum() / nbinom.pmf(together, size * (MONTH + YEAR), p)
    assert chance_of_at_least(count, before, MONTH, YEAR, spread) == pytest.approx(given_the_sum)


def test_where_nothing_was_ever_counted_nothing_surprises():
    assert chance_of_at_least(0, 0, MONTH, YEAR, 1.0) == 1.0
    assert chance_of_at_least(0, 0, MONTH, YEAR, 3.0) == 1.0


def test_the_more_counts_cluster_the_less_the_same_count_surprises():
    chances = [chance_of_at_least(12, 60, MONTH, YEAR, spread) for spread in (1.0, 2.0, 4.0)]
    assert chances == sorted(chances)


counts = st.integers(0, 60)
spreads = st.sampled_from([1.0, 1.5, 4.0])


@settings(max_examples=40, deadline=None)
@given(counts, st.integers(0, 400), spreads)
def test_a_count_lies_in_the_expected_range_where_neither_side_has_less_than_one_in_forty(count, before, spread):
    low, high = expected_range(before, MONTH, YEAR, spread, 0.05)
    inside = (
        chance_of_at_least(count, before, MONTH, YEAR, spread) > 0.025
        and chance_of_at_most(count, before, MONTH, YEAR, spread) > 0.025
    )
    assert (low <= count <= high) == inside


@settings(max_examples=40, deadline=None)
@given(counts, counts, spreads)
def test_a_higher_count_never_surprises_less(count, before, spread):
    lower, higher = (chance_of_at_least(entry, before, MONTH, YEAR, spread) for entry in (count, count + 1))
    assert higher <= lower + 1e-12


def test_months_that_are_all_alike_have_no_more_dispersion_than_single_counts():
    days = np.full(12, 30)
    assert dispersion(np.full((3, 12), 4), days) == 1.0
    assert dispersion(np.zeros((3, 12), dtype=np.int64), days) == 1.0


def test_dispersion_is_found_where_counts_come_in_clusters():
    chance = np.random.default_rng(3)
    days = np.full(24, 30)
    clustered = chance.negative_binomial(20 / 3, 1 / 4, (33, 24))  # mean 20, variance four times that
    assert dispersion(clustered, days) == pytest.approx(4.0, rel=0.15)
    assert dispersion(chance.poisson(20, (33, 24)), days) == pytest.approx(1.0, abs=0.1)


def test_counts_that_drift_differ_more_between_times_than_from_month_to_month():
    chance = np.random.default_rng(4)
    drift = np.exp(np.cumsum(chance.normal(0, 0.15, (33, 24)), axis=1))
    counts, days = chance.poisson(20 * drift), np.full(24, 30)
    assert dispersion_in_trials(counts, days, 3, 2, 6).min() > 1.5 * dispersion(counts, days)


def test_where_no_trial_fits_into_the_months_none_is_made():
    assert dispersion_in_trials(np.full((3, 5), 4), np.full(5, 30), 3, 2, 6).tolist() == [1.0, 1.0, 1.0]


def test_a_place_whose_counts_cluster_more_is_allowed_more_and_no_place_less_than_all_together():
    chance, days = np.random.default_rng(5), np.full(24, 30)
    alike = chance.poisson(20, (33, 24))
    restless = alike.copy()
    restless[7] = chance.negative_binomial(20 / 7, 1 / 8, 24)  # mean 20, variance eight times that
    spread = dispersion_in_trials(restless, days, 1, 2, 6, each_its_own=True)
    common = dispersion_in_trials(restless, days, 1, 2, 6)
    assert spread.argmax() == 7
    assert spread[7] > 3 > common.max()
    assert (spread >= common).all()


def test_each_place_is_compared_with_the_dispersion_that_is_its_own():
    each = chance_of_at_least(np.array([12, 12]), np.array([60, 60]), MONTH, YEAR, np.array([1.0, 4.0]))
    alone = [float(chance_of_at_least(12, 60, MONTH, YEAR, spread)) for spread in (1.0, 4.0)]
    assert each.tolist() == pytest.approx(alone)


def test_an_authority_with_children_who_are_reported_again_and_again_needs_more_to_be_flagged():
    steady = np.random.default_rng(6).poisson(20, (33, 28))
    steady[:, -1] = 20
    steady[[3, 4], -1] = 44
    steady[4, :-1:4] += 25  # one child's bursts of reports, every fourth month
    counts = counts_of(steady, clustered=True)
    flagged = {entry.place for entry in watch(counts).comparisons if entry.flagged}
    assert flagged == {counts.places[3]}
    together = {entry.place for entry in watch(counts_of(steady)).comparisons if entry.flagged}
    assert together == {counts.places[3], counts.places[4]}, "with one dispersion for all"
