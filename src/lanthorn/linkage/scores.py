"""Scores of links against a truth: pairs, whole children and B-cubed, over all records and by group.

Given the tables `judged` and `judged_description` (record_id, record_table, child_id, person_id) and views of the
record tables on a DuckDB connection; gives back precision and recall by name.
"""

from collections.abc import Iterable
from dataclasses import dataclass

import duckdb

from lanthorn.records import CARE_CHILD, INVOLVEMENT, MISSING_REPORT
from lanthorn.vocabulary import codes


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


def scores_of(connection: duckdb.DuckDBPyConnection) -> dict[str, Score]:
    """Every score over all records, by name."""
    return {
        "pairs, all records": _pairwise(connection, "judged"),
        "pairs, different descriptions": _pairwise(connection, "judged_description"),
        "pairs, victim and missing": _across(connection, ("involvement",), ("missing_report",)),
        "pairs, police and care": _across(connection, ("involvement", "missing_report"), ("care_child",)),
        "clusters, all records": _clusters(connection, "judged"),
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
    return _b_cubed_by(connection, source, "''")[""]


def _b_cubed_by(connection: duckdb.DuckDBPyConnection, source: str, group: str) -> dict[str, Score]:
    """B-cubed scores of the records of each group; the clusters that they are judged by hold all records."""
    query = f"""
        with sized as (
            select *, count(*) over (partition by child_id) as in_cluster,
                count(*) over (partition by person_id) as in_truth,
                count(*) over (partition by child_id, person_id) as in_both
            from {source}
        )
        select {group} as "group", count(*), avg(in_both / in_cluster), avg(in_both / in_truth)
        from sized group by all order by all
    """  # noqa: S608 - own table and column names only
    return {
        str(name): Score(records, records, round(precision, 12), round(recall, 12))
        for name, records, precision, recall in connection.execute(query).fetchall()
    }


def _clusters(connection: duckdb.DuckDBPyConnection, source: str) -> Score:
    query = f"""
        with sized as (
            select child_id, person_id, count(*) as in_both,
                sum(count(*)) over (partition by child_id) as in_cluster,
                sum(count(*)) over (partition by person_id) as in_truth
            from {source} group by child_id, person_id
        )
        select count(distinct child_id), count(distinct person_id),
            count(*) filter (in_both = in_cluster and in_both = in_truth)
        from sized
    """  # noqa: S608 - own table names only
    found, true, exactly = connection.execute(query).fetchall()[0]
    return Score(found, true, exactly / found if found else 1.0, exactly / true if true else 1.0)


def scores_by_group(connection: duckdb.DuckDBPyConnection, tables: set[str]) -> dict[str, dict[str, Score]]:
    """B-cubed scores by sex, ethnicity group and agency, from the record tables that are there."""
    recorded = " union all by name ".join(
        f"select {record_id} as record_id, sex, ethnicity from {table}"  # noqa: S608 - own names only
        for table, record_id in _RECORD_IDS.items()
        if table in tables
    )
    connection.execute(_OF_EACH_CHILD.format(recorded=recorded))
    group = {code.code: code.group for code in codes("ethnicity").codes if code.group != "not_stated"}
    connection.execute(
        "create or replace temp table ethnic_group as select unnest($codes) as ethnicity, unnest($groups) as name",
        {"codes": list(group), "groups": list(group.values())},
    )
    connection.execute(_JUDGED_BY_GROUP)
    return {
        "sex": _b_cubed_by(connection, "judged_group", "sex"),
        "ethnicity group": _b_cubed_by(connection, "judged_group", "ethnicity_group"),
        "agency": _b_cubed_by(connection, "judged_group", _AGENCY),
    }


_RECORD_IDS = {
    INVOLVEMENT.name: "'involvement:' || offence_reference || '|' || person_number",
    MISSING_REPORT.name: "'missing_report:' || report_reference",
    CARE_CHILD.name: "'care_child:' || care_authority || '|' || child_id",
}

_AGENCY = (
    "case record_table "
    + " ".join(
        f"when '{table.name}' then '{name}'"
        for table, name in ((INVOLVEMENT, "police, victims"), (MISSING_REPORT, "police, missing"), (CARE_CHILD, "care"))
    )
    + " end"
)

# Ties are broken by the alphabet, so that the same records give the same groups.
_OF_EACH_CHILD = """
    create or replace temp table of_each_child as
    with recorded as (select person_id, sex, ethnicity from judged join ({recorded}) using (record_id))
    select * from (select distinct person_id from judged) left join (
        select person_id, sex from recorded where sex in ('female', 'male') group by person_id, sex
        qualify row_number() over (partition by person_id order by count(*) desc, sex) = 1
    ) using (person_id) left join (
        select person_id, ethnicity from recorded where ethnicity is not null group by person_id, ethnicity
        qualify row_number() over (partition by person_id order by count(*) desc, ethnicity) = 1
    ) using (person_id)
"""

_JUDGED_BY_GROUP = """
    create or replace temp table judged_group as
    select judged.*, coalesce(sex, 'unknown') as sex, coalesce(name, 'unknown') as ethnicity_group
    from judged left join of_each_child using (person_id) left join ethnic_group using (ethnicity)
"""
