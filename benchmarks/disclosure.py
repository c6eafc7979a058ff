"""Disclosure control measured: loss and time of protection, and time to decide every cell, by the number of cells.

    python -m benchmarks.disclosure --out measured            # the sizes up to a whole profile
    python -m benchmarks.disclosure --out measured --large    # and 150 authorities by 20 categories by 3 years

Writes a table, the same as JSON, and a plot of time by cells. Where `pytauargus` is installed (EUPL; no part of the
project), Tau-Argus is given the same tables and asked for the same room to each side of each unsafe count.
"""

import argparse
import importlib.util
import json
import sys
import tempfile
from collections.abc import Callable, Iterator, Sequence
from dataclasses import asdict, dataclass, replace
from fractions import Fraction
from itertools import product
from pathlib import Path

import altair
import numpy as np

from benchmarks.measuring import measured
from lanthorn.disclosure import (
    TOTAL,
    Hierarchy,
    Options,
    Publication,
    Sentence,
    Table,
    Verdict,
    attack,
    make_safe,
    protect_publication,
    publication_of,
)
from lanthorn.disclosure.protection.cells import cells_of
from lanthorn.disclosure.protection.requirements import Requirements
from lanthorn.disclosure.protection.suppression import suppress
from lanthorn.disclosure.publication import Order, Range, Share, count_of

SEED = 7
AREAS = {f"authority{number}": f"area{number % 4}" for number in range(33)}


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


def units(sizes: dict[str, int], number: int, seed: int = SEED) -> dict[str, np.ndarray]:
    """Units with a value of each dimension; values differ in how common they are."""
    chance = np.random.default_rng(seed)
    return {name: chance.choice(size, number, p=chance.dirichlet(np.full(size, 2.0))) for name, size in sizes.items()}


def tabulated(drawn: dict[str, np.ndarray], *dimensions: str, population: str = "children") -> Table:
    """The table of units by some dimensions, with every value and margin."""
    sizes = [int(drawn[name].max(initial=0)) + 1 for name in dimensions]
    grid = np.zeros(sizes, dtype=np.int64)
    np.add.at(grid, tuple(drawn[name] for name in dimensions), 1)
    counts = {}
    for key in product(*(range(size + 1) for size in sizes)):
        part = grid[tuple(slice(None) if place == size else place for place, size in zip(key, sizes, strict=True))]
        words = (
            TOTAL if place == size else f"{name}{place}"
            for place, size, name in zip(key, sizes, dimensions, strict=True)
        )
        counts[tuple(words)] = int(part.sum())
    return Table(f"{population} by {' and '.join(dimensions)}", population, dimensions, counts)


def one_table(*sizes: int, mean: float = 6.0) -> Publication:
    """One table of as many dimensions as sizes."""
    names = dict(zip(("first", "second", "third"), sizes, strict=False))
    drawn = units(names, int(mean * np.prod(sizes)))
    return publication_of("one table", [tabulated(drawn, *names)])


def with_areas() -> Publication:
    """33 authorities by 8 ages by 2 sexes, with areas beside."""
    drawn = units({"authority": 33, "age": 8, "sex": 2}, 3000)
    drawn["area"] = np.array([int(AREAS[f"authority{place}"][-1]) for place in drawn["authority"]])
    tables = [tabulated(drawn, "authority", "age", "sex"), tabulated(drawn, "area", "age", "sex")]
    return publication_of("areas", tables, hierarchies=[Hierarchy("authority", "area", AREAS)])


def linked(number: int) -> Publication:
    """Three or six two-way tables of the same children."""
    drawn = units({"authority": 33, "age": 8, "sex": 3, "channel": 6}, 3000)
    pairs = [("authority", "age"), ("age", "sex"), ("authority", "sex"), ("authority", "channel"), ("age", "channel"),
             ("sex", "channel")]  # fmt: skip
    return publication_of("linked", [tabulated(drawn, *pair) for pair in pairs[:number]])


def whole_profile() -> Publication:
    """Tables such as a profile of a year has: about 2,000 linked counts of offences, victims, suspects, reports."""
    victims = units({"home": 34, "place": 34, "sex": 3, "age": 11, "missing": 2, "times": 5, "care": 2}, 1800)
    victims["place"] = np.where(np.arange(1800) % 3 > 0, victims["home"], victims["place"])
    offences = units({"place": 34, "category": 4, "online": 2, "channel": 9, "unit": 5, "month": 12}, 1900, SEED + 1)
    reports = units({"authority": 34, "sex": 3, "age": 11, "from": 4}, 20_000, SEED + 2)
    asked: tuple[tuple[str, dict[str, np.ndarray], Sequence[tuple[str, ...]]], ...] = (
        ("victims", victims, (("home",), ("home", "place"), ("sex", "age"), ("sex", "missing"), ("age", "missing"),
                              ("missing", "times"), ("sex", "care"))),
        ("offences", offences, (("place",), ("category", "online"), ("category", "unit"), ("channel",), ("month",))),
        ("reports", reports, (("authority",), ("sex", "age"), ("from",))),
    )  # fmt: skip
    tables = [tabulated(drawn, *pair, population=name) for name, drawn, pairs in asked for pair in pairs]
    return publication_of("profile", tables)


def sentences(publication: Publication) -> Iterator[Sentence]:
    """For each table what a page says of it: the largest values' shares in words, ranks, the shades of a map."""
    for table in publication.tables:
        total = table.cells[(TOTAL,) * len(table.dimensions)]
        first = [key for key in table.cells if key[0] != TOTAL and set(key[1:]) <= {TOTAL}]
        first.sort(key=lambda key: (-int(table.cells[key]), key))
        counts = [count_of(table.population, {table.dimensions[0]: key[0]}) for key in first]
        everybody = count_of(table.population)
        for key, count in list(zip(first, counts, strict=True))[:5]:
            hundredths = Fraction(round(Fraction(100 * int(table.cells[key]), int(total))), 100)
            exact = Share(f"{key} of {table.name}", (count,), (everybody,), hundredths - Fraction(1, 200),
                          hundredths + Fraction(1, 200))  # fmt: skip
            loose = replace(
                exact, says=f"about {exact.says}", low=exact.low * Fraction(9, 10), high=exact.high * Fraction(11, 10)
            )
            yield Sentence.of(exact, loose)
        yield Sentence.of(Order(f"highest of {table.name}", ((counts[0],), (counts[1],), tuple(counts[2:]))))
        if len(first) > 20 and len(table.dimensions) == 1:
            for key, count in zip(first, counts, strict=True):
                low = int(table.cells[key]) // 20 * 20
                yield Sentence.of(Range(f"shade of {key} in {table.name}", (count,), low=low, high=low + 19))


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
        "time ran out" if report["hurried"] else "",
    )


def against_tau_argus(sizes: Sequence[int], method: str) -> dict[str, object]:
    """The cost of hiding one table's counts by Tau-Argus and by Lanthorn, for the same room to each side."""
    from pytauargus import protect as tau_argus

    made = one_table(*sizes)
    (table,) = made.tables
    cells = cells_of(made)
    drawn = units(dict(zip(table.dimensions, sizes, strict=True)), int(6.0 * np.prod(sizes)))
    rows = {name: [f"{name}{value}" for value in drawn[name]] for name in table.dimensions}
    with tempfile.TemporaryDirectory() as folder:
        found = tau_argus(
            rows | {"units": [1] * len(drawn["first"])}, list(table.dimensions), response="units",
            safety_rules="FREQ(5,100)", suppress=method, workdir=folder,
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


def plot(lines: Sequence[Line], file: Path) -> None:
    """Time against cells."""
    rows = [
        {"cells": entry.cells, "seconds": seconds, "what": what}
        for entry in lines
        for what, seconds in (("protect", entry.protect_seconds), ("attack", entry.attack_seconds))
    ]
    chart = altair.Chart(altair.Data(values=rows), width=480, height=320).mark_point(filled=True, size=60)
    chart.encode(
        x=altair.X("cells:Q", title="cells", scale=altair.Scale(type="log")),
        y=altair.Y("seconds:Q", title="processor seconds", scale=altair.Scale(type="log")),
        color=altair.Color("what:N", title=None),
    ).save(str(file))


def main(arguments: Sequence[str] | None = None) -> int:
    """Measure, print and write."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--out", type=Path, required=True, help="folder for the figures and the plot")
    parser.add_argument("--seconds", type=float, default=120.0, help="for each protection")
    parser.add_argument("--large", action="store_true", help="also the sizes that take long")
    given = parser.parse_args(arguments)
    given.out.mkdir(parents=True, exist_ok=True)
    made: list[tuple[str, Callable[[], Publication]]] = [
        ("32 x 8", lambda: one_table(32, 8)),
        ("3 linked", lambda: linked(3)),
        ("6 linked", lambda: linked(6)),
        ("32 x 8 x 2", lambda: one_table(32, 8, 2)),
        ("33 x 8 x 2 and areas", with_areas),
        ("whole profile", whole_profile),
        ("200 x 10", lambda: one_table(200, 10)),
    ]
    if given.large:
        made += [("32 x 8 x 6", lambda: one_table(32, 8, 6)), ("150 x 20 x 3", lambda: one_table(150, 20, 3))]
    lines = []
    print(f"{'what':<22}{'cells':>7}{'hidden':>8}{'cost':>9}{'gap':>7}{'protect s':>11}{'attack s':>10}  result")
    for what, make in made:
        found = line(what, make(), given.seconds)
        lines.append(found)
        result = f"{found.undecided} undecided, {found.disclosed} disclosed"
        proven = "exact" if found.exact else f"{found.gap:.1%}"
        print(
            f"{what:<22}{found.cells:>7,}{found.hidden:>8,}{found.cost:>9,.0f}{proven:>7}"
            f"{found.protect_seconds:>11.1f}{found.attack_seconds:>10.1f}  {result} {found.note}",
            flush=True,
        )
    profile = measured(everything, whole_profile())
    cells, hidden, said, passes = profile.result
    print(f"whole profile with its sentences: {cells:,} cells, {hidden} hidden, {said}, passes: {passes}, "
          f"{profile.processor_seconds:.1f} s of processor")  # fmt: skip
    compared = []
    if importlib.util.find_spec("pytauargus"):
        for sizes, method in (
            ((8, 5), "OPT(1)"),
            ((32, 8), "OPT(1)"),
            ((32, 8, 2), "OPT(1)"),
            ((32, 8), "MOD(1,5,1,0,0)"),
        ):
            compared.append(against_tau_argus(sizes, method))
            print(compared[-1], flush=True)
    else:
        print("pytauargus is not installed: no comparison with Tau-Argus.")
    written = {"publications": [asdict(entry) for entry in lines], "profile": said, "tau_argus": compared}
    (given.out / "disclosure.json").write_text(json.dumps(written, indent=2), encoding="utf-8")
    plot(lines, given.out / "disclosure.svg")
    return 0


if __name__ == "__main__":
    sys.exit(main())
