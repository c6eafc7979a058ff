"""What a run of linkage leaves behind: the tables of one version of the store's links.

Given the tables `described`, `description` and `pair` of a connection and the cluster of each description; writes
`child` (record to child), `description` (record to what was compared), `link` (pairs worth explaining) and `candidate`
(all pairs, by which error is carried into figures), each in a stated order, so that the same run gives the same bytes.
"""

from collections.abc import Callable
from pathlib import Path

import duckdb
import numpy as np
import numpy.typing as npt

from lanthorn.linkage.comparisons import COMPARISONS, columns_compared, level_name_sql
from lanthorn.linkage.parameters import parameters


def no_pairs(connection: duckdb.DuckDBPyConnection) -> None:
    """Make an empty table `pair`, for a store in which there is nothing to compare."""
    connection.execute("create or replace table pair (unique_id_l integer, unique_id_r integer, match_weight double)")


def write_tables(
    connection: duckdb.DuckDBPyConnection, clusters: npt.NDArray[np.int64], path: Callable[[str], Path]
) -> None:
    """Write every table to the path that `path` gives for its name."""
    clustered = {"unique_id": np.arange(1, len(clusters) + 1), "first_unique_id": clusters + 1}
    connection.register("clustered", clustered)
    connection.execute(_CHILDREN)
    chosen = parameters()
    for table, query in _TABLES.items():
        stated = query.format(
            kept=chosen.kept_match_weight,
            least=chosen.candidate_match_weight,
            decided=chosen.decided_match_weight,
            decimals=chosen.decimals,
        )
        target = str(path(table)).replace("'", "''")
        connection.execute(f"copy ({stated}) to '{target}' (format parquet)")


def count_links(connection: duckdb.DuckDBPyConnection) -> int:
    """How many pairs `link` holds."""
    found = connection.execute(
        "select count(*) from pair where match_weight >= $kept or decision is not null",
        {"kept": parameters().kept_match_weight},
    ).fetchall()
    return int(found[0][0])


# A child is named by the smallest of its records' names; descriptions are numbered by theirs, so the first is smallest.
_CHILDREN = """
    create or replace table child as
    select described.record_id, described.record_table, first.record_id as child_id
    from described join clustered using (unique_id) join description first on first.unique_id = first_unique_id
"""

_NAMED_PAIRS = """
    from pair join description l on l.unique_id = unique_id_l join description r on r.unique_id = unique_id_r
"""

# The level into which a pair falls, by name, a column a comparison; NULL where it is unknown, or was not compared.
_LEVEL_NAMES = ", ".join(
    f"case when match_weight is not null then {level_name_sql(comparison)} end as {comparison.name}"
    for comparison in COMPARISONS
)
_BOTH_SIDES = ", ".join(f"{side}.{column} as {column}_{side}" for column in columns_compared() for side in "lr")

# Descriptions are numbered in the order of their names, so that numbers sort the pairs as names would.
_TABLES = {
    "child": "select record_id, record_table, child_id from child order by record_id",
    "description": "select record_id, first_record_id as description_id from described order by record_id",
    "link": f"""
        with kept as (
            select *, pow(2, -match_weight) as odds_against from pair
            where match_weight >= {{kept}} or decision is not null
        ),
        sides as (
            select kept.* exclude (unique_id_l, unique_id_r), l.record_id as record_id_l, r.record_id as record_id_r,
                {_BOTH_SIDES}
            from kept join description l on l.unique_id = unique_id_l join description r on r.unique_id = unique_id_r
        )
        select record_id_l, record_id_r, match_weight,
            round(1 / (1 + odds_against), {{decimals}}) as match_probability, {_LEVEL_NAMES}, apart, decision
        from sides order by match_weight desc nulls last, record_id_l, record_id_r
    """,  # noqa: S608 - own conditions only
    # What a person decided is as good as certain; a pair that was never compared is as unlikely as any that was.
    "candidate": f"""
        select l.record_id as record_id_l, r.record_id as record_id_r,
            case decision when 'same' then {{decided}} else coalesce(match_weight, {{least}}) end as match_weight,
            coalesce(decision = 'different', apart, false) as apart
        {_NAMED_PAIRS}
        order by unique_id_l, unique_id_r
    """,
}
