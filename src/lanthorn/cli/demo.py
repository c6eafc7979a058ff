"""`lanthorn demo`: the whole way on a fresh synthetic London, set beside what was published; and the casework ready.

From drawn files to the profile, then the children to consider, then a panel's meeting prepared for tomorrow.
"""

from pathlib import Path
from time import monotonic
from typing import Annotated

import typer

from lanthorn.cli.identify import show as show_considered
from lanthorn.cli.ready import can_be_made_ready, make_ready
from lanthorn.cli.screen import say, say_next, say_table, working
from lanthorn.evidence import Store
from lanthorn.identification import Considered, consider, write_considered
from lanthorn.intake import take_in
from lanthorn.linkage import evaluate, link, new_audit, record_workbook, write_workbook
from lanthorn.profile import make_profile
from lanthorn.profile.formats import NAMES, write_all
from lanthorn.profile.release import write_release
from lanthorn.synthetic import Compared, compare, generate
from lanthorn.synthetic.reviewer import fill_in
from lanthorn.vocabulary import Period, parse_period
from lanthorn.vocabulary.periods import say_day

PERIOD = "2014-15"
"""The year of the 2015 briefing."""

_AUDITED = 250
"""Victims whose links are checked by hand: the size at which the interval is a few points wide."""
_VERDICTS = {True: "within", False: "outside", None: "not shown"}


def demo(
    out: Annotated[Path, typer.Option(help="Folder for the city, the store and the briefing.")] = Path("demo-output"),
    seed: Annotated[int, typer.Option(help="Another seed gives another London.")] = 1,
    scale: Annotated[float, typer.Option(help="Size: 1 is the whole of London.")] = 1.0,
) -> None:
    """Go the whole way on a fresh synthetic London: draw it, take its files in, link, profile, compare, identify.

    The casework is then ready with made-up people, and a panel that meets tomorrow.

    Example: lanthorn demo --out demo-output --seed 7
    """
    begun = monotonic()
    with working("Drawing a synthetic London") as progress:
        made = generate(out / "london", seed=seed, scale=scale, progress=progress)
    with working("Taking the agencies' files in") as progress:
        store = Store.fresh(out / "store")
        taken = take_in(made.files, store, progress=progress)
    with working("Recognising each child across agencies") as progress:
        linked = link(store, seed=seed, defaults=True, progress=progress)
    with working("Auditing a sample of the links blind, by simulated reviewers"):
        _audit(store, parse_period(PERIOD), out / "audit", made.truth, seed)
    with working("Making the profile") as progress:
        profile = make_profile(store, parse_period(PERIOD), synthetic=True, progress=progress)
        written = write_all(profile.briefing, out / "briefing", NAMES, progress=progress)
        written.append(write_release(profile.publication, out / "briefing" / "publication"))
    with working("Asking which children a person should consider"):
        considered = consider(store, parse_period(PERIOD).end)
        listed = write_considered(considered, out / "to-consider")
    has_casework = can_be_made_ready()
    if has_casework:
        with working("Making the casework ready, with a panel that meets tomorrow"):
            make_ready(out / "casework")

    say(f"{taken.rows:,} rows in = {taken.accepted:,} accepted + {taken.rejected:,} rejected (in the ledger).")
    say(f"{sum(linked.records.values()):,} records of {linked.children:,} children.")
    score = evaluate(store, made.truth).scores["pairs, different descriptions"]
    say(f"Links against the truth: precision {score.precision:.1%}, recall {score.recall:.1%}, F1 {score.f1:.3f}.")
    _say_comparison(compare(profile.results))
    _say_considered(considered)
    say(f"Done in {monotonic() - begun:.0f} seconds. Written:")
    for path in (*written, *listed, made.out / "agencies", made.truth, store.folder):
        say(f"  {path}")
    say_next(f"open {written[0]} in a browser; then lanthorn explain missing.history --store {store.folder}")
    if has_casework:
        say(f"The casework is ready in {out / 'casework'}: a made-up partnership, whose panel meets tomorrow.")
        say_next(
            f"make serve, or lanthorn serve --folder {out / 'casework'}; the tour is docs/tutorial/first-ten-minutes.md"
        )
    else:
        say("The casework needs its web parts: pip install 'lanthorn[web]'; then lanthorn serve.")


def _audit(store: Store, period: Period, folder: Path, truth: Path, seed: int) -> None:
    """Two reviewers fill in the workbook of a random sample, as people would; these answer from the truth."""
    folder.mkdir(parents=True, exist_ok=True)
    sample = new_audit(store, period, size=_AUDITED, seed=seed)
    for reviewer in (1, 2):
        workbook = folder / f"audit-{reviewer}.xlsx"
        write_workbook(sample, workbook)
        fill_in(workbook, store, truth, seed=seed * 100 + reviewer)
        record_workbook(store, workbook, f"Simulated reviewer {reviewer}")


def _say_considered(considered: Considered) -> None:
    say()
    say(f"On {say_day(considered.as_of)} a person would be asked to consider:")
    show_considered(considered)


def _say_comparison(compared: list[Compared]) -> None:
    rows = [(row.figure.words, row.profile, _VERDICTS[row.within]) for row in compared]
    say_table(
        f"What the briefing of June 2015 said, and what this profile of a synthetic London says of {PERIOD}",
        ("Published for 2014/15", "This profile (95% interval)", "Published figure"),
        rows,
    )
    within = sum(row.within is True for row in compared)
    say(f"{within} of {len(compared)} published figures lie within this profile's intervals, rounding allowed for.")
