"""Words are true of the figure they stand for, whatever the figure."""

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from lanthorn.measures import wilson
from lanthorn.profile.estimates import Standing
from lanthorn.profile.wording import percent, percent_interval, phrases, proportion, say_percent

shares = st.floats(0, 1)
counts = st.integers(1, 100_000).flatmap(lambda whole: st.tuples(st.integers(0, whole), st.just(whole)))


@given(shares)
def test_a_phrase_is_used_only_within_its_tolerance(share: float):
    named = {phrase.words: phrase for phrase in phrases()}
    words = proportion(share)
    if words in named:
        assert abs(named[words].share - share) <= named[words].tolerance
    else:
        assert words in (percent(share), "none", "all")


@given(shares)
def test_of_the_phrases_that_are_true_the_nearest_is_used(share: float):
    fitting = [phrase for phrase in phrases() if phrase.true_of(share)]
    if fitting and 0 < share < 1:
        nearest = min(abs(phrase.share - share) for phrase in fitting)
        assert any(phrase.words == proportion(share) and abs(phrase.share - share) == nearest for phrase in fitting)


def test_no_phrase_reaches_the_figure_of_the_next():
    for lower, upper in pairwise(phrases()):
        assert lower.share + lower.tolerance < upper.share
        assert upper.share - upper.tolerance > lower.share


@given(counts)
def test_nought_and_a_hundred_per_cent_are_said_only_of_none_and_all(pair: tuple[int, int]):
    part, whole = pair
    assert (percent(part / whole) == "0%") == (part == 0)
    assert (percent(part / whole) == "100%") == (part == whole)


@given(counts)
def test_the_ends_of_an_interval_are_told_apart(pair: tuple[int, int]):
    low, high = percent_interval(wilson(*pair)).removesuffix("%").split("% to ")
    assert float(low) < float(high)


@given(counts)
def test_a_bound_is_never_overstated(pair: tuple[int, int]):
    share = wilson(*pair)
    least = say_percent(share, Standing.AT_LEAST).removeprefix("at least ").removesuffix("%")
    most = say_percent(share, Standing.AT_MOST).removeprefix("at most ").removesuffix("%")
    if 0 < share.value < 1:
        assert float(least) <= share.value * 100 + 1e-6
        assert float(most) >= share.value * 100 - 1e-6
