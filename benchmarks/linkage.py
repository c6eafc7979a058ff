"""Linkage measured: quality over many synthetic Londons, and whether the published intervals cover the truth.

Given a number of seeds; draws a London for each, takes its files in, links, audits with simulated reviewers as
`lanthorn audit-links` would, and compares with the truth. Prints one line of CSV a London and audit, then a summary.

    python benchmarks/linkage.py coverage --seeds 60 --out coverage.csv
    python benchmarks/linkage.py quality --errors 2

Two ways of reviewing are told apart: "two": two reviewers answer everything, and a third what the first two differ in;
"one": a single reviewer, whose errors nobody sees.
"""

import argparse
import csv
import shutil
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

from lanthorn.evidence import Layer, Store, duckdb_connection
from lanthorn.intake import take_in
from lanthorn.linkage import evaluate, link
from lanthorn.linkage.audit import new_audit, record_workbook, write_workbook
from lanthorn.linkage.questions import make_victims, open_records, question_of, share_by_links
from lanthorn.linkage.share import linked_shares
from lanthorn.synthetic import generate
from lanthorn.synthetic.parameters import parameters
from lanthorn.synthetic.reviewer import ERROR_RATE, fill_in
from lanthorn.vocabulary import Period, parse_period

PERIOD = parse_period("2014-15")
FIRST_SEED = 1001
REVIEWERS = {"one": ("First",), "two": ("First", "Second", "Third")}


@dataclass(frozen=True)
class Outcome:
    """One interval beside the truth."""

    seed: int
    reviewing: str
    question: str
    victims: int
    truth: float
    plug_in: float
    posterior_mean: float
    low: float
    mid: float
    high: float
    audited: int
    link_seconds: float
    pairs_f1: float
    b_cubed_f1: float

    @property
    def covers(self) -> bool:
        """Whether the truth lies within the interval."""
        return self.low <= self.truth <= self.high


def true_shares(store: Store, truth: Path, period: Period) -> dict[str, float]:
    """The share of true victims of the period for each question, by the truth of who each record is about."""
    with duckdb_connection() as connection:
        open_records(connection, store.need(Layer.RECORDS).tables())
        connection.read_parquet(str(truth / "record_child.parquet")).create_view("truth")
        connection.execute("create view member as select record_id, person_id as unit from truth")
        make_victims(connection, period)
        found = {name: share_by_links(connection, question_of(name)) for name in ("missing.history", "missing.care")}
    return {name: share for name, share in found.items() if share is not None}


def outcomes(
    seed: int, scale: float, size: int, error_rate: float, ways: Sequence[str] = tuple(REVIEWERS)
) -> Iterator[Outcome]:
    """The intervals of one London, for these ways of reviewing."""
    with tempfile.TemporaryDirectory() as folder:
        home = Path(folder)
        made = generate(home / "london", seed=seed, scale=scale)
        store = Store.open(home / "store", create=True)
        take_in(list(made.files), store)
        begun = time.perf_counter()
        link(store, defaults=True)
        seconds = time.perf_counter() - begun
        scores = evaluate(store, made.truth).scores
        truths = true_shares(store, made.truth, PERIOD)
        for reviewing in ways:
            names = REVIEWERS[reviewing]
            shutil.rmtree(store.folder / "judgements", ignore_errors=True)
            audit = new_audit(store, PERIOD, size=size, seed=seed)
            for number, name in enumerate(names):
                book = home / f"{name}.xlsx"
                write_workbook(audit, book)
                fill_in(book, store, made.truth, seed=100 * seed + number, error_rate=error_rate)
                record_workbook(store, book, name)
            for question, share in linked_shares(store, PERIOD).items():
                assert share.interval is not None, share.reason
                yield Outcome(
                    seed,
                    reviewing,
                    question,
                    share.victims,
                    truths[question],
                    share.plug_in,
                    share.posterior_mean,
                    share.interval.low,
                    share.interval.mid,
                    share.interval.high,
                    share.audited,
                    seconds,
                    scores["pairs, all records"].f1,
                    scores["B-cubed, all records"].f1,
                )


def summarise(found: list[Outcome]) -> None:
    """Print coverage, width and bias for each question and way of reviewing."""
    for reviewing in REVIEWERS:
        for question in ("missing.history", "missing.care"):
            chosen = [one for one in found if (one.reviewing, one.question) == (reviewing, question)]
            if not chosen:
                continue
            covered, total = sum(one.covers for one in chosen), len(chosen)
            widths = sorted(one.high - one.low for one in chosen)
            print(
                f"{question}, {reviewing}: covers {covered} of {total} ({covered / total:.1%}); "
                f"width {100 * sum(widths) / total:.1f} points on average, {100 * widths[-1]:.1f} at most; "
                f"bias {100 * sum(one.mid - one.truth for one in chosen) / total:+.2f} points; "
                f"links alone {100 * sum(one.plug_in - one.truth for one in chosen) / total:+.2f}, "
                f"model alone {100 * sum(one.posterior_mean - one.truth for one in chosen) / total:+.2f}"
            )


def coverage(seeds: range, scale: float, size: int, error_rate: float, ways: Sequence[str], out: Path | None) -> None:
    """Measure over a London for each seed; each line is written as soon as it is known."""
    found: list[Outcome] = []
    with out.open("w", newline="") if out else tempfile.TemporaryFile("w+") as target:
        writer = csv.DictWriter(target, [*Outcome.__dataclass_fields__, "covers"])
        writer.writeheader()
        for seed in seeds:
            for one in outcomes(seed, scale, size, error_rate, ways):
                found.append(one)
                writer.writerow({**asdict(one), "covers": one.covers})
            target.flush()
            print(f"London {seed} done", file=sys.stderr)
    summarise(found)


def quality(seed: int, scale: float, errors: float) -> None:
    """Print every score on one London whose agencies make `errors` times as many mistakes as usual."""
    for agency, rates in parameters("errors").items():
        if agency not in ("rows", "authority_style"):  # damage of files, and how a borough is written, are no mistakes
            for rate in rates.values():
                rate["rate"] = min(1.0, errors * rate["rate"])
    with tempfile.TemporaryDirectory() as folder:
        made = generate(Path(folder) / "london", seed=seed, scale=scale)
        store = Store.open(Path(folder) / "store", create=True)
        take_in(list(made.files), store)
        begun = time.perf_counter()
        link(store, defaults=True)
        print(f"Linked in {time.perf_counter() - begun:.1f} seconds")
        for name, score in evaluate(store, made.truth).scores.items():
            print(f"{name}: precision {score.precision:.4f}, recall {score.recall:.4f}, F1 {score.f1:.4f}")


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("what", choices=["coverage", "quality"])
    parser.add_argument("--seeds", type=int, default=60)
    parser.add_argument("--first-seed", type=int, default=FIRST_SEED)
    parser.add_argument("--reviewing", choices=REVIEWERS, action="append", help="default: both ways")
    parser.add_argument("--scale", type=float, default=1.0)
    parser.add_argument("--size", type=int, default=250, help="victims audited")
    parser.add_argument("--error-rate", type=float, default=ERROR_RATE, help="of one reviewer's answers")
    parser.add_argument("--out", type=Path)
    parser.add_argument("--errors", type=float, default=1.0, help="quality: times the usual rates of mistakes")
    chosen = parser.parse_args()
    if chosen.what == "quality":
        quality(chosen.first_seed, chosen.scale, chosen.errors)
        sys.exit()
    asked = range(chosen.first_seed, chosen.first_seed + chosen.seeds)
    coverage(asked, chosen.scale, chosen.size, chosen.error_rate, chosen.reviewing or tuple(REVIEWERS), chosen.out)
