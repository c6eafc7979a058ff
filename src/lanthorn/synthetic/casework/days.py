"""Working days and ISO texts for whole arrays, and which rows of two lists are about the same child."""

from functools import cache
from typing import Any

import numpy as np
import numpy.typing as npt
import pyarrow as pa

from lanthorn.synthetic.chance import Flags, Ints
from lanthorn.synthetic.clock import MINUTES_A_DAY
from lanthorn.vocabulary.working_days import bank_holidays

UNKNOWN_DAY = np.iinfo(np.int64).min
"""Stands for a day or moment that is not known, or has not come yet: blank in the files."""


@cache
def _holidays() -> npt.NDArray[np.datetime64]:
    return np.array(bank_holidays(), dtype="datetime64[D]")


def working_days_after(day: Ints, count: Ints | int) -> Ints:
    """The day so many working days after; with 0, that day or the next working day. Negative counts go back."""
    found = np.busday_offset(day.astype("datetime64[D]"), count, roll="forward", holidays=_holidays())
    return np.asarray(found.astype(np.int64))


def day_texts(day: Ints) -> Any:
    """Days as "2014-05-01"; blank where unknown."""
    return _texts(day, "datetime64[D]", day == UNKNOWN_DAY)


def moment_texts(minute: Ints) -> Any:
    """Minutes since 1970 as "2014-05-01T16:20:00"; blank where unknown."""
    return _texts(minute, "datetime64[m]", minute == UNKNOWN_DAY)


def _texts(number: Ints, unit: str, blank: Flags) -> Any:
    known = np.where(blank, 0, number).astype(unit)
    texts = np.datetime_as_string(known, unit="D" if unit.endswith("[D]") else "s")
    return pa.array(np.where(blank, "", texts).astype(object), pa.string())


def at_hour(day: Ints, hour: npt.NDArray[np.float64]) -> Ints:
    """That hour of that day, in minutes since 1970; hours beyond the day are cut to it."""
    minute = np.clip((hour * 60).astype(np.int64), 0, MINUTES_A_DAY - 1)
    return np.asarray(day * MINUTES_A_DAY + minute)


def unless_later(day: Ints, last: int) -> Ints:
    """The days that have come by the last one; UNKNOWN_DAY for others."""
    return np.asarray(np.where(day > last, UNKNOWN_DAY, day))


def of_same_child(one: Ints, other: Ints) -> tuple[Ints, Ints]:
    """Every pair of rows, of the first list and of the second, that are about the same child."""
    order = np.argsort(other, kind="stable")
    low, high = (np.searchsorted(other[order], one, side=side) for side in ("left", "right"))
    row = np.repeat(np.arange(len(one)), high - low)
    within = np.arange(len(row)) - np.repeat(np.cumsum(high - low) - (high - low), high - low)
    return row, order[np.repeat(low, high - low) + within]
