"""Opening the store's tables as Ibis tables: the same expressions on DuckDB (default) or on Spark."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any, Literal

import duckdb
import ibis

from lanthorn.evidence.spark import ON_THIS_MACHINE, spark_session

Engine = Literal["duckdb", "spark"]
ENGINE_NAMES: Mapping[Engine, str] = {"duckdb": "DuckDB", "spark": "Spark"}
"""As they are said to people."""

# Extensions would be fetched from the network at run time; nothing here needs one.
_SETTINGS: dict[str, Any] = {"autoinstall_known_extensions": False, "autoload_known_extensions": False}
# Whoever calls shows the progress; the engine's own bar would be drawn across it.
_QUIET = "SET enable_progress_bar = false"


def connect(engine: Engine = "duckdb", master: str = ON_THIS_MACHINE) -> ibis.BaseBackend:
    """A fresh Ibis connection, in memory; with Spark, at that master.

    Raises LanthornError where Spark is asked for and not installed.
    """
    if engine == "duckdb":
        connection = ibis.duckdb.connect(":memory:", **_SETTINGS)
        connection.raw_sql(_QUIET)
        return connection
    return ibis.pyspark.connect(spark_session(master))


def duckdb_connection() -> duckdb.DuckDBPyConnection:
    """A plain DuckDB connection in memory, with the same settings, for work that is SQL by nature."""
    connection = duckdb.connect(":memory:", config={key: str(value).lower() for key, value in _SETTINGS.items()})
    connection.execute(_QUIET)
    return connection


def open_tables(tables: Mapping[str, Path], connection: ibis.BaseBackend) -> dict[str, ibis.Table]:
    """Each Parquet file as an Ibis table on that connection, by name."""
    return {name: connection.read_parquet(str(path), table_name=name) for name, path in tables.items()}
