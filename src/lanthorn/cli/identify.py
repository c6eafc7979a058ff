"""`lanthorn identify`: which children a person should consider, and why."""

from datetime import date, datetime
from pathlib import Path
from typing import Annotated

import typer

from lanthorn.cli.screen import say, say_table, working
from lanthorn.disclosure import TOTAL, Rule, Table, protect
from lanthorn.evidence import Store
from lanthorn.identification import (
    Considered,
    Evaluation,
    Fairness,
    consider,
    evaluate,
    fairness,
    month_ends,
    read_decided,
    read_parameters,
    read_screened,
    rules,
    write_considered,
)
from lanthorn.identification.group_words import HEADINGS, HIDDEN, group_rows, write_groups

_MONTHS_EVALUATED = 12


def identify(
    store: Annotated[Path, typer.Option(help="The store with records and links.")],
    as_of: Annotated[datetime, typer.Option(formats=["%Y-%m-%d"], help="The day: nothing of after it is seen.")],
    out: Annotated[
        Path | None, typer.Option(help="Folder for children.csv and reasons.csv. They identify records of children.")
    ] = None,
    rule: Annotated[
        list[Path] | None, typer.Option(help="A Python file with rules of your own. It is run: use only your own.")
    ] = None,
    parameters: Annotated[Path | None, typer.Option(help="A TOML file with your own numbers for the rules.")] = None,
    decided: Annotated[
        Path | None, typer.Option(help="CSV of decisions: child, rule, decided_on, decision and perhaps records.")
    ] = None,
    who: Annotated[
        Path | None, typer.Option(help="CSV file for who is brought to attention, by group; small counts are hidden.")
    ] = None,
    screened: Annotated[Path | None, typer.Option(help="With --who, CSV of screenings: child, screened_in.")] = None,
    threshold: Annotated[int, typer.Option(help="With --who, the smallest count that is shown.", min=1)] = 5,
    truth: Annotated[
        Path | None, typer.Option("--evaluate", help="The truth of a synthetic London: compare twelve monthly lists.")
    ] = None,
) -> None:
    """Bring children to a person's attention by declared rules: reasons and records, no score and no ranking.

    Example: lanthorn identify --store store --as-of 2015-03-31 --out to-consider
    """
    opened, day = Store.open(store), as_of.date()
    chosen, numbers = rules(rule or ()), read_parameters(parameters) if parameters else None
    if truth is not None:
        with working("Making twelve monthly lists and comparing them with the truth"):
            evaluation = evaluate(opened, truth, _months(day), rules=chosen, parameters=numbers)
        show_evaluation(evaluation)
        return
    with working("Asking the rules"):
        considered = consider(
            opened,
            day,
            rules=chosen,
            parameters=numbers,
            decided=read_decided(decided) if decided else None,
        )
    show(considered)
    if who is None and out is None:
        return
    page = protected(fairness(opened, considered, read_screened(screened) if screened else None), threshold)
    if who is not None:
        write_groups(page, who)
        show_groups(page, threshold)
        say(f"Written: {who}")
    if out is not None:
        for path in write_considered(considered, out, who=[HEADINGS, *group_rows(page)]):
            say(f"Written: {path}")
        say("These files identify records of children: keep them as safe as the store.")


def show(considered: Considered) -> None:
    """Counts per rule, and nothing that could name a child."""
    rows = [(asked.rule.name, f"{asked.children:,}" if not asked.why_not else "–") for asked in considered.asked]
    say_table("Children to consider, by reason", ("Reason", "Children"), rows, numeric=(1,))
    for asked in considered.asked:
        if asked.why_not:
            say(f"Not asked: {asked.rule.name}. {asked.why_not[:1].upper()}{asked.why_not[1:]}.")
    say(f"{considered.children.num_rows:,} children in all; one child can have several reasons.")
    say(f"Left out, decided before with nothing new since: {considered.decided_left_out:,} children.")
    say(f"Left out, 18 or over by every record: {considered.adults_left_out:,}.")
    if considered.decisions_not_understood:
        say(f"{considered.decisions_not_understood:,} decisions name a record or a rule that is not there.")


def protected(page: Fairness, threshold: int) -> Fairness:
    """The page with small counts hidden."""
    tables = {
        key: Table(
            name=f"{key[0]} by {key[1]}",
            population=key[0],
            dimensions=(key[1],),
            counts={**{(value,): count for value, count in counts.items()}, (TOTAL,): sum(counts.values())},
        )
        for key, counts in page.counts().items()
    }
    protection = protect(list(tables.values()), rule=Rule(threshold))
    return page.publish(lambda what, name, value: protection.is_hidden(tables[what, name], (value,)), threshold)


def show_groups(page: Fairness, threshold: int) -> None:
    """Who is brought to attention, group by group."""
    rows = group_rows(page, without=("authority",))
    say_table("Who is brought to attention (aged 10 to 17, living in the area)", HEADINGS, rows, numeric=(2, 3))
    say(f"Counts from 1 to {threshold - 1}, and others from which they could be worked out, are shown as {HIDDEN}.")
    say("Rates are compared where a population by the group is held; none by ethnicity is.")


def show_evaluation(evaluation: Evaluation) -> None:
    """Precision, recall and lead time of each rule."""
    headings, rows = evaluation.table()
    say_table("The rules against the truth of a synthetic London", headings, rows, numeric=tuple(range(1, 8)))
    headings, rows = evaluation.group_table()
    say_table("All rules together, by who the children truly are", headings, rows, numeric=(2, 3, 4, 5))
    say(
        f"{evaluation.exploited:,} of {evaluation.children:,} children in the records are exploited by the truth, and "
        f"police never flagged {evaluation.never_flagged:,} of them. A list drawn by lot would be right for "
        f"{evaluation.base_rate:.0%} of its children. The lead runs from the first list to the first flag."
    )
    for rule, why_not in evaluation.not_asked.items():
        say(f"Not asked: {rule}. {why_not[:1].upper()}{why_not[1:]}.")


def _months(day: date) -> tuple[date, ...]:
    return month_ends(day, _MONTHS_EVALUATED)
