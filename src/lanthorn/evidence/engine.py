"""Opening the store's tables as Ibis tables: the same expressions on DuckDB (default) or on Spark."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any, Literal

import duckdb
import ibis

from lanthorn.errors import LanthornError

Engine = Literal["duckdb", "spark"]

# Extensions would be fetched from the network at run time; nothing here needs one.
_SETTINGS: dict[str, Any] = {"autoinstall_known_extensions": False, "autoload_known_extensions": False}
# Whoever calls shows the progress; the engine's own bar would be drawn across it.
_QUIET = "SET enable_progress_bar = false"


def connect(engine: Engine = "duckdb") -> ibis.BaseBackend:
    """A fresh Ibis connection, in memory. Spark needs the extra `lanthorn[spark]` and Java 17.

    Raises LanthornError where Spark is asked for and not installed.
    """
    if engine == "duckdb":
        connection = ibis.duckdb.connect(":memory:", **_SETTINGS)
        connection.raw_sql(_QUIET)
        return connection
    try:
        from pyspark.sql import SparkSession
    except ImportError as fault:
        raise LanthornError("Spark is not installed: pip install 'lanthorn[spark]', and Java 17.") from fault
    session = (
        SparkSession.builder.master("local[2]")
        .config("spark.driver.bindAddress", "127.0.0.1")
        .config("spark.sql.shuffle.partitions", "4")
        .config("spark.ui.enabled", "false")
        .getOrCreate()
    )
    return ibis.pyspark.connect(session)


def duckdb_connection() -> duckdb.DuckDBPyConnection:
    """A plain DuckDB connection in memory, with the same settings, for work that is SQL by nature."""
    connection = duckdb.connect(":memory:", config={key: str(value).lower() for key, value in _SETTINGS.items()})
    connection.execute(_QUIET)
    return connection


def open_tables(tables: Mapping[str, Path], connection: ibis.BaseBackend) -> dict[str, ibis.Table]:
    """Each Parquet file as an Ibis table on that connection, by name."""
    return {name: connection.read_parquet(str(path), table_name=name) for name, path in tables.items()}
