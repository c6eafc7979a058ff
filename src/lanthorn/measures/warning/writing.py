"""Early warnings as a table of texts, on a screen or in a file that a spreadsheet opens."""

import csv
from collections.abc import Sequence
from pathlib import Path

from lanthorn.measures.warning.warnings import Row, Warnings
from lanthorn.measures.warning.words import say_span

HIDDEN = "c"
"""Stands for a count that is hidden, as in the Department for Education's tables."""

HEADINGS = ("Local authority", "Months", "Recorded", "Expected", "More than expected")


def row_texts(row: Row) -> tuple[str, ...]:
    """One row as texts; "c" where it is hidden."""
    if row.count is None:
        return (row.label, say_span(row.months), HIDDEN, HIDDEN, HIDDEN)
    expected = f"{row.expected_low} to {row.expected_high}"
    return (row.label, say_span(row.months), f"{row.count:,}", expected, "yes" if row.flagged else "no")


def write_warnings(answers: Sequence[Warnings], path: Path) -> None:
    """Write every row of some measures, and the reason of each that was declined, as CSV: whole or not at all.

    Labels come from the project's own lists, so that no cell can act as a formula.
    """
    making = path.with_name(f".{path.name}.making")
    with making.open("w", encoding="utf-8-sig", newline="") as target:
        writer = csv.writer(target)
        writer.writerow(("Measure", *HEADINGS, "In words"))
        for answer in answers:
            if answer.declined:
                writer.writerow((answer.measure.id, *[""] * len(HEADINGS), answer.declined))
            writer.writerows((answer.measure.id, *row_texts(row), row.words) for row in answer.rows)
    making.replace(path)
