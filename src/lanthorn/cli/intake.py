"""`lanthorn intake`: take agencies' files into a store."""

from pathlib import Path
from typing import Annotated

import typer

from lanthorn.cli.screen import say, say_next, say_table, working
from lanthorn.evidence import Store
from lanthorn.intake import IntakeReport, take_in, write_ledger

_FILES_LISTED = 12
"""With more files than this, the table has a line per kind of file."""


def intake(
    files: Annotated[list[Path], typer.Argument(help="CSV files and workbooks, or folders that hold them.")],
    store: Annotated[Path, typer.Option(help="The store to take them into; a new one is made where there is none.")],
    mapping: Annotated[
        Path | None, typer.Option(help="What a force's own export looks like (TOML). Default: the built-in mapping.")
    ] = None,
    authority: Annotated[
        str | None, typer.Option(help="Whose care return it is, where no folder's name says so: name or GSS code.")
    ] = None,
    year: Annotated[
        str | None, typer.Option(help="The return's year, where no folder's name says so: 2014-15.")
    ] = None,
    ledger: Annotated[
        Path | None,
        typer.Option(help="Write the rejected rows to this CSV file. It holds what the files hold: keep it as safe."),
    ] = None,
) -> None:
    """Take agencies' files in: every row is accepted, or stands in the ledger with what was found and expected.

    Example: lanthorn intake files london/agencies --store store --ledger ledger.csv
    """
    with working("Taking the files in") as progress:
        opened = Store.open(store, create=True)
        report = take_in(files, opened, mapping=mapping, authority=authority, year=year, progress=progress)
    show(report)
    write_ledger_of(opened, ledger)
    say_next(f"lanthorn link --store {store}")


def write_ledger_of(store: Store, ledger: Path | None) -> None:
    """Write the ledger to the file that was asked for, if one was, and say so."""
    if ledger is not None:
        say(f"Ledger of all rejected rows: {ledger} ({write_ledger(store, ledger):,} rows). It may identify children.")


def show(report: IntakeReport) -> None:
    """The report on the screen: rows in, accepted and rejected; what was replaced, left unread or not used."""
    if len(report.files) <= _FILES_LISTED:
        rows = [tuple(_cell(value) for value in line) for line in report.lines]
        say_table("Files", report.headings, rows, numeric=(2, 3, 4, 5))
    else:
        rows = [tuple(_cell(value) for value in line) for line in report.lines_by_kind]
        headings = ("Recognised as", "Files", "Rows", "Accepted", "Rejected", "Noted")
        say_table("Files", headings, rows, numeric=(1, 2, 3, 4, 5))
    say(f"{report.rows:,} rows in = {report.accepted:,} accepted + {report.rejected:,} rejected.")
    if report.rejected_by_reason:
        reasons = ", ".join(f"{reason} {count:,}" for reason, count in report.rejected_by_reason.items())
        say(f"Rejected, over all that is loaded: {reasons}.")
    for line in report.files:
        if line.rows_before is not None:
            say(f"{line.file}: {line.change_in_words}.")
    for unread in sorted({f"{line.recognised_as}: {', '.join(line.unread)}" for line in report.files if line.unread}):
        say(f"Columns left unread in {unread}.")
    for shift in report.shifts:
        say(f"{shift.slot}: now {shift.accepted:,} rows are accepted, {shift.accepted_before:,} before.")
    for left in report.not_used:
        say(f"Not used: {left.file} ({left.reason}).")
    if report.is_new_version:
        say(f"Version {report.version} of the records is in force.")
    else:
        say(f"All of this was in the store already. Version {report.version} of the records stays in force.")


def _cell(value: str | int) -> str:
    return f"{value:,}" if isinstance(value, int) else value
