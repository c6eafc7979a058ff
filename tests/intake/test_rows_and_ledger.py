"""What becomes of a row: its values in their types, or an entry in the ledger; and notes on single values."""

from datetime import date, datetime

import pytest

from tests.intake.files import cells, ledger, noted, rows_of, take, write, write_cells


def offences(tmp_path, table):
    return write(tmp_path / "offences.csv", "police-offences", table)


def test_values_are_stored_as_what_they_are(store, tmp_path):
    take(
        store,
        offences(
            tmp_path,
            """
            Crime Ref | Date Reported | CSE Flag  | Online Marker | Borough             | Investigating Unit
            A1        | 01/05/2014    | CSE CAT 2 | Y             | Barking & Dagenham  | SCD CAIT
            """,
        ),
    )
    fields = ("reported_on", "flag_category", "online", "offence_authority", "investigating_unit", "committed_from")
    expected = (date(2014, 5, 1), "2", True, "E09000002", "child_abuse_investigation", None)
    assert rows_of(store, "offence", *fields) == [expected]


def test_every_record_says_which_row_of_which_file_it_is(store, tmp_path):
    file = offences(tmp_path / "2014-15", "Crime Ref | Date Reported\nA1 | 01/05/2014\nA2 | 02/05/2014")
    take(store, file)
    rows = rows_of(store, "offence", "source", "source_row")
    assert rows == [("police-offences/2014-15/offences.csv", 2), ("police-offences/2014-15/offences.csv", 3)]


def test_a_moment_keeps_its_time_of_day(store, tmp_path):
    table = "Report Ref | Reported At | Returned At\nM1 | 01/05/2014 23:40 | 02/05/2014 04:10"
    take(store, write(tmp_path / "missing.csv", "police-missing", table))
    when = rows_of(store, "missing_report", "reported_at", "returned_at")
    assert when == [(datetime(2014, 5, 1, 23, 40), datetime(2014, 5, 2, 4, 10))]


def test_a_postcode_gets_its_one_space(store, tmp_path):
    persons = "Crime Ref | Person No | Role | Home Postcode\nA1 | 1 | VIC | e153ab\nA1 | 2 | VIC | E15  3AB"
    take(
        store,
        offences(tmp_path, "Crime Ref | Date Reported\nA1 | 01/05/2014"),
        write(tmp_path / "persons.csv", "police-persons", persons),
    )
    assert rows_of(store, "involvement", "home_postcode") == [("E15 3AB",), ("E15 3AB",)]


def test_codes_are_read_whatever_their_case(store, tmp_path):
    take(store, offences(tmp_path, "Crime Ref | Date Reported | CSE Flag\nA1 | 01/05/2014 | cse cat 1"))
    assert rows_of(store, "offence", "flag_category") == [("1",)]
    assert noted(store) == []


def test_what_an_agency_writes_for_nothing_is_nothing(store, tmp_path):
    table = "Crime Ref | Date Reported | CSE Flag | Borough\nA1 | 01/05/2014 | N/K | null"
    take(store, offences(tmp_path, table))
    assert rows_of(store, "offence", "flag_category", "offence_authority") == [(None, None)]
    assert noted(store) == []


def test_an_unknown_code_is_kept_as_recorded_and_noted(store, tmp_path):
    table = "Crime Ref | Date Reported | Investigating Unit | Borough\nA1 | 01/05/2014 | Dog Unit | Atlantis"
    report = take(store, offences(tmp_path, table))
    assert rows_of(store, "offence", "investigating_unit", "offence_authority") == [("Dog Unit", "Atlantis")]
    assert noted(store) == [
        (2, "offence_authority", "unknown code", "Atlantis"),
        (2, "investigating_unit", "unknown code", "Dog Unit"),
    ]
    assert report.noted == 2


@pytest.mark.parametrize("impossible", ["31/02/2014", "2014", "00/00/0000", "05/13/2014", "02/06/2015", "01/01/1901"])
def test_an_impossible_date_that_may_be_missing_is_left_out_and_noted(store, tmp_path, impossible):
    take(store, offences(tmp_path, f"Crime Ref | Date Reported | Date Flagged\nA1 | 01/05/2014 | {impossible}"))
    assert rows_of(store, "offence", "flagged_on") == [(None,)]
    assert noted(store) == [(2, "flagged_on", "impossible", impossible)]


@pytest.mark.parametrize("impossible", ["31/02/2014", "yesterday", "02/06/2015", "31/12/1989"])
def test_a_row_whose_needed_date_is_impossible_stands_in_the_ledger(store, tmp_path, impossible):
    report = take(store, offences(tmp_path, f"Crime Ref | Date Reported\nA1 | {impossible}\nA2 | 01/06/2015"))
    assert ledger(store) == [(2, "reported_on", impossible, "impossible")]
    assert rows_of(store, "offence", "offence_reference") == [("A2",)]
    assert (report.rows, report.accepted, report.rejected) == (2, 1, 1)


def test_the_ledger_says_what_was_expected(store, tmp_path):
    take(store, offences(tmp_path, "Crime Ref | Date Reported\nA1 | 31/02/2014"))
    (expected,) = rows_of(store, "reject", "expected")[0]
    assert "%d/%m/%Y" in expected
    assert "not before 1990-01-01" in expected
    assert "not after 2015-06-01" in expected


def test_a_row_without_its_key_stands_in_the_ledger(store, tmp_path):
    take(store, offences(tmp_path, "Crime Ref | Date Reported\n | 01/05/2014"))
    assert ledger(store) == [(2, "offence_reference", "", "missing")]


def test_a_date_of_birth_after_the_day_of_reading_may_stand_in_a_care_return(store, tmp_path):
    take(store, write(tmp_path / "header.csv", "ssda903-header", "CHILD | SEX | DOB\n1 | 2 | 01/09/2015"))
    assert rows_of(store, "care_child", "date_of_birth", "sex") == [(date(2015, 9, 1), "female")]


def test_an_end_before_its_beginning_is_left_out_and_noted(store, tmp_path):
    table = "Crime Ref | Date Reported | Committed From | Committed To\nA1 | 01/05/2014 | 10/04/2014 | 09/04/2014"
    take(store, offences(tmp_path, table))
    assert rows_of(store, "offence", "committed_from", "committed_to") == [(date(2014, 4, 10), None)]
    assert noted(store) == [(2, "committed_to", "impossible", "09/04/2014")]


@pytest.mark.parametrize("formula", ["=1+1", "@SUM(A1)", "+cmd()", "-2+3", '=HYPERLINK("x")'])
def test_a_formula_stands_in_the_ledger(store, tmp_path, formula):
    take(store, offences(tmp_path, f"Crime Ref | Date Reported | Location Sector\nA1 | 01/05/2014 | {formula}"))
    assert ledger(store) == [(2, "offence_sector", formula, "formula")]


@pytest.mark.parametrize("harmless", ["-1", "+44 20 7946 0000", "-", "a=b"])
def test_a_signed_number_and_a_lone_sign_are_no_formulas(store, tmp_path, harmless):
    table = f"CHILD | DECOM | RNE\n1 | 01/05/2014 | {harmless}"
    take(
        store,
        write(tmp_path / "header.csv", "ssda903-header", "CHILD\n1"),
        write(tmp_path / "episodes.csv", "ssda903-episodes", table),
    )
    assert rows_of(store, "care_episode", "reason_began") == [(harmless,)]


def test_rows_with_too_many_or_too_few_fields_stand_in_the_ledger(store, tmp_path):
    header = "CHILD | MISSING | MIS_START | MIS_END"
    rows = cells(f"{header}\n1 | M | 01/05/2014\n1 | M | 02/05/2014 |\n1 | M | 03/05/2014 | | more")
    take(store, write(tmp_path / "header.csv", "ssda903-header", "CHILD\n1"))
    report = take(store, write_cells(tmp_path / "missing.csv", rows))
    wrong = "wrong number of fields"
    assert ledger(store) == [(2, "", "3 fields", wrong), (4, "", "5 fields", wrong)]
    assert rows_of(store, "care_absence", "source_row") == [(3,)]
    assert (report.rows, report.accepted, report.rejected) == (3, 1, 2)


def test_a_value_over_two_lines_stands_in_the_ledger(store, tmp_path):
    rows = [["CHILD", "MISSING", "MIS_START", "MIS_END"], ["1", "M\n1", "01/05/2014", ""]]
    take(store, write_cells(tmp_path / "missing.csv", rows))
    assert ledger(store) == [(2, "absence_kind", "M\n1", "line break")]


def test_blank_lines_are_no_rows(store, tmp_path):
    file = tmp_path / "missing.csv"
    file.write_bytes(b"\r\nCHILD,MISSING,MIS_START,MIS_END\r\n\r\n1,M,01/05/2014,\r\n\r\n2,M,x,\r\n\r\n")
    report = take(store, write(tmp_path / "header.csv", "ssda903-header", "CHILD\n1\n2"), file)
    assert report.rows == 4
    assert ledger(store) == [(3, "began_on", "x", "impossible")]


def test_only_accepted_rows_have_notes(store, tmp_path):
    table = "Crime Ref | Date Reported | Borough\nA1 | 01/05/2014 | Atlantis\nA1 | 01/05/2014 | Lyonesse"
    take(store, offences(tmp_path, table))
    assert noted(store) == [(2, "offence_authority", "unknown code", "Atlantis")]


def test_rows_in_are_rows_accepted_and_rejected_file_by_file(store, tmp_path):
    first = write(tmp_path / "a.csv", "police-offences", "Crime Ref | Date Reported\nA1 | 01/05/2014\nA2 | x")
    second = write(tmp_path / "b.csv", "police-offences", "Crime Ref | Date Reported\nA1 | 01/05/2014")
    report = take(store, first, second)
    assert [(line.rows, line.accepted, line.rejected) for line in report.files] == [(2, 1, 1), (1, 0, 1)]
    assert report.rejected_by_reason == {"impossible": 1, "repeats an earlier row": 1}
