"""`lanthorn audit-links`: a blind check by hand of a sample of victims, by which linked figures are corrected."""

from pathlib import Path
from typing import Annotated

import typer

from lanthorn.cli.screen import say, say_next, say_table, working
from lanthorn.evidence import Store
from lanthorn.linkage import Audit, audits, linked_share, new_audit, record_workbook, write_workbook
from lanthorn.linkage.audit import audit_of
from lanthorn.linkage.parameters import parameters
from lanthorn.linkage.questions import question_of
from lanthorn.vocabulary import parse_period

audit_links = typer.Typer(
    name="audit-links",
    help="Have people check a random sample of victims by hand, without seeing what the computer found.",
    no_args_is_help=True,
)

_STORE = Annotated[Path, typer.Option(help="The store with the records and their links.")]


@audit_links.command()
def sample(
    store: _STORE,
    out: Annotated[Path, typer.Option(help="The workbook to write (.xlsx); give each reviewer a copy.")],
    period: Annotated[str, typer.Option(help="Whose victims: a financial year, or two dates.")] = "2014-15",
    size: Annotated[int | None, typer.Option(help="How many victims to draw. Default: 250.", min=1)] = None,
    seed: Annotated[int, typer.Option(help="Another seed draws other victims.")] = 1,
) -> None:
    """Draw a random sample of victims, and write the workbook that reviewers fill in.

    Example: lanthorn audit-links sample --store store --period 2014-15 --out audit.xlsx
    """
    with working("Drawing a sample of victims"):
        drawn = new_audit(Store.open(store), parse_period(period), size=size or parameters().audit_size, seed=seed)
        write_workbook(drawn, out)
    say(
        f"{drawn.id}: {len(drawn.sample.items):,} children drawn, from {len(drawn.sample.strata)} strata by how sure "
        "the model is."
    )
    say(f"Written to {out}. It names crime references, and no child.")
    say_next(f"lanthorn audit-links record {out} --store {store} --reviewer NAME (by two reviewers at least)")


@audit_links.command()
def record(
    workbook: Annotated[Path, typer.Argument(help="The workbook as the reviewer filled it in.")],
    store: _STORE,
    reviewer: Annotated[str, typer.Option(help="Who filled it in.")],
) -> None:
    """Read a reviewer's workbook, check it, and record the answers beside the model.

    Example: lanthorn audit-links record audit-first.xlsx --store store --reviewer "First reviewer"
    """
    audit, recorded, left = record_workbook(Store.open(store), workbook, reviewer)
    say(f"{audit.id}: {recorded:,} answers recorded; {left:,} cells of this workbook are still empty.")
    if audit.simulated:
        say("Answers of this audit come from a SIMULATED reviewer: its figures are for evaluation and demonstration.")
    say_next(f"lanthorn audit-links status --store {store}")


@audit_links.command()
def status(
    store: _STORE,
    audit: Annotated[str | None, typer.Option(help="Which audit. Default: all of them.")] = None,
) -> None:
    """Say what has been drawn, what has been answered, how reviewers agree, and what the figures are.

    Example: lanthorn audit-links status --store store
    """
    opened = Store.open(store)
    chosen = audits(opened) if audit is None else (audit_of(opened, audit),)
    if not chosen:
        say("No sample has been drawn.")
        say_next(f"lanthorn audit-links sample --store {store} --out audit.xlsx")
    for one in chosen:
        _show(opened, one)


def _show(store: Store, audit: Audit) -> None:
    marked = " (answers of a SIMULATED reviewer)" if audit.simulated else ""
    rows = []
    for question in audit.questions:
        settled, undecided = audit.settled(question), audit.undecided(question)
        share = linked_share(store, question, parse_period(audit.period))
        rows.append(
            (
                question,
                f"{len(audit.sample.items):,}",
                f"{len(settled):,}",
                f"{len(undecided):,}",
                f"{share.plug_in:.1%}",
                f"{share.interval.mid:.1%} ({share.interval.low:.1%} to {share.interval.high:.1%})"
                if share.interval and share.audit == audit.id
                else "",
            )
        )
    headings = ("Question", "Drawn", "Settled", "Undecided", "Links alone", "Corrected (95% interval)")
    say_table(f"{audit.id}: victims of {audit.period}{marked}", headings, rows, numeric=(1, 2, 3, 4))
    for question in audit.questions:
        say(f"{question}: {question_of(question).asked}")
        for agreement in audit.agreements(question):
            kappa = "not defined" if agreement.kappa is None else f"{agreement.kappa:.2f}"
            say(
                f"  {' and '.join(agreement.reviewers)} agree in {agreement.agreed:,} of {agreement.both_answered:,} "
                f"(Cohen's kappa {kappa})"
            )
        if not audit.agreements(question):
            say("  No child has been checked by two reviewers: how well they would agree is not known.")
