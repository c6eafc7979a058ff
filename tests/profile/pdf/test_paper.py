"""The PDF says what the briefing says, is tagged so that a screen reader can follow it, and asks for nothing."""

import io
import sys
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from itertools import pairwise
from typing import Any

import pikepdf
import pytest
from pypdf import PdfReader

from lanthorn.errors import LanthornError
from lanthorn.profile.content import Briefing
from lanthorn.profile.pdf import render_pdf, renderer
from tests.profile.sample_briefing import sample_briefing

try:
    import weasyprint  # noqa: F401 - only whether it can be loaded
except OSError:  # pragma: no cover - a system without Pango
    pytestmark = pytest.mark.skip(reason="needs Pango (apt install libpango-1.0-0 libpangoft2-1.0-0)")

BRIEFING = replace(sample_briefing(), marking="OFFICIAL-SENSITIVE")


@pytest.fixture(scope="module")
def content() -> bytes:
    return render_pdf(BRIEFING)


@pytest.fixture(scope="module")
def file(content: bytes) -> Iterator[pikepdf.Pdf]:
    with pikepdf.open(io.BytesIO(content)) as opened:
        yield opened


@pytest.fixture(scope="module")
def pages(content: bytes) -> list[str]:
    return [" ".join(page.extract_text().split()) for page in PdfReader(io.BytesIO(content)).pages]


def elements(node: Any) -> Iterator[Any]:
    """Every element of the structure tree, in reading order."""
    if isinstance(node, pikepdf.Array):
        for each in node:
            yield from elements(each)
    elif isinstance(node, pikepdf.Dictionary) and "/S" in node:
        yield node
        yield from elements(node.get("/K", pikepdf.Array()))


def kinds(file: pikepdf.Pdf) -> list[str]:
    return [str(each.S) for each in elements(file.Root.StructTreeRoot.K)]


def test_it_claims_pdf_ua_and_is_tagged_titled_and_in_british_english(file: pikepdf.Pdf):
    with file.open_metadata() as metadata:
        assert metadata["pdfuaid:part"] == "1"
        assert (
            metadata["dc:title"] == "Child sexual exploitation: problem profile – London, 1 April 2014 to 31 March 2015"
        )
    assert file.Root.MarkInfo.Marked == True  # noqa: E712 - a PDF boolean, not Python's
    assert file.Root.ViewerPreferences.DisplayDocTitle == True  # noqa: E712 - a PDF boolean, not Python's
    assert str(file.Root.Lang) == "en-GB"
    assert str(file.docinfo["/Title"]).startswith("Child sexual exploitation")


def test_every_picture_is_a_figure_with_its_alternative_text(file: pikepdf.Pdf):
    told = [str(each.Alt) for each in elements(file.Root.StructTreeRoot.K) if str(each.S) == "/Figure"]
    charts = [figure.chart.alt for page in BRIEFING.pages for figure in page.figures if figure.chart]
    assert told == charts


def test_headings_go_down_one_level_at_a_time(file: pikepdf.Pdf):
    levels = [int(kind[2]) for kind in kinds(file) if kind in {"/H1", "/H2", "/H3"}]
    assert levels[0] == 1
    assert levels.count(1) == 1
    assert all(after <= before + 1 for before, after in pairwise(levels))


def test_tables_have_heads_and_every_cell_names_them(file: pikepdf.Pdf):
    found = list(elements(file.Root.StructTreeRoot.K))
    heads = {str(each.ID) for each in found if str(each.S) == "/TH"}
    cells = [each for each in found if str(each.S) == "/TD"]
    assert len(cells) > 200
    for cell in cells:
        named = {str(head) for head in cell.A.Headers}
        assert len(named) >= 2
        assert named <= heads


def test_every_link_can_be_reached_and_says_where_it_leads(file: pikepdf.Pdf):
    annotations = [each for page in file.pages for each in page.get("/Annots", pikepdf.Array())]
    assert len(annotations) >= len(BRIEFING.pages)
    assert all("/StructParent" in each and "/Contents" in each for each in annotations)
    assert all(page.get("/Tabs") == "/S" for page in file.pages)


def test_fonts_are_embedded_and_are_the_ones_that_come_with_it(file: pikepdf.Pdf):
    fonts = [
        each for each in file.objects if isinstance(each, pikepdf.Dictionary) and each.get("/Type") == "/FontDescriptor"
    ]
    assert fonts
    assert all("/FontFile2" in each or "/FontFile3" in each for each in fonts)
    assert {str(each.FontName).split("+")[-1] for each in fonts} == {"Source-Sans-Pro", "Source-Sans-Pro-Bold"}


def test_bookmarks_lead_to_sections_and_questions(content: bytes):
    reader = PdfReader(io.BytesIO(content))
    found: dict[str, int] = {}

    def walk(items: list[Any], depth: int) -> None:
        for item in items:
            if isinstance(item, list):
                walk(item, depth + 1)
            else:
                found[str(item.title)] = depth

    walk(reader.outline, 0)
    for page in BRIEFING.pages:
        assert found[page.question] == 1
        assert found[page.section] == 0


def test_every_page_has_its_number_and_the_marking_at_head_and_foot(pages: list[str]):
    for number, text in enumerate(pages, start=1):
        assert f"Page {number} of {len(pages)}" in text
        assert text.count("OFFICIAL-SENSITIVE") == 2
        assert "Synthetic data" in text


def test_without_a_marking_there_is_none():
    text = (
        PdfReader(io.BytesIO(render_pdf(replace(BRIEFING, marking="", pages=BRIEFING.pages[:1]))))
        .pages[0]
        .extract_text()
    )
    assert "OFFICIAL" not in text


def test_every_finding_figure_and_caveat_is_printed(pages: list[str]):
    text = " ".join(pages).replace("- ", "-")
    for page in BRIEFING.pages:
        for words in (page.headline.text, *(each.text for each in page.paragraphs), *page.caveats):
            assert " ".join(words.split()).replace("- ", "-") in text
    printed = Counter(text.split())
    cells = {cell for page in BRIEFING.pages for each in page.figures for row in each.table.rows for cell in row[1:]}
    assert not [cell for cell in cells if not all(printed[word] for word in cell.split())]


def test_the_contents_name_the_pages_on_which_questions_stand(pages: list[str]):
    cover = pages[0]
    for page in BRIEFING.pages[:3]:
        number = next(place for place, text in enumerate(pages[1:], start=2) if page.headline.text in text)
        after = cover.split(page.question, 1)[1]
        assert after.replace(".", " ").split()[0] == str(number)


def test_the_same_briefing_gives_the_same_bytes(content: bytes):
    assert render_pdf(BRIEFING) == content


def test_the_date_is_the_one_moment_or_none(file: pikepdf.Pdf, monkeypatch: pytest.MonkeyPatch):
    assert "/CreationDate" not in file.docinfo
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1433376000")
    dated = pikepdf.open(io.BytesIO(render_pdf(replace(BRIEFING, pages=BRIEFING.pages[:1]))))
    assert str(dated.docinfo["/CreationDate"]).startswith("D:20150604000000")


def test_words_that_look_like_markup_or_addresses_are_printed_and_not_fetched():
    hostile = '<img src="file:///etc/passwd"><link rel=stylesheet href=http://x.example/> {{ 7 * 7 }} \x07'
    page = replace(BRIEFING.pages[0], caveats=(hostile,), figures=())
    made = render_pdf(replace(BRIEFING, title=hostile, marking='"; } * { display: none', pages=(page,)))
    text = " ".join(" ".join(each.extract_text().split()) for each in PdfReader(io.BytesIO(made)).pages)
    assert "{{ 7 * 7 }}" in text
    assert "file:///etc/passwd" in text
    assert '"; } * { display: none' in text


def test_an_address_that_is_not_of_the_document_is_refused():
    with pytest.raises(ValueError, match="not part of it"):
        renderer._Shelf({})("https://example.org/style.css")


def test_without_pango_it_is_said_what_to_install(monkeypatch: pytest.MonkeyPatch):
    class Missing:
        def find_spec(self, name: str, path: Any = None, target: Any = None) -> None:
            if name == "weasyprint":
                raise OSError("cannot load library 'libpango-1.0-0'")

    for name in [name for name in sys.modules if name.split(".")[0] == "weasyprint"]:
        monkeypatch.delitem(sys.modules, name)
    monkeypatch.setattr(sys, "meta_path", [Missing(), *sys.meta_path])
    with pytest.raises(LanthornError, match=r"apt install libpango-1\.0-0 libpangoft2-1\.0-0"):
        render_pdf(BRIEFING)


def test_a_briefing_without_pages_is_still_a_document():
    empty = Briefing("Title", "London", "2015", "Summary.", (), (), (), ())
    assert len(PdfReader(io.BytesIO(render_pdf(empty))).pages) >= 1
