"""The same measures give the same rows on DuckDB and on Spark: one definition, from a laptop to a cluster.

Skipped where Spark is not installed (`make spark`, and Java 17).
"""

from collections.abc import Iterator, Mapping
from pathlib import Path
from random import Random
from shutil import which

import ibis
import pyarrow.parquet as pq
import pytest

from lanthorn.evidence import connect, open_tables
from lanthorn.measures import Answer, Evaluator, catalogue
from lanthorn.vocabulary import parse_period
from tests.spec.random_records import records
from tests.spec.tables import stored

TITLE = "The engines agree"

pytest.importorskip("pyspark", reason="Spark is not installed: make spark")
if which("java") is None:
    pytest.skip("Spark needs Java 17, and there is no java on the path", allow_module_level=True)

MEASURES = [measure.id for measure in catalogue().measures]
WORLDS = (0, 3)

Answers = Mapping[str, Answer]


def _written(folder: Path, seed: int) -> dict[str, Path]:
    """One world of records made by chance, as the store would hold it."""
    paths = {}
    for name, rows in records(Random(seed), size=12).items():
        paths[name] = folder / f"world_{seed}_{name}.parquet"
        pq.write_table(stored(name, rows).to_pyarrow(), paths[name])
    return paths


def _answers(paths: dict[str, Path], connection: ibis.BaseBackend) -> Answers:
    evaluator = Evaluator(open_tables(paths, connection), parse_period("2014-15"))
    return {name: evaluator.answer(catalogue().measure(name)) for name in MEASURES}


@pytest.fixture(scope="module")
def worlds(tmp_path_factory: pytest.TempPathFactory) -> Iterator[list[tuple[Answers, Answers]]]:
    folder = tmp_path_factory.mktemp("worlds")
    spark = connect("spark")
    yield [
        (_answers(paths, connect()), _answers(paths, spark)) for paths in (_written(folder, seed) for seed in WORLDS)
    ]
    spark.disconnect()


@pytest.mark.slow
@pytest.mark.parametrize("name", MEASURES)
def test_a_measure_has_the_same_rows_on_both_engines(name, worlds):
    for duckdb, spark in worlds:
        assert spark[name].unanswerable == duckdb[name].unanswerable
        assert spark[name].tables == duckdb[name].tables
