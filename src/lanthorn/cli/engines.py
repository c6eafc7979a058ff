"""The options by which a command is told which engine does the work."""

from typing import Annotated

import typer

from lanthorn.evidence import Engine

EngineOption = Annotated[
    Engine,
    typer.Option(help="What does the heavy work: duckdb, on this machine, or spark (pip install 'lanthorn\\[spark]')."),
]
MasterOption = Annotated[
    str,
    typer.Option(
        envvar="LANTHORN_SPARK_MASTER",
        help="With --engine spark, its master. Every machine of a cluster must see the store under the same path.",
    ),
]
