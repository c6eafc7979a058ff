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
from lanthorn.linkage.comparisons import COMPARISONS, Comparison, Level
from lanthorn.linkage.weights import Weights

UNIQUE_ID = "unique_id"


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
    rules: Sequence[BlockingRule], weights: Weights | None, *, term_frequencies: bool = True
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
        "comparisons": [_comparison(comparison, weights, term_frequencies) for comparison in COMPARISONS],
        "blocking_rules_to_generate_predictions": [rule.settings() for rule in rules],
        # With these comes the level of each comparison, by which a link is explained.
        "retain_matching_columns": True,
        "retain_intermediate_calculation_columns": False,
        # Splink draws a random name for each linker; a given one keeps the saved model the same from run to run.
        "linker_uid": "lanthorn",
        **known,
    }


def linker(
    connection: duckdb.DuckDBPyConnection,
    rules: Sequence[BlockingRule],
    weights: Weights | None = None,
    *,
    term_frequencies: bool = True,
) -> Linker:
    """A linker over the table `description` of that connection."""
    table = DuckDBAPI(connection=connection).register("description")
    return Linker(table, settings(rules, weights, term_frequencies=term_frequencies), log_level=None)


def compare_on_duckdb(
    connection: duckdb.DuckDBPyConnection, stated: dict[str, Any], threshold_match_weight: float
) -> str:
    """Compare the candidate pairs of `description`; the name of the table that holds them with their weights."""
    table = DuckDBAPI(connection=connection).register("description")
    predicted = Linker(table, stated, log_level=None).inference.predict(threshold_match_weight=threshold_match_weight)
    return str(predicted.physical_name)


def level_names_sql() -> str:
    """The level into which a scored pair falls, by name, a column a comparison; NULL where it is unknown.

    Splink numbers the levels of a comparison from nought, the last, up to the first.
    """
    columns = []
    for comparison in COMPARISONS:
        names = ", ".join("'" + level.name.replace("'", "''") + "'" for level in reversed(comparison.weighed))
        columns.append(f"list_extract([{names}], nullif(gamma_{comparison.name}, -1) + 1) as {comparison.name}")
    return ", ".join(columns)


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
