"""A file is what its header row says, whatever it is called; what fits nothing is refused by name, all at once."""

import os
from pathlib import Path

import pytest

from lanthorn.errors import BadFileError, LanthornError
from lanthorn.evidence import Layer
from lanthorn.intake import NotUsed
from tests.intake.files import KINDS, filled, rows_of, take, write, write_cells

OFFENCES = "Crime Ref | Date Reported\nA1 | 01/05/2014"


def test_a_file_is_recognised_by_its_headings_and_not_by_its_name(store, tmp_path):
    report = take(store, write(tmp_path / "export (3).csv", "police-offences", OFFENCES))
    assert [line.recognised_as for line in report.files] == ["police-offences"]


def test_headings_may_come_in_any_order_and_case_and_among_others(store, tmp_path):
    headings, row = filled("police-offences", OFFENCES)
    shuffled = [heading.upper() for heading in reversed(headings)]
    file = write_cells(tmp_path / "x.csv", [[*shuffled, "Beat", ""], [*reversed(row), "K7", ""]])
    report = take(store, file)
    assert rows_of(store, "offence", "offence_reference") == [("A1",)]
    assert report.files[0].unread == ("Beat",)


def test_a_file_that_fits_nothing_is_named_with_the_nearest_kind_and_what_it_lacks(store, tmp_path):
    headings = [heading for heading in KINDS["police-offences"] if heading not in ("Date Flagged", "HO Code")]
    file = write_cells(tmp_path / "odd.csv", [headings])
    with pytest.raises(BadFileError, match=r"odd\.csv.*police-offences.*'Date Flagged', 'HO Code'"):
        take(store, file)


def test_all_bad_files_are_named_in_one_error_and_nothing_is_taken_in(store, tmp_path):
    good = write(tmp_path / "good.csv", "police-offences", OFFENCES)
    odd = write_cells(tmp_path / "odd.csv", [["A", "B"], ["1", "2"]])
    open_quote = tmp_path / "open.csv"
    open_quote.write_text('CHILD,MISSING,MIS_START,MIS_END\n1,M,01/05/2014,\n2,"M,01/05/2014,\n', encoding="utf-8")
    empty = tmp_path / "empty.csv"
    empty.touch()
    with pytest.raises(BadFileError) as caught:
        take(store, good, odd, open_quote, empty)
    for name in ("odd.csv", "open.csv", "empty.csv"):
        assert name in str(caught.value)
    assert "good.csv" not in str(caught.value)
    assert store.current(Layer.RECORDS) is None
    assert list(store.parts.iterdir()) == []


def test_the_first_row_of_a_file_without_headings_is_never_quoted(store, tmp_path):
    file = write_cells(tmp_path / "x.csv", [["A1", "Amira", "Okafor", "01/02/2001"]])
    with pytest.raises(BadFileError) as caught:
        take(store, file)
    assert "Amira" not in str(caught.value)
    assert "no heading of any kind of file known here" in str(caught.value)


def test_a_heading_that_stands_twice_is_an_error(store, tmp_path):
    headings = [*KINDS["ssda903-missing"], "mis_end"]
    with pytest.raises(BadFileError, match="heading 'MIS_END' 2 times"):
        take(store, write_cells(tmp_path / "x.csv", [headings]))


def test_a_heading_that_nothing_reads_may_stand_twice(store, tmp_path):
    cells = [["CHILD", "MISSING", "MIS_START", "MIS_END", "NOTE", "NOTE"]]
    assert take(store, write_cells(tmp_path / "x.csv", cells)).rows == 0


def test_a_file_divided_by_semicolons_is_told_so(store, tmp_path):
    file = tmp_path / "x.csv"
    file.write_text("CHILD;MISSING;MIS_START;MIS_END\n", encoding="utf-8")
    with pytest.raises(BadFileError, match=r"divided by semicolons\. Expected commas"):
        take(store, file)


def test_a_known_file_of_the_return_that_nothing_asks_for_is_named_as_not_used(store, tmp_path):
    unused = write_cells(tmp_path / "uasc.csv", [["CHILD", "SEX", "DOB", "DUC"], ["1", "2", "01/01/2000", ""]])
    header = write(tmp_path / "header.csv", "ssda903-header", "CHILD\n1")
    report = take(store, unused, header)
    assert report.not_used == (NotUsed(str(unused), "SSDA903 uasc: nothing is asked of it"),)
    assert [line.recognised_as for line in report.files] == ["ssda903-header"]


def test_a_police_file_with_headings_and_no_rows_is_an_error(store, tmp_path):
    with pytest.raises(BadFileError, match="has headings and no rows"):
        take(store, write(tmp_path / "x.csv", "police-offences", "Crime Ref | Date Reported"))


def test_a_care_return_may_say_that_no_child_was_missing(store, tmp_path):
    report = take(store, write(tmp_path / "missing.csv", "ssda903-missing", "CHILD | MISSING"))
    assert report.rows == 0
    assert rows_of(store, "care_absence") == []


def test_a_folder_is_walked_and_hidden_files_are_passed_over(store, tmp_path):
    folder = tmp_path / "export"
    write(folder / "deep" / "offences.CSV", "police-offences", OFFENCES)
    write_cells(folder / ".hidden.csv", [["nothing"]])
    write_cells(folder / ".snapshot" / "old.csv", [["nothing"]])
    write_cells(folder / "~$book.xlsx", [["nothing"]])
    notes = write_cells(folder / "read me.txt", [["nothing"]])
    report = take(store, folder)
    assert [line.slot for line in report.files] == ["police-offences/offences.CSV"]
    assert report.not_used == (NotUsed(str(notes), "neither CSV nor XLSX"),)


def test_a_heading_may_be_broken_over_lines(store, tmp_path):
    headings, row = filled("police-offences", OFFENCES)
    broken = [heading.replace(" ", " \n") for heading in headings]
    assert take(store, write_cells(tmp_path / "x.csv", [broken, row])).accepted == 1


def test_a_folder_that_cannot_be_read_is_an_error_and_not_passed_over(store, tmp_path, monkeypatch):
    write(tmp_path / "export" / "offences.csv", "police-offences", OFFENCES)
    closed = tmp_path / "export" / "closed"
    closed.mkdir()
    look_in = os.scandir

    def denied(folder):
        if Path(folder) == closed:
            raise PermissionError(13, "Permission denied", str(closed))
        return look_in(folder)

    monkeypatch.setattr(os, "scandir", denied)
    with pytest.raises(BadFileError, match=r"closed cannot be read \(Permission denied\)"):
        take(store, tmp_path / "export")


def test_linked_folders_are_walked_and_circles_refused(store, tmp_path):
    write(tmp_path / "elsewhere" / "offences.csv", "police-offences", OFFENCES)
    (tmp_path / "export").mkdir()
    (tmp_path / "export" / "link").symlink_to(tmp_path / "elsewhere")
    assert take(store, tmp_path / "export").rows == 1
    (tmp_path / "elsewhere" / "back").symlink_to(tmp_path / "elsewhere")
    with pytest.raises(BadFileError, match="is a link to a folder that it lies in"):
        take(store, tmp_path / "export")


def test_a_file_given_twice_is_read_once(store, tmp_path):
    file = write(tmp_path / "offences.csv", "police-offences", OFFENCES)
    assert take(store, file, tmp_path / "." / "offences.csv", file).rows == 1


def test_two_files_for_one_slot_are_an_error_when_they_differ(store, tmp_path):
    one = write(tmp_path / "a" / "offences.csv", "police-offences", OFFENCES)
    two = write(tmp_path / "b" / "offences.csv", "police-offences", OFFENCES + "\nA2 | 01/05/2014")
    with pytest.raises(BadFileError, match=r"are both police-offences/offences\.csv, and differ"):
        take(store, one, two)


def test_of_two_files_for_one_slot_that_are_the_same_one_is_read(store, tmp_path):
    one = write(tmp_path / "a" / "offences.csv", "police-offences", OFFENCES)
    two = write(tmp_path / "b" / "offences.csv", "police-offences", OFFENCES)
    report = take(store, one, two)
    assert report.rows == 1
    assert report.not_used == (NotUsed(str(two), f"the same as {one}"),)


def test_a_path_that_is_not_there_is_an_error(store, tmp_path):
    with pytest.raises(BadFileError, match=r"no file or folder .*nowhere\.csv"):
        take(store, tmp_path / "nowhere.csv")


def test_a_folder_without_files_to_read_is_an_error(store, tmp_path):
    (tmp_path / "empty").mkdir()
    with pytest.raises(LanthornError, match="no CSV or XLSX file"):
        take(store, tmp_path / "empty")


class TestAuthorityAndYearOfACareReturn:
    def read(self, store):
        return rows_of(store, "care_child", "care_authority", "return_year")

    def test_folders_say_them(self, store, tmp_path):
        report = take(store, write(tmp_path / "2014-15" / "E09000033" / "header.csv", "ssda903-header", "CHILD\n1"))
        assert self.read(store) == [("E09000033", "2014-15")]
        assert report.files[0].slot == "ssda903-header/2014-15/E09000033/header.csv"
        assert (report.files[0].authority, report.files[0].year) == ("E09000033", "2014-15")

    def test_options_say_them_where_folders_do_not(self, store, tmp_path):
        file = write(tmp_path / "2014-15" / "header.csv", "ssda903-header", "CHILD\n1")
        take(store, file, authority="Tower Hamlets", year="2012-13")
        assert self.read(store) == [("E09000030", "2014-15")]

    def test_the_user_s_own_folder_says_nothing(self, store, tmp_path, monkeypatch):
        monkeypatch.setenv("HOME", str(tmp_path / "kent"))
        file = write(tmp_path / "kent" / "returns" / "header.csv", "ssda903-header", "CHILD\n1")
        take(store, file)
        assert self.read(store) == [("not stated", "not stated")]

    def test_the_nearest_folder_counts(self, store, tmp_path):
        file = write(
            tmp_path / "Kent" / "2013-14" / "from Bexley" / "Bexley" / "header.csv", "ssda903-header", "CHILD\n1"
        )
        take(store, file)
        assert self.read(store) == [("E09000004", "2013-14")]

    def test_else_they_are_not_stated_and_no_row_is_noted_for_it(self, store, tmp_path):
        report = take(store, write(tmp_path / "header.csv", "ssda903-header", "CHILD\n1"))
        assert self.read(store) == [("not stated", "not stated")]
        assert report.noted == 0

    def test_returns_of_two_authorities_by_option_stand_side_by_side(self, store, tmp_path):
        file = write(tmp_path / "header.csv", "ssda903-header", "CHILD\n1")
        take(store, file, authority="Bexley", year="2014-15")
        take(store, file, authority="Newham", year="2014-15")
        assert self.read(store) == [("E09000004", "2014-15"), ("E09000025", "2014-15")]

    @pytest.mark.parametrize(("option", "value"), [("authority", "Atlantis"), ("year", "2014"), ("year", "2014-16")])
    def test_an_option_that_is_none_is_an_error(self, store, tmp_path, option, value):
        file = write(tmp_path / "header.csv", "ssda903-header", "CHILD\n1")
        with pytest.raises(LanthornError, match=value):
            take(store, file, **{option: value})
