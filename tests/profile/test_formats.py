"""One call writes any format, whole or not at all; and all formats say the same figures in the same words."""

import io
import os
import re
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import openpyxl
import pptx
import pytest
from odf import opendocument, table, teletype
from pypdf import PdfReader

from lanthorn.errors import LanthornError
from lanthorn.profile.charts import draw
from lanthorn.profile.content import Briefing
from lanthorn.profile.formats import NAMES, formats, rendered, write, write_all
from lanthorn.profile.machine import as_document, read_document
from tests.profile.machine.test_document import every_text
from tests.profile.sample_briefing import sample_briefing
from tests.profile.spreadsheet.readers import read_ods, read_xlsx

BRIEFING = replace(sample_briefing(), marking="OFFICIAL-SENSITIVE")
ROOT = Path(__file__).parents[2]
STARTS = {
    "html": b"<!DOCTYPE html>", "pdf": b"%PDF-1.7", "pptx": b"PK", "ods": b"PK", "xlsx": b"PK", "json": b"{",
    "parquet": b"PAR1",
}  # fmt: skip


@pytest.fixture(scope="module")
def contents() -> dict[str, bytes]:
    return {name: rendered(BRIEFING, name) for name in NAMES}


@pytest.fixture(scope="module")
def read_back(contents: dict[str, bytes]) -> dict[str, str]:
    """The words of each format, found by readers that the writers do not use."""
    slides = pptx.Presentation(io.BytesIO(contents["pptx"])).slides
    book = openpyxl.load_workbook(io.BytesIO(contents["xlsx"]))
    sheets = opendocument.load(io.BytesIO(contents["ods"])).spreadsheet.getElementsByType(table.TableCell)
    texts = {
        "html": re.sub(r"<[^>]+>", " ", contents["html"].decode()).replace("&#39;", "'"),
        "pdf": " ".join(page.extract_text() for page in PdfReader(io.BytesIO(contents["pdf"])).pages),
        "pptx": " ".join(
            [shape.text_frame.text for slide in slides for shape in slide.shapes if shape.has_text_frame]
            + [slide.notes_slide.notes_text_frame.text for slide in slides]
        ),
        "xlsx": " ".join(str(cell.value) for sheet in book for row in sheet.iter_rows() for cell in row),
        "ods": " ".join(teletype.extractText(cell) for cell in sheets),
        "json": " ".join(re.findall(r'"((?:[^"\\]|\\.)*)"', contents["json"].decode())),
    }
    return {name: " ".join(text.split()) for name, text in texts.items()}


@pytest.mark.parametrize("name", NAMES)
def test_each_format_begins_as_its_kind_of_file_does(contents: dict[str, bytes], name: str):
    assert contents[name].lstrip().startswith(STARTS[name])


@pytest.mark.parametrize("name", ["html", "pdf", "pptx", "ods", "xlsx", "json"])
def test_a_finding_has_the_same_words_and_figures_in_every_format(read_back: dict[str, str], name: str):
    for page in BRIEFING.pages:
        for words in (page.headline.text, *(paragraph.text for paragraph in page.paragraphs), *page.caveats):
            assert " ".join(words.split()) in read_back[name], (page.id, words)


def numbers(text: str) -> set[str]:
    """Everything that looks like a figure: "1,852", "70%", "14.6"."""
    return set(re.findall(r"\d[\d,.]*\d%?|\d%?", text))


def drawn(briefing: Briefing) -> str:
    """What is lettered in the charts: figures of the model, and the steps of scales and keys."""
    charts = [figure.chart for page in briefing.pages for figure in page.figures if figure.chart is not None]
    return " ".join(
        words.text for chart in charts for width in (340, 420, 540, 640) for words in draw(chart, width=width).words()
    )


def test_no_format_holds_a_number_that_the_model_does_not(contents: dict[str, bytes], read_back: dict[str, str]):
    said = " ".join(every_text(as_document(BRIEFING)))
    figures = len([figure for page in BRIEFING.pages for figure in page.figures])
    places = " ".join(str(number) for number in range(1, max(figures, 40) + 1))
    known = numbers(said) | numbers(places)
    html = re.sub(r"<(style|script|svg)\b.*?</\1>", " ", contents["html"].decode(), flags=re.DOTALL)
    assert numbers(re.sub(r"<[^>]+>|&#39;", " ", html)) <= known
    assert numbers(read_back["pdf"]) <= known | numbers(drawn(BRIEFING))
    assert numbers(read_back["pptx"]) <= known
    for sheets in (read_xlsx(contents["xlsx"]), read_ods(contents["ods"])):
        seen = " ".join(cell.seen for sheet in sheets.values() for row in sheet for cell in row)
        assert numbers(seen) <= known


def test_another_process_writes_the_same_bytes():
    # Python orders sets by chance, another way in each process.
    code = (
        "import hashlib; from dataclasses import replace; from tests.profile.sample_briefing import sample_briefing; "
        "from lanthorn.profile.formats import NAMES, rendered; "
        "made = replace(sample_briefing(), pages=sample_briefing().pages[1:4]); "
        "print([hashlib.sha256(rendered(made, name)).hexdigest() for name in NAMES])"
    )
    told = [
        subprocess.run(
            [sys.executable, "-c", code], check=True, capture_output=True, text=True, cwd=ROOT,
            env={**os.environ, "PYTHONHASHSEED": seed},
        ).stdout
        for seed in ("1", "2")
    ]  # fmt: skip
    assert told[0] == told[1]
    assert told[0].count("'") == 2 * len(NAMES)


def test_a_list_of_formats_is_read_and_another_name_is_refused_with_what_there_is():
    assert formats("html, PDF,html") == ("html", "pdf")
    assert formats("all") == NAMES
    for text in ("docx", "html,docx", "", " , "):
        with pytest.raises(LanthornError, match="expected some of html, pdf, pptx, ods, xlsx, json, parquet"):
            formats(text)


def test_several_formats_are_written_side_by_side(tmp_path: Path):
    told: list[str] = []
    paths = write_all(BRIEFING, tmp_path / "out", ("json", "ods"), progress=told.append)
    assert [path.name for path in paths] == ["profile.json", "profile.ods"]
    assert told == ["Writing profile.json", "Writing profile.ods"]
    assert read_document(paths[0]) == as_document(BRIEFING)
    assert sorted(path.name for path in (tmp_path / "out").iterdir()) == ["profile.json", "profile.ods"]


def test_a_file_that_cannot_be_written_leaves_the_last_one_as_it_was(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    path = tmp_path / "profile.json"
    path.write_text("the last one", encoding="utf-8")

    def full(self: Path, target: Path) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(Path, "replace", full)
    with pytest.raises(LanthornError, match=r"profile\.json cannot be written: No space left"):
        write(BRIEFING, path)
    assert [each.name for each in tmp_path.iterdir()] == ["profile.json"]
    assert path.read_text(encoding="utf-8") == "the last one"


def test_an_ending_that_is_no_format_is_refused(tmp_path: Path):
    with pytest.raises(LanthornError, match="found docx"):
        write(BRIEFING, tmp_path / "profile.docx")
    with pytest.raises(LanthornError, match="expected some of"):
        write(BRIEFING, tmp_path / "profile")
