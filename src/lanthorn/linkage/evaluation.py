"""How well the links match the truth, where the truth is known: on a synthetic London, or after a clerical review.

Given a store with links and a folder with `record_child.parquet` (record_id, person_id); gives back named scores.
Nothing but this module reads the truth.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import duckdb

from lanthorn.errors import LanthornError
from lanthorn.evidence import Layer, Store, duckdb_connection
from lanthorn.linkage.questions import MISSING_HISTORY, make_victims, open_records, share_by_links
from lanthorn.linkage.scores import Score, scores_by_group, scores_of


@dataclass(frozen=True)
class Evaluation:
    """Scores by name, and what the links do to one published share."""

    scores: dict[str, Score]
    groups: dict[str, dict[str, Score]]
    """B-cubed scores of the records of each group, by kind of group: sex, ethnicity group, agency."""
    records: int
    """Records that stand both in the links and in the truth; only these are counted."""
    records_without_truth: int
    children_found: int
    children_true: int
    missing_before_linked: float | None
    """Share of victims with a missing report in the 12 months before, by the links; None without victims or reports."""
    missing_before_true: float | None
    """The same share by the truth."""


def evaluate(store: Store, truth: Path) -> Evaluation:
    """Compare the store's links with the truth in `truth/record_child.parquet`.

    Pairwise scores count pairs of records (Christen 2012), B-cubed scores records (Bagga and Baldwin 1998), cluster
    scores children of whom exactly all records were found together; over all records and over different descriptions,
    and pairwise also across agencies. A child's sex and ethnicity group are those most often recorded of the child.
    Raises LanthornError where the truth is missing or names none of the records.
    """
    links, records = store.need_fresh(Layer.LINKS, Layer.RECORDS), store.need(Layer.RECORDS)
    file = truth / "record_child.parquet"
    if not file.is_file():
        raise LanthornError(
            f"{truth} holds no record_child.parquet. Give the folder with the truth (record to person)."
        )
    with duckdb_connection() as connection:
        views = {"child": links.table("child"), "described": links.table("description"), "truth": file}
        for name, path in views.items():
            connection.read_parquet(str(path)).create_view(name)
        open_records(connection, records.tables())
        connection.execute(_JUDGED)
        [(known, judged, found, true)] = connection.execute(_COUNTED).fetchall()
        if not judged:
            raise LanthornError(f"{file} names none of the store's records: it is the truth of other records.")
        return Evaluation(
            scores=scores_of(connection),
            groups=scores_by_group(connection, set(records.tables())),
            records=judged,
            records_without_truth=known - judged,
            children_found=found,
            children_true=true,
            missing_before_linked=_missing_before(connection, records.tables(), "child_id"),
            missing_before_true=_missing_before(connection, records.tables(), "person_id"),
        )


def _missing_before(connection: duckdb.DuckDBPyConnection, tables: Mapping[str, Path], whose: str) -> float | None:
    """Share of victims reported missing in the 12 months before their first report, a child being as `whose` says."""
    if not set(MISSING_HISTORY.needs) <= set(tables):
        return None
    connection.execute(f"create or replace temp view member as select record_id, {whose} as unit from judged")  # noqa: S608 - own SQL
    make_victims(connection, None)
    return share_by_links(connection, MISSING_HISTORY)


_JUDGED = """
    create table known as
        select child.*, description_id, person_id
        from child join described using (record_id) left join (
            -- An export can hold a reference twice, for two persons; which one intake kept, the truth cannot say.
            select record_id, any_value(person_id) as person_id
            from truth group by record_id having count(distinct person_id) = 1
        ) using (record_id);
    create table judged as from known where person_id is not null;
    create table judged_description as from judged where record_id = description_id;
"""

_COUNTED = """
    select count(*), count(person_id),
        count(distinct child_id) filter (person_id is not null), count(distinct person_id)
    from known
"""
