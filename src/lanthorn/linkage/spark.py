"""Comparing the pairs on Spark: the part of linkage that grows faster than the records do.

Given the table `description` of a DuckDB connection and Splink's settings with every weight known; gives back the
scored pairs as a table of that connection. Descriptions are made, weights learnt (from samples of a stated size) and
children put together on DuckDB either way, so that only the engine that compares can differ.
"""

from collections.abc import Mapping
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import duckdb
from splink import Linker

from lanthorn.evidence import spark_session
from lanthorn.linkage.dialect import settings_in_spark

SCORED = "scored_on_spark"


def compare_on_spark(
    connection: duckdb.DuckDBPyConnection,
    settings: Mapping[str, Any],
    threshold_match_weight: float,
    *,
    master: str,
    beside: Path,
) -> str:
    """Compare the candidate pairs at that Spark master; the name of the table that holds them with their weights.

    Tables go there and come back as Parquet, through a folder that is made in `beside` and taken away again: each
    machine of a cluster must see it under the same path. Raises LanthornError where Spark is not installed.
    """
    from splink.backends.spark import SparkAPI

    session = spark_session(master)
    with TemporaryDirectory(dir=beside, prefix=".spark-") as folder:
        descriptions, scored = Path(folder) / "description.parquet", Path(folder) / "scored"
        connection.table("description").write_parquet(str(descriptions))
        session.sparkContext.setCheckpointDir(str(Path(folder) / "checkpoints"))
        table = SparkAPI(spark_session=session, break_lineage_method="parquet").register(
            session.read.parquet(str(descriptions))
        )
        linker = Linker(table, settings_in_spark(settings), log_level=None)
        pairs = linker.inference.predict(threshold_match_weight=threshold_match_weight).as_spark_dataframe()
        pairs.write.parquet(str(scored))
        connection.execute(
            f"create or replace table {SCORED} as from read_parquet($files)", {"files": f"{scored}/*.parquet"}
        )
    return SCORED
