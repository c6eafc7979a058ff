"""How long each stage of linkage takes and how much memory it has held: kept while it runs, told when it is done.

And what a run may hold at most: with a limit DuckDB writes to disk what does not fit, where it would otherwise die.
"""

import os
import re
import resource
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import duckdb

from lanthorn.errors import LanthornError
from lanthorn.linkage.parameters import parameters

KIBIBYTES_IN_MEBIBYTE = 1024
_MEMORY = re.compile(r"\s*(\d+(?:\.\d+)?)\s*([KMGT]i?B)\s*", re.IGNORECASE)


@dataclass(frozen=True)
class Stage:
    """One stage of a run."""

    name: str
    seconds: float
    processor_seconds: float
    peak_mebibytes: float
    """The most memory that the process has held until the stage's end."""


class Stages:
    """The stages of one run, in order."""

    def __init__(self, tell: Callable[[str], None]) -> None:
        self.done: list[Stage] = []
        self._tell = tell

    @contextmanager
    def stage(self, name: str) -> Iterator[None]:
        """Measure what is done within; its time and memory are told at its end."""
        begun, processor = time.perf_counter(), time.process_time()
        yield
        peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / KIBIBYTES_IN_MEBIBYTE
        stage = Stage(name, time.perf_counter() - begun, time.process_time() - processor, peak)
        self.done.append(stage)
        self._tell(
            f"{name}: {stage.seconds:.1f} s ({stage.processor_seconds:.1f} s of processor), "
            f"{stage.peak_mebibytes:,.0f} MiB at most so far"
        )


def limit_memory(connection: duckdb.DuckDBPyConnection, memory: str | None, spill: Path) -> None:
    """Hold the connection to so much memory ("4GB"; None: a stated share of the machine's); the rest goes to `spill`.

    Raises LanthornError where `memory` is no amount of memory.
    """
    if memory is not None and not _MEMORY.fullmatch(memory):
        raise LanthornError(f"{memory!r} is no amount of memory: expected a number and its unit, such as 4GB.")
    machine = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES")
    most = memory or f"{int(machine * parameters().share_of_memory) // 2**20}MiB"
    connection.execute(f"set memory_limit = '{most.strip()}'")
    connection.execute(f"set temp_directory = '{str(spill).replace(chr(39), 2 * chr(39))}'")
    # Every table that is written states its order.
    connection.execute("set preserve_insertion_order = false")
