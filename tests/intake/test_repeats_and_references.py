"""Rows judged by other rows: those that repeat a key and those that refer to nothing, over all that is loaded."""

from lanthorn.intake import Shift
from tests.intake.files import ledger, rows_of, take, write

OFFENCES = "Crime Ref | Date Reported\nA1 | 01/05/2014\nA2 | 02/05/2014"
PERSONS = "Crime Ref | Person No | Role\nA1 | 1 | VIC\nA1 | 2 | SUS\nA9 | 1 | VIC"


def test_of_rows_with_one_key_the_first_stands_and_the_ledger_names_it(store, tmp_path):
    table = "Crime Ref | Date Reported\nA1 | 01/05/2014\nA2 | 02/05/2014\nA1 | 03/05/2014"
    take(store, write(tmp_path / "offences.csv", "police-offences", table))
    assert ledger(store) == [(4, "offence_reference", "A1", "repeats an earlier row")]
    (expected,) = rows_of(store, "reject", "expected")[0]
    assert expected == "no second row with this key: row 2 of police-offences/offences.csv has it"


def test_a_row_that_is_faulty_does_not_stand_in_the_way_of_a_later_one(store, tmp_path):
    table = "Crime Ref | Date Reported\nA1 | never\nA1 | 03/05/2014"
    take(store, write(tmp_path / "offences.csv", "police-offences", table))
    assert rows_of(store, "offence", "source_row") == [(3,)]


def test_keys_are_compared_across_files(store, tmp_path):
    take(store, write(tmp_path / "b.csv", "police-offences", OFFENCES))
    report = take(store, write(tmp_path / "a.csv", "police-offences", "Crime Ref | Date Reported\nA1 | 09/05/2014"))
    assert rows_of(store, "offence", "offence_reference", "source") == [
        ("A1", "police-offences/a.csv"),
        ("A2", "police-offences/b.csv"),
    ]
    assert report.shifts == (Shift("police-offences/b.csv", 2, 1),)


def test_the_same_child_in_the_returns_of_two_years_is_no_repeat(store, tmp_path):
    for year in ("2013-14", "2014-15"):
        write(tmp_path / year / "Newham" / "header.csv", "ssda903-header", "CHILD\n1")
    report = take(store, tmp_path / "2013-14", tmp_path / "2014-15")
    assert report.rejected == 0
    years = rows_of(store, "care_child", "care_authority", "return_year")
    assert years == [("E09000025", "2013-14"), ("E09000025", "2014-15")]


def test_a_person_in_an_offence_that_is_not_there_is_kept_out(store, tmp_path):
    take(
        store,
        write(tmp_path / "offences.csv", "police-offences", OFFENCES),
        write(tmp_path / "persons.csv", "police-persons", PERSONS),
    )
    assert ledger(store) == [(4, "offence_reference", "A9", "refers to nothing")]
    assert rows_of(store, "involvement", "source_row") == [(2,), (3,)]


def test_persons_are_let_in_when_their_offences_arrive(store, tmp_path):
    persons = take(store, write(tmp_path / "persons.csv", "police-persons", PERSONS))
    assert (persons.accepted, persons.rejected) == (0, 3)
    report = take(store, write(tmp_path / "offences.csv", "police-offences", OFFENCES))
    assert report.shifts == (Shift("police-persons/persons.csv", 0, 2),)
    assert rows_of(store, "involvement", "person_number") == [("1",), ("2",)]


def test_a_person_is_kept_out_with_an_offence_that_is_kept_out(store, tmp_path):
    take(
        store,
        write(tmp_path / "offences.csv", "police-offences", "Crime Ref | Date Reported\nA1 | never"),
        write(tmp_path / "persons.csv", "police-persons", "Crime Ref | Person No | Role\nA1 | 1 | VIC"),
    )
    assert [reason for *_, reason in ledger(store)] == ["impossible", "refers to nothing"]


def test_an_episode_refers_to_the_child_of_the_same_return(store, tmp_path):
    take(
        store,
        write(tmp_path / "2014-15" / "Newham" / "header.csv", "ssda903-header", "CHILD\n1"),
        write(tmp_path / "2014-15" / "Newham" / "episodes.csv", "ssda903-episodes", "CHILD | DECOM\n1 | 01/05/2014"),
        write(tmp_path / "2014-15" / "Bexley" / "episodes.csv", "ssda903-episodes", "CHILD | DECOM\n1 | 01/05/2014"),
    )
    assert rows_of(store, "care_episode", "care_authority") == [("E09000025",)]
    assert ledger(store) == [
        (2, "care_authority, return_year, child_id", "E09000004 | 2014-15 | 1", "refers to nothing")
    ]


def test_one_export_under_two_names_counts_once(store, tmp_path):
    report = take(
        store,
        write(tmp_path / "may.csv", "police-offences", OFFENCES),
        write(tmp_path / "may (copy).csv", "police-offences", OFFENCES),
    )
    assert [(line.slot, line.accepted, line.rejected) for line in report.files] == [
        ("police-offences/may (copy).csv", 2, 0),
        ("police-offences/may.csv", 0, 2),
    ]
    assert rows_of(store, "reject", "expected")[0] == (
        "no second row with this key: row 2 of police-offences/may (copy).csv has it",
    )


def test_a_row_that_repeats_another_and_refers_to_nothing_has_one_entry(store, tmp_path):
    table = "Crime Ref | Person No | Role\nA9 | 1 | VIC\nA9 | 1 | VIC"
    take(store, write(tmp_path / "persons.csv", "police-persons", table))
    assert ledger(store) == [(row, "offence_reference", "A9", "refers to nothing") for row in (2, 3)]
