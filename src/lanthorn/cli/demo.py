"""`lanthorn demo`: the whole way on a fresh synthetic London, set beside what was published."""

from pathlib import Path
from time import monotonic
from typing import Annotated

import typer

from lanthorn.cli.screen import say, say_next, say_table, working
from lanthorn.evidence import Store
from lanthorn.intake import take_in
from lanthorn.linkage import evaluate, link
from lanthorn.profile import make_profile
from lanthorn.profile.formats import write_all
from lanthorn.synthetic import Compared, compare, generate
from lanthorn.vocabulary import parse_period

PERIOD = "2014-15"
"""The year of the 2015 briefing."""

_FORMATS = ("html", "pdf", "pptx", "ods", "xlsx", "json", "parquet")
_VERDICTS = {True: "within", False: "outside", None: "not shown"}


def demo(
    out: Annotated[Path, typer.Option(help="Folder for the city, the store and the briefing.")] = Path("demo-output"),
    seed: Annotated[int, typer.Option(help="Another seed gives another London.")] = 1,
    scale: Annotated[float, typer.Option(help="Size: 1 is the whole of London.")] = 1.0,
) -> None:
    """Go the whole way on a fresh synthetic London: draw it, take its files in, link, profile, compare.

    Example: lanthorn demo --out demo-output --seed 7
    """
    begun = monotonic()
    with working("Drawing a synthetic London") as progress:
        made = generate(out / "london", seed=seed, scale=scale, progress=progress)
    with working("Taking the agencies' files in") as progress:
        store = Store.fresh(out / "store")
        taken = take_in(made.files, store, progress=progress)
    with working("Recognising each child across agencies") as progress:
        linked = link(store, seed=seed, progress=progress)
    with working("Making the profile") as progress:
        profile = make_profile(store, parse_period(PERIOD), synthetic=True, progress=progress)
        written = write_all(profile.briefing, out / "briefing", _FORMATS, progress=progress)

    say(f"{taken.rows:,} rows in = {taken.accepted:,} accepted + {taken.rejected:,} rejected (in the ledger).")
    say(f"{sum(linked.records.values()):,} records of {linked.children:,} children.")
    score = evaluate(store, made.truth).scores["pairs, different descriptions"]
    say(f"Links against the truth: precision {score.precision:.1%}, recall {score.recall:.1%}, F1 {score.f1:.3f}.")
    _say_comparison(compare(profile.results))
    say(f"Done in {monotonic() - begun:.0f} seconds. Written:")
    for path in (*written, made.out / "agencies", made.truth, store.folder):
        say(f"  {path}")
    say_next(f"open {written[0]} in a browser; then lanthorn explain missing.history --store {store.folder}")


def _say_comparison(compared: list[Compared]) -> None:
    rows = [(row.figure.words, row.profile, _VERDICTS[row.within]) for row in compared]
    say_table(
        f"What the briefing of June 2015 said, and what this profile of a synthetic London says of {PERIOD}",
        ("Published for 2014/15", "This profile (95% interval)", "Published figure"),
        rows,
    )
    within = sum(row.within is True for row in compared)
    say(f"{within} of {len(compared)} published figures lie within this profile's intervals, rounding allowed for.")
