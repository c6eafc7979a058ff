"""Measure every stage at several scales, and the measures beside the pandas script: `python -m benchmarks`.

Scale 1 is the whole of London for two years. A larger scale is begun only where the time and the memory that the one
before took say that it will fit; what is left out is said, with the reason.
"""

import argparse
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from benchmarks import pandas_profile, stages
from benchmarks.measuring import Measurement, measured
from benchmarks.report import Line, Ratio, memory_gib, save, table
from lanthorn.errors import LanthornError

SHARE_OF_MEMORY = 0.8
"""How much of the machine's memory a stage may be expected to take."""


class Bench:
    """The measurements of one run, scale after scale."""

    def __init__(self, folder: Path, minutes: float) -> None:
        self.folder = folder
        self.ends = time.monotonic() + minutes * 60
        self.lines: list[Line] = []
        self.ratios: list[Ratio] = []

    def run(self, scale: float) -> None:
        """Measure every stage at one scale; a stage that is refused ends the scale, but for linkage.

        Where linkage does not fit, the links are taken from the truth, so that the measures can be measured.
        """
        london, store = self.folder / f"london-{scale:g}", self.folder / f"store-{scale:g}"
        for stage, function, arguments in (
            ("synth", stages.synth, (london, scale)),
            ("intake", stages.intake, (london, store)),
        ):
            if self._measure(scale, stage, function, *arguments) is None:
                return
        if self._measure(scale, "link", stages.linkage, store) is None:
            stages.links_from_truth(london, store)
        if self._measure(scale, "measures", stages.all_measures, store) is None:
            return
        self._compare(scale, london, store)

    def _measure(self, scale: float, stage: str, function: Callable[..., Any], *arguments: Any) -> Measurement | None:
        if reason := self._too_much(scale, stage):
            self.lines.append(Line(scale, stage, note=f"left out: {reason}"))
            return None
        print(f"  scale {scale:g}: {stage} …", file=sys.stderr, flush=True)
        try:
            found = measured(function, *arguments)
        except LanthornError as refusal:
            self.lines.append(Line(scale, stage, note=f"refused: {refusal}"))
            return None
        print(f"    {found.seconds:.1f} s, {found.processor_seconds:.1f} s of processor", file=sys.stderr, flush=True)
        counts = found.result if stage not in ("pandas", "same measures") else None
        self.lines.append(Line(scale, stage, found.seconds, found.processor_seconds, found.peak_mebibytes, counts))
        return found

    def _too_much(self, scale: float, stage: str) -> str:
        before = [
            line for line in self.lines if line.stage == stage and line.seconds is not None and line.scale < scale
        ]
        if not before:
            return ""
        last = max(before, key=lambda line: line.scale)
        seconds = (last.seconds or 0) * scale / last.scale
        gibibytes = (last.peak_mebibytes or 0) * scale / last.scale / 1024
        if time.monotonic() + seconds > self.ends:
            return f"about {seconds / 60:.0f} minutes are expected, and fewer are left (--minutes)"
        if gibibytes > SHARE_OF_MEMORY * memory_gib():
            return f"about {gibibytes:.0f} GiB of memory are expected, and the machine has {memory_gib():.0f}"
        return ""

    def _compare(self, scale: float, london: Path, store: Path) -> None:
        links = next((store / "links").glob("*/child.parquet"))
        pandas = self._measure(scale, "pandas", pandas_profile.answers, london, links)
        if pandas is None:
            return
        ours = self._measure(scale, "same measures", stages.some_measures, store, list(pandas.result))
        if ours is None:
            return
        differing = tuple(
            f"{name} by {', '.join(dimensions)}"
            for name, breakdowns in pandas.result.items()
            for dimensions, counts in breakdowns.items()
            if ours.result[name].get(dimensions) != counts
        )
        questions = sum(len(breakdowns) for breakdowns in pandas.result.values())
        intake = next(line for line in self.lines if line.scale == scale and line.stage == "intake")
        for what, seconds in (
            ("measures from the store, against pandas from the files", ours.processor_seconds),
            ("intake with all its checks and then the measures, against pandas from the files",
             ours.processor_seconds + (intake.processor_seconds or 0)),
        ):  # fmt: skip
            self.ratios.append(Ratio(scale, what, seconds, pandas.processor_seconds, questions, differing))


def main() -> int:
    """Run the benchmarks; 1 where pandas and Lanthorn disagree about an answer."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description=__doc__)
    parser.add_argument("--scales", type=float, nargs="+", default=[1, 10], help="1 is London; default: 1 10")
    parser.add_argument("--minutes", type=float, default=30, help="begin nothing that would end later; default: 30")
    parser.add_argument("--out", type=Path, default=Path("bench-output"), help="folder of the JSON file")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="lanthorn-bench-") as folder:
        bench = Bench(Path(folder), options.minutes)
        for scale in sorted(options.scales):
            bench.run(scale)
    print(table(bench.lines, bench.ratios))
    print(f"Written: {save(options.out, bench.lines, bench.ratios)}")
    return 1 if any(ratio.differing for ratio in bench.ratios) else 0


if __name__ == "__main__":
    sys.exit(main())
