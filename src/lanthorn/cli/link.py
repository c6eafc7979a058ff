"""`lanthorn link`: recognise which records are the same child."""

from collections.abc import Mapping
from pathlib import Path
from typing import Annotated

import typer

from lanthorn.cli.engines import EngineOption, MasterOption
from lanthorn.cli.screen import say, say_next, say_table, working
from lanthorn.evidence import ENGINE_NAMES, ON_THIS_MACHINE, Store
from lanthorn.linkage import (
    Evaluation,
    LinkReport,
    estimate_quality,
    evaluate,
    read_model,
    record_review,
    write_model,
    write_report,
    write_review,
)
from lanthorn.linkage import link as link_records
from lanthorn.linkage.estimate import EstimatedQuality
from lanthorn.linkage.parameters import parameters


def link(
    store: Annotated[Path, typer.Option(help="The store with the records.")],
    seed: Annotated[int, typer.Option(help="For what is drawn at random while the weights are learnt.")] = 1,
    report: Annotated[
        Path | None, typer.Option(help="Write how the links came about (HTML): charts and tables, no names.")
    ] = None,
    pair: Annotated[
        list[str] | None,
        typer.Option(help="With --report: explain this pair of records, two names joined by a comma."),
    ] = None,
    truth: Annotated[
        Path | None, typer.Option("--evaluate", help="Compare with the truth in this folder, and say how well it fits.")
    ] = None,
    review: Annotated[
        Path | None, typer.Option(help="Write borderline pairs for a person to judge (.xlsx or .csv).")
    ] = None,
    decisions: Annotated[Path | None, typer.Option(help="First record the judgements in this review file.")] = None,
    reviewer: Annotated[str, typer.Option(help="With --decisions: who judged.")] = "",
    model: Annotated[Path | None, typer.Option(help="Use this saved model, and learn nothing anew.")] = None,
    defaults: Annotated[
        bool,
        typer.Option("--defaults", help="Where the records cannot teach a weight, use the one shipped with Lanthorn."),
    ] = False,
    save_model: Annotated[Path | None, typer.Option(help="Write the model that was used (JSON).")] = None,
    memory: Annotated[
        str | None, typer.Option(help="Hold at most so much, such as 4GB, and write the rest to disk; half by default.")
    ] = None,
    engine: EngineOption = "duckdb",
    spark_master: MasterOption = ON_THIS_MACHINE,
) -> None:
    """Recognise each child across records: weigh every likely pair, and join those that are strong enough.

    Example: lanthorn link --store store --report links.html
    """
    opened = Store.open(store)
    if decisions is not None:
        say(f"{record_review(opened, decisions, reviewer):,} new judgements recorded from {decisions}.")
    weights = None if model is None else read_model(model)
    with working("Recognising each child") as progress:
        linked = link_records(
            opened,
            seed=seed,
            model=weights,
            progress=progress,
            budget=_show_budget,
            defaults=defaults,
            memory=memory,
            engine=engine,
            master=spark_master,
        )
    _show(linked)
    _show_estimate(estimate_quality(opened))
    if truth is not None:
        with working("Comparing with the truth"):
            evaluation = evaluate(opened, truth)
        _show_evaluation(evaluation)
    if save_model is not None:
        write_model(opened, save_model)
        say(f"Model written to {save_model}.")
    if report is not None:
        with working("Writing the report"):
            write_report(opened, report, pairs=[_two(names) for names in pair or ()])
        say(f"Report written to {report}. It names records, and no child.")
    if review is not None:
        say(f"{write_review(opened, review):,} borderline pairs to judge written to {review}.")
    say_next(f"lanthorn profile --store {store} --period 2014-15")


def _show_budget(pairs: Mapping[str, int]) -> None:
    rows = [*((rule[:1].upper() + rule[1:], f"{count:,}") for rule, count in pairs.items())]
    say_table("Pairs to compare, before any is compared", ("Rule", "At most"), rows, numeric=(1,))
    say(f"{sum(pairs.values()):,} at most, of a budget of {parameters().most_candidate_pairs:,}.")


def _two(names: str) -> tuple[str, str]:
    one, comma, other = (part.strip() for part in names.partition(","))
    if not (one and comma and other):
        raise typer.BadParameter("expected two names of records joined by a comma", param_hint="--pair")
    return one, other


def _show(linked: LinkReport) -> None:
    rows = [(table, f"{count:,}") for table, count in linked.records.items()]
    say_table("Records linked", ("Records", "How many"), rows, numeric=(1,))
    say(
        f"{sum(linked.records.values()):,} records, {linked.descriptions:,} different descriptions, "
        f"{linked.candidate_pairs:,} pairs at most compared: {linked.children:,} children."
    )
    if not linked.trained:
        say("The weights were not learnt from these records.")
    for level in linked.not_learnt if linked.trained else ():
        say(f"Not learnt from these records: {level}.")
    timed = [
        (stage.name, f"{stage.seconds:.1f}", f"{stage.processor_seconds:.1f}", f"{stage.peak_mebibytes:,.0f}")
        for stage in linked.stages
    ]
    headings = ("Stage", "Seconds", "Of processor", "Most memory so far, MiB")
    say_table("Time and memory", headings, timed, numeric=(1, 2, 3))
    if linked.decisions_applied:
        say(f"{linked.decisions_applied:,} judgements of people followed.")
    for conflict in linked.conflicts:
        say(f"Contradiction: {conflict.words}")
    if linked.engine_before and linked.engine_before != linked.engine:
        say(
            f"The pairs were compared by {ENGINE_NAMES[linked.engine]}, those of the version before by "
            f"{ENGINE_NAMES[linked.engine_before]}. They "
            "differ in about one pair of a thousand: link earlier periods again before figures are set side by side."
        )
    say(f"Version {linked.version} of the links is in force.")


def _show_estimate(quality: EstimatedQuality | None) -> None:
    if quality is not None:
        say(
            f"By the model's own probabilities: precision {quality.precision:.1%}, recall {quality.recall:.1%} "
            f"of the {quality.pairs:,} pairs compared. What blocking does not bring is not in it."
        )


def _show_evaluation(evaluation: Evaluation) -> None:
    headings = ("What is counted", "Precision", "Recall", "F1")
    rows = [
        (name, f"{score.precision:.1%}", f"{score.recall:.1%}", f"{score.f1:.3f}")
        for name, score in evaluation.scores.items()
    ]
    say_table(f"Links against the truth, {evaluation.records:,} records", headings, rows, numeric=(1, 2, 3))
    by_group = [
        (f"{kind}: {group}", f"{score.true:,}", f"{score.precision:.1%}", f"{score.recall:.1%}", f"{score.f1:.3f}")
        for kind, groups in evaluation.groups.items()
        for group, score in groups.items()
    ]
    of_groups = ("B-cubed, by group", "Records", "Precision", "Recall", "F1")
    say_table("A link rate that differs by group biases linked figures", of_groups, by_group, numeric=(1, 2, 3, 4))
    if evaluation.records_without_truth:
        say(f"{evaluation.records_without_truth:,} records are not in the truth, and were left out.")
