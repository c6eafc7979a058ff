"""The profiles of many synthetic Londons: whether each is protected and decided, how fast, and at what loss.

`python -m benchmarks.release --seeds 20` draws each city at scale 1, makes its profile and attacks the folder that it
publishes once more from what is written. One line a city; JSON with `--json`.
"""

import argparse
import json
import tempfile
from itertools import pairwise
from pathlib import Path
from time import monotonic, process_time
from typing import Any

from lanthorn.disclosure import Verdict, attack, read_publication
from lanthorn.evidence import Store
from lanthorn.intake import take_in
from lanthorn.linkage import link
from lanthorn.profile import make_profile
from lanthorn.profile.release import write_release
from lanthorn.synthetic import generate
from lanthorn.vocabulary import parse_period

PERIOD = "2014-15"


def measure(seed: int, scale: float, folder: Path) -> dict[str, Any]:
    """One city: seconds of each stage of its profile, what is hidden, and what an attack finds."""
    made = generate(folder / "london", seed=seed, scale=scale)
    store = Store.open(folder / "store", create=True)
    take_in(made.files, store)
    link(store, seed=seed, defaults=True)
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
    chosen = parser.parse_args()
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
