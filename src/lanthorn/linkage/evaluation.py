"""How well the links match the truth, where the truth is known: on a synthetic London, or after a clerical review.

Given a store with links and a folder with `record_child.parquet` (record_id, person_id); gives back named scores.
Nothing but this module reads the truth.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

import duckdb

from lanthorn.errors import LanthornError
from lanthorn.evidence import Layer, Store, duckdb_connection

MONTHS_LOOKED_BACK = 12
"""The share that is compared counts victims with a missing report in the 12 months before their first report."""


@dataclass(frozen=True)
class Score:
    """Precision and recall with what was counted: pairs of records, or for B-cubed records."""

    found: int
    """Pairs joined (B-cubed: records)."""
    true: int
    """Pairs that are one child in truth (B-cubed: records)."""
    precision: float
    recall: float

    @property
    def f1(self) -> float:
        """The harmonic mean of precision and recall; nought where both are."""
        both = self.precision + self.recall
        return 2 * self.precision * self.recall / both if both else 0.0


@dataclass(frozen=True)
class Evaluation:
    """Scores by name, and what the links do to one published share."""

    scores: dict[str, Score]
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

    Pairwise scores count pairs of records (Christen 2012), B-cubed scores records (Bagga and Baldwin 1998); each over
    all records and over different descriptions, and pairwise also across agencies. Raises LanthornError where the
    truth is missing or names none of the records.
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
        connection.execute(_JUDGED)
        [(known, judged, found, true)] = connection.execute(_COUNTED).fetchall()
        if not judged:
            raise LanthornError(f"{file} names none of the store's records: it is the truth of other records.")
        return Evaluation(
            scores=_scores(connection),
            records=judged,
            records_without_truth=known - judged,
            children_found=found,
            children_true=true,
            missing_before_linked=_missing_before(connection, records.tables(), "child_id"),
            missing_before_true=_missing_before(connection, records.tables(), "person_id"),
        )


def _scores(connection: duckdb.DuckDBPyConnection) -> dict[str, Score]:
    return {
        "pairs, all records": _pairwise(connection, "judged"),
        "pairs, different descriptions": _pairwise(connection, "judged_description"),
        "pairs, victim and missing": _across(connection, ("involvement",), ("missing_report",)),
        "pairs, police and care": _across(connection, ("involvement", "missing_report"), ("care_child",)),
        "B-cubed, all records": _b_cubed(connection, "judged"),
        "B-cubed, different descriptions": _b_cubed(connection, "judged_description"),
    }


def _pairwise(connection: duckdb.DuckDBPyConnection, source: str) -> Score:
    return _score_of(connection, source, "count(*) * (count(*) - 1) // 2")


def _across(connection: duckdb.DuckDBPyConnection, one: Iterable[str], other: Iterable[str]) -> Score:
    """Pairs of a record of one agency with a record of the other."""
    sides = [f"count(*) filter (record_table in ({', '.join(repr(name) for name in side)}))" for side in (one, other)]
    return _score_of(connection, "judged", " * ".join(sides))


def _score_of(connection: duckdb.DuckDBPyConnection, source: str, pairs: str) -> Score:
    def counted(columns: str) -> int:
        query = f"select coalesce(sum(pairs), 0) from (select {pairs} as pairs from {source} group by {columns})"  # noqa: S608
        return int(connection.execute(query).fetchall()[0][0])

    found, true, both = counted("child_id"), counted("person_id"), counted("child_id, person_id")
    return Score(found, true, both / found if found else 1.0, both / true if true else 1.0)


def _b_cubed(connection: duckdb.DuckDBPyConnection, source: str) -> Score:
    query = f"""
        with shared as (select child_id, person_id, count(*) as n from {source} group by all),
        sized as (
            select n,
                sum(n) over (partition by child_id) as in_cluster,
                sum(n) over (partition by person_id) as in_truth
            from shared
        )
        select sum(n)::bigint, sum(n * n / in_cluster) / sum(n), sum(n * n / in_truth) / sum(n) from sized
    """  # noqa: S608
    records, precision, recall = connection.execute(query).fetchall()[0]
    return Score(records, records, precision, recall)


def _missing_before(connection: duckdb.DuckDBPyConnection, tables: dict[str, Path], whose: str) -> float | None:
    """Share of victims reported missing in the 12 months before their first report, a child being as `whose` says."""
    if not {"offence", "involvement", "missing_report"} <= set(tables):
        return None
    paths = {name: str(tables[name]).replace("'", "''") for name in ("offence", "involvement", "missing_report")}
    query = f"""
        with victim as (
            select {whose} as child, min(reported_on) as reported_on
            from '{paths["involvement"]}' join '{paths["offence"]}' using (offence_reference)
                join judged on record_id = 'involvement:' || offence_reference || '|' || person_number
            where role = 'victim' group by child
        ),
        report as (
            select {whose} as child, reported_at::date as missing_on
            from '{paths["missing_report"]}' join judged on record_id = 'missing_report:' || report_reference
        )
        select avg(exists (
            select 1 from report where report.child = victim.child and missing_on < reported_on
                and missing_on >= reported_on - interval {MONTHS_LOOKED_BACK} month)::integer)
        from victim
    """  # noqa: S608
    share = connection.execute(query).fetchall()[0][0]
    return None if share is None else float(share)


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
