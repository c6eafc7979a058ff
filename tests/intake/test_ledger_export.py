"""The ledger as a file for a person to work through: complete, safe to open, and for its owner alone."""

import csv

import pytest

from lanthorn.errors import BadFileError, StoreError
from lanthorn.intake import write_ledger, write_notes
from tests.intake.files import take, write, write_cells


@pytest.fixture
def loaded(store, tmp_path):
    headings = ["CHILD", "MISSING", "MIS_START", "MIS_END"]
    dangerous = ["=1+1", "@x", "+x", "-x", 'a,"b', "Ström"]
    take(store, write(tmp_path / "header.csv", "ssda903-header", "CHILD | SEX\n1 | =1\n2 | -"))
    take(store, write_cells(tmp_path / "missing.csv", [headings, *([1, "M", text, ""] for text in dangerous)]))
    return store


def read(path):
    with path.open(encoding="utf-8", newline="") as source:
        return list(csv.DictReader(source))


def test_every_rejected_row_stands_in_the_file(loaded, tmp_path):
    assert write_ledger(loaded, tmp_path / "ledger.csv") == 7
    rows = read(tmp_path / "ledger.csv")
    assert list(rows[0]) == ["source", "source_row", "field", "found", "expected", "reason"]
    assert [(row["source"], row["source_row"]) for row in rows] == [
        ("ssda903-header/header.csv", "2"),
        *(("ssda903-missing/missing.csv", str(number)) for number in range(2, 8)),
    ]


def test_no_cell_would_be_run_by_a_spreadsheet_program(loaded, tmp_path):
    write_ledger(loaded, tmp_path / "ledger.csv")
    found = [row["found"] for row in read(tmp_path / "ledger.csv")]
    assert found == ["'=1", "'=1+1", "'@x", "'+x", "'-x", 'a,"b', "Ström"]


def test_notes_are_written_as_safely(loaded, tmp_path):
    assert write_notes(loaded, tmp_path / "notes.csv") == 1
    assert [(row["kind"], row["found"]) for row in read(tmp_path / "notes.csv")] == [("unknown code", "'-")]


def test_only_its_owner_may_read_the_file_whoever_could_read_the_one_before(loaded, tmp_path):
    target = tmp_path / "ledger.csv"
    target.touch(mode=0o644)
    write_ledger(loaded, target)
    assert target.stat().st_mode & 0o777 == 0o600


def test_a_target_that_cannot_be_written_is_an_error_and_leaves_nothing(loaded, tmp_path):
    with pytest.raises(BadFileError, match="cannot be written"):
        write_ledger(loaded, tmp_path / "nowhere" / "ledger.csv")


def test_an_empty_store_has_no_ledger(store, tmp_path):
    with pytest.raises(StoreError, match="holds no records yet"):
        write_ledger(store, tmp_path / "ledger.csv")
