"""A list is read whole or refused whole, with the file, the row and the field, and never with what stands there."""

import json
import shutil
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from lanthorn.casework.considered import reading
from lanthorn.casework.considered.reading import WHO_HEADINGS, read_list
from lanthorn.casework.considered.tests.lists import OFTEN, Child, missing, rows_of, write
from lanthorn.errors import BadFileError

SECRET = "missing_report:MP77"
CHILDREN = (missing("MP77", "MP78"), Child({OFTEN: ["missing_report:MP3"], "offence.repeat": ["involvement:A1|1"]}))


def test_a_sound_list_is_read_with_its_reasons_records_and_groups(tmp_path: Path) -> None:
    read = read_list(write(tmp_path, *CHILDREN))
    assert read.as_of == date(2026, 3, 31)
    assert [row["child_id"] for row in read.children] == [child.name for child in CHILDREN]
    assert [row["rule"] for row in read.reasons[CHILDREN[1].name]] == [OFTEN, "offence.repeat"]
    assert read.records[CHILDREN[0].name] == [SECRET, "missing_report:MP78"]
    assert read.groups[0][:4] == ["Sex", "Female", "120", "30"]
    assert read.not_asked == [["Flagged, and no open case", "it needs cases"]]


@pytest.mark.parametrize("name", ["identification.json", "children.parquet", "records.parquet"])
def test_a_file_that_is_missing_or_something_else_is_named(tmp_path: Path, name: str) -> None:
    write(tmp_path, *CHILDREN)
    (tmp_path / name).write_bytes(b"PAR1 not at all" + SECRET.encode())
    with pytest.raises(BadFileError, match=name) as refused:
        read_list(tmp_path)
    assert SECRET not in str(refused.value)
    (tmp_path / name).unlink()
    with pytest.raises(BadFileError, match=f"{name}: there is no such file"):
        read_list(tmp_path)


@pytest.mark.parametrize(
    ("table", "column", "value", "said"),
    [
        ("children", "child_id", "", "row 1, 'child_id': blank"),
        ("children", "latest_on", None, "row 1, 'latest_on': blank"),
        ("reasons", "reason", "M" * 3000, "row 1, 'reason': longer than 2,000 letters"),
        ("reasons", "name", "a\x00b", "row 1, 'name': holds a sign that cannot be printed"),
        ("reasons", "rule", "other", "a record behind a reason that is not in reasons"),
        ("evidence", "child_id", "missing_report:MP9", "a record behind a reason that is not in reasons"),
        ("evidence", "happened_on", date(2026, 4, 1), "row 1, 'happened_on': after the day of the list"),
        ("records", "child_id", "missing_report:MP9", "a record of a child who is not in children"),
    ],
)
def test_a_row_that_cannot_be_so_is_refused(tmp_path: Path, table: str, column: str, value: Any, said: str) -> None:
    rows: dict[str, Any] = rows_of(*CHILDREN)
    rows[table][0] |= {column: value}
    with pytest.raises(BadFileError) as refused:
        read_list(write(tmp_path, *CHILDREN, **rows))
    assert said in str(refused.value)
    assert SECRET not in str(refused.value)


def test_a_row_that_stands_there_twice_and_a_child_without_a_reason_are_refused(tmp_path: Path) -> None:
    rows = rows_of(*CHILDREN)
    with pytest.raises(BadFileError, match="row 3: stands there twice"):
        read_list(write(tmp_path, *CHILDREN, children=[*rows["children"], rows["children"][0]]))
    with pytest.raises(BadFileError, match=r"a child without a reason \(1 times\)"):
        read_list(write(tmp_path, *CHILDREN, reasons=rows["reasons"][1:], evidence=rows["evidence"][2:]))


def test_a_column_that_is_missing_or_of_another_kind_is_refused(tmp_path: Path) -> None:
    write(tmp_path, *CHILDREN)
    table = pq.read_table(tmp_path / "children.parquet")
    pq.write_table(table.drop_columns(["authority"]), tmp_path / "children.parquet")
    with pytest.raises(BadFileError, match="has no column 'authority'"):
        read_list(tmp_path)
    pq.write_table(table.set_column(1, "latest_on", pa.array(["today"] * 2)), tmp_path / "children.parquet")
    with pytest.raises(BadFileError, match="'latest_on' is not of the kind date32"):
        read_list(tmp_path)


def test_a_file_too_large_packed_or_unpacked_or_with_too_many_rows_is_refused_before_it_is_read(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write(tmp_path, *CHILDREN)
    for limit, said in (("MOST_ROWS", "more than 1 rows"), ("MOST_UNPACKED_BYTES", "unpacks to more than"),
                        ("MOST_BYTES", "larger than")):  # fmt: skip
        with monkeypatch.context() as changed:
            changed.setattr(reading, limit, 1)
            with pytest.raises(BadFileError, match=said):
                read_list(tmp_path)


def test_a_list_of_a_day_to_come_is_refused(tmp_path: Path) -> None:
    with pytest.raises(BadFileError, match="has not come yet"):
        read_list(write(tmp_path, *CHILDREN, as_of=date.today() + timedelta(days=1)))


@pytest.mark.parametrize("content", ["[]", "{", '{"as_of": 7}', json.dumps([[]] * 9)])
def test_an_account_of_something_else_is_refused(tmp_path: Path, content: str) -> None:
    write(tmp_path, *CHILDREN)
    (tmp_path / "identification.json").write_text(content, encoding="utf-8")
    with pytest.raises(BadFileError, match="expected the account"):
        read_list(tmp_path)


def test_a_page_of_groups_with_other_headings_or_long_cells_is_refused(tmp_path: Path) -> None:
    write(tmp_path, *CHILDREN)
    (tmp_path / "who.csv").write_text("By,Group\nSex,Female\n", encoding="utf-8")
    with pytest.raises(BadFileError, match="expected the headings"):
        read_list(tmp_path)
    (tmp_path / "who.csv").write_text(",".join(WHO_HEADINGS) + "\nSex,Female\n", encoding="utf-8")
    with pytest.raises(BadFileError, match="row 1 below the headings"):
        read_list(tmp_path)


def test_the_same_list_has_the_same_fingerprint_wherever_it_lies(tmp_path: Path) -> None:
    first = write(tmp_path / "one", *CHILDREN)
    shutil.copytree(first, tmp_path / "two")
    other = write(tmp_path / "three", *CHILDREN[:1])
    assert read_list(first).fingerprint == read_list(tmp_path / "two").fingerprint != read_list(other).fingerprint
