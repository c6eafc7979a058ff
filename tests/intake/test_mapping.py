"""Mapping files: a force's own export needs no code, and a faulty mapping says where and what was expected."""

from datetime import date, datetime

import pytest

from lanthorn.errors import BadDefinitionError
from lanthorn.intake.mapping import built_in
from tests.intake.files import cells, noted, rows_of, take, write_cells

OWN = """
[[extract]]
name = "weald-offences"
table = "offence"
blank = ["", "NOT KNOWN"]
dates = ["%d-%b-%y"]

[extract.columns]
offence_reference = "Occurrence"
reported_on = "Rec Date"
offence_authority = "District"
online = "Cyber"

[extract.values.offence_authority]
"F1" = "E09000004"

[extract.values.online]
"TRUE" = "yes"

[[extract]]
name = "weald-missing"
table = "missing_report"
moments = ["%d %B %Y %I:%M %p"]
dates = ["%Y%m%d"]
may_be_empty = true

[extract.columns]
report_reference = "ID"
reported_at = "When"
date_of_birth = "Born"
"""


@pytest.fixture
def own(tmp_path):
    path = tmp_path / "weald.toml"
    path.write_text(OWN, encoding="utf-8")
    return path


def test_a_force_s_own_export_is_read_by_its_mapping(store, tmp_path, own):
    offences = cells("Occurrence | Rec Date | District | Cyber\nW1 | 01-MAY-14 | f1 | true\nW2 | 2014-05-02 | Newham |")
    missing = cells("ID | When | Born\nM1 | 1 May 2014 11:40 PM | 20010203")
    report = take(
        store, write_cells(tmp_path / "o.csv", offences), write_cells(tmp_path / "m.csv", missing), mapping=own
    )
    assert [line.recognised_as for line in report.files] == ["weald-missing", "weald-offences"]
    assert rows_of(store, "offence", "reported_on", "offence_authority", "online") == [
        (date(2014, 5, 1), "E09000004", True),
        (date(2014, 5, 2), "E09000025", None),
    ]
    born = rows_of(store, "missing_report", "reported_at", "date_of_birth")
    assert born == [(datetime(2014, 5, 1, 23, 40), date(2001, 2, 3))]
    assert noted(store) == []


def test_a_mapping_may_say_that_headings_alone_are_an_answer(store, tmp_path, own):
    assert take(store, write_cells(tmp_path / "m.csv", cells("ID | When | Born")), mapping=own).rows == 0


def test_a_care_return_is_read_beside_a_force_s_own_mapping(store, tmp_path, own):
    header = write_cells(tmp_path / "header.csv", cells("CHILD | SEX | DOB | ETHNIC\n1 | 2 | 01/02/2001 | WBRI"))
    assert take(store, header, mapping=own).accepted == 1


def test_of_two_extracts_that_fit_the_one_that_reads_more_is_taken(store, tmp_path, own):
    wider = OWN + (
        '\n[[extract]]\nname = "wider"\ntable = "offence"\ndates = ["%d-%b-%y"]\n[extract.columns]\n'
        'offence_reference = "Occurrence"\nreported_on = "Rec Date"\noffence_authority = "District"\n'
        'online = "Cyber"\noffence_sector = "Sector"\n'
    )
    own.write_text(wider, encoding="utf-8")
    rows = cells("Occurrence | Rec Date | District | Cyber | Sector\nW1 | 01-MAY-14 | F1 | TRUE | E15 3")
    assert take(store, write_cells(tmp_path / "o.csv", rows), mapping=own).files[0].recognised_as == "wider"


def test_the_built_in_mapping_reads_three_kinds_of_police_files():
    assert [extract.table.name for extract in built_in()] == ["offence", "involvement", "missing_report"]


@pytest.mark.parametrize(
    ("change", "message"),
    [
        (("[[extract]]\nname", "[[extract\nname"), "is not valid TOML"),
        ((OWN, ""), r"describes no extract\. Expected at least one \[\[extract\]\]"),
        ((OWN, "x = 1\n" + OWN), "'x' is unknown"),
        (('"weald-missing"', '"weald-offences"'), "two extracts named 'weald-offences'"),
        (('name = "weald-missing"\n', ""), "has no name"),
        (('"weald-missing"', '"ssda903-header"'), "is the name of a built-in extract"),
        (('"weald-missing"', '"../x"'), "Expected letters, digits, hyphens"),
        (('"missing_report"', '"sightings"'), "no table 'sightings'. Expected one of offence"),
        (('blank = ["", "NOT KNOWN"]', 'blanks = [""]'), "no key 'blanks'"),
        (('blank = ["", "NOT KNOWN"]', 'blank = ""'), "expected blank as a list"),
        (("may_be_empty = true", 'may_be_empty = "yes"'), "expected may_be_empty = true or"),
        (('online = "Cyber"', 'on_line = "Cyber"'), "no field of offence 'on_line'. Expected one of committed_from"),
        (('reported_on = "Rec Date"\n', ""), "no column is named for reported_on"),
        (('["%d-%b-%y"]', '["%d-%b"]'), "'%d-%b' in dates is not a way to write them"),
        (('["%d-%b-%y"]', '["dd/mm/yyyy"]'), "'dd/mm/yyyy' in dates is not a way"),
        (('dates = ["%d-%b-%y"]\n', ""), "reported_on needs dates"),
        (('moments = ["%d %B %Y %I:%M %p"]\n', ""), "reported_at needs moments"),
        (('"TRUE" = "yes"', '"TRUE" = "true"'), "no code 'true'. Expected one of yes, no"),
        (('"TRUE" = "yes"', '"TRUE" = "yes"\n"true" = "no"'), "'TRUE' is there twice, apart from case"),
        (('"F1" = "E09000004"', '"F1" = "Bexley"'), "'Bexley' is not the GSS code of an authority"),
        (("[extract.values.online]", "[extract.values.offence_reference]"), "so it has no values to translate"),
        (("[extract.values.online]", "[extract.values.flag_category]"), "no mapped field 'flag_category'"),
    ],
)
def test_a_faulty_mapping_says_where_and_what_was_expected(store, tmp_path, own, change, message):
    assert change[0] in OWN
    own.write_text(OWN.replace(*change), encoding="utf-8")
    with pytest.raises(BadDefinitionError, match=message) as caught:
        take(store, write_cells(tmp_path / "x.csv", [["Occurrence"]]), mapping=own)
    assert "weald.toml" in str(caught.value)


def test_a_mapping_that_is_not_there_is_an_error(store, tmp_path):
    with pytest.raises(BadDefinitionError, match="no mapping file"):
        take(store, write_cells(tmp_path / "x.csv", [["Occurrence"]]), mapping=tmp_path / "none.toml")
