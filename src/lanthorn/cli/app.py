"""The command line as a whole: which commands there are, and what a user sees when something goes wrong.

A mistake that the user can mend is one message and exit status 1. A fault of the program names its place but not its
message or its values, since those may hold what a record says of a child.
"""

import os
import sys
import traceback
from pathlib import Path
from typing import Annotated

import typer

from lanthorn import __version__
from lanthorn.cli import attack, demo, diff, explain, identify, link, profile, protect, serve, synth, warn
from lanthorn.cli.audit_links import audit_links
from lanthorn.cli.intake_casework import intake_app
from lanthorn.cli.screen import say_error
from lanthorn.errors import LanthornError

TRACE = "LANTHORN_TRACE"
"""Environment variable: set to 1, a fault of the program is shown whole. Its values may identify a child."""

app = typer.Typer(
    name="lanthorn",
    help="From agencies' records to a published, disclosure-controlled profile of child sexual exploitation.",
    epilog="Begin with: lanthorn demo --out demo-output",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode="rich",
    context_settings={"help_option_names": ["-h", "--help"]},
)
app.add_typer(intake_app)
app.command("link")(link.link)
app.add_typer(audit_links)
app.command("profile")(profile.profile)
app.command("explain")(explain.explain)
app.command("diff")(diff.diff)
app.command("identify")(identify.identify)
app.command("warn")(warn.warn)
app.command("protect")(protect.protect)
app.command("attack")(attack.attack)
app.command("serve")(serve.serve)
app.command("synth")(synth.synth)
app.command("demo")(demo.demo)


def _say_version(wanted: bool) -> None:
    if wanted:
        typer.echo(f"lanthorn {__version__}")
        raise typer.Exit


@app.callback()
def options(
    version: Annotated[
        bool, typer.Option("--version", help="Say which version this is.", callback=_say_version, is_eager=True)
    ] = False,
) -> None:
    """From agencies' records to a published, disclosure-controlled profile of child sexual exploitation."""


def main() -> None:
    """Run the command that the user gave. Ends the process with its exit status."""
    try:
        app()
    except LanthornError as fault:
        say_error(str(fault))
        sys.exit(1)
    except Exception as fault:
        if os.environ.get(TRACE) == "1":
            raise
        say_error(_place_of(fault))
        sys.exit(70)  # EX_SOFTWARE of sysexits.h: a fault of the program, told apart from the user's mistakes


def _place_of(fault: Exception) -> str:
    last = traceback.extract_tb(fault.__traceback__)[-1]
    return (
        f"A fault of the program: {type(fault).__name__} in {Path(last.filename).name}, line {last.lineno}. "
        f"Nothing half-done has been kept. With {TRACE}=1 the whole trace is shown; it may hold values from "
        "records, so look through it before you send it to anyone."
    )
