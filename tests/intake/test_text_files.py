"""CSV files as they come: encodings, byte-order marks, open quotation marks, bytes that are no text."""

import pyarrow.parquet as pq
import pytest

from lanthorn.errors import BadFileError
from lanthorn.evidence import Layer, Store
from tests.intake.files import rows_of, take, write

PERSONS = "Crime Ref | Person No | Role | Forenames\nA1 | 1 | VIC | Zoë"
HEADINGS = "CHILD,MISSING,MIS_START,MIS_END\n"


def raw(tmp_path, content):
    file = tmp_path / "missing.csv"
    file.write_bytes(content)
    return file


@pytest.mark.parametrize(
    ("codec", "encoding"),
    [
        ("utf-8", "UTF-8"),
        ("utf-8-sig", "UTF-8"),
        ("utf-16", "UTF-16"),
        ("cp1252", "Windows-1252"),
    ],
)
def test_accents_survive_every_encoding(store, tmp_path, codec, encoding):
    take(store, write(tmp_path / "o.csv", "police-offences", "Crime Ref | Date Reported\nA1 | 01/05/2014"))
    report = take(store, write(tmp_path / "p.csv", "police-persons", PERSONS, codec))
    assert rows_of(store, "involvement", "forename") == [("Zoë",)]
    assert report.files[0].encoding == encoding


def test_big_endian_utf_16_is_read_too(store, tmp_path):
    report = take(store, raw(tmp_path, b"\xfe\xff" + (HEADINGS + "1,M,01/05/2014,\n").encode("utf-16-be")))
    assert (report.files[0].encoding, report.rows) == ("UTF-16", 1)


def test_a_name_written_with_combining_accents_is_the_same_name(store, tmp_path):
    take(store, write(tmp_path / "o.csv", "police-offences", "Crime Ref | Date Reported\nA1 | 01/05/2014"))
    take(store, write(tmp_path / "p.csv", "police-persons", PERSONS.replace("ë", "e\u0308")))
    assert rows_of(store, "involvement", "forename") == [("Zoë",)]


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (b"", "is empty"),
        (b"\xef\xbb\xbf", "is empty"),
        (b"\n\n\r\n", "is empty"),
        (HEADINGS.encode() + b"1,M,\x00,\n", "line 2: a NUL byte"),
        (HEADINGS.encode("utf-16-le"), "line 1: a NUL byte"),
        (b"\xff\xfe\x00\x00" + HEADINGS.encode("utf-32-le"), "is in UTF-32"),
        (HEADINGS.encode() + b"1,M,\n2,\x81,,\n", "line 3: a byte that Windows-1252 does not have"),
        (b"\xff\xfe" + HEADINGS.encode("utf-16-le") + b"\x00", "a byte that UTF-16 does not have"),
        (HEADINGS.encode() + b'1,M,01/05/2014,\n2,"M,,\n3,M,,\n', "opened in row 3 is never closed"),
        (HEADINGS.encode() + b'1,M,01/05/2014,\n2,M,,"', "opened in row 3 is never closed"),
        (HEADINGS.encode() + b'"' + b"x" * (17 << 20), "cannot be read as CSV"),
    ],
)
def test_what_is_no_text_or_no_table_is_refused_with_the_place(store, tmp_path, content, message):
    with pytest.raises(BadFileError, match=message):
        take(store, raw(tmp_path, content))


def test_no_error_quotes_a_row(store, tmp_path):
    with pytest.raises(BadFileError) as caught:
        take(store, raw(tmp_path, HEADINGS.encode() + b'1,M,01/05/2014,\n2,"Amira Okafor,,\n3,M,,\n'))
    assert "Amira" not in "".join(map(str, (caught.value, caught.value.__cause__, caught.value.__context__)))


def test_a_quotation_mark_within_a_value_is_part_of_it(store, tmp_path):
    take(store, write(tmp_path / "o.csv", "police-offences", "Crime Ref | Date Reported\nA1 | 01/05/2014"))
    take(store, write(tmp_path / "p.csv", "police-persons", PERSONS.replace("Zoë", 'Zoë "Zo", twin')))
    assert rows_of(store, "involvement", "forename") == [('Zoë "Zo", twin',)]


def test_folders_with_odd_names_do_no_harm(tmp_path):
    store = Store.open(tmp_path / "it's [a] *store?", create=True)
    take(store, write(tmp_path / "o'[1].csv", "police-offences", "Crime Ref | Date Reported\nA1 | 01/05/2014"))
    stored = pq.read_table(store.need(Layer.RECORDS).table("offence"))
    assert stored.column("source").to_pylist() == ["police-offences/o'[1].csv"]
