"""One call measured in a process of its own: seconds by the clock, seconds of processor, the most memory it held.

A fresh process, so that what one stage leaves in memory says nothing of the next; imports are not counted. Where other
work shares the machine, the processor's seconds say more than the clock's.
"""

import importlib
import resource
import time
from collections.abc import Callable
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from multiprocessing import get_context
from typing import Any

KIBIBYTES_IN_MEBIBYTE = 1024


@dataclass(frozen=True)
class Measurement:
    """What a call gave back, how long it took, and the peak of memory of its process."""

    seconds: float
    processor_seconds: float
    peak_mebibytes: float
    result: Any


def measured(function: Callable[..., Any], *arguments: Any) -> Measurement:
    """Run a function of a module in a fresh process. What it raises is raised here."""
    with ProcessPoolExecutor(max_workers=1, mp_context=get_context("spawn")) as pool:
        return pool.submit(_run, function.__module__, function.__name__, arguments).result()


def _run(module: str, name: str, arguments: tuple[Any, ...]) -> Measurement:
    function = getattr(importlib.import_module(module), name)
    started, processor = time.perf_counter(), time.process_time()
    result = function(*arguments)
    seconds, processor = time.perf_counter() - started, time.process_time() - processor
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / KIBIBYTES_IN_MEBIBYTE
    return Measurement(seconds, processor, peak, result)
