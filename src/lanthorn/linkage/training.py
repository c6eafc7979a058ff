"""Learning the weights from the records themselves, without a single labelled pair.

Fellegi and Sunter's model as Splink fits it: the prior from rules that hardly err, chance agreement (u) from random
pairs, agreement of true pairs (m) by expectation maximisation, twice, each time blocked on what the other weighs.
Given the table `description`; gives back complete `Weights`, each naming where it comes from.
"""

from collections.abc import Callable
from typing import Any

import duckdb
from splink import Linker

from lanthorn.linkage.blocking import NOT_BOTH_IN_CARE, NOT_OF_ONE_REGISTER, BlockingRule
from lanthorn.linkage.comparisons import COMPARISONS, DATE_OF_BIRTH, FORENAME, SURNAME
from lanthorn.linkage.parameters import parameters
from lanthorn.linkage.splink_model import linker, silenced
from lanthorn.linkage.weights import DEFAULT, LEARNT, LevelWeight, Weights, default_weights

_LIKELY_TRUE = BlockingRule("same names and date of birth", ("forename", "surname", "date_of_birth"))

# Rules under which two descriptions hardly ever are two children.
_DETERMINISTIC = (
    "l.forename = r.forename and l.surname = r.surname and l.date_of_birth = r.date_of_birth",
    "l.forename = r.forename and l.surname = r.surname and l.first_postcode = r.first_postcode",
)

# Two records of one register are never one child, nor are two care records but for a few, so nothing can be learnt from
# them. Splink does not train a comparison whose columns a rule names, so these name columns that no comparison uses.
_MAY_BE_ONE_CHILD = f"{NOT_BOTH_IN_CARE} and {NOT_OF_ONE_REGISTER}"

# Between them the sessions weigh every comparison: names and place in the first, date of birth and place in the second.
_SESSIONS = (
    ("dates of birth", f"l.date_of_birth = r.date_of_birth and {_MAY_BE_ONE_CHILD}"),
    ("names", f"l.forename = r.forename and l.surname = r.surname and {NOT_OF_ONE_REGISTER}"),
)


def enough_to_learn_from(connection: duckdb.DuckDBPyConnection) -> bool:
    """Whether there are so many likely pairs that shares among them mean something."""
    return _LIKELY_TRUE.most_pairs(connection) >= parameters().fewest_likely_pairs


def weigh(connection: duckdb.DuckDBPyConnection, seed: int, progress: Callable[[str], None]) -> Weights:
    """The weights for the descriptions there: learnt where there is enough to learn from, else the default ones."""
    chosen = parameters()
    likely = _LIKELY_TRUE.most_pairs(connection)
    if likely < chosen.fewest_likely_pairs:
        progress(
            f"{likely:,} pairs with the same names and date of birth are too few to learn from "
            f"({chosen.fewest_likely_pairs:,} are needed): the default weights are used"
        )
        return default_weights()
    with silenced():
        learnt = _learn(linker(connection, ()), seed, progress)
    if not _plausible(learnt):
        progress("What was learnt takes agreement for no evidence: the default weights are used")
        return default_weights()
    return learnt


def _learn(untrained: Linker, seed: int, progress: Callable[[str], None]) -> Weights:
    chosen, training = parameters(), untrained.training
    progress("Learning how often two descriptions are one child")
    training.estimate_probability_two_random_records_match(list(_DETERMINISTIC), recall=chosen.deterministic_recall)
    progress("Learning how often different children agree by chance")
    training.estimate_u_using_random_sampling(
        max_pairs=chosen.random_pairs, seed=seed, min_count_per_level=None, num_chunks=1
    )
    for meaning, rule in _SESSIONS:
        progress(f"Learning how often one child's records agree, among equal {meaning}")
        training.estimate_parameters_using_expectation_maximisation(
            rule, estimate_without_term_frequencies=True, max_pairs=chosen.most_training_pairs
        )
    return _weights_of(untrained.misc.save_model_to_json())


def _weights_of(model: dict[str, Any]) -> Weights:
    fallback = default_weights()
    levels = {}
    for comparison, trained in zip(COMPARISONS, model["comparisons"], strict=True):
        for level, entry in zip(comparison.levels, trained["comparison_levels"], strict=True):
            if not level.unknown:
                key = comparison.name, level.name
                levels[key] = _level_weight(entry, fallback.levels[key])
    return Weights(_kept(model["probability_two_random_records_match"]), levels)


def _plausible(learnt: Weights) -> bool:
    """Whether agreement in each thing by which a child is known counts as the evidence that it is."""
    return all(
        learnt.levels[comparison.name, "same"].match_weight >= parameters().least_weight_of_agreement
        for comparison in (FORENAME, SURNAME, DATE_OF_BIRTH)
    )


def _level_weight(entry: dict[str, Any], fallback: LevelWeight) -> LevelWeight:
    """What was learnt of one level; where Splink saw no pair of a kind, the default stands in and is named.

    Without a true pair seen, both shares are the default ones: a ratio of a learnt and a supposed share means nothing.
    """
    m, u = entry.get("m_probability"), entry.get("u_probability")
    if m is None:
        return fallback
    if u is None:
        return LevelWeight(_kept(m), fallback.u, f"{LEARNT} m, {DEFAULT} u")
    return LevelWeight(_kept(m), _kept(u), LEARNT)


def _kept(probability: float) -> float:
    chosen = parameters()
    return float(f"{max(probability, chosen.smallest_probability):.{chosen.digits_kept}g}")
