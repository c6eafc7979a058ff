"""The model's conditions in another engine's words: what is written for DuckDB, said to Spark.

Given Splink's settings with conditions in DuckDB's SQL; gives back the same settings in Spark's. Both engines then ask
the same of each pair; only the similarity of two names is computed by other code (Splink's own, for the JVM).
"""

from collections.abc import Mapping
from typing import Any

import sqlglot
from sqlglot import expressions as exp

from lanthorn.linkage.comparisons import OTHERWISE

# Functions that sqlglot does not translate, or not as Splink's settings mean them. The two dates whose digits are
# compared are equally long and only "one digit differs" is asked of them: then both distances say the same.
_BY_NAME = {"hamming": "levenshtein", "list_intersect": "array_intersect"}
_BY_KIND: dict[type[exp.Expr], str] = {
    exp.ArrayOverlaps: "arrays_overlap",
    exp.JarowinklerSimilarity: "jaro_winkler",
    # Every length that a condition asks for is that of a list.
    exp.Length: "size",
}


def in_spark(condition: str) -> str:
    """A condition in Spark's SQL."""
    if condition == OTHERWISE:
        return condition
    return _translated(sqlglot.parse_one(condition, read="duckdb")).sql(dialect="spark")


def settings_in_spark(settings: Mapping[str, Any]) -> dict[str, Any]:
    """Splink's settings with every condition and blocking rule in Spark's SQL."""
    return {
        **settings,
        "comparisons": [
            {
                **comparison,
                "comparison_levels": [
                    {**level, "sql_condition": in_spark(level["sql_condition"])}
                    for level in comparison["comparison_levels"]
                ],
            }
            for comparison in settings["comparisons"]
        ],
        "blocking_rules_to_generate_predictions": [
            {**rule, "blocking_rule": in_spark(rule["blocking_rule"]), "sql_dialect": "spark"}
            for rule in settings["blocking_rules_to_generate_predictions"]
        ],
    }


def _translated(node: exp.Expr) -> exp.Expr:
    for part in list(node.iter_expressions()):
        part.replace(_translated(part))
    name = _BY_NAME.get(node.name.lower()) if isinstance(node, exp.Anonymous) else _BY_KIND.get(type(node))
    if name is None:
        return node
    return exp.Anonymous(this=name, expressions=list(node.iter_expressions()))
