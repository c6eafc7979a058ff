"""A publication is a folder that a person can read and write; a wrong one is refused with the place of the fault."""

from fractions import Fraction
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lanthorn.disclosure import PublicationError, read_publication, write_publication
from lanthorn.disclosure.publication import (
    TOTAL,
    Dimension,
    Hierarchy,
    How,
    Method,
    Order,
    Publication,
    Range,
    Relation,
    Rounding,
    Rule,
    Share,
    Symbol,
    Table,
    Zeros,
    count_of,
)

DESCRIPTION = """\
title = "Missing children, Exampleshire"
period = "2014-15"
method = "suppression"
relations = ["more than once <= children", "children + more than once <= incidents"]

[rule]
threshold = 5

[symbols]
"x" = "confidential"

[dimensions.place]
total = "All places"
hierarchy = "places.csv"

[[tables]]
file = "missing.csv"
dimensions = ["place"]
counts = { children = "children", incidents = "incidents", repeat = "more than once" }

[[rounding]]
base = 10
where = { place = ["level:region", "total"] }

[[facts]]
says = "Ayton had more than half of the region's children."
[facts.share]
of = { count = "children", place = "Ayton" }
among = { count = "children", place = "North" }
from = 0.5
to = 1
"""
TABLE = """\
place,children,incidents,repeat
All places,60,120,20
North,60,120,20
Ayton,40,"1,000",14
Beeton,18,20,x
"""
PLACES = "value,inside,level\nAyton,North,authority\nBeeton,North,authority\nNorth,All places,region\n"


def folder(path: Path, **changes: str) -> Path:
    files = {"publication.toml": DESCRIPTION, "missing.csv": TABLE, "places.csv": PLACES}
    for name, text in (files | {name.replace("_", "."): text for name, text in changes.items()}).items():
        (path / name).write_text(text, encoding="utf-8")
    return path


def test_a_folder_is_read_as_it_says(tmp_path):
    publication = read_publication(folder(tmp_path))
    assert [(table.column, table.population) for table in publication.tables] == [
        ("children", "children"),
        ("incidents", "incidents"),
        ("repeat", "more than once"),
    ]
    children, incidents, repeat = publication.tables
    assert children.cells["Ayton",] == 40
    assert incidents.cells["Ayton",] == 1000
    assert children.cells[TOTAL,] == 60
    assert repeat.cells["Beeton",] is Symbol.CONFIDENTIAL
    assert publication.rounding(children, ("North",)) == publication.rounding(children, (TOTAL,))
    assert publication.rounding(children, ("Ayton",)) is None
    assert publication.relations[1].terms == (("children", 1), ("more than once", 1), ("incidents", -1))
    (share,) = publication.facts
    assert isinstance(share, Share)
    assert share.low == Fraction(1, 2)


@pytest.mark.parametrize(
    ("file", "old", "new", "message"),
    [
        ("missing.csv", "18,20", "18,twenty", "table missing.csv, row 5, column incidents: found 'twenty'"),
        ("missing.csv", "18,20", "18,", "table missing.csv, row 5, column incidents: found nothing"),
        ("missing.csv", "18,20", "18,-20", "table missing.csv, row 5, column incidents: found '-20'"),
        ("missing.csv", "Beeton,18", "Ayton,18", "table missing.csv, row 5: the same values stand in an earlier row"),
        ("missing.csv", "Beeton,18", ",18", "table missing.csv, row 5, column place: found nothing"),
        (
            "missing.csv",
            "incidents,repeat",
            "episodes,repeat",
            "table missing.csv, column incidents: found the headings",
        ),
        ("missing.csv", "18,20,x", "18,20,x,9", "table missing.csv, row 5: found more cells than headings"),
        ("places.csv", "Beeton,North", "Ayton,North", "table places.csv, row 3, column value: found 'Ayton'"),
        (
            "places.csv",
            "North,All places",
            "North,Ayton",
            "column place: the value .* lies, by its hierarchy, in itself",
        ),
        ("publication.toml", 'file = "missing.csv"', 'file = "gone.csv"', "table gone.csv: there is no such file"),
        ("publication.toml", 'method = "suppression"', 'method = "magic"', "found the method 'magic'"),
        ("publication.toml", "threshold = 5", "treshold = 5", r"\[rule\]: found 'treshold'"),
        ("publication.toml", "threshold = 5", "threshold = 0", r"\[rule\]: A rule needs"),
        ("publication.toml", '"more than once <=', '"runaways <=', "speaks of 'runaways'"),
        ("publication.toml", '"more than once <= children"', '"more than once"', "is not a relation"),
        (
            "publication.toml",
            'place = "Ayton"',
            'place = "Atyon"',
            "names place 'Atyon'; known are Ayton, Beeton, North",
        ),
        ("publication.toml", 'place = "Ayton"', 'plaice = "Ayton"', "names the dimension 'plaice'"),
        ("publication.toml", 'says = "Ayton had', 'note = "Ayton had', "found 'note'"),
        ("publication.toml", '"x" = "confidential"', '"x" = "secret"', "the symbol 'x' means 'secret'"),
        ("publication.toml", "base = 10", "bass = 10", "found 'bass'"),
        ("publication.toml", "[rule]", "[rule", "publication.toml cannot be read as TOML"),
    ],
)
def test_a_wrong_description_is_refused_with_its_place(tmp_path, file, old, new, message):
    files = {"publication.toml": DESCRIPTION, "missing.csv": TABLE, "places.csv": PLACES}
    assert old in files[file]
    folder(tmp_path, **{file.replace(".", "_"): files[file].replace(old, new)})
    with pytest.raises(PublicationError, match=message):
        read_publication(tmp_path)


def test_a_folder_without_a_description_is_refused(tmp_path):
    with pytest.raises(PublicationError, match=r"there is no publication\.toml"):
        read_publication(tmp_path)


def test_an_absent_row_is_nought_only_where_the_table_says_so(tmp_path):
    text = 'title = "t"\n[[tables]]\nfile = "t.csv"\ndimensions = ["a", "b"]\ncounts = { n = "children" }\n'
    table = "a,b,n\nx,p,1\ny,q,2\n"
    folder(tmp_path, publication_toml=text, t_csv=table)
    assert ("x", "q") not in read_publication(tmp_path).tables[0].cells
    folder(tmp_path, publication_toml=text + 'absent = "zero"\n', t_csv=table)
    assert read_publication(tmp_path).tables[0].cells["x", "q"] == 0


def example() -> Publication:
    cells = {(place, sex): 3 for place in ("a", "b", TOTAL) for sex in ("f", "m")} | {("a", "m"): Symbol.CONFIDENTIAL}
    one, other = count_of("children", place="a", sex="f"), count_of("children", place="b")
    return Publication(
        title="Everything a publication may say",
        tables=(
            Table("grid", "children", ("place", "sex"), cells, where={"year": "2014"}),
            Table(
                "grid",
                "incidents",
                ("place", "sex"),
                dict.fromkeys(cells, 9),
                column="incidents",
                where={"year": "2014"},
            ),
            Table("areas", "children", ("area",), {("north",): 12, (TOTAL,): Symbol.NOT_AVAILABLE}),
        ),
        dimensions=(
            Dimension("sex", values=("f", "m"), adds_up=False),
            Dimension("kind", values=("k",), complete=False),
        ),
        hierarchies=(Hierarchy("place", "area", {"a": "north", "b": "north"}),),
        rule=Rule(threshold=6, zeros=Zeros.ALWAYS_SHOWN, width=4),
        roundings=(Rounding(5, How.CONTROLLED, frozenset({"areas"}), small_hidden=False),),
        relations=(Relation.parse("children <= 3 * incidents"),),
        facts=(
            Share("a third", (one,), (one, other), Fraction(1, 3), Fraction(2, 5), below=True),
            Order("a first", ((one,), (other,)), strictly=True),
            Range("over 5", (other,), low=6),
        ),
        method=Method.SUPPRESSION,
        period="2014-15",
    )


def test_what_is_written_reads_back_the_same(tmp_path):
    write_publication(example(), tmp_path / "made")
    found = read_publication(tmp_path / "made")
    given_ = example()
    assert found.tables == given_.tables
    assert found.facts == given_.facts
    assert found.rule == given_.rule
    assert found.roundings == given_.roundings
    assert found.relations == given_.relations
    assert found.hierarchies == given_.hierarchies
    assert all(dimension in found.dimensions for dimension in given_.dimensions)


def test_the_same_publication_is_written_as_the_same_bytes(tmp_path):
    for name in ("one", "other"):
        write_publication(example(), tmp_path / name)
    for file in (tmp_path / "one").iterdir():
        assert file.read_bytes() == (tmp_path / "other" / file.name).read_bytes()


def test_a_folder_that_holds_something_is_not_written_over(tmp_path):
    (tmp_path / "note.txt").write_text("mine")
    with pytest.raises(PublicationError, match="not empty"):
        write_publication(example(), tmp_path)
    assert [file.name for file in tmp_path.iterdir()] == ["note.txt"]


@settings(max_examples=30, deadline=None)
@given(
    st.text(min_size=1, max_size=8).filter(
        lambda text: text.strip() == text and "\r" not in text and "\x00" not in text
    )
)
def test_any_text_may_be_a_value(tmp_path_factory, text):
    if text in (TOTAL, "") or not text.isprintable():
        return
    path = tmp_path_factory.mktemp("publication") / "made"
    publication = Publication("t", (Table("t", "children", ("d",), {(text,): 7, (TOTAL,): 7}),))
    write_publication(publication, path)
    assert read_publication(path).tables == publication.tables
