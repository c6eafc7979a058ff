"""Linkage beside what one would use instead: FEBRL4 by three means, and synthetic children against bare Splink.

Each is measured in a process of its own, one after the other, so that times and memory of one run can be compared as
ratios. Prints one line a means: `python -m benchmarks.linkage_beside --records 100000 1000000`.
"""

import argparse
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import duckdb

from benchmarks import febrl, stages
from benchmarks.bare_splink import B_CUBED, bare_splink
from benchmarks.measuring import Measurement, measured
from lanthorn.evidence import Layer, Store
from lanthorn.linkage import link

RECORDS_OF_LONDON = 75_000
"""Records of children that can be linked in the synthetic London of scale 1."""
FEBRL_MEANS: dict[str, Callable[[bool], febrl.Score]] = {
    "Lanthorn": febrl.ours,
    "recordlinkage, ECM": febrl.recordlinkage_ecm,
    "Splink, plain": febrl.plain_splink,
}


def ours(store: Path, truth: Path, _out: Path) -> dict[str, float]:
    """Link the store's records as `lanthorn link` does; what `bare_splink` gives back."""
    opened = Store.open(store)
    link(opened, seed=stages.SEED, defaults=True)
    child = opened.need(Layer.LINKS).table("child")
    clusters = f"(select record_id as unique_id, child_id as cluster_id from read_parquet('{child}'))"
    with duckdb.connect() as connection:
        query = B_CUBED.format(clusters=clusters, truth=truth / "record_child.parquet")
        precision, recall, records = connection.execute(query).fetchall()[0]
    return {"records": records, "B-cubed F1": 2 * precision * recall / (precision + recall)}


def febrl4() -> list[str]:
    """The lines of FEBRL4, with and without the shared number."""
    return [
        _line(f"FEBRL4, {'with' if number else 'without'} the number: {name}", measured(means, number))
        for number in (True, False)
        for name, means in FEBRL_MEANS.items()
    ]


def children(records: int, folder: Path) -> list[str]:
    """The lines of a synthetic London of about so many records, and the ratios."""
    scale = records / RECORDS_OF_LONDON
    london, store = folder / f"london-{records}", folder / f"store-{records}"
    measured(stages.synth, london, scale)
    measured(stages.intake, london, store)
    means: dict[str, Callable[..., Any]] = {"Lanthorn": ours, "Splink, by hand": bare_splink}
    found = {name: measured(function, store, london / "truth", folder) for name, function in means.items()}
    own, bare = found.values()
    ratios = {
        "processor": own.processor_seconds / bare.processor_seconds,
        "clock": own.seconds / bare.seconds,
        "memory": own.peak_mebibytes / bare.peak_mebibytes,
    }
    return [
        *(_line(f"{records:,} records: {name}", one) for name, one in found.items()),
        f"{records:,} records: Lanthorn against Splink by hand: "
        + ", ".join(f"{what} {ratio:.2f}" for what, ratio in ratios.items()),
    ]


def _line(name: str, found: Measurement) -> str:
    scores = ", ".join(
        f"{what} {value:.4f}" if isinstance(value, float) else f"{value:,} {what}"
        for what, value in found.result.items()
    )
    return (
        f"{name:<48}{found.seconds:>8.1f} s{found.processor_seconds:>8.1f} s of processor"
        f"{found.peak_mebibytes:>8,.0f} MiB   {scores}"
    )


def main() -> None:
    """Print every line as soon as it is measured."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--records", type=int, nargs="*", default=[100_000, 1_000_000])
    options = parser.parse_args()
    print("\n".join(febrl4()), flush=True)
    for records in options.records:
        with tempfile.TemporaryDirectory(prefix="lanthorn-bench-") as folder:
            print("\n".join(children(records, Path(folder))), flush=True)


if __name__ == "__main__":
    main()
