"""The numbers of the report: how weights are spread, how many records a child has, what changed since the last run.

Given a store with links; gives back counts, and names of records where a change is shown. Nothing here is of a child.
"""

from dataclasses import dataclass

import duckdb

from lanthorn.evidence import Layer, Store, Version, duckdb_connection

BITS_A_BAR = 2
"""Width of a bar of the distribution, in bits."""
LOWEST, HIGHEST = -20, 40
SIZES = ((1, 1), (2, 2), (3, 3), (4, 4), (5, 9), (10, 19), (20, 49), (50, None))
"""Classes of the number of records of one child."""
MOST_CHANGES_SHOWN = 20


@dataclass(frozen=True)
class Bar:
    """Pairs whose match weight lies from `low` up to `high` bits."""

    low: int
    high: int
    joined: int
    apart: int


@dataclass(frozen=True)
class Size:
    """Children with so many records."""

    words: str
    children: int


@dataclass(frozen=True)
class Change:
    """A record whose company changed: which records were taken for the same child with it before and are now."""

    record: str
    before: int
    now: int


@dataclass(frozen=True)
class Changes:
    """What is different from the version of the links before."""

    before: int
    records_new: int
    records_gone: int
    children_before: int
    children_now: int
    pairs_joined: int
    """Pairs of records of both versions that are one child now and were not."""
    pairs_parted: int
    changed: tuple[Change, ...]
    """The first of the records with other company, at most MOST_CHANGES_SHOWN."""


def spread(store: Store) -> tuple[Bar, ...]:
    """How many compared pairs lie in each range of match weights, and whether they are joined."""
    with duckdb_connection() as connection:
        _open(connection, store.need(Layer.LINKS), "now")
        rows = connection.execute(
            _SPREAD, {"width": BITS_A_BAR, "lowest": LOWEST, "highest": HIGHEST - BITS_A_BAR}
        ).fetchall()
    return tuple(Bar(int(low), int(low) + BITS_A_BAR, int(joined), int(apart)) for low, joined, apart in rows)


def sizes(store: Store) -> tuple[Size, ...]:
    """How many children have how many records."""
    with duckdb_connection() as connection:
        _open(connection, store.need(Layer.LINKS), "now")
        found = connection.execute(
            "select records, count(*) from (select count(*) as records from now_child group by child_id) "
            "group by records order by records"
        ).fetchall()
    return tuple(
        Size(
            f"{low} or more" if high is None else str(low) if low == high else f"{low} to {high}",
            sum(int(children) for records, children in found if low <= records and (high is None or records <= high)),
        )
        for low, high in SIZES
    )


def changes(store: Store) -> Changes | None:
    """What changed since the version before; None where this is the first."""
    now = store.need(Layer.LINKS)
    if now.number == 1:
        return None
    before = store.version(Layer.LINKS, now.number - 1)
    with duckdb_connection() as connection:
        _open(connection, before, "before")
        _open(connection, now, "now")
        connection.execute(_COMPANY)
        [counted] = connection.execute(_CHANGES).fetchall()
        changed = connection.execute(_CHANGED, {"most": MOST_CHANGES_SHOWN}).fetchall()
    new, gone, children_before, children_now, joined, parted = (int(value) for value in counted)
    return Changes(
        before.number, new, gone, children_before, children_now, joined, parted, tuple(Change(*row) for row in changed)
    )


def _open(connection: duckdb.DuckDBPyConnection, version: Version, prefix: str) -> None:
    for name in ("child", "candidate"):
        if name in version.manifest.rows:
            connection.read_parquet(str(version.table(name))).create_view(f"{prefix}_{name}")


_SPREAD = """
    select least($highest, greatest($lowest, floor(match_weight / $width) * $width)) as low,
        count(*) filter (l.child_id = r.child_id), count(*) filter (l.child_id <> r.child_id)
    from now_candidate join now_child l on l.record_id = record_id_l join now_child r on r.record_id = record_id_r
    group by low order by low
"""

# Pairs are counted from the sizes of the groups that records form in one version, in the other, and in both.
_COMPANY = """
    create temp table company as
    select record_id, before_child.child_id as was, now_child.child_id as is_now
    from before_child full join now_child using (record_id)
"""

_CHANGES = """
    with shared as (select * from company where was is not null and is_now is not null),
    pairs as (
        select
            (select sum(n * (n - 1) // 2) from (select count(*) as n from shared group by was)) as before,
            (select sum(n * (n - 1) // 2) from (select count(*) as n from shared group by is_now)) as now,
            (select sum(n * (n - 1) // 2) from (select count(*) as n from shared group by was, is_now)) as kept
    )
    select (select count(*) from company where was is null), (select count(*) from company where is_now is null),
        (select count(distinct was) from company), (select count(distinct is_now) from company),
        coalesce(now - kept, 0), coalesce(before - kept, 0)
    from pairs
"""

_CHANGED = """
    with sized as (
        select record_id, count(*) over (partition by was) as before, count(*) over (partition by is_now) as now,
            count(*) over (partition by was, is_now) as kept
        from company where was is not null and is_now is not null
    )
    select record_id, before, now from sized where before <> kept or now <> kept order by record_id limit $most
"""
