"""How the default weights were made: `python -m lanthorn.linkage.learn_defaults STORE > default_weights.csv`.

Given a linked store with enough records to learn from (a whole synthetic London of a seed that no test uses); prints
the weights learnt there in the form of `data/default_weights.csv`.
"""

import csv
import sys
from pathlib import Path
from typing import Any, TextIO

from lanthorn.errors import LanthornError
from lanthorn.evidence import Layer, Store
from lanthorn.linkage.weights import COLUMNS, PRIOR, default_weights

_ORIGIN = """\
# The model used where there are too few records to learn one: shares of true pairs (m) and of pairs of different
# children (u) that fall into each level; in the first row, the share of true pairs among all pairs of descriptions.
# Learnt without labels by `lanthorn link` on the synthetic London of seed 77, scale 1; no test uses that seed.
# Those of addresses, which that London has none of, were learnt without labels on FEBRL4 (benchmarks/linkage.py febrl).
"""


def write_weights(store: Store, target: TextIO) -> None:
    """Write the model of the store's links as default weights. Raises LanthornError where nothing was learnt."""
    stated = store.need(Layer.LINKS).manifest.parameters
    if not stated["trained"]:
        raise LanthornError("The links in this store rest on default weights; learn from a store with more records.")
    model: dict[str, Any] = stated["model"]
    target.write(_ORIGIN)
    writer = csv.writer(target, lineterminator="\n")
    writer.writerow(COLUMNS)
    writer.writerow([PRIOR, "", model["prior"], ""])
    learnt = {(entry["comparison"], entry["level"]): (entry["m"], entry["u"]) for entry in model["levels"]}
    # What the store's records do not hold keeps the weights it has.
    for (comparison, level), weight in default_weights().levels.items():
        writer.writerow([comparison, level, *learnt.get((comparison, level), (weight.m, weight.u))])


if __name__ == "__main__":
    write_weights(Store.open(Path(sys.argv[1])), sys.stdout)
