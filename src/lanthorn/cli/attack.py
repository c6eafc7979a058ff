"""`lanthorn attack`: what a reader could work out from tables that somebody has published, or is about to."""

import json
from pathlib import Path
from typing import Annotated

import typer

from lanthorn.cli.screen import say, say_table, working
from lanthorn.disclosure import AttackReport, PublicationError, Verdict, read_publication
from lanthorn.disclosure import attack as attack_publications
from lanthorn.errors import BadFileError


def attack(
    folders: Annotated[list[Path], typer.Argument(help="Folders with a publication.toml. Several are taken together.")],
    as_json: Annotated[bool, typer.Option("--json", help="Print the report for machines.")] = False,
    insiders: Annotated[
        bool, typer.Option("--insiders", help="Also: what the only child in a cell could work out of others.")
    ] = False,
    seconds: Annotated[float, typer.Option(help="Whatever is not decided by then is undecided.")] = 300.0,
) -> None:
    """Try to find out the hidden counts of published tables. Exit status 1 if any is disclosed or undecided.

    Example: lanthorn attack earlier-briefing new-briefing
    """
    try:
        with working("Attacking what is published"):
            report = attack_publications(
                [read_publication(folder) for folder in folders], seconds=seconds, insiders=insiders
            )
    except PublicationError as fault:
        raise BadFileError(str(fault)) from fault
    if as_json:
        typer.echo(json.dumps(report.as_data(), indent=2, ensure_ascii=False))
    else:
        show(report)
    if not report.passes:
        raise typer.Exit(1)


def show(report: AttackReport) -> None:
    """The report on the screen. It names cells and the published facts that give them away, never a hidden count."""
    for line in report.lines():
        say(line)
    rows = [
        (*finding.shown_in[0], str(finding.verdict), finding.why)
        for finding in report.findings
        if finding.verdict is not Verdict.PROTECTED
    ]
    if rows:
        say_table("Not protected", ("Table", "Row", "Column", "Verdict", "How"), rows)
