"""Others' answers to hold protection against: Tau-Argus on the same tables, and every choice tried on small ones.

`pytauargus` (EUPL) is no part of the project: it is asked where it is installed.
"""

import tempfile
from collections.abc import Sequence
from dataclasses import replace

import numpy as np
from tests.disclosure.every_choice import EveryChoice

from benchmarks.disclosure_tables import one_table, tabulated, units
from lanthorn.disclosure import TOTAL, Options, Rule, protect_publication, publication_of
from lanthorn.disclosure.protection.cells import cells_of
from lanthorn.disclosure.protection.requirements import Requirements
from lanthorn.disclosure.protection.suppression import suppress

METHODS = {"OPT": "OPT(1)", "HiTaS": "MOD(1,5,1,0,0)"}
"""Tau-Argus's optimal and its modular method, as it wants them spelt."""


def against_tau_argus(sizes: Sequence[int], method: str) -> dict[str, object]:
    """The cost of hiding one table's counts by Tau-Argus and by Lanthorn, for the same room to each side."""
    from pytauargus import protect as tau_argus  # type: ignore[import-untyped, import-not-found, unused-ignore]  # no part of the project

    made = one_table(*sizes)
    (table,) = made.tables
    cells = cells_of(made)
    drawn = units(dict(zip(table.dimensions, sizes, strict=True)), int(6.0 * np.prod(sizes)))
    rows = {name: [f"{name}{value}" for value in drawn[name]] for name in table.dimensions}
    with tempfile.TemporaryDirectory() as folder:
        found = tau_argus(
            rows | {"units": [1] * len(drawn["first"])}, list(table.dimensions), response="units",
            safety_rules="FREQ(5,100)", suppress=METHODS[method], workdir=folder,
        ).tables[0]  # fmt: skip
        status = {
            tuple(TOTAL if row[name].strip() == "Total" else row[name].strip() for name in table.dimensions): mark
            for row, mark in zip(found.rows, found.status(), strict=True)
        }
    unsafe = (cells.values > 0) & (cells.values < made.rule.threshold)
    cost = np.maximum(cells.values, 1).astype(float)
    keys = list(table.cells)
    theirs = float(sum(cost[place] for place, key in enumerate(keys) if status.get(key, "S") in "UMB"))
    alike = Requirements(unsafe, {}, np.full(len(cost), 1e-3), np.where(unsafe, cells.values, 0).astype(float), False)
    cells = replace(cells, never_hidden=(cells.values == 0))
    ours = suppress(cells, np.arange(len(cost)), alike, cost, 0, seconds=120)
    return {"table": "x".join(map(str, sizes)), "method": method, "Tau-Argus": theirs, "Lanthorn": ours.cost,
            "bound": ours.bound}  # fmt: skip


def against_every_choice(seed: int) -> dict[str, object]:
    """The cost of hiding a table of three by two by Lanthorn, and the least that trying every set of cells finds."""
    drawn = units({"first": 3, "second": 2}, 22, seed)
    rule = Rule(threshold=3)
    small = publication_of("small", [tabulated(drawn, "first", "second")], rule=rule)
    report = protect_publication(small, Options(singletons=False)).report
    (table,) = small.tables
    least = EveryChoice(table, rule).least_cost()
    return {"seed": seed, "least": least, "Lanthorn": report.cost, "bound": report.bound}
