"""Learning the weights from the records themselves, without a single labelled pair.

Fellegi and Sunter's model as Splink fits it: the prior from rules that hardly err, chance agreement (u) from random
pairs, agreement of true pairs (m) by expectation maximisation, twice, each time blocked on what the other weighs.
Given the table `description`; gives back complete `Weights`, each naming where it comes from.
"""

from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import Any

import duckdb
from splink import Linker

from lanthorn.errors import LanthornError
from lanthorn.linkage.blocking import NOT_BOTH_IN_CARE, NOT_OF_ONE_REGISTER, BlockingRule
from lanthorn.linkage.comparisons import DATE_OF_BIRTH, FORENAME, SURNAME, Comparison
from lanthorn.linkage.parameters import parameters
from lanthorn.linkage.splink_model import linker, silenced
from lanthorn.linkage.weights import LEARNT, STATED, LevelWeight, Weights, default_weights

_WHAT_TO_DO = (
    "Use a model learnt from more records (link --model FILE), or ask for the weights shipped with Lanthorn to stand "
    "in where they must (link --defaults); links and report then say where they do."
)

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


def weigh(
    connection: duckdb.DuckDBPyConnection,
    comparisons: Sequence[Comparison],
    seed: int,
    progress: Callable[[str], None],
    *,
    defaults: bool = False,
) -> Weights:
    """The weights of these comparisons, learnt from the descriptions there.

    Where they cannot be learnt that is an error, which names what and why; with `defaults` the weights shipped with
    Lanthorn stand in for exactly these, and say so.
    """
    chosen = parameters()
    likely = _LIKELY_TRUE.most_pairs(connection)
    if likely < chosen.fewest_likely_pairs:
        return _default_instead(
            f"{likely:,} pairs with the same names and date of birth are too few to learn from "
            f"({chosen.fewest_likely_pairs:,} are needed)",
            comparisons,
            progress,
            defaults=defaults,
        )
    with silenced():
        learnt, unseen = _learn(linker(connection, (), comparisons), comparisons, seed, progress)
    if not _plausible(learnt):
        return _default_instead(
            "What was learnt takes agreement for no evidence", comparisons, progress, defaults=defaults
        )
    if unseen and not defaults:
        raise LanthornError(
            f"These records show no pair from which to learn the weight of {'; '.join(unseen)}. {_WHAT_TO_DO}"
        )
    for level in unseen:
        progress(f"No pair was seen from which to learn {level}: its default weight is used, as asked")
    return learnt


def _default_instead(
    reason: str, comparisons: Sequence[Comparison], progress: Callable[[str], None], *, defaults: bool
) -> Weights:
    if not defaults:
        raise LanthornError(f"The weights cannot be learnt: {reason[:1].lower()}{reason[1:]}. {_WHAT_TO_DO}")
    progress(f"{reason}: the default weights are used, as asked")
    return default_weights().of(comparisons)


def _learn(
    untrained: Linker, comparisons: Sequence[Comparison], seed: int, progress: Callable[[str], None]
) -> tuple[Weights, list[str]]:
    """The weights, and the levels that no session saw, for which the default weights stand in."""
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
    return _weights_of(untrained.misc.save_model_to_json(), comparisons)


def _weights_of(model: dict[str, Any], comparisons: Sequence[Comparison]) -> tuple[Weights, list[str]]:
    fallback = default_weights()
    levels, unseen = {}, []
    for comparison, trained in zip(comparisons, model["comparisons"], strict=True):
        for level, entry in zip(comparison.levels, trained["comparison_levels"], strict=True):
            if level.unknown:
                continue
            key = comparison.name, level.name
            if entry.get("m_probability") is not None:
                levels[key] = _learnt(entry["m_probability"], entry.get("u_probability"))
            elif comparison.stated:
                levels[key] = replace(fallback.levels[key], source=STATED)
            else:
                levels[key] = fallback.levels[key]
                unseen.append(f"{comparison.name}: {level.name}")
    return Weights(_kept(model["probability_two_random_records_match"]), levels), unseen


def _plausible(learnt: Weights) -> bool:
    """Whether agreement in each thing by which a child is known counts as the evidence that it is."""
    return all(
        learnt.levels[comparison.name, "same"].match_weight >= parameters().least_weight_of_agreement
        for comparison in (FORENAME, SURNAME, DATE_OF_BIRTH)
        if (comparison.name, "same") in learnt.levels
    )


def _learnt(m: float, u: float | None) -> LevelWeight:
    """What was learnt of one level. That none of the random pairs fell into it says how rare it is: half a pair."""
    if u is None:
        return LevelWeight(_kept(m), _kept(0.5 / parameters().random_pairs), f"{LEARNT}, in no random pair")
    return LevelWeight(_kept(m), _kept(u), LEARNT)


def _kept(probability: float) -> float:
    chosen = parameters()
    return float(f"{max(probability, chosen.smallest_probability):.{chosen.digits_kept}g}")
