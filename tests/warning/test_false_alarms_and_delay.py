"""How often the warning is false where nothing changed, and how soon it comes where something did.

Small, so that it is quick: benchmarks/early_warning.py has the same in earnest.
"""

import numpy as np
import pytest

from lanthorn.measures.warning import enough, settings, watch
from tests.warning.counts import FLAGS_A_MONTH, counts_of, drawn, up_to

MONTHS = 20


@pytest.mark.parametrize(("scale", "dispersion"), [(1, 1.0), (14, 4.0)])
def test_where_nothing_changed_a_month_has_a_false_alarm_no_more_often_than_promised(scale, dispersion):
    chance, times = np.random.default_rng(11), 100
    alarms = 0
    for _ in range(times):
        counts = drawn(chance, MONTHS, a_month=FLAGS_A_MONTH * scale, dispersion=dispersion)
        alarms += any(entry.flagged for entry in watch(counts).comparisons)
    promised = settings().false_discovery_rate
    assert alarms / times <= promised + 3 * (promised * (1 - promised) / times) ** 0.5


def test_a_rate_that_doubles_in_one_authority_is_mostly_found_within_six_months():
    chance, times, since, busy = np.random.default_rng(12), 25, 18, 32
    found = 0
    for _ in range(times):
        counts = drawn(chance, since + 6, doubled=busy, since=since)
        found += any(
            entry.flagged and entry.place == counts.places[busy]
            for number in range(since + 1, since + 7)
            for entry in watch(up_to(counts, number)).comparisons
        )
    assert found / times >= 0.8


def test_a_change_that_lasts_does_not_become_what_is_expected_while_it_is_new():
    steady = np.full((33, 18), 6)
    steady[0, -3:] = 30
    found = watch(counts_of(steady))
    assert [entry.place for entry in found.comparisons if entry.flagged] == [found.comparisons[0].place] * 2
    assert found.before[-1] == "2014-12"


def test_fifteen_months_are_enough_and_fourteen_are_not():
    assert enough(counts_of(np.full((33, 15), 6)))
    assert not enough(counts_of(np.full((33, 14), 6)))
    with pytest.raises(ValueError, match="at least 15"):
        watch(counts_of(np.full((33, 14), 6)))


def test_no_more_than_two_years_are_looked_back():
    found = watch(counts_of(np.full((33, 48), 6)))
    assert (len(found.before), found.before[0], found.before[-1]) == (24, "2013-01", "2014-12")


def test_what_other_authorities_are_called_or_in_which_order_they_stand_changes_nothing():
    counts = drawn(np.random.default_rng(13), MONTHS).counts
    order = np.random.default_rng(14).permutation(len(counts))
    straight, mixed = watch(counts_of(counts)), watch(counts_of(counts[order]))
    one = [entry.adjusted for entry in straight.comparisons[:33]]
    other = [entry.adjusted for entry in mixed.comparisons[:33]]
    assert [one[place] for place in order] == pytest.approx(other)
