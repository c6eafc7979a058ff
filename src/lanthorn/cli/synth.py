"""`lanthorn synth`: write a synthetic London."""

from pathlib import Path
from typing import Annotated

import typer

from lanthorn.cli.screen import say_next, say_table, working
from lanthorn.synthetic import generate

YEARS = ("2013-14", "2014-15")
"""The year of the 2015 briefing, and the one before, in which flags began."""


def synth(
    out: Annotated[Path, typer.Option(help="Folder to write into: agencies/ for the profile, truth/ beside it.")],
    seed: Annotated[int, typer.Option(help="Another seed gives another London.")] = 1,
    scale: Annotated[float, typer.Option(help="Size: 1 is the whole of London, 0.1 a tenth of its children.")] = 1.0,
    years: Annotated[
        list[str] | None, typer.Option(help="Financial years that follow one another. Default: 2013-14 2014-15.")
    ] = None,
    more_years: Annotated[list[str] | None, typer.Argument(help="Further years, after --years.", hidden=True)] = None,
) -> None:
    """Write a synthetic London: invented children, what each agency recorded of them, and the truth beside it.

    Example: lanthorn synth --out london --seed 7 --years 2013-14 2014-15
    """
    chosen = [year for given in (years, more_years) for year in given or ()]
    if more_years and not years:
        raise typer.BadParameter(f"what is {' '.join(more_years)}? Years follow --years.")
    with working("Drawing a synthetic London") as progress:
        made = generate(out, seed=seed, scale=scale, years=chosen or YEARS, progress=progress)
    rows = [(what[:1].upper() + what[1:], f"{number:,}") for what, number in made.counts.items()]
    say_table(f"Written to {out}", ("What", "How many"), rows, numeric=(1,))
    say_next(f"lanthorn intake {out / 'agencies'} --store store")
