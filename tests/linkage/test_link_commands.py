"""`lanthorn link` and `lanthorn audit-links` as a user meets them."""

import shutil
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
import typer
from openpyxl import load_workbook
from typer.testing import CliRunner

from lanthorn.cli.audit_links import audit_links
from lanthorn.cli.link import link
from lanthorn.errors import LanthornError
from lanthorn.linkage.spreadsheet import ROWS

RECORDS = """
    record  | forename | surname | born       | sex    | postcode | authority | reported   | missing
    crime1  | Rebecca  | Ward    | 2000-05-14 | female | E15 3AB  | E09000025 | 2014-09-01 |
    crime2  | Amina    | Yusuf   | 1999-08-02 | female | CR0 2EF  | E09000008 | 2014-06-01 |
    report1 | Rebecca  | Ward    | 2000-05-14 | female | E15 3AB  | E09000025 |            | 2014-08-01
    report2 | Amina    | Yusuf   | 1999-08-12 | female | N1 4QR   | E09000019 |            | 2014-05-01
"""


@pytest.fixture
def lanthorn():
    app = typer.Typer()
    app.command("link")(link)
    app.add_typer(audit_links, name="audit-links")

    def run(*words: object) -> str:
        ended = CliRunner().invoke(app, [str(word) for word in words])
        if ended.exception is not None and not isinstance(ended.exception, SystemExit):
            raise ended.exception
        assert ended.exit_code == 0, ended.output
        return " ".join(ended.output.split())

    return run


@pytest.fixture
def folder(store_of) -> Path:
    return store_of(RECORDS).folder


def test_link_says_what_it_did_and_what_comes_next(lanthorn, folder):
    said = lanthorn("link", "--defaults", "--store", folder)
    assert "4 records, 4 different descriptions" in said
    assert "Same date of birth and forename 1" in said
    assert "at most, of a budget of 60,000,000" in said
    assert said.index("of a budget") < said.index("Records linked")
    assert "Version 1 of the links is in force." in said
    assert "By the model's own probabilities: precision" in said
    assert f"lanthorn profile --store {folder}" in said
    assert not [word for word in ("Rebecca", "Ward", "E15") if word in said]


def test_link_prints_precision_recall_and_f1_against_a_truth(lanthorn, folder, tmp_path):
    truth = {"involvement:crime1|1": "A", "missing_report:report1": "A", "involvement:crime2|1": "B"}
    pq.write_table(
        pa.table({"record_id": list(truth), "person_id": list(truth.values())}), tmp_path / "record_child.parquet"
    )
    said = lanthorn("link", "--defaults", "--store", folder, "--evaluate", tmp_path)
    assert "pairs, all records 100.0% 100.0% 1.000" in said
    assert "B-cubed, all records 100.0% 100.0% 1.000" in said
    assert "sex: female 3 100.0% 100.0% 1.000" in said
    assert "1 records are not in the truth" in said


def test_report_review_and_model_are_written_where_they_are_asked_for(lanthorn, folder, tmp_path):
    files = {
        option: tmp_path / name
        for option, name in (("--report", "links.html"), ("--review", "review.csv"), ("--save-model", "model.json"))
    }
    said = lanthorn("link", "--defaults", "--store", folder, *(word for pair in files.items() for word in pair))
    assert all(file.stat().st_size > 0 for file in files.values())
    assert f"Report written to {files['--report']}" in said
    assert "The weights were not learnt" in lanthorn(
        "link", "--defaults", "--store", folder, "--model", files["--save-model"]
    )


def test_judgements_are_recorded_and_followed_in_one_step(lanthorn, folder, tmp_path):
    review = tmp_path / "review.csv"
    assert "1 borderline pairs" in lanthorn("link", "--defaults", "--store", folder, "--review", review)
    lines = review.read_text(encoding="utf-8-sig").splitlines()
    review.write_text("\n".join([lines[0], f"{lines[1][:-1]}different,two addresses at one time"]))
    said = lanthorn("link", "--defaults", "--store", folder, "--decisions", review, "--reviewer", "One")
    assert "1 new judgements recorded" in said
    assert "1 judgements of people followed" in said


def test_an_audit_goes_from_sample_to_status(lanthorn, folder, tmp_path):
    lanthorn("link", "--defaults", "--store", folder)
    assert "No sample has been drawn." in lanthorn("audit-links", "status", "--store", folder)
    book = tmp_path / "audit.xlsx"
    said = lanthorn("audit-links", "sample", "--store", folder, "--out", book)
    assert "audit-1: 2 children drawn" in said
    for reviewer in ("One", "Two"):
        copy = tmp_path / f"{reviewer}.xlsx"
        shutil.copy(book, copy)
        filled = load_workbook(copy)
        for line in (2, 3):
            filled[ROWS].cell(line, 5).value = "yes"
        filled.save(copy)
        assert "audit-1: 2 answers recorded" in lanthorn(
            "audit-links", "record", copy, "--store", folder, "--reviewer", reviewer
        )
    said = lanthorn("audit-links", "status", "--store", folder)
    assert "missing.history" in said
    assert "One and Two agree in 2 of 2 (Cohen's kappa not defined)" in said
    assert "100.0% (100.0% to 100.0%)" in said


def test_a_pair_that_is_no_pair_is_refused(lanthorn, folder, tmp_path):
    with pytest.raises((AssertionError, LanthornError), match="two names of records"):
        lanthorn(
            "link", "--defaults", "--store", folder, "--report", tmp_path / "x.html", "--pair", "involvement:crime1|1"
        )
    assert not (tmp_path / "x.html").exists()
