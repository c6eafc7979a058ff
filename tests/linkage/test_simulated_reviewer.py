"""The simulated reviewer answers from the truth, errs as often as stated, and never passes for a person."""

from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from lanthorn.errors import LanthornError
from lanthorn.linkage import link, new_audit, record_workbook, write_workbook
from lanthorn.synthetic.reviewer import fill_in
from lanthorn.vocabulary import parse_period

# Crime 1 and report 1 are one child in truth though little agrees; crime 2 and report 2 are not though much does.
RECORDS = """
    record  | forename | surname | born       | sex    | postcode | authority | reported   | missing
    crime1  | Rebecca  | Ward    | 2000-05-14 | female | E15 3AB  | E09000025 | 2014-09-01 |
    report1 | Grace    | Okafor  | 2001-11-30 | female | N1 4QR   | E09000019 |            | 2014-08-01
    crime2  | Amina    | Yusuf   | 1999-08-02 | female | CR0 2EF  | E09000008 | 2014-09-01 |
    report2 | Amina    | Yusuf   | 1999-08-02 | female | CR0 2EF  | E09000008 |            | 2014-08-01
"""
TRUTH = {
    "involvement:crime1|1": "A",
    "missing_report:report1": "A",
    "involvement:crime2|1": "B",
    "missing_report:report2": "C",
}


@pytest.fixture
def audited(store_of, tmp_path):
    """The settled answers of a simulated reviewer, by crime."""
    store = store_of(RECORDS)
    link(store, defaults=True)
    pq.write_table(
        pa.table({"record_id": list(TRUTH), "person_id": list(TRUTH.values())}), tmp_path / "record_child.parquet"
    )

    def audit(truth: Path = tmp_path, **rates: float):
        book = tmp_path / "audit.xlsx"
        drawn = new_audit(store, parse_period("2014-15"), size=2)
        write_workbook(drawn, book)
        fill_in(book, store, truth, **rates)
        return record_workbook(store, book, "Simulated")[0]

    return audit


def _by_crime(audit) -> dict[str, bool]:
    crime = {item.number: item.record_id.split(":")[1].split("|")[0] for item in audit.sample.items}
    return {crime[number]: answer for number, answer in audit.settled("missing.history").items()}


def test_without_errors_the_answers_are_the_truth_and_not_the_links(audited):
    assert _by_crime(audited(error_rate=0, cannot_tell_rate=0)) == {"crime1": True, "crime2": False}


def test_errors_turn_an_answer_round(audited):
    assert _by_crime(audited(error_rate=1, cannot_tell_rate=0)) == {"crime1": False, "crime2": True}


def test_who_cannot_tell_settles_nothing(audited):
    audit = audited(error_rate=0, cannot_tell_rate=1)
    assert _by_crime(audit) == {}
    assert audit.undecided("missing.history") == (1, 2)


def test_what_it_fills_in_is_marked_as_simulated(audited):
    assert audited().simulated


def test_without_the_truth_it_answers_nothing(audited, tmp_path):
    with pytest.raises(LanthornError, match="record_child"):
        audited(truth=tmp_path / "elsewhere")
