"""How long the files of a whole London's briefing take, format by format: the aim is 30 seconds for all on two cores.

`python -m benchmarks.rendering --store STORE` makes the profile of a store with records and links, such as the one that
`lanthorn demo` leaves, and writes each format in a fresh process. Prints a line a format; exit status 1 above the aim.
"""

import argparse
import sys
from pathlib import Path

from benchmarks.measuring import Measurement, measured
from lanthorn.evidence import Store
from lanthorn.profile import make_profile
from lanthorn.profile.content import Briefing
from lanthorn.profile.formats import NAMES, rendered
from lanthorn.vocabulary import parse_period

AIM = 30.0
"""Seconds of processor time for all formats: less than that on two cores, and no more on one."""


def write(briefing: Briefing, name: str) -> int:
    """One format's file, as its number of bytes."""
    return len(rendered(briefing, name))


def main() -> int:
    """Measure, print, and say whether the aim is met."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--store", type=Path, required=True)
    parser.add_argument("--period", default="2014-15")
    asked = parser.parse_args()
    briefing = make_profile(Store.open(asked.store), parse_period(asked.period)).briefing
    total = 0.0
    for name in NAMES:
        found: Measurement = measured(write, briefing, name)
        total += found.processor_seconds
        print(f"{name:8} {found.processor_seconds:5.1f} s of processor, {found.result / 1000:8,.0f} kB")
    print(f"all      {total:5.1f} s of processor, {total / AIM:.0%} of the aim of {AIM:.0f} s")
    return 0 if total <= AIM else 1


if __name__ == "__main__":
    sys.exit(main())
