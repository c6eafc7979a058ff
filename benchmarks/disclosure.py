"""Disclosure control measured: loss and time of protection, and time to decide every cell, by the number of cells.

    python -m benchmarks.disclosure --out measured            # up to some 2,000 cells
    python -m benchmarks.disclosure --out measured --large    # and 150 authorities by 20 categories by 3 years

Writes a table, the same as JSON, and a plot of time by cells. Where `pytauargus` is installed (EUPL; no part of the
project), Tau-Argus is given the same tables and asked for the same room to each side of each unsafe count.
"""

import argparse
import importlib.util
import json
import sys
from collections.abc import Callable, Iterator, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

import altair

from benchmarks.disclosure_oracles import METHODS, against_every_choice, against_tau_argus
from benchmarks.disclosure_tables import linked, one_table, sentences, whole_profile, with_areas
from benchmarks.measuring import measured
from lanthorn.disclosure import (
    Options,
    Publication,
    Verdict,
    attack,
    make_safe,
    protect_publication,
)
from lanthorn.disclosure.protection.cells import cells_of


@dataclass(frozen=True)
class Line:
    """One publication protected and attacked. Seconds are the processor's, since others may share the machine."""

    what: str
    cells: int
    hidden: int
    cost: float
    bound: float
    gap: float
    exact: bool
    protect_seconds: float
    attack_seconds: float
    undecided: int
    disclosed: int
    note: str = ""


def protect(made: Publication, seconds: float) -> tuple[Publication, dict[str, object]]:
    """Protect, for measuring."""
    protected = protect_publication(made, Options(singletons=False, seconds=seconds))
    return protected.publication, protected.report.as_data()


def decide(published: Publication, seconds: float) -> tuple[int, int]:
    """Attack, for measuring: undecided and disclosed."""
    report = attack(published, exact=False, proofs=False, seconds=seconds)
    return len(report.of(Verdict.UNDECIDED)), len(report.of(Verdict.DISCLOSED))


def everything(made: Publication) -> tuple[int, int, dict[str, int], bool]:
    """Protect, admit the sentences and attack, for measuring."""
    outcome = make_safe(made, Options(seconds=300), list(sentences(made)))
    admission = outcome.admission
    numbers = {"said": len(admission.said), "coarser": len(admission.coarsened), "left out": len(admission.left_out)}
    return len(cells_of(made).counts), outcome.protection.hidden, numbers, outcome.passes


def line(what: str, made: Publication, seconds: float) -> Line:
    """One publication measured."""
    protection = measured(protect, made, seconds)
    published, report = protection.result
    attacked = measured(decide, published, seconds)
    undecided, disclosed = attacked.result
    return Line(
        what,
        int(report["counts"]),
        int(report["primary"]) + int(report["complementary"]),
        float(report["cost"]),
        float(report["bound"]),
        float(report["gap"]),
        bool(report["exact"]),
        protection.processor_seconds,
        attacked.processor_seconds,
        undecided,
        disclosed,
        "time ran out" if report["hurried"] else "work ran out" if report["limited"] else "",
    )


def plot(lines: Sequence[Line], file: Path) -> None:
    """Time against cells, each publication named, with the aims as dashed lines."""
    rows = [
        {"cells": entry.cells, "seconds": max(seconds, 0.01), "what": what, "name": entry.what if top else ""}
        for entry in lines
        for what, seconds, top in (
            ("protect", entry.protect_seconds, entry.protect_seconds >= entry.attack_seconds),
            ("attack", entry.attack_seconds, entry.protect_seconds < entry.attack_seconds),
        )
    ]
    base = altair.Chart(altair.Data(values=rows)).encode(
        x=altair.X("cells:Q", title="cells (linked counts)", scale=altair.Scale(type="log")),
        y=altair.Y("seconds:Q", title="seconds of one processor", scale=altair.Scale(type="log")),
    )
    points = base.mark_point(filled=True, size=70, opacity=1).encode(
        color=altair.Color("what:N", title=None, scale=altair.Scale(range=["#D55E00", "#0072B2"])),
        shape=altair.Shape("what:N", title=None),
    )
    names = base.mark_text(align="right", dx=-7, dy=-7, fontSize=11).encode(text="name:N")
    aims = altair.Data(values=[{"seconds": 20, "aim": "20 s"}, {"seconds": 60, "aim": "60 s"}])
    rules = altair.Chart(aims).mark_rule(strokeDash=[4, 4], color="#777777").encode(y="seconds:Q")
    (rules + points + names).properties(width=560, height=340).save(str(file))


def compare() -> dict[str, list[dict[str, object]]]:
    """Losses beside those of Tau-Argus (where it is installed) and beside the least that trying everything finds."""
    found: dict[str, list[dict[str, object]]] = {"every_choice": [against_every_choice(seed) for seed in range(1, 6)]}
    same = sum(entry["least"] == entry["Lanthorn"] == entry["bound"] for entry in found["every_choice"])
    print(f"{same} of {len(found['every_choice'])} small tables: the least loss that trying every choice finds.")
    if not importlib.util.find_spec("pytauargus"):
        print("pytauargus is not installed: no comparison with Tau-Argus.")
        return found
    found["tau_argus"] = []
    for sizes in ((8, 5), (32, 8), (32, 8, 2)):
        for method in METHODS:
            found["tau_argus"].append(against_tau_argus(sizes, method))
            print(found["tau_argus"][-1], flush=True)
    return found


SIZES: dict[str, Callable[[], Publication]] = {
    "8 x 5": lambda: one_table(8, 5),
    "32 x 8": lambda: one_table(32, 8),
    "3 linked": lambda: linked(3),
    "6 linked": lambda: linked(6),
    "32 x 8 x 2": lambda: one_table(32, 8, 2),
    "33 x 8 x 2, areas": with_areas,
    "whole profile": whole_profile,
    "200 x 10": lambda: one_table(200, 10),
    "32 x 8 x 6": lambda: one_table(32, 8, 6),
}
LARGE: dict[str, Callable[[], Publication]] = {"150 x 20 x 3": lambda: one_table(150, 20, 3)}


def measure(made: dict[str, Callable[[], Publication]], seconds: float) -> Iterator[Line]:
    """Each publication protected and attacked, printed as it is done."""
    print(f"{'what':<20}{'cells':>8}{'hidden':>8}{'cost':>9}{'gap':>7}{'protect s':>11}{'attack s':>10}  result")
    for what, make in made.items():
        found = line(what, make(), seconds)
        result = f"{found.undecided} undecided, {found.disclosed} disclosed"
        proven = "exact" if found.exact else f"{found.gap:.1%}"
        print(
            f"{what:<20}{found.cells:>8,}{found.hidden:>8,}{found.cost:>9,.0f}{proven:>7}"
            f"{found.protect_seconds:>11.1f}{found.attack_seconds:>10.1f}  {result} {found.note}",
            flush=True,
        )
        yield found


def main(arguments: Sequence[str] | None = None) -> int:
    """Measure, print and write."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--out", type=Path, required=True, help="folder for the figures and the plot")
    parser.add_argument("--seconds", type=float, default=600.0, help="for each protection, and for each attack")
    parser.add_argument("--large", action="store_true", help="also the size that takes long")
    given = parser.parse_args(arguments)
    given.out.mkdir(parents=True, exist_ok=True)
    lines = list(measure(SIZES | (LARGE if given.large else {}), given.seconds))
    profile = measured(everything, whole_profile())
    cells, hidden, said, passes = profile.result
    print(f"whole profile with its sentences: {cells:,} cells, {hidden} hidden, {said}, passes: {passes}, "
          f"{profile.processor_seconds:.1f} s of processor")  # fmt: skip
    written = {"publications": [asdict(entry) for entry in lines], "profile": said, **compare()}
    (given.out / "disclosure.json").write_text(json.dumps(written, indent=2), encoding="utf-8")
    plot(lines, given.out / "disclosure.svg")
    return 0


if __name__ == "__main__":
    sys.exit(main())
