"""Whatever the files hold: no row is lost, and neither the order of files nor a second loading changes a thing."""

import tempfile
from collections.abc import Sequence
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from lanthorn.evidence import Store
from tests.intake.files import KINDS, rows_of, tables, take, write_cells, write_workbook

MESSY = st.text(
    st.one_of(
        st.characters(exclude_categories=["Cs"], exclude_characters="\0"),
        st.characters(codec="cp1252", exclude_characters="\0"),
    ),
    max_size=8,
)
LIKELY = st.sampled_from(
    ["", " ", "1", "2", "3", "A1", "M", "A", "VIC", "SUS", "01/05/2014", "31/02/2014", "2014-05-01", "01/05/2014 10:00",
     "E15 3AB", "Newham", "=1+1", "-", "NULL", '"', ",", "\n", "\r", "\r\n", "\u2028", "\ufeff", "'", "%d"]
)  # fmt: skip
KIND = st.sampled_from(sorted(KINDS))
LIMITED = settings(
    max_examples=20, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large]
)


def rows(kind: str, text: st.SearchStrategy[str], ragged: bool = False) -> st.SearchStrategy[list[list[str]]]:
    """Rows for that kind of file, the likely values often, so that rows agree, repeat each other and refer."""
    width = len(KINDS[kind])
    cell = st.one_of(LIKELY, LIKELY, text)
    least, most = (2, width + 3) if ragged else (width, width)
    return st.lists(st.lists(cell, min_size=least, max_size=most), min_size=1, max_size=12)


@pytest.mark.parametrize("codec", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
@LIMITED
@given(data=st.data(), kind=KIND)
def test_every_row_of_any_text_is_accepted_or_rejected(codec, data, kind):
    drawn = data.draw(rows(kind, MESSY, ragged=True))
    written = [[cell.encode(codec, "ignore").decode(codec) for cell in row] for row in drawn]
    with tempfile.TemporaryDirectory() as folder:
        store = Store.open(Path(folder) / "store", create=True)
        file = write_cells(Path(folder) / "x.csv", [KINDS[kind], *written], codec)
        report = take(store, file)
        table = rows_of(store, store_table(store), "source_row")
        rejected = rows_of(store, "reject", "source_row")
    assert report.rows == len(written)
    assert report.accepted + report.rejected == report.rows
    assert sorted([*table, *rejected]) == [(number,) for number in range(2, len(written) + 2)]


def store_table(store: Store) -> str:
    """The one table of records that the store has."""
    (name,) = tables(store).keys() - {"reject", "field_note"}
    return name


@LIMITED
@given(data=st.data(), kind=KIND)
def test_a_workbook_says_the_same_as_a_csv_file(data, kind):
    plain = st.text(st.characters(categories=["L", "N", "P", "S"]), min_size=1, max_size=8)
    cell = st.one_of(st.sampled_from(["1", "A1", "M", "VIC", "01/05/2014", "E15 3AB", "Newham"]), plain)
    width = len(KINDS[kind])
    written = data.draw(st.lists(st.lists(cell, min_size=width, max_size=width), min_size=1, max_size=8))
    written = [[value if not value.startswith("=") else "x" for value in row] for row in written]
    with tempfile.TemporaryDirectory() as folder:
        texts, book = (Store.open(Path(folder) / name, create=True) for name in ("texts", "book"))
        take(texts, write_cells(Path(folder) / "x.csv", [KINDS[kind], *written]))
        take(book, write_workbook(Path(folder) / "x.xlsx", Export=[KINDS[kind], *written]))
        name = store_table(texts)
        assert without_source(texts, name) == without_source(book, name)
        assert without_source(texts, "field_note") == without_source(book, "field_note")


def without_source(store: Store, table: str) -> list[tuple[object, ...]]:
    return rows_of(store, table, "* EXCLUDE (source)")


@st.composite
def loads(draw: st.DrawFn) -> list[tuple[str, Sequence[Sequence[str]]]]:
    """Some files of kinds that refer to one another."""
    kinds = draw(st.lists(st.sampled_from(["police-offences", "police-persons"]), min_size=2, max_size=4))
    return [(kind, draw(rows(kind, st.sampled_from(["1", "2"])))) for kind in kinds]


@LIMITED
@given(files=loads(), order=st.randoms(use_true_random=False))
def test_files_come_to_the_same_in_any_order_at_once_or_one_by_one_and_twice(files, order):
    with tempfile.TemporaryDirectory() as folder:
        paths = [
            write_cells(Path(folder) / f"{number}.csv", [KINDS[kind], *written])
            for number, (kind, written) in enumerate(files)
        ]
        at_once = Store.open(Path(folder) / "at once", create=True)
        take(at_once, *paths)
        expected = tables(at_once)
        assert not take(at_once, *reversed(paths)).is_new_version
        one_by_one = Store.open(Path(folder) / "one by one", create=True)
        order.shuffle(paths)
        for path in paths:
            report = take(one_by_one, path)
            assert report.accepted + report.rejected == report.rows
        assert tables(one_by_one) == expected
