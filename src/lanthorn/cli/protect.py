"""`lanthorn protect`: from true counts to tables that may be published."""

import json
from pathlib import Path
from typing import Annotated

import typer

from lanthorn.cli.screen import say, say_error, say_next, working
from lanthorn.disclosure import PublicationError, make_safe, read_options, read_publication, write_publication
from lanthorn.errors import BadFileError


def protect(
    folder: Annotated[Path, typer.Argument(help="Folder with a publication.toml and the true counts.")],
    out: Annotated[Path, typer.Option(help="New folder for what may be published.")],
    beside: Annotated[
        list[Path] | None, typer.Option(help="Folder of something published earlier, which readers have as well.")
    ] = None,
    as_json: Annotated[bool, typer.Option("--json", help="Print the report for machines.")] = False,
) -> None:
    """Hide or round what could give a small count away, and attack the result before it is written.

    Exit status 1, and nothing written, if anything would be disclosed or is undecided.

    Example: lanthorn protect true-counts --out to-publish
    """
    try:
        with working("Protecting the tables, and attacking them"):
            earlier = [read_publication(other) for other in beside or []]
            outcome = make_safe(read_publication(folder), read_options(folder), beside=earlier)
        if outcome.passes:
            write_publication(outcome.publication, out)
    except PublicationError as fault:
        raise BadFileError(str(fault)) from fault
    if as_json:
        typer.echo(json.dumps(outcome.as_data() | {"written": outcome.passes}, indent=2, ensure_ascii=False))
    else:
        for line in outcome.lines():
            say(line)
    if not outcome.passes:
        say_error(f"Nothing was written to {out}: what would be published does not withstand an attack.")
        raise typer.Exit(1)
    if not as_json:
        say(f"Written to {out}.")
        say_next(f"lanthorn attack {out}")
