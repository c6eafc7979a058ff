"""The rules of identification measured: precision, recall and lead time over many synthetic Londons.

Given a number of seeds and a scale; draws a London for each, takes its files in, links, makes twelve monthly lists of
2014/15 and compares them with the truth. Prints a line per London and rule, then a table in Markdown with the median
over the Londons and, in brackets, the lowest and the highest.

    python benchmarks/identification.py --seeds 5 --scale 1
"""

import argparse
import tempfile
import time
from collections.abc import Callable, Sequence
from datetime import date
from pathlib import Path
from statistics import median

from lanthorn.evidence import Store
from lanthorn.identification import Evaluation, evaluate, month_ends
from lanthorn.identification.scores import GroupScore, Score
from lanthorn.intake import take_in
from lanthorn.linkage import link
from lanthorn.synthetic import generate

FIRST_SEED = 2001
LAST_DAY = date(2015, 3, 31)
MONTHS = 12


def evaluated(seed: int, scale: float) -> Evaluation:
    """The twelve lists of one London against its truth."""
    with tempfile.TemporaryDirectory() as folder:
        home = Path(folder)
        made = generate(home / "london", seed=seed, scale=scale)
        store = Store.open(home / "store", create=True)
        take_in(list(made.files), store)
        link(store, defaults=True)
        begun = time.perf_counter()
        found = evaluate(store, made.truth, month_ends(LAST_DAY, MONTHS))
        print(
            f"seed {seed}: {found.exploited} of {found.children} children exploited, {found.never_flagged} never "
            f"flagged; {(time.perf_counter() - begun) / MONTHS:.1f} s a list",
            flush=True,
        )
        return found


def spread(values: Sequence[float], say: Callable[[float], str]) -> str:
    """The median, and the lowest and the highest in brackets; a dash for none."""
    if not values:
        return "–"
    return f"{say(median(values))} ({say(min(values))} to {say(max(values))})"


def percent(value: float) -> str:
    """A share in whole per cent."""
    return f"{value * 100:.0f}"


def row(scores: Sequence[Score]) -> str:
    """One rule over all Londons, as a row of the table."""
    leads = [score.lead for score in scores if score.lead]
    cells = [
        scores[0].name,
        spread([score.shown for score in scores], "{:.0f}".format),
        spread([score.precision.value for score in scores if score.precision], percent),
        spread([score.recall.value for score in scores if score.recall], percent),
        spread([score.never_flagged_recall.value for score in scores if score.never_flagged_recall], percent),
        spread([lead.before_the_flag / lead.children for lead in leads], percent),
        spread([lead.lower_quartile for lead in leads], "{:.0f}".format),
        spread([lead.median for lead in leads], "{:.0f}".format),
        spread([lead.upper_quartile for lead in leads], "{:.0f}".format),
    ]
    return f"| {' | '.join(cells)} |"


def group_row(groups: Sequence[GroupScore]) -> str:
    """One group over all Londons, all rules together, as a row of the table."""
    cells = [
        groups[0].dimension,
        groups[0].label,
        spread([group.exploited for group in groups], "{:.0f}".format),
        spread([group.precision.value for group in groups if group.precision], percent),
        spread([group.recall.value for group in groups if group.recall], percent),
    ]
    return f"| {' | '.join(cells)} |"


def main() -> None:
    """Run from the command line."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--seeds", type=int, default=5, help="how many Londons")
    parser.add_argument("--scale", type=float, default=1.0, help="1 is the whole of London")
    chosen = parser.parse_args()
    found = [evaluated(FIRST_SEED + number, chosen.scale) for number in range(chosen.seeds)]
    print(f"\nBy lot: {spread([one.base_rate for one in found], percent)} %\n")
    print(
        "| reason | children shown | precision % | recall % | recall %, never flagged | shown before the flag % "
        "| lead in days: lower quartile | median | upper quartile |\n" + "| --- " * 9 + "|"
    )
    for scores in zip(*(one.scores for one in found), strict=True):
        print(row(scores))
    print("\n| by | group | exploited | precision % | recall % |\n" + "| --- " * 5 + "|")
    for groups in zip(*(one.groups for one in found), strict=True):
        print(group_row(groups))


if __name__ == "__main__":
    main()
