"""A Spark session for whoever asks: on this machine by default, on a cluster where one is named.

Spark needs the extra `lanthorn[spark]` and Java 17. Given where it is to run; gives back the session, one a process.
"""

from pathlib import Path
from shutil import which
from typing import Any

from lanthorn.errors import LanthornError

ON_THIS_MACHINE = "local[*]"
"""Spark's own name for every core of this machine, and no other."""

_LOG = Path(__file__).with_name("spark-log.properties")


def spark_session(master: str = ON_THIS_MACHINE) -> Any:
    """The session at that master, with Splink's similarity functions loaded.

    A session that is already open in this process (as in a notebook on a cluster) is used as it is. What else a
    cluster needs (memory, network) stands in its own `spark-defaults.conf`. Raises LanthornError where Spark or Java is
    not installed, or does not start.
    """
    try:
        from py4j.protocol import Py4JJavaError
        from pyspark.errors import PySparkException
        from pyspark.sql import SparkSession
        from splink.backends.spark import similarity_jar_location
    except ImportError as fault:
        raise LanthornError("Spark is not installed: pip install 'lanthorn[spark]', and Java 17.") from fault
    if which("java") is None:
        raise LanthornError(
            "Spark needs Java 17, and there is no java on the path. On Debian: apt install openjdk-17-jre-headless"
        )
    builder = (
        SparkSession.builder.appName("Lanthorn")
        .master(master)
        # The functions must be there before the session begins; later they cannot be added.
        .config("spark.jars", similarity_jar_location())
        .config("spark.driver.extraJavaOptions", f"-Dlog4j2.configurationFile={_LOG.as_uri()}")
        .config("spark.sql.execution.arrow.pyspark.enabled", "true")
        .config("spark.ui.enabled", "false")
        .config("spark.ui.showConsoleProgress", "false")
    )
    if master.startswith("local"):
        # One machine has few cores, and two hundred partitions (Spark's default) cost more there than they bring.
        builder = builder.config("spark.sql.shuffle.partitions", "4")
        for address in ("spark.driver.bindAddress", "spark.driver.host"):
            builder = builder.config(address, "127.0.0.1")
    try:
        return builder.getOrCreate()
    except (PySparkException, Py4JJavaError) as fault:
        raise LanthornError(f"Spark does not start at {master} ({type(fault).__name__}).") from fault
