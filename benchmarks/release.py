"""The profiles of many synthetic Londons: whether each is protected and decided, how fast, and at what loss.

`python -m benchmarks.release --seeds 20` draws each city at scale 1, makes its profile and attacks the folder that it
publishes once more from what is written. One line a city; JSON with `--json`. `--several`: in place of that, the
publications of several briefings, London's with its 33 authorities' and that of two years.
"""

import argparse
import json
import tempfile
from itertools import pairwise
from pathlib import Path
from time import monotonic, process_time
from typing import Any

from benchmarks.measuring import measured
from lanthorn.disclosure import Verdict, attack, read_publication
from lanthorn.evidence import Store
from lanthorn.intake import take_in
from lanthorn.linkage import link
from lanthorn.profile import Profile, Profiles, Wanted, make_comparison, make_local_profiles, make_profile
from lanthorn.profile.release import write_release
from lanthorn.synthetic import generate
from lanthorn.vocabulary import parse_period

PERIOD = "2014-15"
BEFORE = "2013-14"


def _store(seed: int, scale: float, folder: Path) -> Store:
    """A city's records, taken in and linked."""
    made = generate(folder / "london", seed=seed, scale=scale)
    store = Store.open(folder / "store", create=True)
    take_in(made.files, store)
    link(store, seed=seed, defaults=True)
    return store


def each_authority(folder: Path) -> tuple[int, int]:
    """London's briefing and those of its authorities: counts and hidden ones of the one publication."""
    return _numbers(make_local_profiles(Store.open(folder / "store"), parse_period(PERIOD)))


def two_periods(folder: Path) -> tuple[int, int]:
    """The briefing of two years, likewise."""
    return _numbers(make_comparison(Store.open(folder / "store"), parse_period(PERIOD), parse_period(BEFORE), Wanted()))


def _numbers(made: Profile | Profiles) -> tuple[int, int]:
    account = made.results.manifest.parameters["disclosure"]
    return int(account["counts"]), int(account["hidden"])


def several(seed: int, scale: float, folder: Path) -> list[dict[str, Any]]:
    """The publications of several briefings, each made in a process of its own. One that gives a count away raises."""
    _store(seed, scale, folder)
    found = []
    for name, make in (("London and 33 authorities", each_authority), ("two years", two_periods)):
        result = measured(make, folder)
        counts, hidden = result.result
        found.append(
            {"what": name, "seed": seed, "counts": counts, "hidden": hidden, "seconds": round(result.seconds, 1),
             "processor_seconds": round(result.processor_seconds, 1), "mebibytes": round(result.peak_mebibytes)}
        )  # fmt: skip
    return found


def measure(seed: int, scale: float, folder: Path) -> dict[str, Any]:
    """One city: seconds of each stage of its profile, what is hidden, and what an attack finds."""
    store = _store(seed, scale, folder)
    marks: list[tuple[str, float, float]] = []
    profile = make_profile(
        store,
        parse_period(PERIOD),
        progress=lambda stage: marks.append((stage.split(" ")[0], monotonic(), process_time())),
    )
    marks.append(("", monotonic(), process_time()))
    stages = {name: (later[1] - wall, later[2] - cpu) for (name, wall, cpu), later in pairwise(marks)}
    begun = process_time()
    report = attack(read_publication(write_release(profile.publication, folder / "publication")))
    account = profile.results.manifest.parameters["disclosure"]
    kept = ("counts", "hidden", "least_loss", "gap", "rounds", "kept_not", "facts_that_follow", "facts_admitted")
    return {
        "seed": seed,
        **{f"{name.lower()}_seconds": round(wall, 1) for name, (wall, _) in stages.items()},
        "added_cpu_seconds": round(sum(cpu for name, (_, cpu) in stages.items() if name != "Answering"), 1),
        **{name: account[name] for name in kept},
        "left_out": len(account["left_out"]),
        **{str(verdict): len(report.of(verdict)) for verdict in Verdict},
        "attack_cpu_seconds": round(process_time() - begun, 1),
    }


def main() -> None:
    """Measure some cities and print what was found."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seeds", type=int, default=20)
    parser.add_argument("--first", type=int, default=1)
    parser.add_argument("--scale", type=float, default=1.0)
    parser.add_argument("--json", type=Path)
    parser.add_argument("--several", action="store_true", help="publications of several briefings, of the first city")
    chosen = parser.parse_args()
    if chosen.several:
        with tempfile.TemporaryDirectory() as name:
            rows = several(chosen.first, chosen.scale, Path(name))
        print(*rows, sep="\n")
        if chosen.json:
            chosen.json.write_text(json.dumps(rows, indent=2), encoding="utf-8")
        return
    found = []
    for seed in range(chosen.first, chosen.first + chosen.seeds):
        with tempfile.TemporaryDirectory() as name:
            found.append(measure(seed, chosen.scale, Path(name)))
        print(found[-1], flush=True)
        if chosen.json:
            chosen.json.write_text(json.dumps(found, indent=2), encoding="utf-8")
    bad = [row["seed"] for row in found if row["disclosed"] or row["undecided"]]
    print(f"{len(found)} cities: {'every hidden count protected' if not bad else f'not protected: seeds {bad}'}.")


if __name__ == "__main__":
    main()
