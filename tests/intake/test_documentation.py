"""What the documentation says of intake is so: its worked example runs, its lists are those of the code."""

import re
from datetime import date
from pathlib import Path

import pytest

from lanthorn.intake import REASONS, casework, ssda903
from lanthorn.intake.mapping import built_in
from lanthorn.intake.ssda903 import NOT_USED
from tests.intake.files import noted, rows_of, take

DOCS = Path(__file__).parents[2] / "docs"
HOW_TO = (DOCS / "how-to" / "map-your-own-export.md").read_text(encoding="utf-8")
REFERENCE = (DOCS / "reference" / "intake.md").read_text(encoding="utf-8")


def blocks(language: str) -> list[str]:
    return re.findall(rf"```{language}\n(.*?)```", HOW_TO, re.DOTALL)


def table_below(heading: str) -> dict[str, str]:
    """First and last cell of each row of the table whose header row begins so."""
    lines = REFERENCE.split(f"| {heading} |", 1)[1].splitlines()[2:]
    rows = [line.strip("| ").split(" | ") for line in lines[: lines.index("")]]
    return {row[0]: row[-1] for row in rows}


def test_the_mapping_of_the_how_to_reads_the_files_of_the_how_to(store, tmp_path):
    (mapping,) = blocks("toml")
    (tmp_path / "weald.toml").write_text(mapping, encoding="utf-8")
    files = [tmp_path / "occurrences.csv", tmp_path / "nominals.csv"]
    for file, content in zip(files, blocks("csv"), strict=True):
        file.write_text(content, encoding="utf-8")
    report = take(store, *files, mapping=tmp_path / "weald.toml")
    assert (report.rows, report.accepted, report.noted) == (4, 4, 0), (report.rejected_by_reason, noted(store))
    assert rows_of(store, "offence", "flag_category", "online", "reported_on", "investigating_unit") == [
        ("2", True, date(2014, 5, 1), "borough"),
        ("1", False, date(2014, 5, 2), None),
    ]
    assert rows_of(store, "involvement", "role", "sex") == [("victim", "female"), ("suspect", "male")]


def test_the_reasons_of_the_reference_are_those_of_the_ledger_in_the_order_of_judgement():
    assert list(table_below("reason").items()) == list(REASONS.items())


@pytest.mark.parametrize(
    "extract", [*built_in(), *ssda903.EXTRACTS, *casework.EXTRACTS], ids=lambda extract: extract.name
)
def test_the_headings_of_the_reference_are_those_of_the_extract(extract):
    needed = [heading for field, heading in extract.columns.items() if field not in extract.optional]
    optional = [heading for field, heading in extract.columns.items() if field in extract.optional]
    said = (
        table_below("kind")[f"`{extract.name}`"]
        .removesuffix(" where it is there")
        .removesuffix(" where they are there")
    )
    always, _, sometimes = said.partition("; ")
    assert always.split(", ") == needed
    assert (sometimes.split(" and ") if sometimes else []) == optional


def test_the_unused_files_of_the_return_are_named():
    assert all(f"`{kind}`" in REFERENCE for kind in NOT_USED)
