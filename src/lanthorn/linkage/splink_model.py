"""The model handed to Splink: comparisons and blocking rules in its own words, with what was learnt.

Given weights and the table `description`; gives back a Splink linker, or scored pairs. Splink writes to its log what
it does, warnings among them; all of it is silenced here because a value could stand in it, and what matters of it
(a level never trained) is checked by us.
"""

import logging
import warnings
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import Any

import duckdb
from splink import DuckDBAPI, Linker

from lanthorn.linkage.blocking import BlockingRule
from lanthorn.linkage.comparisons import Comparison, Level
from lanthorn.linkage.weights import Weights

UNIQUE_ID, SCORED = "unique_id", "scored"


@contextmanager
def silenced() -> Iterator[None]:
    """Keep Splink's log and the warnings of its libraries off the screen, and put both back as they were."""
    logger = logging.getLogger("splink")
    before = logger.handlers, logger.propagate
    # A disabled logger still hands on what its children say; one whose only handler writes nothing does not.
    logger.handlers, logger.propagate = [logging.NullHandler()], False
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            yield
    finally:
        logger.handlers, logger.propagate = before


def settings(
    rules: Sequence[BlockingRule],
    comparisons: Sequence[Comparison],
    weights: Weights | None,
    *,
    term_frequencies: bool = True,
) -> dict[str, Any]:
    """Splink's settings; with weights, every probability is set and nothing is left to be learnt.

    Without `term_frequencies` a common name counts as much as a rare one: in a small file a name that stands twice
    would seem the commonest in London.

    One table holds all sources and every pair in it may be a true one, so for Splink the task is to find duplicates.
    """
    known = {} if weights is None else {"probability_two_random_records_match": weights.prior}
    return {
        "link_type": "dedupe_only",
        "unique_id_column_name": UNIQUE_ID,
        "comparisons": [_comparison(comparison, weights, term_frequencies) for comparison in comparisons],
        "blocking_rules_to_generate_predictions": [rule.settings() for rule in rules],
        # Only who the two are and what the pair weighs: levels are worked out again for the pairs that are kept, and
        # columns of text for every candidate pair would be most of the memory.
        "retain_matching_columns": False,
        "retain_intermediate_calculation_columns": False,
        # Splink draws a random name for each linker; a given one keeps the saved model the same from run to run.
        "linker_uid": "lanthorn",
        **known,
    }


def linker(
    connection: duckdb.DuckDBPyConnection,
    rules: Sequence[BlockingRule],
    comparisons: Sequence[Comparison],
) -> Linker:
    """A linker over the table `description` of that connection, with nothing learnt yet."""
    table = DuckDBAPI(connection=connection).register("description")
    return Linker(table, settings(rules, comparisons, None), log_level=None)


def compare_on_duckdb(
    connection: duckdb.DuckDBPyConnection,
    stated: dict[str, Any],
    threshold_match_weight: float,
    parts: int = 1,
) -> str:
    """Compare the candidate pairs of `description`; the name of the table that holds them with their weights.

    They are compared in so many parts, one after the other, so that what is held of a pair while it is compared is
    not held of all pairs at once.
    """
    inference = Linker(DuckDBAPI(connection=connection).register("description"), stated, log_level=None).inference
    connection.execute(
        f"create or replace table {SCORED} ({UNIQUE_ID}_l integer, {UNIQUE_ID}_r integer, match_weight double)"
    )
    for part in range(1, parts + 1):
        predicted = inference.predict_chunk((part, parts), (1, 1), threshold_match_weight=threshold_match_weight)
        connection.execute(
            f"insert into {SCORED} select {UNIQUE_ID}_l, {UNIQUE_ID}_r, match_weight from {predicted.physical_name}"  # noqa: S608
        )
        predicted.drop_table_from_database_and_remove_from_cache()
    return SCORED


def _comparison(comparison: Comparison, weights: Weights | None, term_frequencies: bool) -> dict[str, Any]:
    return {
        "output_column_name": comparison.name,
        "comparison_levels": [_level(comparison, level, weights, term_frequencies) for level in comparison.levels],
    }


def _level(comparison: Comparison, level: Level, weights: Weights | None, term_frequencies: bool) -> dict[str, Any]:
    entry: dict[str, Any] = {
        "sql_condition": level.condition,
        "label_for_charts": level.name,
    }
    if level.unknown:
        return {**entry, "is_null_level": True}
    if level.term_frequency and term_frequencies:
        entry["tf_adjustment_column"] = level.term_frequency
    if weights is not None:
        learnt = weights.levels[comparison.name, level.name]
        entry |= {"m_probability": learnt.m, "u_probability": learnt.u}
    return entry
