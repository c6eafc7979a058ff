"""A table that the Department for Education published, attacked. Reads it beside the project, where it is."""

import sys
from pathlib import Path

import pytest

from lanthorn.disclosure import Verdict, attack, read_publication, write_publication

ROOT = Path(__file__).parents[2]
FILE = ROOT.parent / "shared" / "reference" / "published" / "dfe_cla_missing_2016.csv"

pytestmark = pytest.mark.skipif(not FILE.exists(), reason="the published table is not beside this project")


@pytest.fixture(scope="module")
def publication():
    sys.path.insert(0, str(ROOT / "docs" / "how-to"))
    try:
        from describe_dfe_table import describe
    finally:
        sys.path.pop(0)
    return describe(FILE)


@pytest.fixture(scope="module")
def report(publication):
    return attack(publication)


def test_the_published_table_agrees_with_itself_under_its_rules(report):
    assert report.inconsistent == ()


def test_every_cell_is_decided(report):
    assert not report.of(Verdict.UNDECIDED)


def test_some_hidden_cells_can_be_worked_out_and_the_how_to_says_how_many(report):
    exactly = sum(finding.why == "exactly" for finding in report.findings)
    nearly = sum(finding.why == "nearly" for finding in report.findings)
    hidden = sum(finding.concealment == "hidden" for finding in report.findings)
    text = (ROOT / "docs" / "how-to" / "attack-a-published-table.md").read_text(encoding="utf-8")
    assert f"{hidden} hidden cells, {exactly} exactly and {nearly} nearly" in text


def test_each_proof_is_of_published_things_alone(report):
    for finding in report.of(Verdict.DISCLOSED):
        assert finding.proof
        assert finding.irreducible


def test_described_as_a_folder_it_is_the_same(publication, tmp_path):
    write_publication(publication, tmp_path / "dfe")
    read = read_publication(tmp_path / "dfe")
    assert read.tables == publication.tables
    assert read.relations == publication.relations
