"""The early warning measured: false alarms where nothing changed, and the delay after a change that was planted.

Three parts: counts drawn at rates like those of flagged offences (single) and of missing reports (clustered); the
monthly counts of whole synthetic Londons of four years, in which no authority changes; and both with the rate of one
authority doubled from a month on. In a London each authority is doubled in turn, by adding about as many again as it
recorded that month.

    python benchmarks/early_warning.py --times 200 --londons 24
"""

import argparse
import tempfile
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from lanthorn.evidence import Layer, Store, connect, open_tables
from lanthorn.intake import take_in
from lanthorn.measures import catalogue
from lanthorn.measures.warning import MonthlyCounts, enough, monthly_counts, settings, watch
from lanthorn.measures.warning.series import length
from lanthorn.synthetic import generate
from lanthorn.vocabulary import authorities

YEARS = ("2013-14", "2014-15", "2015-16", "2016-17")
LAST_DAY = date(2017, 3, 31)
FIRST_SEED = 3001
RATES = np.linspace(1.0, 9.0, 33)
DRAWN_MONTHS, CHANGE_AT = 30, 20
AFTER = 6
"""Months after a change within which it is to be found."""


def drawn(
    chance: np.random.Generator, rates: NDArray[np.float64], dispersion: float, doubled: int | None = None
) -> MonthlyCounts:
    """Counts at those rates a month, the authority `doubled` at twice its rate from CHANGE_AT on."""
    months = tuple(f"{2012 + index // 12}-{index % 12 + 1:02d}" for index in range(DRAWN_MONTHS))
    expected = rates[:, None] * np.array([length(month) for month in months]) / 30.4375
    if doubled is not None:
        expected[doubled, CHANGE_AT:] *= 2
    counts = chance.poisson(expected) if dispersion == 1 else _clustered(chance, expected, dispersion)
    return MonthlyCounts(tuple(entry.code for entry in authorities()), months, counts, "", clustered=dispersion != 1)


def _clustered(chance: np.random.Generator, expected: NDArray[np.float64], dispersion: float) -> NDArray[np.int64]:
    return chance.negative_binomial(expected / (dispersion - 1), 1 / dispersion)


def londons(number: int) -> Iterator[dict[str, MonthlyCounts]]:
    """The monthly counts of so many synthetic Londons, by measure."""
    for seed in range(FIRST_SEED, FIRST_SEED + number):
        with tempfile.TemporaryDirectory() as folder:
            made = generate(Path(folder) / "london", seed=seed, years=YEARS)
            store = Store.open(Path(folder) / "store", create=True)
            take_in([file for file in made.files if "police" in file.parts], store)
            tables = open_tables(store.need(Layer.RECORDS).tables(), connect())
            yield {
                measure: monthly_counts(tables, catalogue().measure(measure), place, LAST_DAY)
                for measure, place in settings().watched.items()
            }


def up_to(counts: MonthlyCounts, number: int) -> MonthlyCounts:
    """The first so many months, as they stood then."""
    return replace(counts, months=counts.months[:number], counts=counts.counts[:, :number])


def flagged_places(counts: MonthlyCounts, number: int) -> set[str]:
    """The authorities flagged when so many months were there."""
    return {entry.place for entry in watch(up_to(counts, number)).comparisons if entry.flagged}


def false_alarms(series: Sequence[MonthlyCounts]) -> str:
    """How many authorities are flagged a month, and in what part of the months any is."""
    alarms = [
        len(flagged_places(counts, number))
        for counts in series
        for number in range(1, len(counts.months) + 1)
        if enough(up_to(counts, number))
    ]
    with_any = sum(1 for entry in alarms if entry) / len(alarms)
    return f"{len(alarms)} months, {np.mean(alarms):.2f} authorities flagged a month, any in {with_any:.0%} of months"


def doubled_in(counts: MonthlyCounts, place: int, since: int, chance: np.random.Generator) -> MonthlyCounts:
    """The same with about as many again in one authority from a month on, give or take chance."""
    planted = counts.counts.copy()
    planted[place, since:] += chance.binomial(2 * planted[place, since:], 0.5)
    return replace(counts, counts=planted)


def delays(series: Sequence[tuple[MonthlyCounts, int, int]]) -> str:
    """In what part of them the changed authority is flagged within 1, 2, 3 … months of the change."""
    found = []
    for counts, place, since in series:
        months = (k for k in range(1, AFTER + 1) if counts.places[place] in flagged_places(counts, since + k))
        found.append(next(months, AFTER + 1))
    return ", ".join(
        f"{sum(k <= within for k in found) / len(found):.0%} in {within}" for within in range(1, AFTER + 1)
    )


def main() -> None:
    """Run from the command line."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--times", type=int, default=200, help="how many drawn series")
    parser.add_argument("--londons", type=int, default=6, help="how many synthetic Londons")
    chosen = parser.parse_args()
    chance = np.random.default_rng(FIRST_SEED)
    kinds = (("single, 1 to 9 a month", RATES, 1.0), ("clustered, 14 to 126 a month", RATES * 14, 4.0))
    for name, rates, dispersion in kinds:
        print(
            f"drawn, {name}, unchanged: {false_alarms([drawn(chance, rates, dispersion) for _ in range(chosen.times)])}"
        )
        for place in (10, 20, 32):
            series = [(drawn(chance, rates, dispersion, place), place, CHANGE_AT) for _ in range(chosen.times)]
            print(f"drawn, {name}, {rates[place]:.1f} a month doubled: {delays(series)} months", flush=True)
    found = list(londons(chosen.londons))
    for measure in settings().watched:
        series = [london[measure] for london in found]
        print(f"synthetic London, {measure}, unchanged: {false_alarms(series)}", flush=True)
        for third, name in enumerate(("quietest", "middle", "busiest")):
            planted, usual = planted_in(series, third, chance)
            print(f"synthetic London, {measure}, doubled in one of the {name} third ({usual:.1f} a month): "
                  f"{delays(planted)} months", flush=True)  # fmt: skip


def planted_in(
    series: Sequence[MonthlyCounts], third: int, chance: np.random.Generator
) -> tuple[list[tuple[MonthlyCounts, int, int]], float]:
    """Each London once for each authority of a third, with that one doubled; and the usual count of such a month."""
    planted, usual = [], []
    for counts in series:
        since = len(counts.months) - AFTER
        for place in np.array_split(np.argsort(counts.counts.sum(axis=1)), 3)[third]:
            planted.append((doubled_in(counts, int(place), since, chance), int(place), since))
            usual.append(counts.counts[place].mean())
    return planted, float(np.mean(usual))


if __name__ == "__main__":
    main()
