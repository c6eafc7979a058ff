"""`lanthorn warn`: which authorities recorded more last month than would be expected from before."""

from datetime import datetime
from pathlib import Path
from typing import Annotated

import typer

from lanthorn.cli.screen import say, say_table, working
from lanthorn.disclosure import Rule, Table, protect
from lanthorn.evidence import Store
from lanthorn.measures.warning import Warnings, early_warning, say_how_sure, settings
from lanthorn.measures.warning.writing import HEADINGS, row_texts, write_warnings


def warn(
    store: Annotated[Path, typer.Option(help="The store with records.")],
    as_of: Annotated[datetime, typer.Option(formats=["%Y-%m-%d"], help="The day; its last whole month is looked at.")],
    out: Annotated[Path | None, typer.Option(help="CSV file with every authority, protected like the screen.")] = None,
    threshold: Annotated[int, typer.Option(help="The smallest count that is shown.", min=1)] = 5,
    unprotected: Annotated[
        bool, typer.Option("--unprotected", help="Show small counts too. Not for publication.")
    ] = False,
) -> None:
    """Say where more was recorded last month, or in the last three, than would be expected, and where that is unsure.

    Example: lanthorn warn --store store --as-of 2015-03-31
    """
    opened, day = Store.open(store), as_of.date()
    with working("Comparing the last months with those before") as progress:
        answers = []
        for measure in settings().watched:
            progress(measure)
            answers.append(early_warning(opened, measure, day))
    shown = answers if unprotected else [protected(answer, threshold) for answer in answers]
    for answer in shown:
        show(answer)
    if any(not answer.declined for answer in shown):
        say(say_how_sure())
    if out is not None:
        write_warnings(shown, out)
        say(f"Written: {out}")


def protected(answer: Warnings, threshold: int) -> Warnings:
    """The answer with small counts hidden, and what could give them away."""
    if answer.counts is None:
        return answer
    dimensions = {2: ("place", "months"), 1: ("place",)}
    tables = {
        name: Table(name, name, dimensions[len(next(iter(counts)))], counts) for name, counts in answer.counts.items()
    }
    protection = protect(list(tables.values()), rule=Rule(threshold))
    return answer.publish(lambda name, key: protection.is_hidden(tables[name], key))


def show(answer: Warnings) -> None:
    """What was found, or why nothing could be."""
    if answer.declined:
        say(answer.declined)
        return
    rows = [row_texts(row) for row in answer.rows if len(row.months) == 1]
    say_table(answer.measure.question, HEADINGS, rows, numeric=(2,))
    for row in answer.flagged:
        say(row.words)
    if not answer.flagged:
        say("No authority recorded more than would be expected, as far as the counts are shown.")
