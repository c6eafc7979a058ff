"""The examples in the documentation do what it says."""

import re
from pathlib import Path

import typer
from typer.testing import CliRunner

from lanthorn import disclosure
from lanthorn.cli import protect as protect_file
from lanthorn.disclosure import Verdict, attack, read_publication

DOCS = Path(__file__).parents[2] / "docs"


def blocks(page: str, kind: str) -> list[str]:
    """The code blocks of one kind on a page."""
    text = (DOCS / page).read_text(encoding="utf-8")
    return re.findall(rf"```{kind}\n(.*?)```", text, flags=re.DOTALL)


def test_the_worked_example_of_the_format_is_read_and_cannot_be_worked_out_exactly(tmp_path):
    table, places = blocks("reference/publication-format.md", "csv")
    (description,) = blocks("reference/publication-format.md", "toml")
    for name, text in (("missing.csv", table), ("places.csv", places), ("publication.toml", description)):
        (tmp_path / name).write_text(text, encoding="utf-8")
    report = attack(read_publication(tmp_path))
    assert not report.inconsistent
    assert not any(finding.why == "exactly" for finding in report.findings)


def test_the_tables_of_the_how_to_are_protected(tmp_path):
    (table,) = blocks("how-to/protect-and-attack-your-own-tables.md", "csv")
    (description, *_) = blocks("how-to/protect-and-attack-your-own-tables.md", "toml")
    source = tmp_path / "true-counts"
    source.mkdir()
    (source / "by_place_and_sex.csv").write_text(table, encoding="utf-8")
    (source / "publication.toml").write_text(description, encoding="utf-8")
    app = typer.Typer()
    app.command()(protect_file.protect)
    result = CliRunner().invoke(app, [str(source), "--out", str(tmp_path / "to-publish")])
    assert result.exit_code == 0, result.output
    published = read_publication(tmp_path / "to-publish")
    assert published.tables[0].cells["Ayton", "total"] == 12
    assert attack(published).of(Verdict.PROTECTED)


def test_what_the_how_to_names_is_there():
    page = (DOCS / "how-to/protect-and-attack-your-own-tables.md").read_text(encoding="utf-8")
    named = re.findall(r"from lanthorn\.disclosure import (.+)", page)
    assert named
    assert all(hasattr(disclosure, word) for line in named for word in line.split(", "))
    assert hasattr(disclosure, "publication_of")
