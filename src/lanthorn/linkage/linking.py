"""From the store's records to children: the one verb of this room, step by step.

Given a store with records, and what people decided about some of them; writes a version of its links: which record is
which child, what was compared, and how every pair came out, with the model in the manifest.
"""

from collections.abc import Callable, Collection, Mapping
from dataclasses import asdict, dataclass
from importlib.metadata import version
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import duckdb
import numpy as np

from lanthorn.evidence import ON_THIS_MACHINE, Engine, Layer, Store, duckdb_connection
from lanthorn.linkage.blocking import RULES, check_budget, count_pairs
from lanthorn.linkage.clustering import cluster, mark_apart
from lanthorn.linkage.comparisons import comparisons_in_use
from lanthorn.linkage.deciding import Decided, describe_as_decided, mark_decided
from lanthorn.linkage.decisions import Applicable, Conflict, applicable, decisions_in
from lanthorn.linkage.output import count_links, no_pairs, write_tables
from lanthorn.linkage.parameters import parameters
from lanthorn.linkage.spark import compare_on_spark
from lanthorn.linkage.splink_model import compare_on_duckdb, settings, silenced
from lanthorn.linkage.stages import Stage, Stages, limit_memory
from lanthorn.linkage.standardise import standardise
from lanthorn.linkage.training import enough_to_learn_from, weigh
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
    """Whether the weights were learnt in this run; not where the default or saved ones were used, or none needed."""
    not_learnt: tuple[str, ...]
    """The levels whose weight is not learnt from these records."""
    decisions_applied: int
    """Pairs of records on which a person's decision was followed."""
    decisions_without_record: int
    """Decisions on a record that is no longer in the store."""
    conflicts: tuple[Conflict, ...]
    """Decisions that contradict earlier ones, and so were not followed."""
    engine: Engine = "duckdb"
    """What compared the pairs."""
    engine_before: Engine | None = None
    """What compared those of the version before; None where there is none. Figures of a series rest on one engine."""
    stages: tuple[Stage, ...] = ()
    """What was done, with its time and memory."""


def link(
    store: Store,
    *,
    seed: int = 1,
    model: Weights | None = None,
    progress: Callable[[str], None] | None = None,
    budget: Callable[[Mapping[str, int]], None] | None = None,
    registers: Collection[str] = (),
    defaults: bool = False,
    memory: str | None = None,
    engine: Engine = "duckdb",
    master: str = ON_THIS_MACHINE,
) -> LinkReport:
    """Find which records are the same child, and write it as a new version of the store's links.

    The same records, decisions, model and seed give the same bytes. `link` holds pairs of descriptions (records that
    one agency describes alike are one), named by the first record of each, with the match weight in bits, the
    probability, a person's decision and, a column a comparison, the level of agreement; `candidate` holds every
    compared pair, however unlikely, for the error that is carried into figures. With a `model` (`read_model`) nothing
    is learnt anew, so that two years are linked alike. `budget` is told how many pairs each blocking rule brings at
    most, before any is compared. `registers` names the record tables that hold each child once: two records of such a
    table are two children, and between two such tables the strongest link of a child is taken. Of `memory` ("4GB") at
    most so much is held, and the rest written to disk. With the `engine` Spark the pairs are compared at that `master`:
    its links differ from DuckDB's in one pair of some thousand, so that a series should keep to one.

    Method: Fellegi and Sunter (1969) as fitted by Splink 5 (Ministry of Justice), unsupervised. Raises LanthornError
    where there are no records, more candidate pairs than the stated budget, or a weight that cannot be learnt; with
    `defaults` the weights shipped with Lanthorn stand in for such, and the report says for which.
    """
    tell = progress or (lambda _: None)
    records, decisions = store.need(Layer.RECORDS), applicable(decisions_in(store))
    before, stages = store.current(Layer.LINKS), Stages(tell)

    def compare(
        connection: duckdb.DuckDBPyConnection, stated: dict[str, Any], threshold: float, candidates: int
    ) -> str:
        if engine == "spark":
            return compare_on_spark(connection, stated, threshold, master=master, beside=store.folder)
        return compare_on_duckdb(connection, stated, threshold, 1 + candidates // parameters().pairs_compared_at_once)

    with duckdb_connection() as connection, TemporaryDirectory(dir=store.folder, prefix=".spilled-") as spill:
        limit_memory(connection, memory, Path(spill))
        with stages.stage("Reading the records"):
            standardise(connection, records.tables(), tell, registers)
        with stages.stage("Finding different descriptions"):
            descriptions, decided = describe_as_decided(connection, decisions)
        counts = _count_records(connection)
        tell(f"{sum(counts.values()):,} records, {descriptions:,} different descriptions")
        run = _Run(connection, seed, defaults, tell, stages)
        candidates, weights = _score(run, counts, model, budget or (lambda _: None), compare)
        with stages.stage("Bringing children together"):
            mark_apart(connection)
            mark_decided(connection, decided)
            _tell_decisions(decided, decisions, tell)
            clusters = cluster(connection, descriptions, decided)
        tell(f"{len(np.unique(clusters)):,} children")
        with store.write(Layer.LINKS) as writer:
            with stages.stage("Writing the links"):
                write_tables(connection, clusters, writer.path)
            report = LinkReport(
                writer.number,
                counts,
                descriptions,
                candidates,
                count_links(connection),
                len(np.unique(clusters)),
                trained=weights is not None and weights.learnt,
                not_learnt=() if weights is None else weights.not_learnt,
                decisions_applied=decided.applied,
                decisions_without_record=decided.without_record,
                conflicts=decisions.conflicts,
                engine=engine,
                engine_before=None if before is None else before.manifest.parameters.get("engine", "duckdb"),
                stages=tuple(stages.done),
            )
            writer.parents = {Layer.RECORDS.value: records.number}
            writer.parameters = _stated(seed, weights, report)
    return report


def _count_records(connection: duckdb.DuckDBPyConnection) -> dict[str, int]:
    return dict(connection.execute("select record_table, count(*) from person group by all order by all").fetchall())


@dataclass(frozen=True)
class _Run:
    """What the steps of one run share."""

    connection: duckdb.DuckDBPyConnection
    seed: int
    defaults: bool
    tell: Callable[[str], None]
    stages: Stages


def _score(
    run: _Run,
    counts: dict[str, int],
    model: Weights | None,
    budget: Callable[[Mapping[str, int]], None],
    compare: Callable[[duckdb.DuckDBPyConnection, dict[str, Any], float, int], str],
) -> tuple[int, Weights | None]:
    """Make the table `pair`; with one source that is free of duplicates there is nothing to compare."""
    connection, stages = run.connection, run.stages
    if set(counts) <= {"care_child"}:
        run.tell("No police records of children: each identifier of an authority is one child, and no model is needed")
        no_pairs(connection)
        return 0, None
    with stages.stage("Counting the pairs to compare"):
        pairs = count_pairs(connection, RULES)
    budget(pairs)
    candidates = check_budget(pairs)
    run.tell(f"At most {candidates:,} pairs of descriptions to compare")
    if not candidates:
        no_pairs(connection)
        return 0, None
    comparisons = comparisons_in_use(connection)
    with stages.stage("Learning the weights"):
        weights = (
            model.of(comparisons)
            if model
            else weigh(connection, comparisons, run.seed, run.tell, defaults=run.defaults)
        )
    lowest = parameters().candidate_match_weight
    rules = [rule for rule in RULES if pairs[rule.meaning]]
    with silenced(), stages.stage("Comparing the pairs"):
        stated = settings(rules, comparisons, weights, term_frequencies=enough_to_learn_from(connection))
        # A little below the threshold, which is applied to rounded weights.
        scored = compare(connection, stated, lowest - 1, candidates)
        connection.execute(_PAIRS.format(scored=scored), {"decimals": parameters().decimals, "lowest": lowest})
        connection.execute(f"drop table {scored}")
    return candidates, weights


def _tell_decisions(decided: Decided, decisions: Applicable, tell: Callable[[str], None]) -> None:
    if decided.applied:
        tell(f"{decided.applied:,} decisions of people followed")
    if decided.without_record:
        tell(f"{decided.without_record:,} decisions wait for records that are not there")
    for conflict in decisions.conflicts:
        tell(f"A decision contradicts earlier ones: {conflict.words}")


def _stated(seed: int, weights: Weights | None, report: LinkReport) -> dict[str, Any]:
    """What the manifest says of the run."""
    counted = asdict(report)
    # Times differ from run to run, and the same run is to leave the same bytes.
    for name in ("version", "engine_before", "stages"):
        counted.pop(name)
    counted["conflicts"] = len(report.conflicts)
    return {
        "seed": seed,
        "splink": version("splink"),
        **{name: list(value) if isinstance(value, tuple) else value for name, value in asdict(parameters()).items()},
        **counted,
        "model": None if weights is None else {"prior": weights.prior, "levels": weights.as_table()},
    }


_PAIRS = """
    create or replace table pair as
    select unique_id_l::integer as unique_id_l, unique_id_r::integer as unique_id_r,
        round(match_weight, $decimals) as match_weight
    from {scored} where round(match_weight, $decimals) >= $lowest
"""
