"""What `lanthorn identify` writes is what the casework reads, and what the casework gives back is read again here."""

import csv
from datetime import date

import pytest

from lanthorn.casework.considered.reading import DECIDED_HEADINGS, SCREENED_HEADINGS, WHO_HEADINGS, read_list
from lanthorn.identification import read_decided, read_screened, write_considered
from lanthorn.identification.group_words import HEADINGS
from tests.spec.identification.whiteboard import ask

REPORTS = "\n".join(
    ["report_reference | reported_at | authority | missing_from"]
    + [f"M{number} | 2015-03-{number:02d}T20:00:00 | E09000025 | home" for number in (2, 9, 16)]
)


@pytest.fixture
def considered():
    children = "ann: missing_report:M2, missing_report:M9, missing_report:M16, care_child:E09000025|C1"
    return ask("missing.often", missing_report=REPORTS, children=children)


def test_the_casework_reads_what_identify_writes(considered, tmp_path):
    rows = [HEADINGS, ("Sex", "Female", "12", "c", "c", "–", "–")]
    write_considered(considered, tmp_path / "list", who=rows)
    read = read_list(tmp_path / "list")
    assert read.as_of == date(2015, 3, 31)
    [child] = read.children
    assert child["authority"] == "E09000025"
    [reason] = read.reasons[child["child_id"]]
    assert reason["reason"] == considered.view()[0].reasons[0].words
    assert [row["record_id"] for row in read.evidence[child["child_id"], "missing.often"]] == [
        "missing_report:M2", "missing_report:M9", "missing_report:M16",
    ]  # fmt: skip
    assert "care_child:E09000025|C1" in read.records[child["child_id"]]
    assert read.groups == [list(rows[1])]
    assert list(HEADINGS) == WHO_HEADINGS


def test_what_the_casework_decided_keeps_the_child_away_until_a_record_that_nobody_saw(tmp_path):
    file = tmp_path / "decided.csv"
    with file.open("w", newline="", encoding="utf-8") as target:
        writer = csv.writer(target)
        writer.writerow(DECIDED_HEADINGS)
        seen = "missing_report:M2; missing_report:M9; missing_report:M16"
        writer.writerow(("missing_report:M9", "missing.often", "2015-03-20", "no_action", seen))
    decided, children = read_decided(file), "ann: missing_report:M2, missing_report:M9, missing_report:M16"
    assert ask("missing.often", missing_report=REPORTS, children=children, decided=decided).children.num_rows == 0
    later = f"{REPORTS}\nM23 | 2015-03-23T20:00:00 | E09000025 | home"
    again = ask("missing.often", missing_report=later, children=f"{children}, missing_report:M23", decided=decided)
    assert [row["record_id"] for row in again.evidence.to_pylist() if row["is_new"]] == ["missing_report:M23"]


def test_what_came_of_screening_is_read_again(tmp_path):
    file = tmp_path / "screened.csv"
    file.write_text(f"{','.join(SCREENED_HEADINGS)}\nmissing_report:M9,true\n", encoding="utf-8")
    assert read_screened(file).to_pylist() == [{"child": "missing_report:M9", "screened_in": True}]
