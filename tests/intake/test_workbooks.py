"""Excel workbooks: read like CSV files where they are what they seem, and refused unread where they are not."""

import zipfile
from datetime import date, datetime

import pytest

from lanthorn.errors import BadFileError
from lanthorn.evidence import Layer
from lanthorn.intake import NotUsed
from tests.intake.files import KINDS, filled, ledger, rows_of, take, write_workbook

OFFENCES = filled("police-offences", "Crime Ref | Date Reported\nA1 | 01/05/2014")
ABSENCES = KINDS["ssda903-missing"]


def test_a_sheet_is_read_like_a_csv_file(store, tmp_path):
    report = take(store, write_workbook(tmp_path / "offences.xlsx", Export=OFFENCES))
    assert rows_of(store, "offence", "offence_reference", "reported_on", "source_row") == [("A1", date(2014, 5, 1), 2)]
    assert (report.files[0].encoding, report.files[0].file) == ("XLSX", f"{tmp_path}/offences.xlsx [Export]")


def test_date_cells_numbers_and_ticks_are_read_as_what_they_are(store, tmp_path):
    headings = OFFENCES[0]
    row = dict.fromkeys(headings, "") | {
        "Crime Ref": 1407.0,
        "Date Reported": datetime(2014, 5, 1),
        "Date Flagged": date(2014, 5, 2),
        "Online Marker": True,
    }
    take(store, write_workbook(tmp_path / "x.xlsx", Export=[headings, list(row.values())]))
    found = rows_of(store, "offence", "offence_reference", "reported_on", "flagged_on", "online")
    assert found == [("1407", date(2014, 5, 1), date(2014, 5, 2), True)]


def test_rows_have_the_numbers_that_the_sheet_shows(store, tmp_path):
    sheet = [["Exported on 1 May"], [], ABSENCES, [], ["1", "M", "01/05/2014"]]
    with pytest.raises(BadFileError, match="first row has no heading"):
        take(store, write_workbook(tmp_path / "x.xlsx", Missing=sheet))
    take(store, write_workbook(tmp_path / "x.xlsx", Missing=[[], *sheet[2:]]))
    assert [row for row, *_ in ledger(store)] == [4]


def test_a_formula_in_a_cell_stands_in_the_ledger(store, tmp_path):
    row = [*OFFENCES[1]]
    row[OFFENCES[0].index("Location Sector")] = "=1+1"
    take(store, write_workbook(tmp_path / "x.xlsx", Export=[OFFENCES[0], row]))
    assert ledger(store) == [(2, "offence_sector", "=1+1", "formula")]


def test_the_sheets_of_a_return_are_read_each_as_its_own_kind(store, tmp_path):
    book = write_workbook(
        tmp_path / "return.xlsx",
        Header=filled("ssda903-header", "CHILD\n1"),
        Missing=filled("ssda903-missing", "CHILD | MISSING | MIS_START\n1 | M | 01/05/2014"),
        Notes=[["Made by the data team"]],
    )
    report = take(store, book)
    assert [line.slot for line in report.files] == ["ssda903-header/return.xlsx", "ssda903-missing/return.xlsx"]
    assert report.accepted == 2
    assert report.not_used == (NotUsed(f"{book} [Notes]", "a sheet that fits no kind of file known here"),)


def test_two_sheets_of_one_kind_are_an_error(store, tmp_path):
    with pytest.raises(BadFileError, match="sheets 'May' and 'June' are both police-offences"):
        take(store, write_workbook(tmp_path / "x.xlsx", May=OFFENCES, June=OFFENCES))


def test_a_workbook_that_fits_nothing_names_the_nearest_kind(store, tmp_path):
    with pytest.raises(BadFileError, match=r"x\.xlsx \[Absent\].*ssda903-missing.*'MIS_END'"):
        take(store, write_workbook(tmp_path / "x.xlsx", Absent=[ABSENCES[:-1]], Blank=[]))


def test_an_empty_workbook_is_refused(store, tmp_path):
    with pytest.raises(BadFileError, match="is empty"):
        take(store, write_workbook(tmp_path / "x.xlsx", Blank=[]))


def rewritten(tmp_path, change):
    """A sound workbook of which one member has been exchanged."""
    sound = write_workbook(tmp_path / "sound.xlsx", Export=OFFENCES)
    hostile = tmp_path / "hostile.xlsx"
    with zipfile.ZipFile(sound) as source, zipfile.ZipFile(hostile, "w", zipfile.ZIP_DEFLATED) as target:
        for member in source.namelist():
            content = source.read(member)
            target.writestr(member, change(content) if member == "xl/worksheets/sheet1.xml" else content)
    return hostile


def entity_bomb(content):
    entities = b'<!ENTITY a "lol">' + b"".join(
        b'<!ENTITY %c "%s">' % (letter, b"&%c;" % (letter - 1) * 10) for letter in range(ord("b"), ord("k"))
    )
    body = content.split(b"?>", 1)[-1].replace(b"A1</", b"&j;</")
    return b'<?xml version="1.0"?><!DOCTYPE lolz [' + entities + b"]>" + body


def outside_entity(content):
    body = content.split(b"?>", 1)[-1]
    return b'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY x SYSTEM "file:///etc/passwd">]>' + body


def zip_bomb(content):
    return content.replace(b"</sheetData>", b" " * (64 << 20) + b"</sheetData>")


@pytest.mark.parametrize(
    ("change", "message"),
    [
        (entity_bomb, "declares entities"),
        (outside_entity, "declares entities"),
        (zip_bomb, "would grow from"),
        (lambda content: content[:100], "damaged workbook"),
    ],
)
def test_a_hostile_workbook_is_refused_and_nothing_taken_in(store, tmp_path, change, message):
    with pytest.raises(BadFileError, match=message):
        take(store, rewritten(tmp_path, change))
    assert store.current(Layer.RECORDS) is None


def test_a_workbook_of_very_many_members_is_refused(store, tmp_path):
    hostile = tmp_path / "x.xlsx"
    with zipfile.ZipFile(hostile, "w") as target:
        for number in range(2_001):
            target.writestr(f"xl/{number}.xml", "")
    with pytest.raises(BadFileError, match="packs 2,001 files"):
        take(store, hostile)


@pytest.mark.parametrize(
    ("content", "message"),
    [(b"\xd0\xcf\x11\xe0" + b"\0" * 600, "old Excel format"), (b"PK\x03\x04" + b"\0" * 600, "not an Excel workbook")],
)
def test_what_only_looks_like_a_workbook_is_refused(store, tmp_path, content, message):
    file = tmp_path / "x.xlsx"
    file.write_bytes(content)
    with pytest.raises(BadFileError, match=message):
        take(store, file)
