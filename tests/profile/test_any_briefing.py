"""Whatever a briefing says, each format can be written, read back by another reader, and runs nothing."""

import io
from html.parser import HTMLParser
from pathlib import Path
from tempfile import TemporaryDirectory

import pptx
import pyarrow.parquet as pq
from hypothesis import HealthCheck, given, settings
from pypdf import PdfReader

from lanthorn.profile.charts.lettering import printable
from lanthorn.profile.clean import cleaned
from lanthorn.profile.content import Briefing
from lanthorn.profile.formats import rendered
from lanthorn.profile.machine import diff, read_document
from tests.profile.briefings import briefings
from tests.profile.spreadsheet.readers import read_ods, read_xlsx

ANY = settings(max_examples=25, deadline=None, suppress_health_check=list(HealthCheck))
FEW = settings(max_examples=6, deadline=None, suppress_health_check=list(HealthCheck))


class Tags(HTMLParser):
    def __init__(self, text: str) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.attributes: set[str] = set()
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        self.attributes |= {name for name, _ in attrs}


def cells(briefing: Briefing) -> int:
    tables = [figure.table for page in briefing.pages for figure in page.figures]
    return sum(len(table.rows) * (len(table.columns) - 1) for table in tables)


@ANY
@given(briefings())
def test_json_is_read_back_and_nothing_differs_from_itself(briefing: Briefing):
    with TemporaryDirectory() as folder:
        path = Path(folder) / "profile.json"
        path.write_bytes(rendered(briefing, "json"))
        read = read_document(path)
    assert diff(read, read).changes == ()
    assert len(read["pages"]) == len(briefing.pages)
    assert read["title"] == printable(briefing.title)


@ANY
@given(briefings())
def test_parquet_holds_every_cell(briefing: Briefing):
    assert pq.read_table(io.BytesIO(rendered(briefing, "parquet"))).num_rows == cells(briefing)


@ANY
@given(briefings())
def test_workbooks_open_and_hold_no_formula(briefing: Briefing):
    xlsx, ods = read_xlsx(rendered(briefing, "xlsx")), read_ods(rendered(briefing, "ods"))
    assert list(xlsx) == list(ods)
    for sheets in (xlsx, ods):
        assert not [cell for sheet in sheets.values() for row in sheet for cell in row if cell.formula]


@ANY
@given(briefings())
def test_the_web_page_holds_one_script_and_no_handler(briefing: Briefing):
    page = Tags(rendered(briefing, "html").decode("utf-8"))
    assert page.tags.count("script") == 1
    assert page.tags.count("section") >= len(briefing.pages)
    assert not [name for name in page.attributes if name.startswith("on")]
    assert not {"img", "iframe", "object", "form", "base"} & set(page.tags)


@FEW
@given(briefings())
def test_slides_open(briefing: Briefing):
    slides = pptx.Presentation(io.BytesIO(rendered(briefing, "pptx"))).slides
    assert len(slides) >= 1 + sum(max(1, len(page.figures)) for page in briefing.pages if page.answered)


@FEW
@given(briefings())
def test_paper_opens(briefing: Briefing):
    assert len(PdfReader(io.BytesIO(rendered(briefing, "pdf"))).pages) >= 1


@ANY
@given(briefings())
def test_cleaning_twice_is_cleaning_once_and_clean_words_stay_the_same_object(briefing: Briefing):
    once = cleaned(briefing)
    assert cleaned(once) is once
    assert len(once.pages) == len(briefing.pages)
