"""Both workbooks say what the briefing says, and are laid out as the Government Analysis Function asks."""

import io
import subprocess
import zipfile
from collections.abc import Callable
from dataclasses import replace
from itertools import pairwise
from pathlib import Path
from shutil import which
from xml.etree.ElementTree import fromstring

import openpyxl
import pytest

from lanthorn.errors import LanthornError
from lanthorn.profile.content import Briefing, DataTable
from lanthorn.profile.spreadsheet import render_ods, render_xlsx
from tests.profile.sample_briefing import sample_briefing
from tests.profile.spreadsheet.readers import TABLE, Read, read_ods, read_xlsx

BRIEFING = sample_briefing()
TABLES = [figure.table for page in BRIEFING.pages for figure in page.figures]
"""In printed order, one that repeats another's words among them: Table 4 is Table 3 again."""
REPEATED = (4,)
FORMATS = [pytest.param(render_xlsx, read_xlsx, id="xlsx"), pytest.param(render_ods, read_ods, id="ods")]
Render = Callable[[Briefing], bytes]
ReadBack = Callable[[bytes], dict[str, list[list[Read]]]]
HOSTILE = ("=1+1", '=HYPERLINK("http://x.example","y")', "+1", "-1+2", "@SUM(A1)", "\t=1", "'=1", "bell\x07 \x00 end")


def briefing_of(table: DataTable) -> Briefing:
    page = BRIEFING.pages[1]
    return replace(BRIEFING, pages=(replace(page, figures=(replace(page.figures[0], table=table, chart=None),)),))


def data_rows(sheet: list[list[Read]], table: DataTable) -> list[list[Read]]:
    """The rows below the table's head, found as a reader finds it."""
    head = next(place for place, row in enumerate(sheet) if [cell.seen for cell in row] == list(table.columns))
    return sheet[head + 1 :]


@pytest.mark.parametrize(("render", "read"), FORMATS)
def test_every_table_has_its_sheet_with_every_cell_as_printed(render: Render, read: ReadBack):
    found = read(render(BRIEFING))
    assert not {f"Table {number}" for number in REPEATED} & set(found)
    for number, table in enumerate(TABLES, start=1):
        if number in REPEATED:
            continue
        sheet = found[f"Table {number}"]
        assert sheet[0][0].seen.startswith(f"Table {number}: {table.caption}")
        assert [[cell.seen for cell in row] for row in data_rows(sheet, table)] == [list(row) for row in table.rows]


@pytest.mark.parametrize(("render", "read"), FORMATS)
def test_figures_are_numbers_and_hidden_ones_are_their_symbol(render: Render, read: ReadBack):
    found = read(render(BRIEFING))
    rows = data_rows(found["Table 2"], TABLES[1])
    assert [cell.number for cell in rows[0]] == [None, 1297.0, 70.0, None]
    hidden = [cell for sheet in found.values() for row in sheet for cell in row if cell.seen == "[c]"]
    assert hidden
    assert all(cell.number is None for cell in hidden)


@pytest.mark.parametrize(("render", "read"), FORMATS)
def test_the_value_behind_a_figure_is_kept_unless_it_would_be_shown_otherwise(render: Render, read: ReadBack):
    # 20.5 is "20" in print, where halves go to the even number, and would be 21 in a workbook.
    table = DataTable("Shares", ("Category", "Share"), (("A", "70%"), ("B", "20%"), ("C", "less than 1%")),
                      (False, True), values=((None, 70.3), (None, 20.5), (None, 0.4)))  # fmt: skip
    rows = data_rows(read(render(briefing_of(table)))["Table 1"], table)
    assert [row[1] for row in rows] == [Read(70.3, "70%"), Read(20.0, "20%"), Read(None, "less than 1%")]


@pytest.mark.parametrize(("render", "read"), FORMATS)
def test_a_table_without_numbers_still_has_its_printed_figures_as_numbers(render: Render, read: ReadBack):
    table = DataTable("Counts", ("Age", "Victims"), (("14", "1,234"), ("15", "12.50")), (False, True))
    rows = data_rows(read(render(briefing_of(table)))["Table 1"], table)
    assert [cell.number for row in rows for cell in row] == [None, 1234.0, None, 12.5]
    assert [cell.seen for row in rows for cell in row] == ["14", "1,234", "15", "12.50"]


@pytest.mark.parametrize(("render", "read"), FORMATS)
@pytest.mark.parametrize("text", HOSTILE)
def test_a_cell_that_begins_like_a_formula_is_text(render: Render, read: ReadBack, text: str):
    table = DataTable(text, (text, "Number"), ((text, text), ("B", "2")), (False, True))
    found = read(render(replace(briefing_of(table), title=text, summary=text, provenance=((text, text),))))
    every = [cell for sheet in found.values() for row in sheet for cell in row]
    assert not [cell for cell in every if cell.formula]
    assert len([cell for cell in every if text.strip()[:3] in cell.seen]) >= 5


@pytest.mark.parametrize(("render", "read"), FORMATS)
def test_the_workbook_opens_with_cover_contents_and_what_explains(render: Render, read: ReadBack):
    found = read(render(replace(BRIEFING, marking="OFFICIAL-SENSITIVE")))
    assert list(found)[:7] == ["Cover", "Contents", "Findings", "Notes", "Shorthand", "Definitions", "Sources"]
    cover = [row[0].seen for row in found["Cover"] if row]
    assert {"OFFICIAL-SENSITIVE", "9 in 10 victims are female"} <= set(cover)
    assert any("invented children" in line for line in cover)
    assert [cell.seen for row in found["Shorthand"][-3:] for cell in row][::2] == ["[c]", "[x]", "–"]


@pytest.mark.parametrize(("render", "read"), FORMATS)
def test_the_marking_stands_below_the_title_of_every_sheet_and_on_each_printed_page(render: Render, read: ReadBack):
    content = render(replace(BRIEFING, marking="OFFICIAL & SENSITIVE"))
    assert all(sheet[1][0].seen == "OFFICIAL & SENSITIVE" for sheet in read(content).values())
    with zipfile.ZipFile(io.BytesIO(content)) as package:
        printed = [package.read(name).decode() for name in package.namelist() if name.endswith(".xml")]
    assert any("OFFICIAL &amp;&amp; SENSITIVE" in text or "<style:header>" in text for text in printed)


@pytest.mark.parametrize(("render", "read"), FORMATS)
def test_every_finding_caveat_and_definition_is_in_it(render: Render, read: ReadBack):
    found = {name: {cell.seen for row in sheet for cell in row} for name, sheet in read(render(BRIEFING)).items()}
    for page in BRIEFING.pages:
        headline = page.headline.text if page.answered else f"Not answered by these records. {page.headline.text}"
        assert {page.question, headline} <= found["Findings"]
        assert set(page.caveats) <= found["Notes"]
        for way in page.ways:
            assert {way.counted, way.denominator, way.recorded} <= found["Definitions"]


@pytest.mark.parametrize(("render", "read"), FORMATS)
def test_a_note_referred_to_in_a_title_stands_among_the_notes(render: Render, read: ReadBack):
    found = read(render(BRIEFING))
    notes = {row[0].seen: row[1].seen for row in found["Notes"] if len(row) > 1}
    for page in BRIEFING.pages:
        for figure in page.figures:
            title = found[f"Table {TABLES.index(figure.table) + 1}"][0][0].seen
            for note in (*page.caveats, *figure.table.notes):
                assert f"[{next(name for name, text in notes.items() if text == note)}]" in title


@pytest.mark.parametrize(("render", "read"), FORMATS)
def test_no_cell_of_a_table_and_no_row_of_a_sheet_is_empty(render: Render, read: ReadBack):
    for name, sheet in read(render(BRIEFING)).items():
        assert all(row and all(cell.seen.strip() for cell in row) for row in sheet), name
        widths = [len(row) for row in sheet if len(row) > 1]
        assert not widths or all(before == after for before, after in pairwise(widths)), name


@pytest.mark.parametrize(("render", "read"), FORMATS)
def test_the_same_briefing_gives_the_same_bytes(render: Render, read: ReadBack, monkeypatch: pytest.MonkeyPatch):
    assert render(BRIEFING) == render(sample_briefing())
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1433376000")
    dated = render(BRIEFING)
    with zipfile.ZipFile(io.BytesIO(dated)) as package:
        assert {entry.date_time for entry in package.infolist()} == {(2015, 6, 4, 0, 0, 0)}
        core = next(name for name in package.namelist() if name in {"docProps/core.xml", "meta.xml"})
        assert b"2015-06-04T00:00:00Z" in package.read(core)


def test_a_date_that_is_none_is_refused(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "yesterday")
    with pytest.raises(LanthornError, match="SOURCE_DATE_EPOCH is 'yesterday'"):
        render_xlsx(BRIEFING)


def test_xlsx_tables_are_marked_up_frozen_wide_enough_and_never_merged():
    book = openpyxl.load_workbook(io.BytesIO(render_xlsx(BRIEFING)))
    assert book.active.title == "Cover"
    for paper in book.worksheets[1:]:
        assert not paper.merged_cells.ranges
        (marked,) = paper.tables.values()
        first, last = marked.ref.split(":")
        assert first.startswith("A")
        assert int(last.lstrip("ABCDEFGH")) == paper.max_row
        assert paper.freeze_panes == f"B{int(first[1:]) + 1}"
        assert all(paper.column_dimensions[letter].width >= 12 for letter in "ABCDEFGH"[: paper.max_column])
    names = [name for paper in book.worksheets for name in paper.tables]
    assert len(names) == len(set(names))


def test_xlsx_contents_lead_to_every_sheet_and_back():
    book = openpyxl.load_workbook(io.BytesIO(render_xlsx(BRIEFING)))
    links = {cell.hyperlink.location for row in book["Contents"].iter_rows() for cell in row if cell.hyperlink}
    assert links == {f"'{name}'!A1" for name in book.sheetnames[2:]}
    for paper in book.worksheets[2:]:
        back = [cell.hyperlink.location for row in paper.iter_rows() for cell in row if cell.hyperlink]
        assert back == ["'Contents'!A1"]


def test_ods_tables_are_named_linked_frozen_and_never_merged():
    with zipfile.ZipFile(io.BytesIO(render_ods(BRIEFING))) as package:
        assert package.namelist()[0] == "mimetype"
        assert package.infolist()[0].compress_type == zipfile.ZIP_STORED
        content, settings = package.read("content.xml").decode(), package.read("settings.xml").decode()
    root = fromstring(content)
    papers = list(root.iter(f"{TABLE}table"))
    assert len(list(root.iter(f"{TABLE}database-range"))) == len(papers) - 1 == settings.count("VerticalSplitMode")
    assert "spanned" not in content
    for paper in papers[2:]:
        assert f"#'{paper.get(f'{TABLE}name')}'.A1" in content


@pytest.mark.skipif(which("soffice") is None, reason="needs LibreOffice (soffice)")
@pytest.mark.parametrize(("render", "ending"), [(render_xlsx, "xlsx"), (render_ods, "ods")])
def test_libreoffice_opens_it_and_sees_the_figures(tmp_path: Path, render: Render, ending: str):
    path = tmp_path / f"tables.{ending}"
    path.write_bytes(render(BRIEFING))
    profile = f"-env:UserInstallation=file://{tmp_path / 'profile'}"
    # Sheet 9 is Table 2: cover, contents and five sheets that explain stand before Table 1.
    csv = "csv:Text - txt - csv (StarCalc):44,34,76,1,,0,false,true,true,false,false,9"
    command = ["soffice", "--headless", profile, "--convert-to", csv, "--outdir", str(tmp_path), str(path)]
    subprocess.run(command, check=True, capture_output=True, timeout=120)
    (written,) = tmp_path.glob("*.csv")
    assert 'Category 1,"1,297",70%,68% to 72%' in written.read_text(encoding="utf-8")
