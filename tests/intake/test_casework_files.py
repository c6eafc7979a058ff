"""The casework's own export: every table is read by the names of its fields, and what cannot be is in the ledger."""

from datetime import date, datetime

import pytest

from lanthorn.intake.casework import EXTRACTS
from lanthorn.records import CASEWORK
from lanthorn.vocabulary import codes
from tests.intake.files import ledger, noted, rows_of, take, write, write_cells

CASES = """
case_reference | child_reference | opened_on  | closed_on  | category | closing_ground
C1             | K1              | 2014-05-01 |            | 2        |
C2             | K2              | 2014-05-02 | 2014-05-09 | none     | no_further_action
"""


def test_every_table_of_the_casework_has_its_own_kind_of_file():
    assert [extract.table for extract in EXTRACTS] == list(CASEWORK)


@pytest.mark.parametrize("extract", EXTRACTS, ids=lambda extract: extract.name)
def test_a_file_of_headings_alone_says_that_nothing_was_recorded(extract, store, tmp_path):
    report = take(store, write_cells(tmp_path / "export.csv", [list(extract.columns.values())]))
    assert [(line.recognised_as, line.rows) for line in report.files] == [(extract.name, 0)]


@pytest.mark.parametrize("table", CASEWORK, ids=lambda table: table.name)
def test_every_code_list_of_the_casework_is_in_the_vocabulary(table):
    assert all(codes(field.codes).codes for field in table.fields if field.codes)


def test_a_case_is_read_as_the_casework_wrote_it(store, tmp_path):
    take(store, write(tmp_path / "case_episode.csv", "casework-case-episode", CASES))
    assert rows_of(store, "case_episode", "case_reference", "opened_on", "closed_on", "closing_ground") == [
        ("C1", date(2014, 5, 1), None, None),
        ("C2", date(2014, 5, 2), date(2014, 5, 9), "no_further_action"),
    ]


def test_a_referral_waits_without_a_case_and_what_is_not_known_stays_blank(store, tmp_path):
    referrals = """
    referral_reference | case_reference | sent_at             | child_told
    R1                 | C1             | 2014-05-01T16:20:00 | no
    R2                 |                | 2014-05-03T09:00:00 |
    """
    take(store, write(tmp_path / "referral.csv", "casework-referral", referrals))
    assert rows_of(store, "referral", "referral_reference", "case_reference", "sent_at", "child_told") == [
        ("R1", "C1", datetime(2014, 5, 1, 16, 20), False),
        ("R2", None, datetime(2014, 5, 3, 9), None),
    ]


def test_a_screening_of_a_case_that_is_not_there_is_kept_out(store, tmp_path):
    screenings = """
    screening_reference | case_reference | screened_on | category
    S1                  | C1             | 2014-05-05  | 2
    S2                  | C9             | 2014-05-05  | 2
    """
    take(
        store,
        write(tmp_path / "case_episode.csv", "casework-case-episode", CASES),
        write(tmp_path / "screening.csv", "casework-screening", screenings),
    )
    assert rows_of(store, "screening", "screening_reference") == [("S1",)]
    assert ledger(store) == [(3, "case_reference", "C9", "refers to nothing")]


def test_an_action_closed_before_it_was_set_keeps_its_row_without_that_day(store, tmp_path):
    actions = """
    action_reference | set_on     | due_on     | closed_on
    A1               | 2014-05-10 | 2014-05-24 | 2014-05-01
    """
    take(store, write(tmp_path / "action.csv", "casework-action", actions))
    assert rows_of(store, "action", "action_reference", "closed_on") == [("A1", None)]
    assert [(field, kind) for _, field, kind, _ in noted(store)] == [("closed_on", "impossible")]


def test_a_review_may_be_due_after_the_day_of_reading(store, tmp_path):
    reviews = """
    review_reference | case_reference | held_on    | next_on
    V1               | C1             | 2015-05-20 | 2015-08-01
    """
    take(
        store,
        write(tmp_path / "case_episode.csv", "casework-case-episode", CASES),
        write(tmp_path / "review.csv", "casework-review", reviews),
    )
    assert rows_of(store, "review", "next_on") == [(date(2015, 8, 1),)]
