"""How good the links are where nobody knows the truth: precision and recall by the model's own probabilities.

Given a store with links; gives back what the model expects of them. It knows only the pairs that were compared, and
believes itself: the audit (`lanthorn.linkage.audit`) is what shows whether it is right.
"""

from dataclasses import dataclass

from lanthorn.evidence import Layer, Store, duckdb_connection


@dataclass(frozen=True)
class EstimatedQuality:
    """Expected precision and recall over the compared pairs of descriptions, from 0 to 1."""

    precision: float
    """Of compared pairs that are joined, the share expected to be one child."""
    recall: float
    """Of compared pairs that are expected to be one child, the share that is joined."""
    pairs: int
    """Pairs of descriptions compared."""
    expected_true: float
    """Of these, how many are expected to be one child."""


def estimate_quality(store: Store) -> EstimatedQuality | None:
    """What the model expects of the links in force; None where no two descriptions were compared.

    A pair's probability is odds / (1 + odds) with odds 2^weight, and nought for two that cannot be one child. A pair
    that stronger links join anyhow is as likely as the weakest link that joins it, of which only the threshold is
    known, so it counts at least for that.
    """
    links = store.need_fresh(Layer.LINKS, Layer.RECORDS)
    with duckdb_connection() as connection:
        for name in ("candidate", "child"):
            connection.read_parquet(str(links.table(name))).create_view(name)
        joined_weight = links.manifest.parameters["joined_match_weight"]
        found = connection.execute(_EXPECTED, {"joined": joined_weight}).fetchall()
    [(pairs, joined, true_joined, true)] = found
    if not pairs:
        return None
    return EstimatedQuality(
        precision=round(true_joined / joined, 9) if joined else 1.0,
        recall=round(true_joined / true, 9) if true else 1.0,
        pairs=int(pairs),
        expected_true=round(float(true), 6),
    )


_EXPECTED = """
    with placed as (
        select match_weight, apart, l.child_id = r.child_id as joined
        from candidate join child l on l.record_id = record_id_l join child r on r.record_id = record_id_r
    ),
    likely as (
        select joined, case when apart and not joined then 0 else
            1 / (1 + pow(2, -greatest(match_weight, case when joined then $joined else match_weight end))) end as p
        from placed
    )
    select count(*), count(*) filter (joined), coalesce(sum(p) filter (joined), 0), coalesce(sum(p), 0) from likely
"""
