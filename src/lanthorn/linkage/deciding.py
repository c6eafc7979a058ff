"""People's decisions put to descriptions: which must be one child, and which must not.

A decision names records, and the model compares descriptions, each of which may stand for several records that are
described alike. Given the decisions that can be applied; makes the descriptions so that none stands for records that
people hold to be two children, and gives back the decisions as pairs of descriptions.
"""

from dataclasses import dataclass, field

import duckdb
import numpy as np
import numpy.typing as npt
from scipy.sparse import coo_array
from scipy.sparse.csgraph import connected_components

from lanthorn.linkage.decisions import Applicable
from lanthorn.linkage.descriptions import describe

Numbers = npt.NDArray[np.int64]


def _none() -> Numbers:
    return np.empty((0, 2), dtype=np.int64)


@dataclass(frozen=True)
class Decided:
    """Pairs of positions of descriptions (from 0), as people decided."""

    same: Numbers = field(default_factory=_none)
    different: Numbers = field(default_factory=_none)
    applied: int = 0
    without_record: int = 0
    """Decisions on a record that is no longer there; they are kept, and wait for it."""


def describe_as_decided(connection: duckdb.DuckDBPyConnection, decisions: Applicable) -> tuple[int, Decided]:
    """Make `description` and `described`, and gives back how many there are and the decisions on them.

    A record that people tell apart from others described alike becomes a description of its own.
    """
    alone: set[str] = set()
    while True:
        descriptions = describe(connection, sorted(alone))
        place = _places(connection, decisions)
        different = [pair for pair in decisions.different if set(pair) <= place.keys()]
        joined = [pair for pair in decisions.same if set(pair) <= place.keys()]
        same, apart = _numbers(joined, place), _numbers(different, place)
        group = connected(same, descriptions)
        merged = [pair for pair, (left, right) in zip(different, apart, strict=True) if group[left] == group[right]]
        if not merged:
            decided = len(joined) + len(different)
            stated = len(decisions.same) + len(decisions.different)
            return descriptions, Decided(same, apart, decided, stated - decided)
        alone |= {record for pair in merged for record in pair}


def mark_decided(connection: duckdb.DuckDBPyConnection, decided: Decided) -> None:
    """Add to `pair` the column `decision`, and the pairs that were decided without ever having been compared."""
    if not len(decided.same) and not len(decided.different):
        connection.execute("alter table pair add column decision varchar")
        return
    rows = np.sort(np.vstack([decided.same, decided.different]) + 1, axis=1)
    judged = ["same"] * len(decided.same) + ["different"] * len(decided.different)
    connection.execute(
        _MARKED,
        {"left": rows[:, 0].tolist(), "right": rows[:, 1].tolist(), "judged": judged},
    )


def connected(links: Numbers, descriptions: int) -> Numbers:
    """The component of each description, where these pairs are joined."""
    ones = np.ones(len(links), dtype=np.int8)
    graph = coo_array((ones, (links[:, 0], links[:, 1])), shape=(descriptions, descriptions))
    return np.asarray(connected_components(graph, directed=False)[1], dtype=np.int64)


def _places(connection: duckdb.DuckDBPyConnection, decisions: Applicable) -> dict[str, int]:
    records = sorted({record for pair in (*decisions.same, *decisions.different) for record in pair})
    found = connection.execute(
        "select record_id, unique_id - 1 from described where record_id in (select unnest($records))",
        {"records": records},
    ).fetchall()
    return {str(record): int(place) for record, place in found}


def _numbers(pairs: list[tuple[str, str]], place: dict[str, int]) -> Numbers:
    return np.array([[place[left], place[right]] for left, right in pairs], dtype=np.int64).reshape(-1, 2)


# Records alike that were decided to be the same are one description already, and no pair.
_MARKED = """
    create or replace table pair as
    with decided as (
        select unique_id_l::integer as unique_id_l, unique_id_r::integer as unique_id_r,
            any_value(decision) as decision
        from (
            select unnest($left::bigint[]) as unique_id_l, unnest($right::bigint[]) as unique_id_r,
                unnest($judged::varchar[]) as decision
        )
        where unique_id_l <> unique_id_r group by unique_id_l, unique_id_r
    )
    select * from pair full join decided using (unique_id_l, unique_id_r)
"""
