"""Clusters of invented descriptions with invented weights: what must hold whatever the model says."""

from itertools import combinations

import duckdb
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lanthorn.linkage.clustering import cluster
from lanthorn.linkage.deciding import Decided, connected
from lanthorn.linkage.decisions import Decision, applicable
from lanthorn.linkage.parameters import parameters

DESCRIPTIONS = 8
_PAIRS = list(combinations(range(DESCRIPTIONS), 2))
_FORENAMES = ("rebecca", "amina", None)

_weights = st.dictionaries(st.sampled_from(_PAIRS), st.integers(0, 12), max_size=16)
_forenames = st.lists(st.sampled_from(_FORENAMES), min_size=DESCRIPTIONS, max_size=DESCRIPTIONS)
_pair = st.sampled_from(_PAIRS)


def _clusters(weights, forenames, decided: Decided | None = None) -> list[int]:
    with duckdb.connect() as connection:
        connection.execute("""
            create table description (unique_id integer, register varchar, forename varchar,
                forename_initial varchar, forenames varchar[], formal_names varchar[], surname varchar,
                surname_initial varchar, surname_parts varchar[], identifiers varchar[], birth_text varchar,
                birth_year integer, birth_month integer, birth_day integer);
            create table pair (unique_id_l integer, unique_id_r integer, match_weight double)
        """)
        connection.executemany(
            "insert into description values (?, null, ?, ?[1], [?], [?], 'ward', 'w', ['ward'], "
            "null, null, null, null, null)",
            [(number, *[name] * 4) for number, name in enumerate(forenames, start=1)],
        )
        if weights:
            connection.executemany(
                "insert into pair values (?, ?, ?)",
                [(left + 1, right + 1, float(weight)) for (left, right), weight in weights.items()],
            )
        return cluster(connection, DESCRIPTIONS, decided).tolist()


def _decided(same=(), different=()) -> Decided:
    return Decided(*[np.array(pairs, dtype=np.int64).reshape(-1, 2) for pairs in (same, different)])


def _people(clusters: list[int]) -> set[frozenset[int]]:
    return {frozenset(place for place, one in enumerate(clusters) if one == name) for name in clusters}


@settings(max_examples=15, deadline=None)
@given(_weights, _forenames)
def test_two_with_clearly_different_forenames_are_never_one_child(weights, forenames):
    for child in _people(_clusters(weights, forenames)):
        assert len({forenames[place] for place in child} - {None}) <= 1


@settings(max_examples=15, deadline=None)
@given(_weights)
def test_without_a_reason_against_it_a_child_is_all_that_strong_links_hold_together(weights):
    strong = [pair for pair, weight in weights.items() if weight >= parameters().joined_match_weight]
    expected = connected(np.array(strong, dtype=np.int64).reshape(-1, 2), DESCRIPTIONS)
    assert _people(_clusters(weights, ["rebecca"] * DESCRIPTIONS)) == _people(expected.tolist())


@settings(max_examples=15, deadline=None)
@given(_weights, _forenames)
def test_a_child_is_named_by_the_first_of_its_descriptions(weights, forenames):
    clusters = _clusters(weights, forenames)
    assert {min(child) for child in _people(clusters)} == set(clusters)


@settings(max_examples=15, deadline=None)
@given(_weights, _forenames, _pair)
def test_a_decision_holds_against_any_weight_and_any_rule(weights, forenames, pair):
    left, right = pair
    joined = _clusters(weights, forenames, _decided(same=[pair]))
    assert joined[left] == joined[right]
    parted = _clusters(weights, forenames, _decided(different=[pair]))
    assert parted[left] != parted[right]


@settings(max_examples=15, deadline=None)
@given(_weights, _forenames, st.lists(st.tuples(_pair, st.sampled_from(["same", "different"])), max_size=8))
def test_decisions_that_do_not_contradict_each_other_all_hold_together(weights, forenames, judged):
    stated = [Decision(str(left), str(right), judgement, "One", "why") for (left, right), judgement in judged]
    sound = applicable({decision.pair: decision for decision in stated}.values())
    same, different = ([(int(left), int(right)) for left, right in pairs] for pairs in (sound.same, sound.different))
    found = _clusters(weights, forenames, _decided(same, different))
    assert all(found[left] == found[right] for left, right in same)
    assert all(found[left] != found[right] for left, right in different)


@settings(max_examples=15, deadline=None)
@given(_weights, _forenames, _pair)
def test_two_records_joined_by_a_person_bring_their_whole_children_together(weights, forenames, pair):
    before, after = _clusters(weights, forenames), _clusters(weights, forenames, _decided(same=[pair]))
    together = {place for place, name in enumerate(before) if name in (before[pair[0]], before[pair[1]])}
    expected = {child for child in _people(before) if not child & together} | {frozenset(together)}
    assert _people(after) == expected


@settings(max_examples=15, deadline=None)
@given(_weights, _forenames, st.lists(_pair, min_size=1, max_size=4, unique=True))
def test_merge_then_split_restores_the_same_people(weights, forenames, pairs):
    before = _clusters(weights, forenames)
    apart = [pair for pair in pairs if before[pair[0]] != before[pair[1]]]
    merged = _clusters(weights, forenames, _decided(same=apart))
    assert all(merged[left] == merged[right] for left, right in apart)
    assert _people(_clusters(weights, forenames, _decided(different=apart))) == _people(before)


@settings(max_examples=15, deadline=None)
@given(_weights, _forenames)
def test_the_order_in_which_pairs_are_scored_makes_no_difference(weights, forenames):
    turned = dict(reversed(list(weights.items())))
    assert _clusters(weights, forenames) == _clusters(turned, forenames)


def test_of_two_links_that_cannot_both_hold_the_stronger_does():
    weights = {(0, 1): 9, (1, 2): 6}
    people = _people(_clusters(weights, ["rebecca", None, "amina", *["x"] * 5]))
    assert {frozenset({0, 1}), frozenset({2})} <= people


@pytest.mark.parametrize("threshold", [0, 1])
def test_a_weight_at_the_threshold_joins_and_one_just_below_does_not(threshold):
    joined = parameters().joined_match_weight
    clusters = _clusters({(0, 1): joined - threshold}, ["rebecca"] * DESCRIPTIONS)
    assert (clusters[0] == clusters[1]) == (threshold == 0)
