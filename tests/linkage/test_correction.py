"""The correction of a linked share: worked by hand, and on simulated populations whose truth is known."""

import dataclasses

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from lanthorn.linkage.audit.correction import Audited, Interval, correct, rogan_gladen
from lanthorn.linkage.audit.sampling import stratum_of
from lanthorn.linkage.parameters import parameters


def _array(*values: float) -> np.ndarray:
    return np.array(values, dtype=float)


def test_rogan_and_gladen_by_hand():
    """30 % seem so; 80 % of the true and 10 % of the others seem so: (0.3 - 0.1) / (0.8 - 0.1)."""
    assert rogan_gladen(_array(0.3), _array(0.8), _array(0.9)) == pytest.approx(_array(2 / 7))


@given(*[st.floats(0.01, 0.99)] * 3)
def test_a_share_seen_through_errors_is_given_back(true, sensitivity, specificity):
    apparent = true * sensitivity + (1 - true) * (1 - specificity)
    found = rogan_gladen(_array(apparent), _array(sensitivity), _array(specificity))
    if abs(sensitivity + specificity - 1) > 1e-6:
        assert found == pytest.approx(_array(true), abs=1e-6)


def test_perfect_links_need_no_correction_and_useless_ones_can_have_none():
    assert rogan_gladen(_array(0.3), _array(1.0), _array(1.0)) == pytest.approx(_array(0.3))
    assert rogan_gladen(_array(0.3), _array(0.4), _array(0.6)) == pytest.approx(_array(0.3))


def _population(rng: np.random.Generator, victims: int = 1800) -> tuple[np.ndarray, np.ndarray]:
    """Posterior and truth: two thirds are true; of these one in twenty is missed, the model being sure of nothing."""
    true = rng.random(victims) < 0.66
    missed = true & (rng.random(victims) < 0.05)
    unsure = rng.random(victims) < 0.04
    probability = np.where(unsure, rng.uniform(0.1, 0.9, victims), np.where(true & ~missed, 0.9999, 0.0))
    return probability, true


def _audit(rng: np.random.Generator, probability: np.ndarray, true: np.ndarray, each: int) -> Audited:
    stratum, weight = stratum_of(probability), np.zeros(len(true))
    for place in np.unique(stratum):
        inside = np.flatnonzero(stratum == place)
        drawn = rng.choice(inside, min(each, len(inside)), replace=False)
        weight[drawn] = len(inside) / len(drawn)
    return Audited(probability, stratum, weight, true)


def test_when_everybody_is_audited_the_truth_comes_out_exactly():
    rng = np.random.default_rng(1)
    probability, true = _population(rng)
    interval = Interval.of(correct(_audit(rng, probability, true, each=len(true)), rng).share)
    assert interval == Interval(*[pytest.approx(true.mean())] * 3)


def test_the_interval_covers_the_truth_about_as_often_as_it_says():
    """Over 80 populations; chance alone moves 95 % by about 2.4 points, so less than 92 % would be a fault."""
    covered, widths, missed_by_model = 0, [], []
    for seed in range(80):
        rng = np.random.default_rng(seed)
        probability, true = _population(rng)
        interval = Interval.of(correct(_audit(rng, probability, true, each=80), rng).share)
        covered += interval.low <= true.mean() <= interval.high
        widths.append(interval.high - interval.low)
        missed_by_model.append(true.mean() - probability.mean())
    assert covered / 80 >= 0.92
    assert np.mean(widths) <= 0.05
    assert np.mean(missed_by_model) > 0.015  # what the model alone would be wrong by


def test_a_smaller_audit_gives_a_wider_interval():
    rng = np.random.default_rng(3)
    probability, true = _population(rng)
    widths = []
    for each in (15, 60, 240):
        interval = Interval.of(correct(_audit(np.random.default_rng(4), probability, true, each), rng).share)
        widths.append(interval.high - interval.low)
    assert widths == sorted(widths, reverse=True)


def test_sensitivity_and_specificity_are_those_of_the_links():
    rng = np.random.default_rng(5)
    probability, true = _population(rng, victims=20_000)
    found = correct(_audit(rng, probability, true, each=4000), rng)
    assert np.median(found.sensitivity) == pytest.approx(probability[true].mean(), abs=0.01)
    assert np.median(1 - found.specificity) == pytest.approx(probability[~true].mean(), abs=0.01)


def test_a_share_of_true_is_never_below_those_found_by_hand():
    rng = np.random.default_rng(6)
    probability, true = _population(rng)
    audited = _audit(rng, probability, true, each=40)
    by_hand = (true & audited.checked).sum() / len(true)
    assert correct(audited, rng).share.min() >= by_hand - 1e-9


@given(st.integers(0, 2**32), st.integers(5, 60), st.integers(1, 20))
def test_every_draw_is_a_share_whatever_the_audit_says(seed, victims, each):
    rng = np.random.default_rng(seed)
    probability = np.round(rng.random(victims) ** 4, 3)
    true = rng.random(victims) < rng.random()
    found = correct(_audit(rng, probability, true, each), rng)
    for draws in (found.share, found.sensitivity, found.specificity):
        assert ((draws >= 0) & (draws <= 1)).all()


def test_a_group_with_nobody_audited_borrows_from_all_and_is_the_wider_for_it(monkeypatch):
    rng = np.random.default_rng(7)
    probability, true = _population(rng)
    whole = _audit(rng, probability, true, each=60)
    group = dataclasses.replace(whole, weight=np.zeros(len(true)))
    alone = Interval.of(correct(group, np.random.default_rng(8)).share)
    lent = Interval.of(correct(group, np.random.default_rng(8), whole=whole).share)
    known = Interval.of(correct(whole, np.random.default_rng(8)).share)
    assert known.high - known.low < lent.high - lent.low < alone.high - alone.low


def test_the_same_seed_gives_the_same_draws():
    probability, true = _population(np.random.default_rng(9))
    audited = _audit(np.random.default_rng(10), probability, true, each=60)
    one, other = (Interval.of(correct(audited, np.random.default_rng(11)).share) for _ in range(2))
    assert one == other
    assert len(correct(audited, np.random.default_rng(11)).share) == parameters().audit_draws


def test_the_errors_of_a_reviewer_whom_nobody_checks_are_not_taken_for_missed_links():
    # Nobody is true where the model is sure of nothing, and one answer in a hundred there says otherwise.
    population = 2000
    probability = np.where(np.arange(population) < 1700, 0.0, 1.0)
    checked = np.arange(population) % 10 == 0
    answer = probability > 0.5
    answer[[500, 1500]] = True
    audited = Audited(probability, stratum_of(probability), np.where(checked, 10.0, 0.0), answer)
    trusted, doubted = (
        Interval.of(correct(audited, np.random.default_rng(1), one_reviewer=one).share) for one in (False, True)
    )
    assert trusted.mid > 0.155
    assert doubted.low <= 0.15 <= doubted.high
    assert doubted.mid < trusted.mid
    assert doubted.high - doubted.low > 0
