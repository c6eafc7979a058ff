"""The store: versioned folders of Parquet tables, each with a manifest, opened as Ibis tables on DuckDB or Spark.

Knows nothing of any source format. Whatever is written becomes visible all at once or not at all.
"""

from lanthorn.evidence.engine import ENGINE_NAMES, Engine, connect, duckdb_connection, open_tables
from lanthorn.evidence.fingerprint import fingerprint_file, fingerprint_text
from lanthorn.evidence.manifest import Input, Manifest
from lanthorn.evidence.spark import ON_THIS_MACHINE, spark_session
from lanthorn.evidence.store import Layer, Store, Version, VersionWriter

__all__ = [
    "ENGINE_NAMES",
    "ON_THIS_MACHINE",
    "Engine",
    "Input",
    "Layer",
    "Manifest",
    "Store",
    "Version",
    "VersionWriter",
    "connect",
    "duckdb_connection",
    "fingerprint_file",
    "fingerprint_text",
    "open_tables",
    "spark_session",
]
