"""`lanthorn explain`: the way of a figure."""

from pathlib import Path
from typing import Annotated

import typer

from lanthorn.cli.screen import say_table
from lanthorn.evidence import Store
from lanthorn.profile import explain as explain_figure


def explain(
    name: Annotated[str, typer.Argument(help="A measure, e.g. missing.history, or a finding of the last profile.")],
    store: Annotated[Path, typer.Option(help="The store that the profile was made from.")],
) -> None:
    """Print the way of a figure: definition, numerator and denominator, missing data, suppression, input files.

    Example: lanthorn explain missing.history --store store
    """
    for section in explain_figure(Store.open(store), name).sections:
        say_table(section.title, ("", ""), section.rows)
