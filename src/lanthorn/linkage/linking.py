"""From the store's records to children: the one verb of this room, step by step.

Given a store with records; writes a version of its links: `child` (record to child), `description` (record to what was
compared) and `link` (scored pairs of descriptions), with the model in the manifest.
"""

from collections.abc import Callable
from dataclasses import asdict, dataclass
from importlib.metadata import version
from typing import Any

import duckdb
import numpy as np

from lanthorn.evidence import Layer, Store, Version, duckdb_connection
from lanthorn.linkage.blocking import RULES, check_budget
from lanthorn.linkage.clustering import cluster, mark_apart
from lanthorn.linkage.comparisons import COMPARISONS
from lanthorn.linkage.descriptions import describe
from lanthorn.linkage.parameters import parameters
from lanthorn.linkage.splink_model import level_names_sql, linker, silenced
from lanthorn.linkage.standardise import standardise
from lanthorn.linkage.training import weigh
from lanthorn.linkage.weights import Weights


@dataclass(frozen=True)
class LinkReport:
    """What a run of linkage did, in counts; nothing in it could name a child."""

    version: int
    records: dict[str, int]
    """Record table to the number of its records that could be linked."""
    descriptions: int
    candidate_pairs: int
    """At most so many pairs of descriptions were compared."""
    links: int
    """Pairs of descriptions kept in `link`."""
    children: int
    trained: bool
    """False where the default weights were used, or nothing needed a model."""
    not_learnt: tuple[str, ...]
    """The levels whose weight is not learnt from these records."""


def link(store: Store, *, seed: int = 1, progress: Callable[[str], None] | None = None) -> LinkReport:
    """Find which records are the same child, and write it as a new version of the store's links.

    The same records and seed give the same bytes. `link` holds pairs of descriptions (records that one agency
    describes alike are one), named by the first record of each, with the match weight in bits, the probability and,
    a column a comparison, the level of agreement. Pairs below the stated weight are not kept.

    Method: Fellegi and Sunter (1969) as fitted by Splink 5 (Ministry of Justice), unsupervised. Raises LanthornError
    where there are no records, or more candidate pairs than the stated budget.
    """
    tell = progress or (lambda _: None)
    records = store.need(Layer.RECORDS)
    with duckdb_connection() as connection:
        return _link(store, records, connection, seed, tell)


def _link(
    store: Store, records: Version, connection: duckdb.DuckDBPyConnection, seed: int, tell: Callable[[str], None]
) -> LinkReport:
    standardise(connection, records.tables())
    descriptions = describe(connection)
    counts = dict(connection.execute("select record_table, count(*) from person group by all order by all").fetchall())
    tell(f"{sum(counts.values()):,} records, {descriptions:,} different descriptions")
    candidates, weights = _score(connection, counts, seed, tell)
    mark_apart(connection)
    children = _write_children(connection, cluster(connection, descriptions))
    tell(f"{children:,} children")
    with store.write(Layer.LINKS) as writer:
        writer.parents = {Layer.RECORDS.value: records.number}
        for table, query in _OUTPUT.items():
            query = query.format(kept=parameters().kept_match_weight)
            connection.execute(f"copy ({query}) to '{_quoted(writer.path(table))}' (format parquet)")
        links = _count(connection, f"pair where match_weight >= {parameters().kept_match_weight}")
        report = LinkReport(
            writer.number,
            counts,
            descriptions,
            candidates,
            links,
            children,
            trained=weights is not None and weights.learnt,
            not_learnt=() if weights is None else weights.not_learnt,
        )
        writer.parameters = _stated(seed, weights, report)
    return report


def _score(
    connection: duckdb.DuckDBPyConnection,
    counts: dict[str, int],
    seed: int,
    tell: Callable[[str], None],
) -> tuple[int, Weights | None]:
    """Make the table `pair`; with one source that is free of duplicates there is nothing to compare."""
    if set(counts) <= {"care_child"}:
        tell("No police records of children: each identifier of an authority is one child, and no model is needed")
        connection.execute(_NO_PAIRS)
        return 0, None
    candidates = check_budget(connection, RULES, tell)
    weights = weigh(connection, seed, tell)
    chosen = parameters()
    with silenced():
        tell("Comparing the pairs")
        scored = linker(connection, RULES, weights).inference.predict(
            # A little below the threshold, which is applied to rounded weights.
            threshold_match_weight=chosen.candidate_match_weight - 1
        )
    connection.execute(
        _PAIRS.format(scored=scored.physical_name, level_names=level_names_sql()),
        {"decimals": chosen.decimals, "kept": chosen.candidate_match_weight},
    )
    return candidates, weights


def _write_children(connection: duckdb.DuckDBPyConnection, clusters: np.ndarray[Any, np.dtype[np.int64]]) -> int:
    clustered = {"unique_id": np.arange(1, len(clusters) + 1), "first_unique_id": clusters + 1}
    connection.register("clustered", clustered)
    connection.execute(_CHILDREN)
    return len(np.unique(clusters))


def _stated(seed: int, weights: Weights | None, report: LinkReport) -> dict[str, Any]:
    counted = asdict(report)
    counted.pop("version")
    return {
        "seed": seed,
        "splink": version("splink"),
        **{name: list(value) if isinstance(value, tuple) else value for name, value in asdict(parameters()).items()},
        **counted,
        "model": None if weights is None else {"prior": weights.prior, "levels": weights.as_table()},
    }


def _count(connection: duckdb.DuckDBPyConnection, table: str) -> int:
    return int(connection.execute(f"select count(*) from {table}").fetchall()[0][0])  # noqa: S608 - own table names


def _quoted(path: object) -> str:
    return str(path).replace("'", "''")


_NO_PAIRS = f"""
    create table pair (unique_id_l integer, unique_id_r integer, match_weight double, match_probability double,
        {", ".join(f"{comparison.name} varchar" for comparison in COMPARISONS)})
"""

_PAIRS = """
    create table pair as
    select unique_id_l, unique_id_r, round(match_weight, $decimals) as match_weight,
        round(match_probability, $decimals) as match_probability, {level_names}
    from {scored} where round(match_weight, $decimals) >= $kept
"""

# A child is named by the smallest of its records' names; descriptions are numbered by theirs, so the first is smallest.
_CHILDREN = """
    create table child as
    select described.record_id, described.record_table, first.record_id as child_id
    from described join clustered using (unique_id) join description first on first.unique_id = first_unique_id
"""

_OUTPUT = {
    "child": "select record_id, record_table, child_id from child order by record_id",
    "description": "select record_id, first_record_id as description_id from described order by record_id",
    "link": """
        select l.record_id as record_id_l, r.record_id as record_id_r, pair.* exclude (unique_id_l, unique_id_r)
        from pair join description l on l.unique_id = unique_id_l join description r on r.unique_id = unique_id_r
        where match_weight >= {kept} order by match_weight desc, record_id_l, record_id_r
    """,
    "candidate": """
        select l.record_id as record_id_l, r.record_id as record_id_r, match_weight, apart
        from pair join description l on l.unique_id = unique_id_l join description r on r.unique_id = unique_id_r
        order by record_id_l, record_id_r
    """,
}
